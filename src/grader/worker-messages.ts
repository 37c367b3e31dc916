/** What the pool and the program of its workers say to each other. */
import type { MessagePort } from 'node:worker_threads'
import type { LessonRules } from '../sandbox/host.ts'
import type { RunSettings } from './settings.ts'

/** What a worker is told when it starts; plain data but for the port. */
export type WorkerStart = {
  /** Vitest's own worker program, loaded last. */
  vitestWorker: string
  /** Settings for sandboxes to start ahead. */
  warm: Pick<RunSettings, 'sandboxProgram' | 'workspaceRoot' | 'deadlineMs' | 'limits' | 'walls'>
  wishes: MessagePort
}

/** What a worker is asked to get ready. */
export type Wish =
  /** A sandbox for the next run; prepared for a lesson of these rules, if one is expected. */
  | { type: 'sandbox'; rules: LessonRules | null }
  /** The learner's files of a run that begins now. */
  | { type: 'load'; settings: RunSettings }
  /** The end of every sandbox, at once. */
  | { type: 'end' }

/** The answer to `end`. */
export const ENDED = 'ended'
