import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Course, Lesson } from '../course/types.ts'
import { WorkspaceError } from '../workspace/errors.ts'
import type { Opened } from '../workspace/open.ts'
import { emptyProgress, hasPassed, lessonProgress } from '../workspace/progress.ts'
import type { LessonVerdict, Progress } from '../workspace/types.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint, type Paint } from './paint.ts'
import { openSession, type Services } from './session.ts'
import { verdictLabel } from './verdicts.ts'
import { jsonText } from '../text/visible.ts'

export type ListOptions = CommonOptions & { json?: boolean; dir?: string }

/** A lesson and where the learner is with it. */
export type ListedLesson = {
  id: string
  number: number
  title: string
  chapter: string
  minutes: number
  files: string[]
  /** Of the last grading. */
  verdict: LessonVerdict
  /** Whether it has passed once. */
  passedOnce: boolean
  /** Whether one of its files was saved after the last grading. */
  changedSince: boolean
}

/** `jwt-lessons list`: the course with each lesson's verdict. Without a workspace the course is listed all the same. */
export async function runList(options: ListOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  const { course } = services
  const opened = await openIfThere(options, io, services)
  const progress = opened?.progress ?? emptyProgress(course.version)
  const lessons = await Promise.all(course.lessons.map(lesson => listed(lesson, progress, opened)))
  if (options.json) {
    const passed = lessons.filter(({ verdict }) => verdict === 'passed').length
    const document = {
      schema: 1,
      course: course.version,
      workspace: opened?.workspace.root ?? null,
      passed,
      total: lessons.length,
      lessons,
    }
    io.stdout.write(`${jsonText(document)}\n`)
  } else {
    io.stdout.write(listText(course, lessons, createPaint(options, io)))
  }
  return 0
}

async function openIfThere({ dir }: ListOptions, io: CommandIo, services: Services): Promise<Opened | null> {
  try {
    return await openSession(dir, io, services, dir === undefined ? 'own' : 'look-at-progress')
  } catch (error) {
    if (dir !== undefined || !(error instanceof WorkspaceError) || error.code !== 'no-workspace') throw error
    io.stderr.write(`${error.message}\n`)
    return null
  }
}

/** The course as text: chapters with their lessons, and how much is done. */
export function listText(course: Course, lessons: ListedLesson[], paint: Paint): string {
  const widest = (texts: string[]): number => Math.max(0, ...texts.map(text => text.length))
  const columns = { name: widest(lessons.map(nameOf)), files: widest(lessons.map(filesOf)) }
  const chapters = course.chapters.map(({ id, title }) => {
    const rows = lessons
      .filter(({ chapter }) => chapter === id)
      .map(lesson => listLine(lesson, columns, paint))
    return [paint.style('strong', title), ...rows].join('\n')
  })
  const passed = lessons.filter(({ verdict }) => verdict === 'passed').length
  return `${[...chapters, `${passed} of ${lessons.length} lessons passed.`].join('\n\n')}\n`
}

const nameOf = ({ id, title }: ListedLesson): string => `${id.slice(0, 2)} ${title}`
const filesOf = ({ files }: ListedLesson): string => files.join(', ')

/** One lesson; `columns` are the widths that keep the rows in line. */
function listLine(lesson: ListedLesson, columns: { name: number; files: number }, paint: Paint): string {
  const note = lesson.changedSince
    ? 'saved since it was graded'
    : lesson.passedOnce && lesson.verdict !== 'passed'
      ? 'passed before'
      : `${lesson.minutes} min`
  const rest = `${filesOf(lesson).padEnd(columns.files)}  ${note}`
  return `  ${verdictLabel(lesson.verdict, paint)} ${nameOf(lesson).padEnd(columns.name)}  ${paint.style('quiet', rest)}`
}

async function listed(lesson: Lesson, progress: Progress, opened: Opened | null): Promise<ListedLesson> {
  const { id, number, title, chapter, minutes, files } = lesson
  const { verdict, gradedAt } = lessonProgress(progress, id)
  const changedSince =
    gradedAt !== null &&
    opened !== null &&
    (await savedAfter(opened.workspace.root, files, Date.parse(gradedAt)))
  return {
    id,
    number,
    title,
    chapter,
    minutes,
    files,
    verdict,
    passedOnce: hasPassed(progress, id),
    changedSince,
  }
}

async function savedAfter(root: string, files: string[], time: number): Promise<boolean> {
  const times = await Promise.all(
    files.map(file =>
      stat(join(root, file)).then(
        found => found.mtimeMs,
        () => 0,
      ),
    ),
  )
  return times.some(saved => saved > time)
}
