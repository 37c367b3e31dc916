import { currentLesson, currentReport, currentStep, firstOpenStep, hintTier } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { cleanText } from '../../text/visible.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { type PaneContent, type PaneSource, pane } from './pane.ts'
import { reasonRows } from './reason.ts'
import { resultRows } from './result.ts'

/** Building: the task of a step, the verdicts with the diagnosis, and what the learner's code printed. */
export function buildPanes(state: State, view: RenderContext): PaneSource[] {
  const { steps } = currentLesson(state)
  const title = `Step ${state.step + 1} of ${steps.length}`
  const panes: PaneSource[] = [
    {
      id: 'text',
      title,
      content: width => taskContent(state, view, width),
      alone: (width, height) => taskWithReason(state, view, width, height),
    },
    pane('result', 'Result', (width, height) => resultRows(state, view, { width, height })),
  ]
  const printed = currentReport(state)?.console ?? []
  if (printed.length > 0) panes.push(pane('console', 'Console', width => consoleRows(state, width)))
  return panes
}

/** The task and the hints that were taken. */
function taskContent(state: State, view: RenderContext, width: number): PaneContent {
  const { task, hints, followRow } = taskParts(state, view, width)
  return { rows: [...task, ...hints], followRow: followRow === null ? null : task.length + followRow }
}

/** The same, and between them why the last save failed: nothing else in the window says so. */
function taskWithReason(state: State, view: RenderContext, width: number, height: number): PaneContent {
  const { task, hints, followRow } = taskParts(state, view, width)
  const isOpen = state.step === firstOpenStep(state)
  const room = height - task.length - 1
  const reason = isOpen ? reasonRows(state, view, { width, room }) : []
  const above = reason.length === 0 ? task : [...task, blank, ...reason]
  const content = {
    rows: [...above, ...hints],
    followRow: followRow === null ? null : above.length + followRow,
  }
  if (reason.length === 0) return content
  return { ...content, newsRow: above.length <= height ? 0 : task.length + 1 }
}

type TaskParts = { task: Row[]; hints: Row[]; followRow: number | null }

function taskParts(state: State, view: RenderContext, width: number): TaskParts {
  const step = currentStep(state)
  if (step === undefined) return { task: [], hints: [], followRow: null }
  const task: Row[] = [
    ...wrapText(step.title, width, 'heading'),
    blank,
    ...view.typesetter.markdown(step.task, width),
  ]
  const shown = Math.min(hintTier(state, step.id), step.hints.length)
  const hints: Row[] = []
  let followRow: number | null = null
  for (const [index, hint] of step.hints.slice(0, shown).entries()) {
    hints.push(blank)
    followRow = hints.length
    hints.push(
      line(`Hint ${index + 1} of ${step.hints.length}`, 'heading'),
      ...view.typesetter.markdown(hint, width),
    )
  }
  return { task, hints, followRow }
}

function consoleRows(state: State, width: number): Row[] {
  const { steps } = currentLesson(state)
  return (currentReport(state)?.console ?? []).flatMap(entry => {
    const index = steps.findIndex(step => step.id === entry.step)
    const label = index === -1 ? [] : [[span(`step ${index + 1}`, 'quiet')] as Row]
    return [...label, ...wrapText(cleanText(entry.text).trimEnd(), width)]
  })
}
