import type { CallResult } from './evidence.ts'
import type { Finding } from './finding.ts'
import { fillIn } from './messages.ts'

/** Thrown by an expectation: the learner's code did not do what it should, and this is what was found. */
export class LearnerFailure extends Error {
  readonly finding: Finding
  /** The call that showed it; null when asking again can't tell more. */
  readonly result: CallResult | null
  /** `broken` when the code gave no result at all. */
  readonly verdict: 'failed' | 'broken'

  /** The finding that another result of the same call would have; null where the test looks at more than the result. */
  readonly findingFor: ((result: CallResult) => Finding) | null
  /** Whether it was concluded from other calls, which state between the calls may have misled. */
  readonly isConcluded: boolean

  constructor(
    finding: Finding,
    result: CallResult | null = null,
    {
      findingFor = null,
      isConcluded = false,
    }: Partial<Pick<LearnerFailure, 'findingFor' | 'isConcluded'>> = {},
  ) {
    super(fillIn(finding.message.template, finding.message.words))
    this.name = 'LearnerFailure'
    this.finding = finding
    this.result = result
    this.findingFor = findingFor
    this.isConcluded = isConcluded
    this.verdict = finding.broken === null ? 'failed' : 'broken'
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
