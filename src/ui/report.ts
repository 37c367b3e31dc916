import { currentLesson, currentReport, failures, lessonName } from './state/selectors.ts'
import type { State } from './state/state.ts'
import type { Environment } from './terminal.ts'
import { cleanText } from '../text/visible.ts'

/** The machine, as far as a report needs it. */
export type SystemFacts = { node: string; platform: string; env: Environment }

const longest = 400

/**
 * The text of an issue about the lesson on the screen: what failed, with which seed, on which system. It holds no
 * path of the learner's machine and none of their code but the values in the diagnosis.
 */
export function reportText(state: State, system: SystemFacts): string {
  const lesson = currentLesson(state)
  const report = currentReport(state)
  const facts = [
    `lesson: ${lesson.id} (${lessonName(lesson)})`,
    `course: ${state.course.version}`,
    `system: Node ${system.node}, ${system.platform}, TERM=${system.env.TERM ?? 'unset'} ${system.env.TERM_PROGRAM ?? ''}`.trimEnd(),
    `stage: ${state.stage}${state.stage === 'why' ? '' : `, step ${state.step + 1}`}`,
    `verdict: ${report?.verdict ?? 'not checked'}`,
    ...(report === null ? [] : [`seed: ${report.seed}`]),
  ]
  return [
    `Report on lesson ${lesson.id}`,
    '',
    'What is wrong or unclear:',
    '(please write it here)',
    '',
    ...facts.map(fact => `- ${fact}`),
    ...problemLines(state),
    ...failureLines(state),
  ].join('\n')
}

function problemLines(state: State): string[] {
  const problem = currentReport(state)?.problem ?? null
  return problem === null ? [] : ['', `Problem (${problem.kind}):`, ...indent(problem.message)]
}

function failureLines(state: State): string[] {
  const all = failures(state)
  const failure = all[state.failure] ?? all[0]
  if (failure === undefined) return []
  const diagnosis = failure.test.diagnosis
  const values = [
    ['call', diagnosis?.call],
    ['expected', diagnosis?.expected],
    ['actual', diagnosis?.actual],
    ['reference', diagnosis?.reference],
  ] as const
  return [
    '',
    `Failing test, step ${failure.stepId}:`,
    ...indent(failure.test.name),
    ...(diagnosis === null ? [] : ['', `Diagnosis ${diagnosis.id}:`, ...indent(diagnosis.message)]),
    ...values.flatMap(([label, text]) => (text == null ? [] : indent(`${label}: ${text}`))),
  ]
}

function indent(text: string): string[] {
  const short = text.length > longest ? `${text.slice(0, longest)} (cut)` : text
  return cleanText(short)
    .split('\n')
    .map(textLine => `    ${textLine}`)
}
