import type { FinaleEvent } from '../finale/types.ts'
import type { CourseReport, GradeOptions } from '../grader/types.ts'
import type { KataEvent } from '../kata/practise.ts'
import type { KataHistory, Variant } from '../kata/types.ts'
import type { Picture } from '../pictures/types.ts'
import type { Call, CallReport } from '../sandbox/types.ts'
import type { Progress } from '../workspace/types.ts'
import type { Watcher, WatchHandlers } from '../workspace/watch.ts'

/** What the screen needs from the rest of the program: the interfaces that `openUi` is given. */

/** A file of the workspace, relative with `/`, as the learner has it (null: it is not there), and as we do. */
export type ComparedFile = { file: string; theirs: string | null; ours: string }

/** The learner's folder, as far as the screen needs it. */
export type WorkspacePort = {
  /** Absolute path of the folder. */
  root: string
  /** What is remembered at the start. */
  progress: Progress
  /** Merges with what is on disk (`mergeProgress`), so that two windows on one workspace never take a pass back. */
  saveProgress(progress: Progress): Promise<void>
  /** Text of a workspace file, or null when there is none. */
  readFile(file: string): Promise<string | null>
  /** Puts the starter back after a backup. `backup` is its path as the learner should see it, null when nothing was replaced. */
  reset(lessonId: string): Promise<{ backup: string | null }>
  /** Brings the last backup back; the names of the files. */
  undo(lessonId: string): Promise<{ files: string[] }>
  /** What the learner wrote for a lesson beside our solution, file by file: only what the lesson adds to a file. */
  compare(lessonId: string): Promise<ComparedFile[]>
  /** Tells of saves, and how it sees them. */
  watch(handlers: WatchHandlers): Promise<Watcher>
}

/** Grades lessons. */
export type GraderPort = {
  grade(lessonIds: readonly string[], options?: GradeOptions): Promise<CourseReport>
}

/** The files of a kata: relative as in the workspace, and absolute in the scratch folder. */
export type KataPlace = { files: { file: string; path: string }[] }

/** Practising a lesson again in a folder of its own. */
export type KataPort = {
  history(): Promise<KataHistory>
  /** Resolves when the kata was passed (and its run is remembered) or ended by the signal. */
  practise(
    kata: { lessonId: string; variant: Variant },
    listeners: { begun(place: KataPlace): void; tell(event: KataEvent): void },
    signal: AbortSignal,
  ): Promise<void>
}

/** Calls the learner's functions for a picture. */
export type PreviewPort = (lessonId: string, calls: readonly Call[]) => Promise<CallReport[]>

/** Shows the end of the chapter whose last lesson this is; settles when all is shown, or soon after the signal. */
export type FinalePort = (
  lessonId: string,
  onEvent: (event: FinaleEvent) => void,
  signal: AbortSignal,
) => Promise<void>

/** Reads the picture of a lesson that has one. */
export type PicturePort = (lessonId: string) => Promise<Picture>
