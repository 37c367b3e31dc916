import { isDone } from '../grader/course-report.ts'
import type { CourseReport, Diagnosis, LessonReport, StepReport } from '../grader/types.ts'
import { cleanText, printable } from '../text/visible.ts'
import type { Paint } from './paint.ts'
import { verdictLabel } from './verdicts.ts'

/** The verdict of one lesson on one line. */
export function lessonLine(report: LessonReport, paint: Paint): string {
  const step = report.steps.find(({ verdict }) => verdict !== 'passed')
  const where =
    report.verdict === 'failed' && step
      ? paint.style('quiet', `  step ${stepNumber(report, step)}: ${step.title}`)
      : ''
  const why = report.skipped === undefined ? '' : `\n${paint.wrap(report.skipped, '    ')}`
  return `${verdictLabel(report.verdict, paint)} ${report.id.slice(0, 2)} ${report.title}${where}${why}`
}

/** All that is wrong with a lesson: its problem or its first failing test in full; empty when there is nothing to tell. */
export function lessonDetails(report: LessonReport, paint: Paint): string {
  if (isDone(report) || report.verdict === 'not-started') return ''
  const step = report.steps.find(({ verdict }) => verdict === 'failed' || verdict === 'broken')
  const body =
    report.problem !== null && step === undefined
      ? problemLines(report, paint)
      : stepLines(report, step, paint)
  const blocked = report.blockedBy.map(id =>
    paint.wrap(
      `It uses files of ${id}, which does not pass itself. Look there first: jwt-lessons check ${id.slice(0, 2)}`,
      '  ',
    ),
  )
  return [
    paint.style('strong', `${report.id}: ${report.title}`),
    ...body,
    ...blocked,
    ...consoleLines(report, step, paint),
  ].join('\n')
}

/** The last lines: how much is done, and what to do next. */
export function summary(report: CourseReport, paint: Paint): string {
  const skipped = report.lessons.filter(({ verdict }) => verdict === 'skipped').length
  const count = `${report.passed} of ${report.total} ${report.total === 1 ? 'lesson' : 'lessons'} passed${skipped === 0 ? '' : `, ${skipped} skipped`}.`
  const next = report.lessons.find(lesson => !isDone(lesson))
  if (next === undefined) return paint.style('good', count)
  const file = printable(next.problem?.file ?? next.files[0] ?? '')
  const again = `jwt-lessons check ${next.id.slice(0, 2)}`
  return `${count}\nNext: ${next.id}, in ${file}. Its text: jwt-lessons show ${next.id.slice(0, 2)}. Grade it: ${again}`
}

function problemLines({ problem }: LessonReport, paint: Paint): string[] {
  if (problem === null) return []
  const place = problem.file === null ? [] : [`  ${placeOf(problem.file, problem.line, problem.column)}`]
  return [messageText(problem.message, '  ', paint), ...place]
}

/** Lines that are indented are code and stay as they are, so that a mark stands under its column. */
function messageText(message: string, indent: string, paint: Paint): string {
  return cleanText(message)
    .split('\n')
    .map(line => (/^\s{2,}\S/.test(line) ? indent + line : paint.wrap(line, indent)))
    .join('\n')
}

function stepLines(report: LessonReport, step: StepReport | undefined, paint: Paint): string[] {
  if (step === undefined) return []
  const failing = step.tests.filter(({ verdict }) => verdict !== 'passed')
  const [first, ...others] = failing
  return [
    `  Step ${stepNumber(report, step)} of ${report.steps.length}: ${step.title}`,
    ...(first === undefined ? [] : [`  ${paint.style('bad', paint.signs.failed)} ${printable(first.name)}`]),
    ...(first?.diagnosis ? diagnosisLines(first.diagnosis, paint) : []),
    ...others.map(({ name }) => `  ${paint.style('bad', paint.signs.failed)} ${printable(name)}`),
    paint.style(
      'quiet',
      `  Random inputs came from seed ${report.seed}; the same again: jwt-lessons check ${report.id.slice(0, 2)} --seed ${report.seed}`,
    ),
  ]
}

function diagnosisLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const row = (name: string, value: string | null) =>
    value === null
      ? []
      : [
          `    ${paint.style('quiet', name.padEnd(9))} ${cleanText(value).replaceAll('\n', `\n${' '.repeat(14)}`)}`,
        ]
  return [
    messageText(diagnosis.message, '    ', paint),
    ...row('call', diagnosis.call),
    ...row('expected', diagnosis.expected),
    ...row('actual', diagnosis.actual),
    ...diagnosis.comparison.map(line => `    ${cleanText(line)}`),
    ...row('rule', diagnosis.reference),
    ...row('code', diagnosis.file === null ? null : placeOf(diagnosis.file, diagnosis.line, null)),
  ]
}

const CONSOLE_LINES = 20

function consoleLines(report: LessonReport, step: StepReport | undefined, paint: Paint): string[] {
  const output = report.console.find(({ step: id }) => id === step?.id) ?? report.console[0]
  if (output === undefined || output.text.trim() === '') return []
  const lines = cleanText(output.text).trimEnd().split('\n')
  const more = lines.length > CONSOLE_LINES ? [`    (${lines.length - CONSOLE_LINES} more lines)`] : []
  return [
    '  Your code printed:',
    ...lines.slice(0, CONSOLE_LINES).map(line => `    ${paint.signs.gutter} ${line}`),
    ...more,
  ]
}

function stepNumber(report: LessonReport, step: StepReport): number {
  return report.steps.indexOf(step) + 1
}

function placeOf(file: string, line: number | null, column: number | null): string {
  return [printable(file), line, column].filter(part => part !== null).join(':')
}
