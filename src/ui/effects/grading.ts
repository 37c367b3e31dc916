import type { LessonReport } from '../../grader/types.ts'
import { dependenciesOf } from '../../workspace/dependencies.ts'
import type { GraderPort, WorkspacePort } from '../ports.ts'
import type { GradeCause } from '../state/actions.ts'
import { wasPassed } from '../state/selectors.ts'
import type { Store } from '../store.ts'

/** Grades one thing after another: what the learner waits for comes first. */
export type Grading = {
  /** A file was saved, or a key was pressed: the lesson on the screen, then passed lessons that the files concern. */
  request(cause: GradeCause, savedFiles?: readonly string[]): void
  /** All lessons of the course. */
  requestAll(): void
  /** Settles when nothing is left to do. */
  idle(): Promise<void>
}

export type GradingPorts = {
  store: Store
  grader: GraderPort
  workspace: Pick<WorkspacePort, 'readFile'>
  /** Milliseconds since 1970. */
  now(): number
}

/** From when on grading is worth a word on the screen, in milliseconds: a word that is gone at once is a flicker. */
const worthAWord = 200
/** Of a check of all lessons so many are one run of the grader: a save that comes meanwhile waits for these only. */
const checkedTogether = 4

/** The queue of one window. A newer save makes the verdict of an older one worthless: it is not shown. */
export function createGrading({ store, grader, workspace, now }: GradingPorts): Grading {
  let wanted: GradeCause | null = null
  let allWanted = false
  const saved = new Set<string>()
  const others: string[] = []
  let running: Promise<void> | null = null

  const start = () => {
    running ??= work().finally(() => {
      running = null
      if (wanted !== null || allWanted) start()
    })
  }
  const work = async () => {
    while (true) {
      if (wanted !== null) await gradeCurrent(wanted)
      else if (saved.size > 0) others.push(...(await concernedLessons()))
      else if (allWanted) await gradeAll()
      else {
        const next = others.shift()
        if (next === undefined) return
        await gradeLesson(next, report => deliver(report, 'background'))
      }
    }
  }
  const gradeCurrent = async (cause: GradeCause) => {
    wanted = null
    const timer = setTimeout(() => store.dispatch({ type: 'grading-takes-time' }), worthAWord)
    await gradeLesson(store.get().lessonId, report => {
      if (wanted === null) deliver(report, cause)
    })
    clearTimeout(timer)
    if (wanted === null) store.dispatch({ type: 'grading-stopped' })
  }
  const gradeLesson = async (lessonId: string, onReport: (report: LessonReport) => void) => {
    try {
      await grader.grade([lessonId], { next: store.get().lessonId, onLesson: onReport })
    } catch (error) {
      apologise(error)
    }
  }
  const gradeAll = async () => {
    allWanted = false
    const ids = store.get().course.lessons.map(lesson => lesson.id)
    let done = 0
    let lessonId: string | null = null
    const tell = () => store.dispatch({ type: 'check-all', done, total: ids.length, lessonId })
    tell()
    try {
      for (let first = 0; first < ids.length; first += checkedTogether) {
        if (wanted !== null) await gradeCurrent(wanted)
        await grader.grade(ids.slice(first, first + checkedTogether), {
          next: store.get().lessonId,
          onBegin: id => {
            lessonId = id
            tell()
          },
          onLesson: report => {
            deliver(report, 'background')
            done += 1
            tell()
          },
        })
      }
    } catch (error) {
      apologise(error)
    }
    store.dispatch({ type: 'check-all-ended' })
  }
  const deliver = (report: LessonReport, cause: GradeCause) =>
    store.dispatch({ type: 'graded', report, at: now(), cause })
  const apologise = (error: unknown) => {
    const text = `The check failed because of a problem in the course, not in your code: ${error instanceof Error ? error.message : String(error)}`
    store.dispatch({ type: 'notice', notice: { tone: 'error', text } })
  }
  /** Passed lessons, other than the one on the screen, whose files are or import one that was saved. */
  const concernedLessons = async (): Promise<string[]> => {
    const files = [...saved]
    saved.clear()
    const state = store.get()
    const concerned: string[] = []
    for (const lesson of state.course.lessons) {
      if (lesson.id === state.lessonId || others.includes(lesson.id) || !wasPassed(state, lesson.id)) continue
      const dependencies = await dependenciesOf(lesson.files, readIfPossible)
      if (files.some(file => dependencies.has(file))) concerned.push(lesson.id)
    }
    return concerned
  }
  /** What is imported may be a folder, a pipe or a link that leads out; its lesson's verdict says so. */
  const readIfPossible = (file: string) => workspace.readFile(file).catch(() => null)
  return {
    request(cause, savedFiles = []) {
      wanted = cause
      for (const file of savedFiles) saved.add(file)
      start()
    },
    requestAll() {
      allWanted = true
      start()
    },
    async idle() {
      while (running !== null) await running
    },
  }
}
