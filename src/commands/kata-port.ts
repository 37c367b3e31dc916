import { join } from 'node:path'
import { loadHistory, saveRun } from '../kata/disk.ts'
import { practise } from '../kata/practise.ts'
import { createScratch, readApproaches } from '../kata/scratch.ts'
import type { GraderPort, KataPort } from '../ui/ports.ts'
import type { Opened } from '../workspace/open.ts'
import { watchWorkspace } from '../workspace/watch.ts'
import { requireLesson } from './request.ts'
import { type Services, suppliesOf } from './session.ts'

/** A grader of a scratch folder, which whoever makes it closes. */
export type ScratchGrader = (root: string) => GraderPort & { close(): Promise<void> }

/** Katas as the screen sees them. `now` gives the time for the stopwatch and the history. */
export function createKataPort(
  { workspace }: Opened,
  services: Services,
  startGrader: ScratchGrader,
  now: () => Date,
): KataPort {
  const { root, remembers } = workspace
  return {
    history: async () => (await loadHistory(root, now())).history,
    async practise({ lessonId, variant }, { begun, tell }, signal) {
      const lesson = requireLesson(services.course, lessonId)
      const scratch = await createScratch(root, services.course, [lesson], suppliesOf(services), now())
      const grader = startGrader(scratch.root)
      try {
        const run = await practise(
          { target: lesson.id, lessonIds: [lesson.id], variant },
          {
            async watch(onSave) {
              const watcher = await watchWorkspace(scratch.root, { onChange: onSave, onMode: () => {} })
              // Not before: a save that comes at once must be seen.
              begun({ files: scratch.files.map(file => ({ file, path: join(scratch.root, file) })) })
              return watcher
            },
            grade: lessonIds => grader.grade(lessonIds),
            approaches: () => readApproaches(scratch, [lesson]),
            now: () => now().getTime(),
            tell,
            signal,
          },
        )
        if (run !== null && remembers) await saveRun(root, run, now())
      } finally {
        await grader.close()
      }
    },
  }
}
