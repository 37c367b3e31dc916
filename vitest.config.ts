import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Hidden tests are run by the grader, not here.
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/lessons/**'],
    // Limits are for hangs only; speed is measured by the benchmark.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Real processes and pseudo-terminals: as many at once as there are cores.
    maxWorkers: 2,
  },
})
