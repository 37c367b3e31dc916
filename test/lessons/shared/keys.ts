/** What people get wrong when they give node:crypto a key. */
import { type CallResult, equal, type KnownMistake } from '../../../src/grader/kit/index.ts'

/** A JWK, or an object around it, without `format: 'jwk'`. */
export const keyWithoutFormat: KnownMistake = {
  id: 'key-without-format',
  matches: ({ expected, thrown }) =>
    expected.kind === 'value' &&
    /^The "key\.key" property must be of type string/.test(thrown?.message ?? ''),
}

/** A good key is refused: what a catch turned into bad-key may be the fault of a call. */
export const goodKeyRefused: KnownMistake = {
  id: 'good-key-refused',
  matches: ({ expected, result: { outcome } }) =>
    expected.kind === 'value' && outcome.kind === 'thrown' && outcome.jwtCode === 'bad-key',
}

/** Whether a signer returned a token that it made in an earlier call of the run, for another payload, kid or key. */
export function tokensOfRun(): (token: string, args: CallResult['args']) => boolean {
  const madeFor = new Map<string, unknown>()
  return (token, [payload, key]) => {
    const { kid, n, x } = key as Record<string, unknown>
    const made = { payload, kid, n, x }
    if (!madeFor.has(token)) madeFor.set(token, made)
    return !equal(madeFor.get(token), made)
  }
}
