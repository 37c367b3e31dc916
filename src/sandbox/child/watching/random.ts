import * as p from '../primordials.ts'
import type { WatchedBuiltin } from '../watched-builtin.ts'

/** Math.random, noted whenever it is asked; always the same number where the hidden test gives one. */
export const watch: WatchedBuiltin = {
  install(note) {
    const real = Math.random
    let fixed: number | null = null
    const random = (): number => {
      note('Math.random', [])
      return fixed ?? real()
    }
    p.defineProperty(Math, 'random', { value: random, writable: true, configurable: true })
    return {
      give(setting) {
        fixed = typeof setting === 'number' ? setting : null
      },
    }
  },
}
