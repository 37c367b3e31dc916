import { join } from 'node:path'
import { loadFinale } from '../finale/load.ts'
import { runFinale } from '../finale/run.ts'
import { loadTargets } from '../fuzz/load.ts'
import { createPreview } from '../grader/preview.ts'
import type { FinalePort } from '../ui/ports.ts'
import { readInside } from '../workspace/inside.ts'
import { requireLesson } from './request.ts'
import type { Services } from './session.ts'

/** For calls that do real work, a password hash for instance, on a machine that is busy. */
const DEADLINE_MS = 20_000

/** The ends of chapters as the screen sees them. `root` is the workspace. */
export function createFinalePort(root: string, services: Services): FinalePort {
  const { course, assets } = services
  return async (lessonId, onEvent, signal) => {
    const { chapter } = requireLesson(course, lessonId)
    const preview = createPreview({ workspaceRoot: root, course, assets, deadlineMs: DEADLINE_MS })
    signal.addEventListener('abort', preview.close)
    try {
      await runFinale({
        finale: await loadFinale(lessonId, assets.root),
        lessons: course.lessons.filter(lesson => lesson.chapter === chapter),
        targets: await loadTargets(course, assets.root),
        readFile: file => readInside(root, file),
        call: preview.preview,
        sandbox: { workspaceRoot: root, program: join(assets.root, 'sandbox-child.js') },
        onEvent,
        signal,
      })
    } finally {
      preview.close()
    }
  }
}
