import type { Lesson } from '../../../src/course/types.ts'
import type { Diagnosis, LessonReport, StepReport, TestReport } from '../../../src/grader/types.ts'
import { course } from './course.ts'

export const lesson = course.lessons[0] as Lesson

/** A diagnosis as a wrong alphabet gets it. */
export const wrongAlphabet: Diagnosis = {
  id: 'base64-alphabet',
  message:
    "Your output has '+' and '/': that is base64. base64url uses '-' and '_' in their place, so that a token can stand in an address.",
  call: 'encode(Uint8Array [ 0xfb, 0xff ])',
  expected: '"-_8"',
  actual: '"+/8"',
  reference: 'RFC 4648 §5',
  file: 'jwt/base64url.ts',
  line: 12,
  comparison: ['expected  -_8', 'yours     +/8', '          ^ character 1: - was expected, yours is +'],
}

/** A report of the first lesson: how many steps pass, and the tests of the next one that do not. */
export function report(
  passedSteps: number,
  failing: TestReport[] = [failed('two bytes', wrongAlphabet)],
): LessonReport {
  const steps = lesson.steps.map(({ id, title }, index): StepReport => {
    if (index < passedSteps)
      return {
        id,
        title,
        verdict: 'passed',
        tests: [{ name: 'vectors', verdict: 'passed', diagnosis: null }],
      }
    return {
      id,
      title,
      verdict: index === passedSteps ? 'failed' : 'not-reached',
      tests: index === passedSteps ? failing : [],
    }
  })
  const passed = passedSteps === lesson.steps.length
  return { ...empty(lesson), verdict: passed ? 'passed' : 'failed', steps }
}

/** A test that fails with a diagnosis. */
export function failed(name: string, diagnosis: Diagnosis | null = null): TestReport {
  return { name, verdict: 'failed', diagnosis }
}

/** A report of a lesson that was not begun. */
export function notStarted(of: Lesson = lesson): LessonReport {
  return {
    ...empty(of),
    steps: of.steps.map(({ id, title }) => ({ id, title, verdict: 'not-reached', tests: [] })),
  }
}

/** A report of any lesson that passes or fails as a whole. */
export function overall(of: Lesson, verdict: 'passed' | 'failed'): LessonReport {
  const steps = of.steps.map(
    ({ id, title }): StepReport => ({
      id,
      title,
      verdict,
      tests: [{ name: 'all', verdict, diagnosis: null }],
    }),
  )
  return { ...empty(of), verdict, steps }
}

function empty(of: Lesson): LessonReport {
  const { id, title, chapter, files } = of
  return {
    id,
    title,
    chapter,
    files,
    verdict: 'not-started',
    durationMs: 41,
    seed: 7,
    problem: null,
    steps: [],
    console: [],
    blockedBy: [],
    imports: [],
  }
}
