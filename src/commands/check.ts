import { realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isDone, published } from '../grader/course-report.ts'
import type { CourseReport } from '../grader/types.ts'
import { makeFolders, replaceFile } from '../workspace/disk.ts'
import { lessonDetails, lessonLine, summary } from './check-text.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { junitXml } from './junit.ts'
import { createPaint } from './paint.ts'
import { createProgressLine } from './progress-line.ts'
import { RequestError, requireLessons } from './request.ts'
import { gradeOnce, openSession, remember, type Services } from './session.ts'
import { jsonText } from '../text/visible.ts'

export type CheckOptions = CommonOptions & {
  lessons: string[]
  json?: boolean
  /** File for a JUnit report. */
  junit?: string
  dir?: string
  /** With `--dir`: note verdicts and give new starters there too. */
  record?: boolean
  /** What was typed for `--seed`. */
  seed?: string
  /** What was typed for `--budget`. */
  budget?: string
}

/** `jwt-lessons check`: grades lessons and prints verdicts and diagnoses. 0 when all passed or were skipped, 1 when not. */
export async function runCheck(options: CheckOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  const lessons = requireLessons(services.course, options.lessons)
  const seed = parseSeed(options.seed)
  const budgetSeconds = parseBudget(options.budget)
  // A folder that is named may be somebody else's: it is looked at, and nothing is written into it.
  const use = options.dir === undefined || options.record ? 'own' : 'look'
  const opened = await openSession(options.dir, io, services, use)
  const progress = createProgressLine(io, lessons.length)
  let report: CourseReport
  try {
    report = await gradeOnce(
      services,
      opened.workspace.root,
      lessons.map(({ id }) => id),
      { onLesson: progress.lessonGraded, ...(seed === null ? {} : { seed }), ...budgetSeconds },
    )
  } finally {
    progress.end()
  }
  await remember(opened, report, io)
  if (options.junit !== undefined) await writeJunit(resolve(io.cwd, options.junit), published(report))
  io.stdout.write(options.json ? `${jsonText(published(report))}\n` : textOf(report, options, io))
  return report.lessons.every(isDone) ? 0 : 1
}

function textOf(report: CourseReport, options: CheckOptions, io: CommandIo): string {
  const paint = createPaint(options, io)
  const lines = report.lessons.map(lesson => lessonLine(lesson, paint)).join('\n')
  const details = report.lessons.map(lesson => lessonDetails(lesson, paint)).filter(text => text !== '')
  return `${[lines, ...details, summary(report, paint)].join('\n\n')}\n`
}

function parseSeed(text: string | undefined): number | null {
  if (text === undefined) return null
  const seed = Number(text)
  if (/^\d+$/.test(text) && seed <= 0x7fffffff) return seed
  throw new RequestError('wrong-option', `--seed takes a whole number from 0 to 2147483647, not "${text}".`)
}

function parseBudget(text: string | undefined): { budgetSeconds?: number } {
  if (text === undefined) return {}
  const seconds = Number(text)
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 3600) return { budgetSeconds: seconds }
  throw new RequestError(
    'wrong-option',
    `--budget takes a whole number of seconds, 1 to 3600, not "${text}".`,
  )
}

async function writeJunit(path: string, report: CourseReport): Promise<void> {
  try {
    await makeFolders(dirname(path))
    await replaceFile(await realpath(path).catch(() => path), junitXml(report))
  } catch (error) {
    throw new RequestError('not-written', `The JUnit report was not written. ${(error as Error).message}`)
  }
}
