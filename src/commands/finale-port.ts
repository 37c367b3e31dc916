import { join } from 'node:path'
import { loadFinale } from '../finale/load.ts'
import { runFinale } from '../finale/run.ts'
import { loadTargets } from '../fuzz/load.ts'
import type { FinalePort, PreviewPort } from '../ui/ports.ts'
import { readInside } from '../workspace/inside.ts'
import { requireLesson } from './request.ts'
import type { Services } from './session.ts'

/** The ends of chapters as the screen sees them. `root` is the workspace, `preview` calls the learner's functions. */
export function createFinalePort(root: string, services: Services, preview: PreviewPort): FinalePort {
  const { course, assets } = services
  return async (lessonId, onEvent, signal) => {
    const { chapter } = requireLesson(course, lessonId)
    await runFinale({
      finale: await loadFinale(lessonId, assets.root),
      lessons: course.lessons.filter(lesson => lesson.chapter === chapter),
      targets: await loadTargets(course, assets.root),
      readFile: file => readInside(root, file),
      call: preview,
      sandbox: { workspaceRoot: root, program: join(assets.root, 'sandbox-child.js') },
      onEvent,
      signal,
    })
  }
}
