/** The grader as learners have it, for a sample: the judge without Vitest must come to the same reports. */
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCourse } from '../../src/course/load.ts'
import { createGrader } from '../../src/grader/index.ts'
import type { LessonReport } from '../../src/grader/types.ts'
import { failures, type Judge } from './judge.ts'
import type { Variant } from './variants.ts'

const SEED = 20_260_501
/** How many programs of each kind are in the sample of a lesson. */
const SAMPLE = 2

/** What differs between the two, one line a program; empty when they agree. */
export async function disagreements(
  root: string,
  judge: Judge,
  programs: ReadonlyMap<string, readonly Variant[]>,
): Promise<string[]> {
  const dist = join(root, 'dist')
  const solutions = join(root, 'solutions')
  const course = await loadCourse(join(dist, 'course.json'))
  const workspaceRoot = mkdtempSync(join(tmpdir(), 'jwt-lessons-engine-'))
  cpSync(solutions, workspaceRoot, { recursive: true, dereference: true })
  writeFileSync(join(workspaceRoot, 'package.json'), '{ "type": "module" }\n')
  const grader = await createGrader({ workspaceRoot, course, assets: { root: dist }, spares: 1 })
  const differences: string[] = []
  try {
    for (const [lesson, variants] of programs) {
      const first = course.lessons.find(({ id }) => id === lesson)?.files[0] as string
      for (const variant of sampleOf(variants)) {
        const file = variant.file ?? first
        const compare = async (): Promise<string | null> => {
          writeFileSync(join(workspaceRoot, file), variant.source)
          const [{ lessons }, judged] = await Promise.all([
            grader.grade([lesson], { seed: SEED }),
            judge.grade(lesson, variant, { seed: SEED, place: 'alone' }),
          ])
          copyFileSync(join(solutions, file), join(workspaceRoot, file))
          const [one, other] = [essenceOf(lessons[0] as LessonReport), essenceOf(judged)]
          return one === other ? null : `${variant.place}: the grader says ${one}, the judge says ${other}`
        }
        // A program that asks the clock may be found out in one of two ways, by whether a second ends between two calls.
        const difference = (await compare()) && (await compare())
        if (difference !== null) differences.push(difference)
      }
    }
  } finally {
    await grader.close()
    rmSync(workspaceRoot, { recursive: true, force: true })
  }
  return differences
}

function sampleOf(variants: readonly Variant[]): Variant[] {
  const spread = (kind: Variant['kind']): Variant[] => {
    const all = variants.filter(variant => variant.kind === kind)
    const step = Math.max(1, Math.floor(all.length / SAMPLE))
    return all.filter((_, index) => index % step === 0).slice(0, SAMPLE)
  }
  return [...spread('mistake'), ...spread('alternative')]
}

/** The verdict, the problem's kind, and which tests failed with which diagnosis. */
function essenceOf(report: LessonReport): string {
  const failed = failures(report).map(({ step, test, id }) => `${step} / ${test}: ${id}`)
  return [report.verdict, report.problem?.kind ?? '', ...failed].filter(Boolean).join('; ')
}
