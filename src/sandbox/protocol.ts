/**
 * The messages between the host and the sandbox process. Plain data, carried by V8's serializer in frames of a
 * four-byte length (little-endian) and that many bytes. Byte strings travel as ArrayBuffer.
 */
import type {
  BuffersAfter,
  Described,
  LoadReport,
  ObjectUse,
  Outcome,
  Place,
  Refusal,
  Turns,
  Watched,
} from './types.ts'

/** The code of the error that a call of something throws which the file does not export. */
export const MISSING_EXPORT = 'missing-export'

/**
 * An argument, taken apart so that views, `__proto__` members and undefined arrive exactly as they were. What most
 * arguments are takes the least room: primitives are themselves, a Uint8Array that has its buffer for itself is the buffer.
 */
export type Encoded =
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | ArrayBuffer
  /** A Uint8Array as a view of a larger buffer. */
  | { k: 'view'; buffer: ArrayBuffer; offset: number; length: number }
  | { k: 'array'; items: Encoded[] }
  | { k: 'object'; entries: [string, Encoded][]; bare: boolean }
  /** Becomes a Request of the platform; `body` is its bytes. */
  | {
      k: 'request'
      url: string
      method: string
      headers: [string, string][]
      body: ArrayBuffer | EncodedPieces | null
    }
  /** Becomes a function that returns what the calls are given under this name. */
  | { k: 'given'; name: string }
  /** CallsRun by structured clone as it is: a Date, a Map, an Error. */
  | { k: 'other'; v: unknown }

/** A body that is received piece by piece. */
export type EncodedPieces = { pieces: ArrayBuffer[]; ending: 'end' | 'nothing' | 'error' }

/** `of` is the place of the function in the request's list. */
export type EncodedCall = { of: number; args: Encoded[]; object?: ObjectUse }
export type FunctionName = { file: string; name: string }

export type LoadRequest = {
  type: 'load'
  /** Counts the questions; echoed in the answer. */
  number: number
  /** Echoed in every answer, so that an answer which learner code sends by itself is not taken for ours. */
  token: string
  /** Real path of the workspace. */
  root: string
  /** Names of what is taken away. */
  forbids: string[]
  /** Names of built-ins whose calls are noted. */
  watches: string[]
  /** Whether Request and Response cross the border. */
  web: boolean
  /** `isEarlier`: of an earlier lesson; whether it is written yet says nothing of this one. */
  files: { path: string; exports: string[]; isEarlier: boolean }[]
  /** Whether learner code is instrumented so that calls can be watched. */
  instrument: boolean
}

/** All of a load that does not depend on the learner's files. */
export type Preparation = Omit<LoadRequest, 'type' | 'number' | 'files'>
/** May come before the first load, which then has the same rules: prepares the process while nobody waits. It has no answer. */
export type PrepareRequest = Preparation & { type: 'prepare' }

export type CallRequest = {
  type: 'call'
  number: number
  functions: FunctionName[]
  calls: EncodedCall[]
  comparisonsOf: ArrayBuffer[] | null
  /** How calls take turns that may go on after they returned; null: each is over when it returns. */
  turns: Turns | null
  /** Whether a promise is waited for; otherwise it is an answer that nobody can use. */
  awaits: boolean
  /** Longest time of one call that others run beside, in milliseconds. */
  callMs: number
  /** What the watched built-ins are told, by the name of what is watched; and what functions return that were passed. */
  given: Record<string, unknown>
}

/** What is held in memory; each byte of what is searched for is inverted, so that the question is not found itself. */
export type HeapRequest = {
  type: 'heap'
  number: number
  /** How often garbage is collected. */
  collections: number
  needles: { strings: ArrayBuffer[]; bytes: ArrayBuffer[] }[]
}

export type Request = PrepareRequest | LoadRequest | CallRequest | HeapRequest
/** The line gives the number. */
export type Unnumbered =
  | Omit<LoadRequest, 'number'>
  | Omit<CallRequest, 'number'>
  | Omit<HeapRequest, 'number'>

/** A description on its way: like Described, with an ArrayBuffer for bytes. */
export type WireDescribed =
  | Exclude<Described, { type: 'bytes' | 'array' | 'object' | 'response' }>
  | { type: 'bytes'; value: ArrayBuffer; name: string }
  | { type: 'array'; items: WireDescribed[] }
  | { type: 'object'; name: string | null; entries: [string, WireDescribed][] }
  | { type: 'response'; status: number; headers: [string, string][]; body: ArrayBuffer }

export type WireOutcome =
  | { kind: 'value'; value: WireDescribed }
  | (Omit<Extract<Outcome, { kind: 'thrown' }>, 'value'> & { value: WireDescribed })
  | Extract<Outcome, { kind: 'broken' }>

export type CallAnswer = {
  outcome: WireOutcome
  argsAfter: (WireDescribed | 'untouched')[]
  buffers: BuffersAfter
  watched: Watched | null
  called: CalledBuiltin[]
}

export type CalledBuiltin = { name: string; details: WireDescribed }

/** A text or a Uint8Array came back, all arguments are untouched, and nothing was watched: most answers are that. */
export type ShortAnswer = string | ArrayBuffer

/** What went wrong outside of a call: a promise that nobody handled, an error in a microtask. */
export type Fault = { cause: 'unhandled-rejection' | 'crash'; message: string; place: Place | null }

/** The first message of a sandbox: it started, and waits for a question. What comes after is learner code's time. */
export type Ready = { type: 'ready' }

export type Answer =
  | {
      type: 'loaded'
      token: string
      number: number
      report: LoadReport
      console: string
      refusals: Refusal[]
    }
  | {
      type: 'answer'
      token: string
      number: number
      answers: (CallAnswer | ShortAnswer)[]
      console: string
      refusals: Refusal[]
    }
  | { type: 'heap'; token: string; number: number; bytes: number; held: boolean[] }
  | { type: 'fault'; token: string; number: number; fault: Fault; callIndex: number }

/** Exit codes by which the sandbox says why it ended; a learner's own exit code is replaced by one of these. */
export const EXIT_CODES = { exit: 86, abort: 87, unable: 88, disconnected: 0 } as const

/** Argument of a sandbox process that has time to rehearse before its first question. */
export const REHEARSE = '--rehearse'

/** The first calls of a question are noted one by one on stderr; writing a note costs more than a small call. */
export const MAX_NOTES = 4096
/** A note: tells the host that the next call begins. */
export const NOTE_BYTE = 1

/** No answer is larger than this, in bytes; a longer frame is not one of ours. */
export const MAX_FRAME_BYTES = 256 * 1024 * 1024
