/**
 * Instruments in a context of its own: a built file that `instrumenter.ts` runs there, where no built-in is one that
 * learner code could have changed. Texts go in and texts come out, as any object would lead into the context.
 */
import { instrument, type Names } from './instrument.ts'

/** The rewritten source after a `+`; after a `-` why there is none. */
export function rewrite(source: string, names: string, sourceType: string): string {
  try {
    return `+${instrument(source, JSON.parse(names) as Names, sourceType as 'module' | 'script')}`
  } catch (error) {
    return `-${(error as Error).message}`
  }
}
