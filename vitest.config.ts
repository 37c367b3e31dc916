import { defineConfig } from 'vitest/config'
import { diagnosesPlugin } from './src/grader/diagnose/diagnoses-plugin.ts'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take a minute or so, longest first: begun last, they would run alone at the end. */
const LONGEST = [
  'grader/cheats',
  'terminal/walk',
  'grader/sharing',
  'cli/questions',
  'sandbox/kinds-of-calls',
  'terminal/golden',
  'terminal/ends',
  'grader/faults',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex(name => moduleId.endsWith(`/test/${name}.test.ts`))
      return place < 0 ? LONGEST.length : place
    }
    return (await super.sort(files)).toSorted((left, right) => rank(left) - rank(right))
  }
}

export default defineConfig({
  // Pictures take rules from the models of lessons, which know the kit.
  plugins: [diagnosesPlugin],
  test: {
    // Hidden tests are run by the grader, not here.
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/lessons/**'],
    // Limits are for hangs only; speed is measured by the benchmark.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Real processes and pseudo-terminals, which wait for each other some of the time: more than there are cores.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
})
