import type { CourseReport, LessonReport } from '../../../src/grader/types.ts'
import type { KataEvent } from '../../../src/kata/practise.ts'
import type { KataRun } from '../../../src/kata/types.ts'
import type { GraderPort, KataPort, WorkspacePort } from '../../../src/ui/ports.ts'
import { emptyProgress } from '../../../src/workspace/progress.ts'
import type { Progress } from '../../../src/workspace/types.ts'
import type { WatchHandlers } from '../../../src/workspace/watch.ts'
import { course } from './course.ts'
import { notStarted } from './reports.ts'

/** A workspace in memory that can be saved to by a test. */
export type FakeWorkspace = WorkspacePort & {
  save(...files: string[]): void
  files: Map<string, string>
  saved: Progress[]
  calls: string[]
}

/** A workspace whose progress starts as given. */
export function fakeWorkspace(progress: Progress = emptyProgress(course.version)): FakeWorkspace {
  const files = new Map([
    [
      'jwt/base64url.ts',
      'export function encode(bytes: Uint8Array): string {\n  return btoa(String.fromCharCode(...bytes))\n}\n',
    ],
  ])
  const handlers: WatchHandlers[] = []
  const saved: Progress[] = []
  const calls: string[] = []
  return {
    root: '/home/ada/jwt-lessons',
    progress,
    files,
    saved,
    calls,
    async saveProgress(next) {
      saved.push(next)
    },
    readFile: async file => files.get(file) ?? null,
    async reset(lessonId) {
      calls.push(`reset ${lessonId}`)
      return { backup: '.jwt-lessons/backups/1' }
    },
    async undo(lessonId) {
      calls.push(`undo ${lessonId}`)
      return { files: ['jwt/base64url.ts'] }
    },
    compare: async () => [
      {
        file: 'jwt/base64url.ts',
        theirs: files.get('jwt/base64url.ts') ?? null,
        ours: 'export function encode(bytes: Uint8Array): string {\n  let text = ""\n  return text\n}\n',
      },
    ],
    async watch(given) {
      handlers.push(given)
      given.onMode({ kind: 'events' })
      return { close: () => handlers.splice(0) }
    },
    save: (...changed) => {
      for (const handler of handlers) handler.onChange(changed)
    },
  }
}

/** A grader that gives the reports it is told to, and remembers what it was asked. */
export type FakeGrader = GraderPort & { answer(report: LessonReport): void; asked: string[][]; delay: number }

/** Lessons without an answer are not started. */
export function fakeGrader(): FakeGrader {
  const answers = new Map<string, LessonReport>()
  const asked: string[][] = []
  const grader: FakeGrader = {
    asked,
    delay: 0,
    answer: report => void answers.set(report.id, report),
    async grade(lessonIds, options) {
      asked.push([...lessonIds])
      if (grader.delay > 0) await new Promise(resolve => setTimeout(resolve, grader.delay))
      const lessons = course.lessons
        .filter(lesson => lessonIds.includes(lesson.id))
        .map(lesson => answers.get(lesson.id) ?? notStarted(lesson))
      for (const { id } of lessons) options?.onBegin?.(id)
      for (const report of lessons) options?.onLesson?.(report)
      const whole: CourseReport = {
        schema: 1,
        course: '0.1.0',
        passed: 0,
        total: lessons.length,
        seed: 7,
        lessons,
      }
      return whole
    },
  }
  return grader
}

/** Katas without a history that wait for what a test tells. */
export type FakeKata = KataPort & {
  runs: KataRun[]
  /** What happens in the kata that runs. */
  tell(event: KataEvent): void
  /** Ends the kata that runs. */
  finish(): void
  /** Katas that were begun, and how they ended. */
  calls: string[]
}

export function fakeKata(): FakeKata {
  let listener: (event: KataEvent) => void = () => {}
  let finish = () => {}
  const kata: FakeKata = {
    runs: [],
    calls: [],
    tell: event => listener(event),
    finish: () => finish(),
    history: async () => ({ schema: 1, runs: [...kata.runs] }),
    async practise({ lessonId, variant }, { begun, tell }, signal) {
      kata.calls.push(`begin ${lessonId} ${variant}`)
      listener = tell
      begun({ files: [{ file: 'jwt/base64url.ts', path: '/tmp/kata/jwt/base64url.ts' }] })
      await new Promise<void>(resolve => {
        finish = resolve
        signal.addEventListener('abort', () => resolve())
      })
      kata.calls.push(signal.aborted ? 'ended' : 'finished')
    },
  }
  return kata
}
