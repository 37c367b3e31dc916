/** The program of the engine's own process: Vitest lives here, away from the screen. */
import { createBirpc } from 'birpc'
import { createGrader, type Grader } from './grader.ts'
import type { EngineEvents, EngineFunctions } from './process-messages.ts'

/** Longest time for the last things, in milliseconds. */
const LAST_MS = 3_000

let grader: Grader | null = null

const functions: EngineFunctions = {
  async start(options) {
    grader = await createGrader(options)
  },
  async grade(run, lessonIds, options) {
    if (grader === null) throw new Error('The engine was not started.')
    const onLesson = (report: Parameters<EngineEvents['lesson']>[1]): void =>
      void rpc.lesson.asEvent(run, report)
    const onBegin = (lessonId: string): void => void rpc.begin.asEvent(run, lessonId)
    return (await grader.grade(lessonIds, { ...options, onLesson, onBegin })).seed
  },
  async close() {
    await grader?.close()
    setImmediate(() => process.exit(0))
  },
}

const rpc = createBirpc<EngineEvents, EngineFunctions>(functions, {
  post: message => process.send?.(message),
  on: receive => process.on('message', receive),
  timeout: -1,
})
// The screen is gone: so is the need for an engine. Its sandboxes may be in a loop, and would stay.
process.on('disconnect', () => {
  setTimeout(() => process.exit(0), LAST_MS).unref()
  void grader?.close().finally(() => process.exit(0))
  if (grader === null) process.exit(0)
})
// Ctrl+C goes to the whole group of processes; the screen decides when to end.
process.on('SIGINT', () => {})
