import { join } from 'node:path'
import type { Course } from '../course/types.ts'
import { openLearnerCode } from '../fuzz/learner-code.ts'
import { loadTargets } from '../fuzz/load.ts'
import { fuzzTarget, holds } from '../fuzz/run.ts'
import type { Finding, FuzzProgress, FuzzReport, FuzzTarget, TargetReport } from '../fuzz/types.ts'
import { jsonText, printable } from '../text/visible.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint, type Paint } from './paint.ts'
import { RequestError, requireLesson } from './request.ts'
import { openSession, type Services } from './session.ts'

export type FuzzOptions = CommonOptions & {
  /** Number, id or a unique part of a lesson's id: only its targets. */
  lesson?: string | undefined
  count?: string
  seed?: string
  json?: boolean
  dir?: string
}

const COUNT = 20_000
const MOST = 10_000_000

/**
 * `jwt-lessons fuzz`: throws forged and damaged tokens at the learner's own functions.
 * @returns 0 when nothing got in and what is valid did, 1 otherwise
 */
export async function runFuzz(options: FuzzOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  const count = wholeNumber('--count', options.count, COUNT, 1, MOST)
  const seed = wholeNumber('--seed', options.seed, Math.floor(Math.random() * 0x7fffffff), 0, 0x7fffffff)
  const { course, assets } = services
  const opened = await openSession(options.dir, io, services, options.dir === undefined ? 'own' : 'look')
  const targets = await chosenTargets(options.lesson, course, assets.root)
  const progress = createProgressBar(io)
  const report: FuzzReport = { schema: 1, count, seed, targets: [] }
  const notWritten: string[] = []
  try {
    for (const target of targets) {
      const lesson = requireLesson(course, target.lesson)
      const code = await openLearnerCode(target, lesson, {
        workspaceRoot: opened.workspace.root,
        program: join(assets.root, 'sandbox-child.js'),
      })
      if (code.kind === 'not-written') {
        notWritten.push(`${target.name} (lesson ${lesson.id.slice(0, 2)})`)
        continue
      }
      if (code.kind === 'problem')
        throw new RequestError('not-loaded', `${target.name} can't be called: ${code.message}`)
      try {
        report.targets.push(await fuzzTarget(target, code.call, { count, seed, onProgress: progress.show }))
      } finally {
        code.close()
      }
    }
  } finally {
    progress.end()
  }
  if (report.targets.length === 0)
    throw new RequestError(
      'not-loaded',
      `There is nothing to throw tokens at yet: write ${notWritten[0] ?? 'verify'} first.`,
    )
  io.stdout.write(
    options.json
      ? `${jsonText(report)}\n`
      : `${reportText(report, course, createPaint(options, io), again(options, seed))}\n`,
  )
  return report.targets.every(holds) ? 0 : 1
}

async function chosenTargets(
  name: string | undefined,
  course: Course,
  assetsRoot: string,
): Promise<FuzzTarget[]> {
  const targets = await loadTargets(course, assetsRoot)
  if (name === undefined) return targets
  const { id } = requireLesson(course, name)
  const chosen = targets.filter(({ lesson }) => lesson === id)
  if (chosen.length > 0) return chosen
  const known = [...new Set(targets.map(({ lesson }) => lesson.slice(0, 2)))]
  throw new RequestError(
    'unknown-lesson',
    `Lesson ${id} has nothing that tokens are thrown at. These have: ${known.join(', ')}.`,
  )
}

function wholeNumber(
  name: string,
  text: string | undefined,
  usual: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return usual
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new RequestError(
    'wrong-option',
    `${name} takes a whole number from ${least} to ${most}, not "${text}".`,
  )
}

/** The command that throws the same tokens. */
function again({ lesson, count }: FuzzOptions, seed: number): string {
  const words = [
    ...(lesson === undefined ? [] : [lesson]),
    ...(count === undefined ? [] : ['--count', count]),
  ]
  return ['jwt-lessons fuzz', ...words, `--seed ${seed}`].join(' ')
}

/** What came of it, in lines for people. */
function reportText({ targets }: FuzzReport, course: Course, paint: Paint, command: string): string {
  const last = paint.style('quiet', `The same again: ${command}`)
  return [...targets.flatMap(target => targetLines(target, course, paint)), last].join('\n')
}

function targetLines(target: TargetReport, course: Course, paint: Paint): string[] {
  const { thrown, accepted, withoutCode, honest, durationMs } = target
  const head = paint.style(
    'strong',
    `${target.function}: ${grouped(thrown)} forged and damaged tokens in ${(durationMs / 1000).toFixed(1)} s`,
  )
  const longest = Math.max(...target.kinds.map(({ title }) => title.length))
  const rows = target.kinds
    .filter(({ thrown: count }) => count > 0)
    .map(({ title, thrown: count, accepted: gotIn, withoutCode: odd }) => {
      const sign =
        gotIn > 0 ? paint.style('bad', paint.signs.failed) : paint.style('good', paint.signs.passed)
      const result =
        gotIn > 0
          ? `${grouped(gotIn)} got in`
          : odd > 0
            ? `refused, ${grouped(odd)} without a code`
            : 'refused'
      return `  ${sign} ${title.padEnd(longest)} ${grouped(count).padStart(7)}  ${result}`
    })
  return [
    head,
    ...rows,
    '',
    ...target.findings.flatMap(finding => findingLines(finding, course, paint)),
    ...summaryLines({ accepted, withoutCode, honest, stopped: target.stopped }, paint),
    '',
  ]
}

function findingLines(
  { result, title, note, shown, thrown, lesson }: Finding,
  course: Course,
  paint: Paint,
): string[] {
  const name = course.lessons.find(({ id }) => id === lesson)?.title ?? lesson
  const verdict =
    result === 'accepted' ? paint.style('bad', 'Got in:') : paint.style('warn', 'Refused without a code:')
  return [
    paint.wrap(`${verdict} ${title}: ${note}.`),
    ...(thrown === null ? [] : [paint.wrap(`It threw ${thrown}`, '  ')]),
    `  ${printable(shown).slice(0, 2_000)}`,
    `  Take it apart: jwt-lessons inspect '${printable(shown).slice(0, 40)}...'`,
    `  What closes it: lesson ${lesson.slice(0, 2)}, ${name}`,
    '',
  ]
}

function summaryLines(
  {
    accepted,
    withoutCode,
    honest,
    stopped,
  }: Pick<TargetReport, 'accepted' | 'withoutCode' | 'honest' | 'stopped'>,
  paint: Paint,
): string[] {
  const lines: string[] = []
  if (stopped !== null) lines.push(paint.style('bad', paint.wrap(`It ended early: ${stopped}.`)))
  if (honest.refused > 0) {
    const { refused, tried, example } = honest
    lines.push(
      paint.style(
        'bad',
        paint.wrap(
          `${refused} of ${tried} valid tokens were refused${example?.thrown ? ` (${example.thrown})` : ''}. A function that refuses everything proves nothing.`,
        ),
      ),
    )
  }
  if (accepted > 0) lines.push(paint.style('bad', `${grouped(accepted)} got in.`))
  else if (stopped === null && honest.refused === 0)
    lines.push(paint.style('good', `Nothing got in, and all ${honest.tried} valid tokens did.`))
  if (withoutCode > 0)
    lines.push(
      paint.wrap(
        `${grouped(withoutCode)} were refused by an error that is not a JwtError: the caller can't tell a bad token from a bug.`,
      ),
    )
  return lines
}

const grouped = (count: number): string => count.toLocaleString('en')

const WIDTH = 30

/** A bar on a terminal's stderr; it is wiped at the end. */
function createProgressBar({ stderr }: CommandIo) {
  let shownAt = 0
  return {
    show({ target, done, total, accepted }: FuzzProgress) {
      // Sixteen times a second is as smooth as a terminal needs.
      if (!stderr.isTTY || performance.now() - shownAt < 60) return
      shownAt = performance.now()
      const filled = Math.round((done / total) * WIDTH)
      const bar = '#'.repeat(filled) + '-'.repeat(WIDTH - filled)
      stderr.write(
        `\r\u001b[2K${target} [${bar}] ${grouped(done)} of ${grouped(total)}, ${grouped(accepted)} got in`,
      )
    },
    end() {
      if (shownAt > 0) stderr.write('\r\u001b[2K')
    },
  }
}
