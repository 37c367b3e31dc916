import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractSource } from '../source/select.ts'
import { withoutComments } from '../source/strip-comments.ts'
import type { Course, Lesson } from '../course/types.ts'
import { cleanText } from '../text/visible.ts'
import { takeColumns, widthOf } from '../text/width.ts'
import { readInside } from '../workspace/inside.ts'
import { hasPassed } from '../workspace/progress.ts'
import { applySolution, exportsIn, isShared } from '../workspace/replace.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint, type Paint } from './paint.ts'
import { requireLesson } from './request.ts'
import { describeReplaced } from './reset.ts'
import { gradeOnce, openSession, remember, type Services } from './session.ts'

export type SolutionOptions = CommonOptions & {
  lesson: string
  dir?: string
  force?: boolean
  apply?: boolean
}

/** `jwt-lessons solution`: our solution beside theirs; with `--apply` it is written, after a backup. */
export async function runSolution(
  options: SolutionOptions,
  io: CommandIo,
  services: Services,
): Promise<ExitCode> {
  const { course, assets } = services
  const lesson = requireLesson(course, options.lesson)
  const opened = await openSession(options.dir, io, services)
  const { root } = opened.workspace
  if (!options.force && !hasPassed(opened.progress, lesson.id)) {
    const progress = await remember(opened, await gradeOnce(services, root, [lesson.id]), io)
    if (!hasPassed(progress, lesson.id)) {
      io.stderr.write(refusal(lesson, options.apply === true))
      return 1
    }
  }
  const paint = createPaint(options, io)
  const solutionsDir = join(assets.root, 'solutions')
  if (options.apply) {
    const replaced = await applySolution(root, course, lesson, solutionsDir, io.now())
    io.stdout.write(describeReplaced(replaced, lesson, 'our solution', paint))
    io.stdout.write(`To grade it: jwt-lessons check ${lesson.id.slice(0, 2)}\n`)
    return 0
  }
  for (const file of lesson.files) {
    const ours = await solutionOf(course, lesson, file, solutionsDir)
    const theirs = partOf(course, lesson, file, (await readInside(root, file)) ?? '')
    const pair =
      theirs === ours
        ? `${paint.style('strong', `Your ${file} is the same as ours, but for comments:`)}\n${ours}`
        : sideBySide(`Your ${file}`, theirs, `Our ${file}`, ours, paint, io.columns)
    io.stdout.write(`${pair}\n`)
  }
  io.stdout.write(`${paint.style('strong', 'Why ours is as it is')}\n\n${cleanText(lesson.recap)}\n`)
  return 0
}

/** What our solution of a lesson has in one file: only what the lesson adds, so that the next lesson is not given away. */
export async function solutionOf(
  course: Course,
  lesson: Lesson,
  file: string,
  solutionsDir: string,
): Promise<string> {
  return partOf(course, lesson, file, await readFile(join(solutionsDir, file), 'utf8'))
}

/**
 * What a module has of a lesson, without comments: its functions with what they need, and all of it when no other lesson
 * writes to it.
 */
export function partOf(course: Course, lesson: Lesson, file: string, source: string): string {
  if (!isShared(course, lesson, file)) return withoutComments(source)
  try {
    return withoutComments(extractSource(source, exportsIn(lesson, file)))
  } catch {
    return withoutComments(source)
  }
}

function refusal(lesson: Lesson, apply: boolean): string {
  const number = lesson.id.slice(0, 2)
  const again = `jwt-lessons solution ${number} --force${apply ? ' --apply' : ''}`
  return `${lesson.id} has not passed yet. A hint first: jwt-lessons hint ${number}\nThe solution all the same: ${again}\n`
}

const COLUMN = 72

function sideBySide(
  leftTitle: string,
  left: string,
  rightTitle: string,
  right: string,
  paint: Paint,
  columns = 80,
): string {
  const leftLines = cleanText(left).trimEnd().split('\n')
  const rightLines = cleanText(right).trimEnd().split('\n')
  const room = Math.floor((columns - 3) / 2)
  const title = (text: string) => paint.style('strong', text)
  if (room < COLUMN)
    return [title(leftTitle), ...leftLines, '', title(rightTitle), ...rightLines, ''].join('\n')
  const fill = (text: string) => text + ' '.repeat(Math.max(0, room - widthOf(text)))
  const rows = Array.from({ length: Math.max(leftLines.length, rightLines.length) }, (_, index) => {
    const cut = takeColumns(leftLines[index] ?? '', room)
    return `${fill(cut)} ${paint.signs.vertical} ${rightLines[index] ?? ''}`.trimEnd()
  })
  return [`${title(fill(leftTitle))} ${paint.signs.vertical} ${title(rightTitle)}`, ...rows, ''].join('\n')
}
