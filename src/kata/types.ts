/** What the kata room exchanges: plain data. */

/** A way of writing code that a kata can forbid. */
export type Approach = 'table' | 'regexp' | 'loop'

/** `free` forbids nothing; the others forbid the approach in their name. */
export type Variant = 'free' | 'no-table' | 'no-regexp' | 'no-loop'

/** One kata that was passed. */
export type KataRun = {
  /** Id of the lesson or of the chapter. */
  target: string
  variant: Variant
  /** When it was passed: ISO 8601, UTC. */
  at: string
  /** From the beginning to the pass, in seconds. */
  seconds: number
  /** Saves it took, the last one included. */
  saves: number
  /** Approaches that the passing code uses. */
  approaches: Approach[]
}

/** `kata.json`, schema 1: runs in the order in which they were passed. */
export type KataHistory = { schema: 1; runs: KataRun[] }

/** Where an approach was seen. `line` counts from 1. */
export type Finding = { approach: Approach; line: number; what: string }
