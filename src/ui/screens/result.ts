import type { LessonReport, Problem } from '../../grader/types.ts'
import {
  currentLesson,
  currentReport,
  type Failure,
  failures,
  firstOpenStep,
  isEarlier,
  lessonName,
  regressions,
  stepVerdicts,
} from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { printable } from '../../text/visible.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow, widthOf } from '../../text/width.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { diagnosisRows, keptRows, placeRows } from './diagnosis.ts'
import { counted, verdictSign } from './labels.ts'

/** In a pane that is lower than this the steps stand on one line. */
const lowPane = 14

/** The verdict of each step, why the first failure fails, the other failures, and lessons that no longer pass. */
export function resultRows(
  state: State,
  view: RenderContext,
  { width, height }: { width: number; height: number },
): Row[] {
  const report = currentReport(state)
  const parts: Row[][] = [
    height < lowPane ? [stepsRow(state, view, width)] : stepRows(state, view, width),
    regressionRows(state, view, width),
    report === null ? waitingRows(state, width) : verdictRows(state, report, view, width),
  ]
  return parts
    .filter(rows => rows.length > 0)
    .flatMap((rows, index) => (index === 0 ? rows : [blank, ...rows]))
}

function stepRows(state: State, view: RenderContext, width: number): Row[] {
  const { steps } = currentLesson(state)
  const { signs } = view.theme
  const verdicts = stepVerdicts(state)
  return steps.map((step, index) => {
    const isHere = index === state.step
    const row: Row = [
      span(isHere ? `${signs.here} ` : '  ', 'accent'),
      verdictSign(verdicts[index] ?? 'not-reached', signs),
      span(` ${index + 1}  `, 'quiet'),
      span(step.title, isHere ? 'strong' : 'plain'),
    ]
    return cutRow(row, width, signs.cut)
  })
}

function stepsRow(state: State, view: RenderContext, width: number): Row {
  const { signs } = view.theme
  const marks = stepVerdicts(state).flatMap(
    (verdict, index): Row => [
      verdictSign(verdict, signs),
      span(` ${index + 1}   `, index === state.step ? 'strong' : 'quiet'),
    ],
  )
  return cutRow(
    [...marks, span(currentLesson(state).steps[state.step]?.title ?? '', 'strong')],
    width,
    signs.cut,
  )
}

function regressionRows(state: State, view: RenderContext, width: number): Row[] {
  const broken = regressions(state)
  if (broken.length === 0) return []
  const names = broken.map(lessonName).join(', ')
  const earlier = broken.every(lesson => isEarlier(state, lesson))
  const said = broken.length === 1 ? 'It no longer passes.' : 'They no longer pass.'
  const label = `${earlier ? 'Earlier' : 'Later'} lesson${broken.length === 1 ? '' : 's'}`
  return wrapSpans(
    [
      span(`${view.theme.signs.broken} ${label}: `, 'warning'),
      span(names, 'strong'),
      span(`. ${said}${earlier ? ' Look there first.' : ''}`),
    ],
    width,
  )
}

function waitingRows(state: State, width: number): Row[] {
  const [file] = currentLesson(state).files
  if (state.checking === 'shown') return [line('Checking...', 'quiet')]
  return wrapText(`Nothing was checked yet. Save ${file ?? 'the file'}, or press g.`, width, 'quiet')
}

function verdictRows(state: State, report: LessonReport, view: RenderContext, width: number): Row[] {
  if (report.problem !== null) return problemRows(report.problem, view, width)
  if (report.verdict === 'passed') return passedRows(state, report, view, width)
  if (report.skipped !== undefined) return wrapText(report.skipped, width, 'quiet')
  if (report.verdict === 'not-started') return notStartedRows(state, width)
  if (state.step !== firstOpenStep(state)) return otherStepRows(state, report, view, width)
  const all = failures(state)
  const shown = all[state.failure] ?? all[0]
  if (shown === undefined) return []
  return [...failureRows(shown, view, width), ...otherRows(all, shown, view, width)]
}

function passedRows(state: State, report: LessonReport, view: RenderContext, width: number): Row[] {
  const tests = report.steps.reduce((sum, step) => sum + step.tests.length, 0)
  const steps = counted(currentLesson(state).steps.length, 'step')
  const headline: Row = [
    span(`${view.theme.signs.passed} `, 'right'),
    span(`All ${steps} pass, ${counted(tests, 'test')}.`, 'strong'),
  ]
  return [
    ...wrapSpans(headline, width),
    blank,
    ...wrapSpans([span('Enter', 'key'), span(' goes on to the recap.')], width),
  ]
}

/** On a step that is not the next to pass: whether it passes, and where Enter leads. */
function otherStepRows(state: State, report: LessonReport, view: RenderContext, width: number): Row[] {
  const open = firstOpenStep(state) + 1
  const passes = stepVerdicts(state)[state.step] === 'passed'
  const tests = report.steps[state.step]?.tests.length ?? 0
  const said: Row = passes
    ? [
        span(`${view.theme.signs.passed} `, 'right'),
        span(`Step ${state.step + 1} passes, ${counted(tests, 'test')}.`, 'strong'),
      ]
    : [span(`Step ${open} comes first; it does not pass yet.`)]
  const goal = passes ? `goes on to step ${state.step + 2}` : `goes to step ${open}`
  return [...wrapSpans(said, width), blank, ...wrapSpans([span('Enter', 'key'), span(` ${goal}.`)], width)]
}

function notStartedRows(state: State, width: number): Row[] {
  const lesson = currentLesson(state)
  const names = lesson.exports.map(name => name.split('#').at(-1)).join(', ')
  const text = `Nothing is written yet. Replace the notImplemented line of ${names} in ${lesson.files[0] ?? 'the file'} and save.`
  return wrapText(text, width)
}

function problemRows(problem: Problem, view: RenderContext, width: number): Row[] {
  const isOurs = problem.kind === 'internal'
  const headlines: Record<Problem['kind'], string> = {
    syntax: 'Syntax error',
    import: 'An import does not work',
    'missing-file': 'A file is missing',
    'missing-export': 'A function is missing',
    timeout: 'Your code did not finish',
    crash: 'Your code crashed',
    memory: 'Your code ran out of memory',
    'temporary-folder': 'The temporary folder can not be used',
    internal: 'A problem in the course, not in your code',
  }
  const { signs } = view.theme
  return [
    ...wrapSpans([span(`${signs.broken} `, 'wrong'), span(headlines[problem.kind], 'strong')], width),
    blank,
    ...keptRows(problem.message, view, width),
    ...placeRows(problem.file, problem.line, null, view, width),
    ...(isOurs
      ? [blank, ...wrapSpans([span('!', 'key'), span(' writes a report that you can send us.')], width)]
      : []),
  ]
}

function failureRows({ test }: Failure, view: RenderContext, width: number): Row[] {
  const { signs } = view.theme
  const sign = verdictSign(test.verdict, signs)
  const headline = wrapSpans([sign, span(` ${printable(test.name)}`, 'strong')], width)
  return test.diagnosis === null
    ? headline
    : [...headline, blank, ...diagnosisRows(test.diagnosis, view, width)]
}

function otherRows(all: Failure[], shown: Failure, view: RenderContext, width: number): Row[] {
  const others = all.filter(failure => failure !== shown)
  if (others.length === 0) return []
  const { signs } = view.theme
  const label = `${counted(others.length, 'other failure')}:`
  const keys: Row =
    widthOf(label) + 12 < width ? [span('  '), span('[ ]', 'key'), span(' to see', 'quiet')] : []
  return [
    blank,
    [span(label, 'quiet'), ...keys],
    ...others.map(({ test }) =>
      cutRow([verdictSign(test.verdict, signs), span(` ${printable(test.name)}`)], width, signs.cut),
    ),
  ]
}
