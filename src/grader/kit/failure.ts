import type { Diagnosis } from '../types.ts'

/** Thrown by an expectation: the learner's code did not do what it should, and this is what to tell them. */
export class LearnerFailure extends Error {
  readonly diagnosis: Diagnosis
  /** `broken` when the code gave no answer at all. */
  readonly verdict: 'failed' | 'broken'

  constructor(diagnosis: Diagnosis, verdict: 'failed' | 'broken' = 'failed') {
    super(diagnosis.message)
    this.name = 'LearnerFailure'
    this.diagnosis = diagnosis
    this.verdict = verdict
    // Where a hidden test noticed it helps nobody, and Vitest would look up the source of every frame.
    this.stack = `${this.name}: ${this.message}`
  }
}

/** Thrown by a call that could not be made, because the code broke down under a call of another test. */
export class SandboxGoneError extends Error {
  constructor() {
    super('The code broke down before this call.')
    this.name = 'SandboxGoneError'
  }
}
