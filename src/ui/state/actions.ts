import type { FinaleEvent } from '../../finale/types.ts'
import type { LessonReport } from '../../grader/types.ts'
import type { CallReport } from '../../sandbox/types.ts'
import type { WatchMode } from '../../workspace/watch.ts'
import type { ComparedFile } from '../ports.ts'
import type { KataAction } from './kata.ts'
import type { CheckAll, InspectionSeen, Notice, PaneId } from './state.ts'

/** Where the scroll keys go. */
export type Movement = 'up' | 'down' | 'page-up' | 'page-down' | 'start' | 'end'

/** What the screen knows about a pane when a key arrives: its rows, and how many of them are seen. */
export type PaneMeasure = { id: PaneId; rows: number; height: number; offset: number }

/** Why a lesson was graded. `background`: another lesson's turn after the one on the screen, or all of them. */
export type GradeCause = 'save' | 'key' | 'start' | 'background'

/** All that can happen. Times are milliseconds since 1970. */
export type Action =
  | { type: 'next' }
  | { type: 'back' }
  | { type: 'confirm' }
  | { type: 'choose'; answer: number }
  | { type: 'move'; movement: Movement; pane: PaneMeasure; lines: number }
  | { type: 'focus-next'; panes: PaneId[] }
  | { type: 'failure'; by: 1 | -1 }
  | { type: 'hint' }
  | {
      type: 'open'
      overlay: 'help' | 'lessons' | 'map' | 'report' | 'confirm-reset' | 'picture' | 'inspect'
      input?: string
    }
  | { type: 'close' }
  | { type: 'filter' }
  | { type: 'search' }
  | { type: 'type'; text: string }
  | { type: 'erase'; what: 'character' | 'word' | 'all' }
  | { type: 'part'; by: 1 | -1 }
  | { type: 'scrub'; by: number; range: [number, number]; focus?: 'messages' }
  | { type: 'picture-focus' }
  | { type: 'inspect-token'; tokens: string[] }
  | { type: 'previewed'; input: string; cursor: number; reports: CallReport[] }
  | { type: 'inspected'; seen: InspectionSeen }
  | { type: 'field' }
  | { type: 'kata'; happening: KataAction }
  | { type: 'finale'; event: FinaleEvent }
  | { type: 'solution'; lessonId: string; pairs: ComparedFile[]; show: 'overlay' | 'stay' }
  | { type: 'grading-takes-time' }
  | { type: 'grading-stopped' }
  | { type: 'graded'; report: LessonReport; at: number; cause: GradeCause }
  | ({ type: 'check-all' } & CheckAll)
  | { type: 'check-all-ended' }
  | { type: 'was-reset'; lessonId: string; backup: string | null }
  | { type: 'was-undone'; files: string[] }
  | { type: 'watching'; mode: WatchMode }
  | { type: 'notice'; notice: Notice | null }
