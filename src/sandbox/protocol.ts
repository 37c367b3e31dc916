/** The messages between the host and the sandbox process. Plain data; v8's structured clone carries it. */
import type { Described, LoadReport, Outcome, Place, Refusal, Watched } from './types.ts'

/** An argument, taken apart so that views, `__proto__` members and undefined arrive exactly as they were. */
export type Encoded =
  | { k: 'plain'; v: string | number | boolean | bigint | null | undefined }
  /** A Uint8Array as a view of its whole underlying buffer. */
  | { k: 'bytes'; buffer: Uint8Array; offset: number; length: number }
  | { k: 'array'; items: Encoded[] }
  | { k: 'object'; entries: [string, Encoded][]; bare: boolean }
  /** Carried by structured clone as it is: a Date, a Map, an Error. */
  | { k: 'other'; v: unknown }

export type EncodedCall = { file: string; name: string; args: Encoded[] }

export type LoadRequest = {
  type: 'load'
  /** Echoed in every answer, so that an answer which learner code sends by itself is not taken for ours. */
  token: string
  /** Real path of the workspace. */
  root: string
  profile: 'by-hand' | 'hash-only' | 'crypto'
  files: { path: string; exports: string[] }[]
  /** Whether learner code is instrumented so that calls can be watched. */
  instrument: boolean
}

export type CallRequest = { type: 'call'; id: number; calls: EncodedCall[]; comparisonsOf: Uint8Array[] | null }

export type Request = LoadRequest | CallRequest

export type CallAnswer = { outcome: Outcome; argsAfter: Described[]; watched: Watched | null }

export type Answer =
  | { type: 'ready' }
  | { type: 'loaded'; token: string; report: LoadReport; console: string; refusals: Refusal[] }
  | { type: 'answer'; token: string; id: number; answers: CallAnswer[]; console: string; refusals: Refusal[] }
  | { type: 'fault'; token: string; cause: 'unhandled-rejection' | 'crash'; message: string; place: Place | null }

/** Exit codes by which the sandbox says why it ended; a learner's own exit code is replaced by one of these. */
export const EXIT_CODES = { exit: 86, abort: 87, disconnected: 0 } as const
