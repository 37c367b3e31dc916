import type { Proved } from './types.ts'

/** A proof that came out as it should. */
export function right(text: string, shown: string | null = null): Proved {
  return { verdict: 'right', text, shown }
}

/** A proof that did not: the lesson was passed, so something was changed since. */
export function wrong(text: string, shown: string | null = null): Proved {
  return { verdict: 'wrong', text, shown }
}
