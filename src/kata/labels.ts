import type { Variant } from './types.ts'

/** What a variant does without, for after "without". */
export function withoutWords(variant: Variant): string {
  return { free: 'nothing', 'no-table': 'a table', 'no-regexp': 'a regular expression', 'no-loop': 'a loop' }[
    variant
  ]
}
