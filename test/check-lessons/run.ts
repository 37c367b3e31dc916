/**
 * The author's check: `npm run check:lessons -- [lesson...]`. Prints a table; exit code 1 when anything is not as it should
 * be. `--no-mutation` leaves out the mutants of the solutions, for a quick look; `--since REV` takes only lessons that
 * differ from a revision; `--busy N` keeps processors busy with N endless loops beside, as on a machine that is shared;
 * `--write-ids` writes new ids down.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadCourse } from '../../src/course/load.ts'
import type { Lesson } from '../../src/course/types.ts'
import { complaintsOf, scoreLesson, scoreText } from '../mutation/score.ts'
import { budgetComplaint, costText, YARDSTICK } from './budget.ts'
import { complaintsAboutIds, writeIds } from './ids.ts'
import { complaint, createJudge, failures, type Judge } from './judge.ts'
import type { Costs } from './judge-process.ts'
import { disagreements } from './real-engine.ts'
import { lessonsSince } from './since.ts'
import { complaintsAboutStarters } from './starters.ts'
import { complaintsAboutTexts } from './texts.ts'
import { readVariants, type Variant } from './variants.ts'

const USAGE =
  'Usage: npm run check:lessons -- [lesson...] [--since REV] [--no-mutation] [--busy N] [--write-ids]\nA lesson is named by its id or a part of it: 04, hmac.'

const began = performance.now()
const root = fileURLToPath(new URL('../..', import.meta.url))
const course = await loadCourse(`${root}/dist/course.json`)
const { values: flags, positionals: wanted } = readArguments()
const lessons = chosenLessons()
const checked = wanted.length === 0 ? 'all' : lessons.map(({ id }) => id)
if (flags['write-ids']) writeIds(root, course, checked)
const complaints: string[] = [
  ...complaintsAboutIds(root, course, checked),
  ...(await complaintsAboutTexts(root, course, lessons)),
  ...(await complaintsAboutStarters(root, course)),
]
/** What an author may want to know, and need not mend. */
const notes: string[] = []
const loops = Array.from({ length: Number(flags.busy ?? 0) }, () =>
  spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
)
for (const loop of loops) loop.unref()
process.once('exit', () => {
  for (const loop of loops) loop.kill('SIGKILL')
})
const judges = await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, () => createJudge(root)),
)

const heads = ['lesson', 'tests', 'mistakes caught', 'alternatives passed', 'CPU tests / code']
const rows: string[][] = [flags.mutation ? [...heads, 'mutation score'] : heads]
const programs = new Map<string, Variant[]>()
for (const lesson of lessons) {
  const started = performance.now()
  programs.set(lesson.id, readVariants(root, lesson.id))
  rows.push(await checkLesson(lesson, programs.get(lesson.id) as Variant[]))
  process.stderr.write(`${lesson.id}: ${seconds(started)} s\n`)
}
for (const difference of await disagreements(root, judges[0] as Judge, programs)) complaints.push(difference)
await Promise.all(judges.map(judge => judge.close()))

const widths = heads.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
for (const line of notes) console.log(`\nNote: ${line}`)
for (const line of complaints) console.log(`\n${line}`)
console.log(complaints.length === 0 ? '\nAll as it should be.' : `\n${complaints.length} to mend.`)
const [only] = lessons
if (lessons.length === 1 && only !== undefined) {
  const others = ['picture', 'fuzz'].filter(name => existsSync(`${root}/lessons/${only.id}/${name}.ts`))
  if (others.length > 0)
    console.log(
      `Not looked at: ${others.join('.ts and ')}.ts. npx vitest run test/pictures test/fuzz -t ${only.id}`,
    )
}
console.log(`${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'} in ${seconds(began)} s`)
process.exitCode = complaints.length === 0 ? 0 : 1

/** Judges everything of a lesson. @returns its row of the table */
async function checkLesson(lesson: Lesson, variants: readonly Variant[]): Promise<string[]> {
  const solution = await (judges[0] as Judge).measure(lesson.id, null)
  if (solution.report.verdict !== 'passed')
    complaints.push(
      `${lesson.id}: the solution got ${solution.report.verdict}: ${JSON.stringify(failures(solution.report)[0] ?? solution.report.problem)}`,
    )
  for (const { step, named, hidden } of solution.confusions)
    notes.push(
      `${lesson.id} / ${step}: no row tells "${named}" and "${hidden}" apart, so the first is named. Add a row on which they differ, or say in mistakes.ts why the order is right.`,
    )
  const over = await budgetOf(lesson, solution.costs)
  if (over !== null) complaints.push(over)
  const tests = solution.report.steps.flatMap(step =>
    // The kit's own test is proved by the tests of the kit.
    step.tests.filter(test => !test.isOfKit).map(test => `${step.id} / ${test.name}`),
  )
  const failed = new Set<string>()
  const right = { mistake: 0, alternative: 0 }
  await spread(variants, async (judge, variant) => {
    let report = await judge.grade(lesson.id, variant)
    // Another program ran in the same process before: what is not as it should be is judged again without it.
    if (complaint(variant, report) !== null)
      report = await judge.grade(lesson.id, variant, { place: 'alone' })
    if (variant.kind === 'mistake')
      for (const failure of failures(report)) failed.add(`${failure.step} / ${failure.test}`)
    const wrong = complaint(variant, report)
    if (wrong === null) right[variant.kind]++
    else complaints.push(`${lesson.id}: ${variant.place} ${wrong}`)
  })
  for (const test of tests)
    if (!failed.has(test))
      complaints.push(
        `${lesson.id}: no wrong program fails the hidden test "${test}": add one, or leave the test out`,
      )
  const total = (kind: Variant['kind']): number => variants.filter(variant => variant.kind === kind).length
  const row = [
    lesson.id,
    String(tests.length),
    `${right.mistake}/${total('mistake')}`,
    `${right.alternative}/${total('alternative')}`,
    costText(solution.costs),
  ]
  if (!flags.mutation) return row
  const earlier = course.lessons.slice(0, course.lessons.indexOf(lesson))
  const score = await scoreLesson(root, lesson, earlier, spread)
  complaints.push(...complaintsOf(score))
  return [...row, scoreText(score)]
}

/**
 * Holds what a lesson cost against the yardstick; both are measured again when it is over its budget, as the machine may be
 * slow just now.
 */
async function budgetOf(lesson: Lesson, first: Costs): Promise<string | null> {
  let costs = first
  for (let time = 1; ; time++) {
    const yardstick = await (judges[0] as Judge).measure(YARDSTICK, null)
    const over = budgetComplaint(lesson.id, costs, yardstick.costs)
    if (over === null || time === 3) return over
    costs = (await (judges[0] as Judge).measure(lesson.id, null)).costs
  }
}

/** Spreads work over the judges; each takes the next piece when it is free. */
async function spread<T>(items: readonly T[], work: (judge: Judge, item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  await Promise.all(
    judges.map(async judge => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(judge, item)
    }),
  )
}

function chosenLessons(): Lesson[] {
  const named = course.lessons.filter(
    lesson => wanted.length === 0 || wanted.some(part => lesson.id.includes(part)),
  )
  if (named.length === 0) endWith(`No lesson is called ${wanted.join(' or ')}.`)
  if (flags.since === undefined) return named
  try {
    return lessonsSince(root, flags.since, named)
  } catch {
    return endWith(`git knows no revision ${flags.since}.`)
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        mutation: { type: 'boolean', default: true },
        since: { type: 'string' },
        busy: { type: 'string' },
        'write-ids': { type: 'boolean' },
      },
      allowNegative: true,
    })
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error))
  }
}

/** Says what is wrong with the command line and how it is used, and ends. */
function endWith(message: string): never {
  console.error(`${message}\n${USAGE}`)
  process.exit(2)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
