import type { LessonReport } from '../../grader/types.ts'
import type { PlacedFinding } from '../../kata/scratch.ts'
import type { KataHistory, KataRun, Variant } from '../../kata/types.ts'
import type { KataPlace } from '../ports.ts'

/** A lesson again, against the clock. */
export type KataOverlay = {
  kind: 'kata'
  lessonId: string
  /** Runs before this one; null until they are read. */
  history: KataHistory | null
  /** The variant that the arrow keys stand on, or that runs. */
  variant: Variant
  phase: KataPhase
}

export type KataPhase =
  | { kind: 'choosing' }
  /** The scratch folder is being made. */
  | { kind: 'preparing' }
  | KataRunning
  | { kind: 'passed'; run: KataRun }

export type KataRunning = {
  kind: 'running'
  place: KataPlace
  /** When the stopwatch was started, in milliseconds since 1970; null before it. */
  startedAt: number | null
  /** What the stopwatch shows, in seconds. */
  seconds: number
  report: LessonReport | null
  /** What the passing code uses although the variant forbids it. */
  forbidden: PlacedFinding[]
  /** Whether Esc was pressed once: a run is not lost by one key. */
  leaving: boolean
}
