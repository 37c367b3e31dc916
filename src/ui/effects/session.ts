import { join } from 'node:path'
import { exportsIn } from '../../workspace/replace.ts'
import type { Lesson } from '../../course/types.ts'
import type { FilePlace } from '../editor/command.ts'
import type { GraderPort, KataPort, PreviewPort, FinalePort, PicturePort, WorkspacePort } from '../ports.ts'
import {
  currentLesson,
  currentReport,
  failures,
  lessonName,
  lessonVerdict,
  wasPassed,
} from '../state/selectors.ts'
import type { Notice } from '../state/state.ts'
import type { Store } from '../store.ts'
import type { LazyModules } from '../view.ts'
import { createFinaleEffects } from './finale.ts'
import { createGrading, type Grading } from './grading.ts'
import { createKata, type KataEffects } from './kata.ts'
import { createPreviewing, type Previewing } from './previewing.ts'
import { createProgressSaver } from './save-progress.ts'

export type SessionPorts = {
  store: Store
  workspace: WorkspacePort
  grader: GraderPort
  preview: PreviewPort
  loadPicture: PicturePort
  kata: KataPort
  finale: FinalePort
  motion: 'seconds' | 'still'
  /** Parts that are loaded later are put here. */
  loaded: LazyModules
  /** Milliseconds since 1970. */
  now(): number
}

/** All that reaches out of the screen: grading, files, progress. One for each window. */
export type Session = {
  grading: Grading
  kata: KataEffects
  previewing: Previewing
  /** Begins: watches the folder and grades the lesson on the screen. */
  start(): Promise<void>
  /** Our solution beside the learner's; `stay` loads it for a screen that shows it anyway. */
  showSolution(show: 'overlay' | 'stay'): Promise<void>
  reset(): Promise<void>
  undo(): Promise<void>
  /** The place that the learner wants to edit: that of the failure on the screen, else the lesson's file. */
  placeToEdit(): Promise<FilePlace & { file: string }>
  say(notice: Notice): void
  /** Ends: what is not written yet is written. */
  end(): Promise<void>
}

/** Connects the state with the ports. */
export function createSession(ports: SessionPorts): Session {
  const { store, workspace, grader, preview, loadPicture, loaded, now } = ports
  const kata = createKata(ports)
  const finale = createFinaleEffects(store, ports.finale)
  const grading = createGrading({ store, grader, workspace, now })
  const previewing = createPreviewing({ store, preview, loadPicture, loaded, now })
  const saver = createProgressSaver(store, workspace, now)
  const closers: (() => void)[] = [saver.stop]
  const say = (notice: Notice) => store.dispatch({ type: 'notice', notice })
  const attempt = async (what: string, action: () => Promise<void>) => {
    try {
      await action()
    } catch (error) {
      say({ tone: 'error', text: `${what}: ${error instanceof Error ? error.message : String(error)}` })
    }
  }
  const showSolution = async (show: 'overlay' | 'stay') => {
    const lesson = currentLesson(store.get())
    if (!wasPassed(store.get(), lesson.id)) {
      const text = `Our solution opens when the lesson passes. Stuck? h gives hints, jwt-lessons solution ${lesson.number} --force shows it`
      return say({ tone: 'info', text })
    }
    await attempt('The solution could not be read', async () => {
      const pairs = await workspace.compare(lesson.id)
      store.dispatch({ type: 'solution', lessonId: lesson.id, pairs, show })
    })
  }
  /** What follows from a change of the state: another lesson is graded, the recap gets its code. */
  const follow = () => {
    let before = store.get()
    return store.subscribe(() => {
      const previous = before
      const state = store.get()
      before = state
      if (state.lessonId !== previous.lessonId) grading.request('start')
      const isRecap =
        state.stage === 'recap' && (previous.stage !== 'recap' || state.lessonId !== previous.lessonId)
      if (isRecap && wasPassed(state, state.lessonId)) void showSolution('stay')
      previewing.follow(previous, state)
      kata.follow(previous, state)
      finale.follow(previous, state)
    })
  }
  return {
    grading,
    kata,
    previewing,
    async start() {
      closers.push(follow())
      grading.request('start')
      if (store.get().stage === 'recap') void showSolution('stay')
      await attempt("Saves can't be seen, press g to check", async () => {
        const watcher = await workspace.watch({
          onChange: files => {
            grading.request('save', files)
            previewing.refresh()
          },
          onMode: mode => store.dispatch({ type: 'watching', mode }),
        })
        closers.push(() => watcher.close())
      })
    },
    showSolution,
    async reset() {
      const { lessonId } = store.get()
      store.dispatch({ type: 'close' })
      await attempt('The starter could not be put back', async () => {
        const { backup } = await workspace.reset(lessonId)
        store.dispatch({ type: 'was-reset', lessonId, backup })
        grading.request('key')
      })
    },
    async undo() {
      const lessonId = store.get().undo
      if (lessonId === null) return say({ tone: 'info', text: 'There is no reset to undo' })
      await attempt('The backup could not be brought back', async () => {
        store.dispatch({ type: 'was-undone', files: (await workspace.undo(lessonId)).files })
        grading.request('key')
      })
    },
    async placeToEdit() {
      const state = store.get()
      const { overlay } = state
      const practised =
        overlay?.kind === 'kata' && overlay.phase.kind === 'running'
          ? overlay.phase.place.files[0]
          : undefined
      if (practised !== undefined) return { ...practised, line: null, column: null }
      const problem = currentReport(state)?.problem ?? null
      const diagnosis = failures(state)[state.failure]?.test.diagnosis ?? null
      const lesson = currentLesson(state)
      const file = problem?.file ?? diagnosis?.file ?? lesson.files[0] ?? ''
      const line = problem?.line ?? diagnosis?.line ?? (await lineOfFunction(workspace, lesson, file))
      return { file, path: join(workspace.root, file), line, column: problem?.column ?? null }
    },
    say,
    async end() {
      for (const close of closers) close()
      finale.stop()
      await kata.end()
      await saver.flush()
    },
  }
}

/** The line of the function that the lesson is about, in one of its files; null when it can't be found. */
async function lineOfFunction(
  workspace: WorkspacePort,
  lesson: Lesson,
  file: string,
): Promise<number | null> {
  try {
    const source = await workspace.readFile(file)
    const { lineOfExport } = await import('../../source/line-of-export.ts')
    return source === null ? null : lineOfExport(source, exportsIn(lesson, file))
  } catch {
    // A file that can't be parsed opens at its top.
    return null
  }
}

/** What is printed when the screen is gone: where the learner was, and how to go on. */
export function goodbye(store: Store): string {
  const state = store.get()
  const lesson = currentLesson(state)
  const passed = lessonVerdict(state, lesson.id) === 'passed'
  const where = passed
    ? 'passed'
    : state.stage === 'build'
      ? `step ${state.step + 1} of ${lesson.steps.length}`
      : state.stage
  return `Lesson ${lessonName(lesson)}: ${where}. Go on with: jwt-lessons`
}
