import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Course, Lesson } from '../../../src/course/types.ts'
import { shows } from './panes.ts'
import type { Program } from './program.ts'
import { openSession, type Session, type SessionOptions } from './session.ts'

/** A learner at a terminal: an empty folder, and the program in it. */
export type Learner = {
  session: Session
  /** The folder that the program was started in. */
  home: string
  workspace: string
  /** Waits until a sentence stands in one pane, wherever it is wrapped. */
  see(sentence: string): Promise<void>
  /** Waits until the last line but one has the verdict of a save. */
  seeVerdict(words: string): Promise<void>
}

export type LearnerOptions = Pick<SessionOptions, 'columns' | 'rows'> &
  Partial<Omit<SessionOptions, 'columns' | 'rows'>>

const homes = new Set<string>()

/** An empty folder that `removeHomes` takes away. */
export function emptyHome(): string {
  const home = realpathSync(mkdtempSync('/tmp/jwt-lessons-learner-'))
  homes.add(home)
  return home
}

/** Removes the folders of all learners. */
export function removeHomes(): void {
  for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  homes.clear()
}

/** Starts the program; the workspace is still to be made or is in the folder already. */
export function sitDown(program: Pick<Program, 'command'>, options: LearnerOptions): Learner {
  const home = options.cwd ?? emptyHome()
  const session = openSession({ command: program.command, cwd: home, ...options })
  return {
    session,
    home,
    workspace: join(home, 'jwt-lessons'),
    async see(sentence) {
      try {
        await session.waitFor(() => shows(session.cells(), sentence))
      } catch (error) {
        throw new Error(`Never seen: ${sentence}\n${error instanceof Error ? error.message : error}`)
      }
    },
    async seeVerdict(words) {
      await session.waitFor(screen => (screen.split('\n').at(-2) ?? '').includes(words))
    },
  }
}

/** Starts the program, lets it make the workspace, and waits for the welcome. */
export async function startCourse(
  program: Pick<Program, 'command'>,
  options: LearnerOptions,
): Promise<Learner> {
  const learner = sitDown(program, options)
  await learner.session.waitFor('[Y/n]')
  learner.session.type('\r')
  await learner.see('Learn JSON Web Tokens by building them')
  await learner.session.waitFor('Not started')
  return learner
}

/** The course in the installed package. */
export function courseOf(program: Program): Course {
  return JSON.parse(readFileSync(join(program.packageRoot, 'dist/course.json'), 'utf8')) as Course
}

/** A lesson by its number. */
export function lessonOf(course: Course, number: number): Lesson {
  const lesson = course.lessons.find(candidate => candidate.number === number)
  if (lesson === undefined) throw new Error(`The course has no lesson ${number}`)
  return lesson
}
