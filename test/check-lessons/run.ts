/**
 * The author's check: `npm run check:lessons -- [lesson...] [--no-mutation]`. Prints a table; exit code 1 when anything is
 * not as it should be. `--no-mutation` leaves out the mutants of the solutions, for a quick look;
 * `--write-ids` writes new ids down.
 */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadCourse } from '../../src/course/load.ts'
import { complaintsOf, scoreLesson, scoreText } from '../mutation/score.ts'
import { complaintsAboutIds, writeIds } from './ids.ts'
import { complaint, createJudge, failures, type Judge } from './judge.ts'
import { complaintsAboutStarters } from './starters.ts'
import { complaintsAboutTexts } from './texts.ts'
import { readVariants, type Variant } from './variants.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const course = await loadCourse(`${root}/dist/course.json`)
const { values: flags, positionals: wanted } = readArguments()
const lessons = course.lessons.filter(
  lesson => wanted.length === 0 || wanted.some(part => lesson.id.includes(part)),
)
if (lessons.length === 0) endWith(`No lesson is called ${wanted.join(' or ')}.`)
if (flags['write-ids']) writeIds(root, course)
const judges = await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, () => createJudge(root)),
)
const complaints: string[] = [
  ...complaintsAboutIds(root, course),
  ...(await complaintsAboutTexts(root, course, lessons)),
  ...(await complaintsAboutStarters(root, course)),
]

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { mutation: { type: 'boolean', default: true }, 'write-ids': { type: 'boolean' } },
      allowNegative: true,
    })
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error))
  }
}

/** Says what is wrong with the command line and how it is used, and ends. */
function endWith(message: string): never {
  console.error(
    `${message}\nUsage: npm run check:lessons -- [lesson...] [--no-mutation] [--write-ids]\nA lesson is named by its id or a part of it: 04, hmac.`,
  )
  process.exit(2)
}

/** Spreads work over the judges; each takes the next piece when it is free. */
async function spread<T>(items: T[], work: (judge: Judge, item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  await Promise.all(
    judges.map(async judge => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(judge, item)
    }),
  )
}

const rows: string[][] = [
  [
    'lesson',
    'tests',
    'mistakes caught',
    'alternatives passed',
    ...(flags.mutation ? ['mutation score'] : []),
  ],
]
for (const lesson of lessons) {
  const variants = readVariants(root, lesson.id)
  const solution = await (judges[0] as Judge).grade(lesson.id, null)
  if (solution.verdict !== 'passed')
    complaints.push(
      `${lesson.id}: the solution got ${solution.verdict}: ${JSON.stringify(failures(solution)[0] ?? solution.problem)}`,
    )
  const tests = solution.steps.flatMap(step =>
    // The kit's own test is proved by the tests of the kit.
    step.tests.filter(test => !test.isOfKit).map(test => `${step.id} / ${test.name}`),
  )
  const failed = new Set<string>()
  const right = { mistake: 0, alternative: 0 }
  const started = performance.now()
  await spread(variants, async (judge, variant: Variant) => {
    const report = await judge.grade(lesson.id, variant)
    if (variant.kind === 'mistake')
      for (const failure of failures(report)) failed.add(`${failure.step} / ${failure.test}`)
    const wrong = complaint(variant, report)
    if (wrong === null) right[variant.kind]++
    else complaints.push(`${lesson.id}: ${variant.place} ${wrong}`)
  })
  for (const test of tests)
    if (!failed.has(test)) complaints.push(`${lesson.id}: no mistake fails the hidden test "${test}"`)
  const total = (kind: Variant['kind']): number => variants.filter(variant => variant.kind === kind).length
  const row = [
    lesson.id,
    String(tests.length),
    `${right.mistake}/${total('mistake')}`,
    `${right.alternative}/${total('alternative')}`,
  ]
  if (flags.mutation) {
    const earlier = course.lessons.slice(0, course.lessons.indexOf(lesson))
    const score = await scoreLesson(root, lesson, earlier, spread)
    row.push(scoreText(score))
    complaints.push(...complaintsOf(score))
  }
  rows.push(row)
  process.stderr.write(
    `${lesson.id}: ${variants.length} variants in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  )
}
await Promise.all(judges.map(judge => judge.close()))

const widths = (rows[0] as string[]).map((_, column) =>
  Math.max(...rows.map(row => (row[column] as string).length)),
)
for (const row of rows)
  console.log(row.map((cell, column) => cell.padEnd(widths[column] as number)).join('  '))
for (const line of complaints) console.log(`\n${line}`)
console.log(complaints.length === 0 ? '\nAll as it should be.' : `\n${complaints.length} to mend.`)
process.exitCode = complaints.length === 0 ? 0 : 1
