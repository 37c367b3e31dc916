/** What forged and damaged inputs are, and what came of them: plain data. */
import type fc from 'fast-check'

/** One input that must be refused. */
export type Attempt = {
  /** Arguments of the function. */
  args: unknown[]
  /** What to take apart when it got in: the token, or the input as JSON. */
  shown: string
  /** What was done to it, as one clause: "alg is None and the signature is empty". */
  note: string
}

/** A family of attempts that the same check stops. */
export type Kind = {
  id: string
  title: string
  /** Id of the lesson that closes the hole. */
  lesson: string
  attempts: fc.Arbitrary<Attempt>
}

/** A function of the learner's that decides about tokens or keys, and what is thrown at it. */
export type FuzzTarget = {
  id: string
  /** The lesson whose files are loaded and whose function is called. */
  lesson: string
  /** Name of the exported function, or of the method of `object`. */
  name: string
  /** How an object is made whose method is called; every attempt goes to the same one. */
  object?: { className: string; args: unknown[] }
  /** How it says no: by throwing a JwtError with a code, which is the rule, or by `false`, when it answers a question. */
  refusesBy?: 'throwing' | 'returning-false'
  /** Inputs that must be accepted: who refuses everything is safe and useless. */
  honest: fc.Arbitrary<Attempt>
  kinds: readonly Kind[]
}

export type KindReport = {
  id: string
  title: string
  lesson: string
  /** How many were thrown at the function. */
  thrown: number
  /** How many it accepted. */
  accepted: number
  /** How many it refused without a code of JwtErrorCode: by a TypeError, for instance. */
  withoutCode: number
}

/** An attempt that was not refused as it should be. */
export type Finding = {
  kind: string
  title: string
  lesson: string
  /** `accepted`: it got in. `without-code`: refused, but by an error that says nothing to the caller. */
  result: 'accepted' | 'without-code'
  note: string
  shown: string
  /** What was thrown, for `without-code`; null otherwise. */
  thrown: string | null
}

export type TargetReport = {
  target: string
  lesson: string
  function: string
  thrown: number
  accepted: number
  withoutCode: number
  /** Valid inputs that were tried, and how many of them were refused. */
  honest: { tried: number; refused: number; example: Finding | null }
  kinds: KindReport[]
  /** The first of each kind. */
  findings: Finding[]
  /** Why the run ended early, in plain words: the code hung, crashed, or is not there; null otherwise. */
  stopped: string | null
  durationMs: number
}

/** What `fuzz --json` prints. */
export type FuzzReport = { schema: 1; count: number; seed: number; targets: TargetReport[] }

/** How far a run is. */
export type FuzzProgress = { target: string; done: number; total: number; accepted: number }
