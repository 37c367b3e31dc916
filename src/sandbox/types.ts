/** All that is ever known of learner code: what was asked, and what came of it. Plain data. */

/** A value on its way into the sandbox. Uint8Array, strings, numbers and JSON-like data travel as they are. */
export type Argument = unknown

/** One call of a function that a workspace file exports. */
export type Call = {
  /** Workspace file, relative, with `/`. */
  file: string
  name: string
  args: Argument[]
  /** Set when an object is made or used, instead of a function of the file. */
  object?: ObjectUse
  /** In a picture: what functions that were passed as a GivenFunction return while the round of this call is carried out. */
  given?: Record<string, unknown>
}

/**
 * `new` makes an object of the class `name` and keeps it under a number, `keep` does so with what the function `name`
 * gives back, and answers what that is; `method` and `get` are members of a kept one, `apply` calls it.
 */
export type ObjectUse = { how: 'new' | 'keep' | 'method' | 'get' | 'apply'; id: number }

/** Of several calls that give promises: the next one begins when the one before is settled, or all begin at once. */
export type Turns = 'one-by-one' | 'together'

/** A value that came out of the sandbox, described so that nothing of it can run here. */
export type Described =
  | { type: 'undefined' }
  | { type: 'null' }
  | { type: 'boolean'; value: boolean }
  | { type: 'number'; value: number }
  | { type: 'bigint'; value: string }
  | { type: 'string'; value: string }
  /** A Uint8Array or a subclass; `name` is the class, `Uint8Array` or `Buffer` for instance. */
  | { type: 'bytes'; value: Uint8Array; name: string }
  | { type: 'array'; items: Described[] }
  /** An object's own enumerable string-keyed members, in order; `name` is the class, `Object` or null for a plain one. */
  | { type: 'object'; name: string | null; entries: [string, Described][] }
  | { type: 'error'; name: string; message: string; code: string | null }
  /** A Response of the platform, read to its end; a header that stands there twice is here twice. */
  | { type: 'response'; status: number; headers: [string, string][]; body: Uint8Array }
  /** Anything else, in words for people: `a function`, `a Promise`, `a Proxy`, `a Date`... */
  | { type: 'exotic'; text: string; is?: ExoticKind }

/** What a program may have to know of a value that is shown in words only. */
export const EXOTIC_KINDS = ['promise', 'generator'] as const
export type ExoticKind = (typeof EXOTIC_KINDS)[number]

/** Where in the learner's file something happened. Lines and columns count from 1. */
export type Place = { file: string; line: number; column: number }

/** Why learner code could not give an answer. */
export type BreakKind =
  | 'timeout'
  /** A promise that is awaited, when nothing is left that could settle it. */
  | 'never-settles'
  | 'crash'
  | 'memory'
  | 'exit'
  | 'stack-overflow'
  | 'unhandled-rejection'
  | 'internal'

export type Outcome =
  | { kind: 'value'; value: Described }
  | {
      kind: 'thrown'
      value: Described
      /** `code` of the workspace's JwtError, or null when something else was thrown. */
      jwtCode: string | null
      /** Set when the sandbox refused something: what was touched, and why it is refused. */
      refused: Refusal | null
      place: Place | null
    }
  /** `callIndex`: which of several calls it was, where that is known. */
  | { kind: 'broken'; cause: BreakKind; message: string; place: Place | null; callIndex?: number }

/** Something that the sandbox takes away or does not allow. */
export type Refusal = { what: string; kind: 'taken-away' | 'forbidden'; message: string }

/**
 * `overwritten`: bytes around an argument that is a window into a larger buffer are others now.
 * `detached`: a buffer was taken away from the caller, whose array has no bytes any more.
 */
export type BuffersAfter = 'kept' | 'overwritten' | 'detached'

/** What a call left behind besides its outcome. */
export type CallReport = {
  outcome: Outcome
  /** The arguments after the call: untouched, or described like a result. */
  argsAfter: (Described | 'untouched')[]
  /** What became of the buffers behind the arguments, beside the arguments' own bytes. */
  buffers: BuffersAfter
  /** Present when the call was watched. */
  watched: Watched | null
  /** The calls of built-ins that the lesson watches, in order. */
  called: CalledBuiltin[]
}

/** One call of a built-in that the lesson watches: `scrypt`, with password, salt, length, N, r and p. */
export type CalledBuiltin = { name: string; details: Described }

/** What is held in memory once all garbage is collected. */
export type HeapReport =
  /** `bytes`: of JavaScript's heap and of buffers. `held`: for each string or byte string that was asked about. */
  { kind: 'measured'; bytes: number; held: boolean[] } | Extract<Outcome, { kind: 'broken' }>

export type Watched = {
  /** Executed functions, loop rounds and branches of learner code. */
  work: number
  /** Comparisons that stop at the first difference and that saw one of the watched byte strings. */
  earlyExits: string[]
}

/** What loading the lesson's files showed. */
export type LoadReport =
  | {
      kind: 'loaded'
      notStarted: boolean
      missing: string[]
      /** Functions of earlier lessons that the hidden tests need and that are not there, as `path#name`. */
      missingEarlier: string[]
      imported: string[]
      /** What there is instead of the first function that is missing. */
      insteadOf?: InsteadOfExport
    }
  /** `imported`: the workspace files that were loaded, or tried. */
  | { kind: 'problem'; problem: LoadProblem; imported: string[] }

/** What a file has where an exported function should be. */
export type InsteadOfExport = {
  /** `empty`: no code at all. `not-exported`: a function of the name, without export. `no-function`: another value of the name. */
  kind: 'empty' | 'not-exported' | 'no-function' | 'other'
  /** The names that the file does export. */
  exports: string[]
}

/** What a problem is about, for those who know more about it than the sandbox does. */
export type ProblemSubject =
  /** An import of a name that the module does not export; `from` as the file has it. */
  | { kind: 'no-export'; from: string; name: string }
  /** An import of a file that is not there; a path of the workspace. */
  | { kind: 'no-file'; path: string }
  /** An error that was thrown while the file was loaded. */
  | { kind: 'thrown'; name: string; message: string }

export type LoadProblem = {
  kind: 'syntax' | 'import' | 'missing-file' | 'missing-export' | 'timeout' | 'crash' | 'memory' | 'internal'
  message: string
  file: string | null
  line: number | null
  column: number | null
  about?: ProblemSubject
}

/** What stands around a sandbox process besides Node's permission model. */
export type Walls = {
  /** The command that starts the process within the system's walls, before the program itself; empty where there are none. */
  command: readonly string[]
  /**
   * What keeps learner code from the network: a namespace of the system without one, Node's permission model, or only that
   * all modules that reach it are taken away.
   */
  network: 'namespace' | 'permission-model' | 'modules'
}
