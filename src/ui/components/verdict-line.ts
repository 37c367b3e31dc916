import { isNotTheirs, type LessonReport } from '../../grader/types.ts'
import { counted, duration, nameWithin, verdictSign } from '../screens/labels.ts'
import { practisedState } from '../state/kata.ts'
import { currentLesson, currentReport, failures, firstOpenStep, lessonOf } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { line, type Row, span } from '../../text/span.ts'
import { spreadRow, widthOfRow } from '../../text/width.ts'
import type { RenderContext } from '../view.ts'

/** The verdict of the last save, how long it took and when that was; of the time, what the words leave room for. */
export function verdictLine(state: State, view: RenderContext, columns: number): Row {
  const { cut } = view.theme.signs
  const shown = practisedState(state)
  const words = verdictWords(shown, view)
  const time = timeRows(shown, view).find(row => widthOfRow(words) + widthOfRow(row) < columns - 2)
  return [span(' '), ...spreadRow(words, time ?? [], columns - 2, cut)]
}

/** The name of a lesson beside the number of those that are checked, in columns. */
const longestName = 24

/** The verdict of the lesson on the screen in a few words. */
export function verdictWords(state: State, view: RenderContext): Row {
  const { signs } = view.theme
  if (state.checkAll !== null) {
    const { done, total, lessonId } = state.checkAll
    const now =
      lessonId === null ? '' : `, now ${nameWithin(lessonOf(state, lessonId), longestName, signs.cut)}`
    return [span(`Checking all lessons: ${done} of ${total}`, 'accent'), span(now, 'quiet')]
  }
  if (state.checking === 'shown') return [span('Checking...', 'accent')]
  const report = currentReport(state)
  if (report === null) return [span(`${signs.open} Not checked yet`, 'quiet')]
  const words: Row = [verdictSign(report.verdict, signs), span(' '), ...sentence(state, report)]
  return isBehind(state, report) ? [...words, span('   '), span(']', 'key'), span(' shows why')] : words
}

/**
 * Whether what fails is not what the screen is about: another step, a file that can't be read while one reads, or a save
 * that was made while one reads. That the step of these pages is not written yet is nothing to be told.
 */
function isBehind(state: State, { verdict, problem }: LessonReport): boolean {
  if (state.overlay !== null || (verdict !== 'failed' && verdict !== 'broken')) return false
  if (state.stage === 'build') return problem === null && state.step !== firstOpenStep(state)
  const isAnswer = state.verdict?.whileReading === true
  return problem !== null || isAnswer || state.stage === 'recap' || firstOpenStep(state) < state.step
}

function sentence(state: State, report: LessonReport): Row {
  const { steps } = currentLesson(state)
  if (report.problem !== null) {
    const { kind } = report.problem
    return [span(`${isNotTheirs(kind) ? 'Not checked' : 'Broken'}: ${problemWords[kind]}`, 'wrong')]
  }
  if (report.verdict === 'passed')
    return [span(steps.length === 1 ? 'The step passes' : `All ${steps.length} steps pass`, 'right')]
  if (report.verdict === 'skipped') return [span('Skipped', 'quiet')]
  if (report.verdict === 'not-started') return [span('Not started', 'quiet')]
  const open = firstOpenStep(state)
  const isBroken = report.steps.find(entry => entry.id === steps[open]?.id)?.verdict === 'broken'
  const failing = counted(failures(state).length, 'failure')
  return [span(`Step ${open + 1} of ${steps.length}: ${isBroken ? 'broken, ' : ''}${failing}`, 'wrong')]
}

const problemWords: Record<NonNullable<LessonReport['problem']>['kind'], string> = {
  syntax: 'syntax error',
  import: 'an import fails',
  'missing-file': 'a file is missing',
  'missing-export': 'a function is missing',
  timeout: 'timeout',
  crash: 'crash',
  memory: 'out of memory',
  'temporary-folder': 'the temporary folder can not be used',
  internal: 'a problem in the course',
}

/** How long it took and when that was, or only when. */
function timeRows(state: State, view: RenderContext): Row[] {
  if (state.verdict === null) return []
  const { dot } = view.theme.signs
  const clock = view.clock(state.verdict.at)
  return [line(`${duration(state.verdict.durationMs)} ${dot} ${clock}`, 'quiet'), line(clock, 'quiet')]
}
