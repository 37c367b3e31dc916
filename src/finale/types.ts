/** The end of a chapter: what the learner's own code can do now, shown there and then. Plain data and functions of it. */
import type { Call, CallReport } from '../sandbox/types.ts'

/** What a proof came to. */
export type Proved = {
  verdict: 'right' | 'wrong'
  /** One or two sentences: what the learner's code did, and who says so. */
  text: string
  /** Something to look at, such as the token that was made; null when there is nothing. */
  shown: string | null
}

/** One thing that the learner's code does before the learner's eyes. */
export type Proof = {
  title: string
  /** The lesson whose functions are called. */
  lesson: string
  calls: readonly Call[]
  judge: (reports: readonly CallReport[]) => Proved | Promise<Proved>
}

/** What `finale.ts` in the folder of a chapter's last lesson exports as `finale`. */
export type Finale = {
  proofs: readonly Proof[]
  /** What the learner can do now, and what this is not: Markdown, a few lines. */
  closing: string
}

/** What the learner wrote in a chapter. */
export type Built = { lessons: number; functions: string[]; classes: string[]; files: number; lines: number }

/** What happens while the end of a chapter is shown, in this order but for fuzzing, which goes on beside the proofs. */
export type FinaleEvent =
  | { kind: 'begun'; titles: string[]; closing: string }
  | { kind: 'built'; built: Built }
  | { kind: 'proved'; index: number; proved: Proved }
  /** `target`: the function that tokens are thrown at. */
  | { kind: 'fuzzing'; target: string; done: number; total: number; accepted: number }
  | { kind: 'fuzzed'; results: FuzzSummary[] }

export type FuzzSummary = { target: string; thrown: number; accepted: number; holds: boolean }
