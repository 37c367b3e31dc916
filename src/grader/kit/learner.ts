/** What a hidden test works with: calls of the learner's code, expectations that explain themselves, random inputs. */
import type { CallResult } from '../diagnose/evidence.ts'
import type { Situation } from '../diagnose/explain.ts'
import type { LessonPart } from '../settings.ts'
import { type Ask, createCalls } from './calls.ts'
import { createExpectations } from './expect.ts'
import { createHttpExpectations } from './http.ts'
import { createRandom } from './random.ts'
import type { Session } from './session.ts'

export type Learner = ReturnType<typeof createLearner>

/** Makes the object that a test of a step gets. `made` hears of the results of functions. */
export function createLearner(
  ask: Ask,
  lesson: LessonPart,
  situation: Situation,
  options: {
    seed: number
    made: (results: CallResult[]) => void
    heap: Session['heap']
    printed: () => string
    printedSinceLoad: () => string
  },
) {
  const expectations = createExpectations(situation)
  return {
    ...createCalls(ask, lesson, situation, options),
    ...expectations,
    ...createHttpExpectations(expectations),
    ...createRandom(options.seed),
    /** What the code has printed in this test so far. */
    printed: options.printed,
    /**
     * What the code has printed in all tests so far. Only the beginning is kept: code that prints much may have nothing
     * left to be kept in this test.
     */
    printedSinceLoad: options.printedSinceLoad,
  }
}
