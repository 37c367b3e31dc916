import { join } from 'node:path'
import type { WorkspacePort } from '../ui/ports.ts'
import { undo } from '../workspace/backups.ts'
import { readInside } from '../workspace/inside.ts'
import type { Opened } from '../workspace/open.ts'
import { updateProgress } from '../workspace/progress-disk.ts'
import { resetLesson } from '../workspace/replace.ts'
import { watchWorkspace } from '../workspace/watch.ts'
import { requireLesson } from './request.ts'
import { type Services, suppliesOf } from './session.ts'
import { partOf, solutionOf } from './solution.ts'

/** The learner's folder as the screen sees it. `now` gives the time for backups. */
export function createWorkspacePort(
  { workspace, progress }: Opened,
  services: Services,
  now: () => Date,
): WorkspacePort {
  const { course, assets } = services
  const { root } = workspace
  const lesson = (id: string) => requireLesson(course, id)
  return {
    root,
    progress,
    async saveProgress(next) {
      await updateProgress(root, next, merged => merged, now())
    },
    readFile: file => readInside(root, file),
    async reset(id) {
      const { backup } = await resetLesson(root, course, lesson(id), suppliesOf(services).startersDir, now())
      return { backup }
    },
    async undo(id) {
      return { files: (await undo(root, id, now())).restored.files }
    },
    compare: id =>
      Promise.all(
        lesson(id).files.map(async file => {
          const theirs = await readInside(root, file)
          return {
            file,
            theirs: theirs === null ? null : partOf(course, lesson(id), file, theirs),
            ours: await solutionOf(course, lesson(id), file, join(assets.root, 'solutions')),
          }
        }),
      ),
    watch: handlers => watchWorkspace(root, handlers),
  }
}
