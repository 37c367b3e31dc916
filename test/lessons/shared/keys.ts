/** What people get wrong when they give node:crypto a key. */
import type { KnownMistake } from '../../../src/grader/kit/index.ts'

/** A JWK, or an object around it, without `format: 'jwk'`. */
export const keyWithoutFormat: KnownMistake = {
  id: 'key-without-format',
  matches: ({ expected, thrown }) =>
    expected.kind === 'value' &&
    /^The "key\.key" property must be of type string/.test(thrown?.message ?? ''),
}
