import {
  currentLesson,
  currentReport,
  currentStep,
  failures,
  firstOpenStep,
  hintTier,
} from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { cleanText } from '../text/clean.ts'
import { blank, line, type Row, span } from '../text/span.ts'
import { wrapText } from '../text/wrap.ts'
import type { View } from '../view.ts'
import { type PaneContent, type PaneSource, pane } from './pane.ts'
import { resultRows } from './result.ts'
import { counted } from './words.ts'

/** Building: the task of a step, the verdicts with the diagnosis, and what the learner's code printed. */
export function buildPanes(state: State, view: View): PaneSource[] {
  const { steps } = currentLesson(state)
  const title = `Step ${state.step + 1} of ${steps.length}`
  const panes: PaneSource[] = [
    { id: 'text', title, content: width => taskContent(state, view, width) },
    pane('result', 'Result', (width, height) => resultRows(state, view, { width, height })),
  ]
  const printed = currentReport(state)?.console ?? []
  if (printed.length > 0) panes.push(pane('console', 'Console', width => consoleRows(state, width)))
  return panes
}

function taskContent(state: State, view: View, width: number): PaneContent {
  const step = currentStep(state)
  if (step === undefined) return { rows: [], followRow: null }
  const rows: Row[] = [
    ...wrapText(step.title, width, 'heading'),
    blank,
    ...view.typesetter.markdown(step.task, width),
  ]
  const failing = state.step === firstOpenStep(state) ? failures(state).length : 0
  if (failing > 0) {
    // In a narrow window the diagnosis is on another pane, and nothing else on this one says so.
    const sign = span(`${view.theme.signs.failed} `, 'wrong')
    rows.push(blank, [sign, span(`${counted(failing, 'failure')}. The pane Result says why.`, 'quiet')])
  }
  const shown = Math.min(hintTier(state, step.id), step.hints.length)
  let followRow: number | null = null
  for (const [index, hint] of step.hints.slice(0, shown).entries()) {
    rows.push(blank)
    followRow = rows.length
    rows.push(
      line(`Hint ${index + 1} of ${step.hints.length}`, 'heading'),
      ...view.typesetter.markdown(hint, width),
    )
  }
  return { rows, followRow }
}

function consoleRows(state: State, width: number): Row[] {
  const { steps } = currentLesson(state)
  return (currentReport(state)?.console ?? []).flatMap(entry => {
    const index = steps.findIndex(step => step.id === entry.step)
    const label = index === -1 ? [] : [[span(`step ${index + 1}`, 'quiet')] as Row]
    return [...label, ...wrapText(cleanText(entry.text).trimEnd(), width)]
  })
}
