/** How many mutants of the solutions the hidden tests catch. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lesson } from '../../src/course/types.ts'
import { exportsByFile } from '../../src/grader/kit/session.ts'
import type { Judge } from '../check-lessons/judge.ts'
import { type Mutant, mutantsOf } from './mutate.ts'

/** A mutant with the workspace file that it replaces. */
type FileMutant = Mutant & { file: string }

/** A mutant that does the same as the solution, and why. `at` is its anchor. */
export type Equivalent = { lesson: string; at: string; from: string; to: string; reason: string }

export type LessonScore = {
  lesson: string
  killed: number
  equivalent: number
  survivors: Mutant[]
  /** Entries of the list of equivalent mutants that are of no use: killed, or not there any more. */
  stale: Equivalent[]
  /** Killed mutants, and all that are not equivalent. */
  share: number
}

const LEAST_SHARE = 0.95

/**
 * Judges the mutants of one lesson.
 * @param earlier lessons before it: what they need of the same file is theirs
 * @param spread carries work out on several judges
 */
export async function scoreLesson(
  root: string,
  lesson: Lesson,
  earlier: readonly Lesson[],
  spread: (
    items: readonly FileMutant[],
    work: (judge: Judge, item: FileMutant) => Promise<void>,
  ) => Promise<void>,
): Promise<LessonScore> {
  const known = readEquivalents(root).filter(entry => entry.lesson === lesson.id)
  const mutants = mutantsOfLesson(root, lesson, earlier)
  const survivors: Mutant[] = []
  await spread(mutants, async (judge, mutant) => {
    const report = await judge.grade(lesson.id, mutant)
    if (report.problem?.kind === 'internal')
      throw new Error(`${lesson.id}, ${mutant.place}: ${report.problem.message}`)
    if (report.verdict === 'passed') survivors.push(mutant)
  })
  const isSame = (mutant: Mutant, entry: Equivalent): boolean =>
    entry.at === mutant.anchor && entry.from === mutant.from && entry.to === mutant.to
  const equivalent = survivors.filter(mutant => known.some(entry => isSame(mutant, entry)))
  const real = survivors.filter(mutant => !equivalent.includes(mutant))
  const killed = mutants.length - survivors.length
  return {
    lesson: lesson.id,
    killed,
    equivalent: equivalent.length,
    survivors: real,
    stale: known.filter(entry => !survivors.some(mutant => isSame(mutant, entry))),
    share: killed + real.length === 0 ? 1 : killed / (killed + real.length),
  }
}

/** A score as text for a table's cell: `98% of 120`. */
export function scoreText({ share, killed, survivors }: LessonScore): string {
  return `${Math.floor(share * 100)}% of ${killed + survivors.length}`
}

/** What is to be mended. */
export function complaintsOf(score: LessonScore): string[] {
  const survivors = score.survivors.map(
    ({ place, from, to }) => `  ${place}  ${oneLine(from)}  ->  ${oneLine(to)}`,
  )
  const low = `${score.lesson}: the hidden tests let mutants pass, ${scoreText(score)} are caught:\n${survivors.join('\n')}`
  const stale = score.stale.map(
    ({ at, from }) =>
      `${score.lesson}: equivalent.json names a mutant that is caught or gone: ${oneLine(from)} in ${at}`,
  )
  return [...(score.share < LEAST_SHARE ? [low] : []), ...stale]
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 90)

/** The mutants of all files of a lesson. Those of another file than the first name it in their place. */
function mutantsOfLesson(root: string, lesson: Lesson, earlier: readonly Lesson[]): FileMutant[] {
  return lesson.files.flatMap((file, index) => {
    const source = readFileSync(join(root, 'solutions', file), 'utf8')
    const exportsOf = (of: Lesson): string[] =>
      exportsByFile(of).find(({ path }) => path === file)?.exports ?? []
    const before = earlier.filter(({ files }) => files.includes(file)).flatMap(exportsOf)
    const { covered } = mutantsOf(source, before)
    return mutantsOf(source, exportsOf(lesson), covered).mutants.map(mutant => ({
      ...mutant,
      file,
      place: index === 0 ? mutant.place : `${file}:${mutant.place}`,
      anchor: index === 0 ? mutant.anchor : `${file}: ${mutant.anchor}`,
    }))
  })
}

function readEquivalents(root: string): Equivalent[] {
  return JSON.parse(readFileSync(join(root, 'test', 'mutation', 'equivalent.json'), 'utf8')) as Equivalent[]
}
