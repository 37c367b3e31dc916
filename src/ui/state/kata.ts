import type { LessonReport } from '../../grader/types.ts'
import { VARIANTS } from '../../kata/history.ts'
import type { PlacedFinding } from '../../kata/scratch.ts'
import type { KataHistory, KataRun } from '../../kata/types.ts'
import type { KataPlace } from '../ports.ts'
import type { KataOverlay, KataRunning } from './kata-overlay.ts'
import { inform } from './navigation.ts'
import { firstOpenStep, wasPassed } from './selectors.ts'
import type { State } from './state.ts'

/** What happens in a kata. Times are milliseconds since 1970. */
export type KataAction =
  | { kind: 'open' }
  | { kind: 'history'; history: KataHistory }
  | { kind: 'preparing' }
  | { kind: 'begun'; place: KataPlace }
  | { kind: 'started'; at: number }
  | { kind: 'tick'; at: number }
  | { kind: 'graded'; report: LessonReport; seconds: number }
  | { kind: 'forbidden'; findings: PlacedFinding[] }
  | { kind: 'passed'; run: KataRun }
  | { kind: 'again' }

/** The state after something happened in a kata. */
export function kataAfter(state: State, happening: KataAction): State {
  if (happening.kind === 'open') return openKata(state)
  const { overlay } = state
  if (overlay?.kind !== 'kata') return state
  const changed = (
    change: Partial<KataOverlay>,
    focus = state.focus,
    notice = state.notice,
    scroll = state.scroll,
  ): State => ({
    ...state,
    focus,
    notice,
    scroll,
    overlay: { ...overlay, ...change },
  })
  switch (happening.kind) {
    case 'history':
      return changed({ history: happening.history })
    case 'preparing':
      return changed({ phase: { kind: 'preparing' } })
    case 'begun':
      return changed({
        phase: {
          kind: 'running',
          place: happening.place,
          startedAt: null,
          seconds: 0,
          report: null,
          forbidden: [],
          leaving: false,
        },
      })
    case 'passed':
      return { ...changed({ phase: { kind: 'passed', run: happening.run } }, 'text'), scroll: {} }
    case 'again':
      return { ...changed({ phase: { kind: 'choosing' } }, 'text'), scroll: {} }
    default:
      if (overlay.phase.kind !== 'running') return state
      return changed(
        { phase: runningAfter(overlay.phase, happening) },
        happening.kind === 'graded' || happening.kind === 'forbidden' ? 'result' : state.focus,
        happening.kind === 'graded' ? null : state.notice,
        happening.kind === 'tick' ? state.scroll : { ...state.scroll, result: 0 },
      )
  }
}

type InRun = Extract<KataAction, { kind: 'started' | 'tick' | 'graded' | 'forbidden' }>

function runningAfter(running: KataRunning, happening: InRun): KataRunning {
  switch (happening.kind) {
    case 'started':
      return { ...running, startedAt: happening.at }
    case 'tick': {
      const { startedAt } = running
      if (startedAt === null) return running
      return { ...running, seconds: Math.max(0, Math.floor((happening.at - startedAt) / 1000)) }
    }
    case 'graded':
      return {
        ...running,
        report: happening.report,
        seconds: happening.seconds,
        forbidden: [],
        leaving: false,
      }
    case 'forbidden':
      return { ...running, forbidden: happening.findings }
  }
}

/** From the list of lessons the selected one, else the one on the screen. */
function openKata(state: State): State {
  const lessonId = state.overlay?.kind === 'lessons' ? state.overlay.selected : state.lessonId
  if (!wasPassed(state, lessonId))
    return inform(state, 'A kata repeats a lesson, and this one has not passed yet')
  return {
    ...state,
    focus: 'text',
    scroll: {},
    notice: null,
    beneath: [],
    overlay: { kind: 'kata', lessonId, history: null, variant: 'free', phase: { kind: 'choosing' } },
  }
}

/** The state as the lesson's own screens take it, with the scratch folder's report instead of the workspace's. */
export function practisedState(state: State): State {
  const { overlay } = state
  if (overlay?.kind !== 'kata' || overlay.phase.kind !== 'running') return state
  const { lessonId } = overlay
  const { [lessonId]: _, ...reports } = state.reports
  const { report } = overlay.phase
  const practised: State = {
    ...state,
    lessonId,
    step: 0,
    failure: 0,
    verdict: null,
    checking: 'no',
    reports: report === null ? reports : { ...reports, [lessonId]: report },
  }
  return { ...practised, step: firstOpenStep(practised) }
}

/** The variant above or below. */
export function moveVariant(overlay: KataOverlay, by: 1 | -1): KataOverlay {
  const index = Math.min(Math.max(0, VARIANTS.indexOf(overlay.variant) + by), VARIANTS.length - 1)
  return { ...overlay, variant: VARIANTS[index] ?? 'free' }
}
