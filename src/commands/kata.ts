import { join } from 'node:path'
import type { Chapter, Course, Lesson } from '../course/types.ts'
import type { CourseReport } from '../grader/types.ts'
import { loadHistory, saveRun } from '../kata/disk.ts'
import { bestOf, bestsOf, longestAgo, otherVariant, VARIANTS } from '../kata/history.ts'
import { type Kata, type KataEvent, practise } from '../kata/practise.ts'
import { createScratch, readApproaches, type Scratch } from '../kata/scratch.ts'
import { secondsInWords } from '../kata/stopwatch.ts'
import type { KataHistory, KataRun, Variant } from '../kata/types.ts'
import { withoutWords } from '../kata/labels.ts'
import { printable } from '../text/visible.ts'
import { hasPassed } from '../workspace/progress.ts'
import type { Progress } from '../workspace/types.ts'
import { type WatchTimes, watchWorkspace } from '../workspace/watch.ts'
import { lessonDetails, lessonLine } from './check-text.ts'
import { askEnter } from './ask.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint, type Paint } from './paint.ts'
import { RequestError, requireLesson } from './request.ts'
import { openSession, type Services, suppliesOf } from './session.ts'
import { jsonText } from '../text/visible.ts'

export type KataOptions = CommonOptions & {
  /** Number, id or a unique part of a lesson's or a chapter's id; nothing picks what was practised longest ago. */
  target?: string | undefined
  /** `free`, `no-table`, `no-regexp`, `no-loop`, or `other`: without what was used last time. */
  variant?: string
  /** Prints the history and the personal bests, and does not practise. */
  json?: boolean
  dir?: string
}

/** What a kata needs from outside besides the io; tests give their own. */
export type KataSettings = {
  /** Ends the kata; Ctrl+C by default. */
  signal?: AbortSignal
  watchTimes?: WatchTimes
}

type Target = { id: string; title: string; lessons: Lesson[] }

/**
 * `jwt-lessons kata`: the starter again in a scratch folder, with a stopwatch from Enter (from the start, without a terminal) to the pass.
 * @returns 0 when it was passed (and for `--json`), 1 when it was ended before
 */
export async function runKata(
  options: KataOptions,
  io: CommandIo,
  services: Services,
  settings: KataSettings = {},
): Promise<ExitCode> {
  const opened = await openSession(options.dir, io, services)
  const { root, remembers } = opened.workspace
  const { history, keptAs } = await loadHistory(root, io.now())
  if (keptAs !== null)
    io.stderr.write(`kata.json was damaged. It is kept as ${keptAs}; the history begins anew.\n`)
  if (options.json) {
    const wanted = options.target === undefined ? null : findTarget(services.course, options.target).id
    io.stdout.write(`${jsonText(historyJson(history, wanted))}\n`)
    return 0
  }
  const target = chooseTarget(services.course, options.target, opened.progress, history)
  const variant = chooseVariant(options.variant, history, target.id)
  const scratch = await createScratch(root, services.course, target.lessons, suppliesOf(services), io.now())
  const paint = createPaint(options, io)
  io.stdout.write(`${introduction(target, variant, scratch, history, paint)}\n\n`)
  if (io.stdin.isTTY === true) await askEnter('Enter starts the stopwatch. Ctrl+C ends the kata.', io)
  const kata: Kata = { target: target.id, lessonIds: target.lessons.map(({ id }) => id), variant }
  const run = await practiseIn(scratch, kata, target, io, services, paint, settings)
  if (run === null) {
    io.stdout.write(`\nEnded. Your kata code stays in ${scratch.root}\n`)
    return 1
  }
  io.stdout.write(`\n${resultText(run, history, paint)}\nYour kata code stays in ${scratch.root}\n`)
  const next = remembers ? await saveRun(root, run, io.now()) : { ...history, runs: [...history.runs, run] }
  const other = otherVariant(next, target.id)
  if (other !== null)
    io.stdout.write(
      `Next time without ${withoutWords(other)}: jwt-lessons kata ${target.id} --variant other\n`,
    )
  return 0
}

async function practiseIn(
  scratch: Scratch,
  kata: Kata,
  target: Target,
  io: CommandIo,
  services: Services,
  paint: Paint,
  { signal, watchTimes }: KataSettings,
): Promise<KataRun | null> {
  const interrupt = new AbortController()
  const onInterrupt = () => interrupt.abort()
  if (signal === undefined) process.once('SIGINT', onInterrupt)
  const grader = await services.startGrader(scratch.root, { spares: 1 })
  try {
    return await practise(kata, {
      watch: onSave => watchWorkspace(scratch.root, { onChange: onSave, onMode: () => {} }, null, watchTimes),
      grade: lessonIds => grader.grade(lessonIds),
      approaches: () => readApproaches(scratch, target.lessons),
      now: () => io.now().getTime(),
      tell: event => io.stdout.write(eventText(event, paint)),
      signal: signal ?? interrupt.signal,
    })
  } finally {
    process.removeListener('SIGINT', onInterrupt)
    await grader.close()
  }
}

function findTarget(course: Course, name: string): Target {
  const wanted = name.trim().toLowerCase()
  const chapter = course.chapters.find(
    ({ id, title }) => id.toLowerCase() === wanted || title.toLowerCase() === wanted,
  )
  if (chapter !== undefined) return chapterTarget(course, chapter)
  const lesson = requireLesson(course, name)
  return { id: lesson.id, title: lesson.title, lessons: [lesson] }
}

function chapterTarget(course: Course, chapter: Chapter): Target {
  const lessons = course.lessons.filter(({ id }) => chapter.lessonIds.includes(id))
  return { id: chapter.id, title: `the chapter ${chapter.title}`, lessons }
}

/** The named target, else the lesson practised longest ago among those that have passed. */
function chooseTarget(
  course: Course,
  name: string | undefined,
  progress: Progress,
  history: KataHistory,
): Target {
  if (name !== undefined) return findTarget(course, name)
  const passed = course.lessons.filter(({ id }) => hasPassed(progress, id)).map(({ id }) => id)
  const id = longestAgo(history, passed)
  if (id !== null) return findTarget(course, id)
  throw new RequestError(
    'unknown-lesson',
    'A kata repeats a lesson, and none has passed yet. Name one to begin with it anyway: jwt-lessons kata 01',
  )
}

function chooseVariant(word: string | undefined, history: KataHistory, target: string): Variant {
  if (word === undefined) return 'free'
  if (word === 'other') return otherVariant(history, target) ?? 'free'
  const variant = VARIANTS.find(one => one === word)
  if (variant !== undefined) return variant
  throw new RequestError('wrong-option', `--variant takes ${VARIANTS.join(', ')} or other, not "${word}".`)
}

function introduction(
  target: Target,
  variant: Variant,
  scratch: Scratch,
  history: KataHistory,
  paint: Paint,
): string {
  const best = bestOf(history, target.id, variant)
  return [
    paint.style(
      'strong',
      `Kata: ${target.title}${variant === 'free' ? '' : `, without ${withoutWords(variant)}`}`,
    ),
    ...(best === null ? [] : [`Your best: ${secondsInWords(best.seconds)}`]),
    'Your workspace stays as it is. Edit here:',
    ...scratch.files.map(file => `  ${join(scratch.root, file)}`),
  ].join('\n')
}

function eventText(event: KataEvent, paint: Paint): string {
  switch (event.kind) {
    case 'started':
      return 'The stopwatch runs. Ctrl+C ends it.\n'
    case 'graded':
      return `${gradedText(event.report, paint)}\n  ${secondsInWords(event.seconds)}\n`
    case 'forbidden': {
      const lines = event.findings.map(({ what, file, line }) => `  ${printable(file)}:${line}: ${what}`)
      return `${paint.style('bad', 'All tests pass, but this kata forbids what is here:')}\n${lines.join('\n')}\n`
    }
    case 'passed':
      return ''
  }
}

function gradedText(report: CourseReport, paint: Paint): string {
  const lines = report.lessons.map(lesson => lessonLine(lesson, paint))
  const failing = report.lessons.find(({ verdict }) => verdict === 'failed' || verdict === 'broken')
  return [...lines, ...(failing === undefined ? [] : [lessonDetails(failing, paint)])].join('\n')
}

function resultText(run: KataRun, before: KataHistory, paint: Paint): string {
  const best = bestOf(before, run.target, run.variant)
  const saves = `${run.saves} save${run.saves === 1 ? '' : 's'}`
  const time = paint.style('good', `Passed in ${secondsInWords(run.seconds)}, ${saves}.`)
  if (best === null) return `${time} Your first time for this kata.`
  if (run.seconds < best.seconds)
    return `${time} A personal best: ${secondsInWords(best.seconds - run.seconds)} faster.`
  return `${time} Your best is ${secondsInWords(best.seconds)}.`
}

/** The history as `--json` prints it. `target` keeps one target only. */
export function historyJson(history: KataHistory, target: string | null) {
  const runs = history.runs.filter(run => target === null || run.target === target)
  return { schema: 1, bests: bestsOf({ schema: 1, runs }), runs }
}
