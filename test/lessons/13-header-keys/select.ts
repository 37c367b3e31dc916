/** Which trusted key a header selects: the rule, once, and what people write instead of it. */
import {
  type CallResult,
  equal,
  type Found,
  type JwtErrorCode,
  type Learner,
  plain,
  show,
} from '../../../src/grader/kit/index.ts'
import type { Json } from '../forgeries/read.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }
export type Row = readonly [header: Json, trusted: readonly TrustedKey[]]
export type Asked = { row: Row; result: CallResult }

/** A trusted key, a refusal, or both where either is right. */
type Right = { key: TrustedKey | null; codes: readonly JwtErrorCode[]; because: string }

/** What a token may bring along (RFC 7515 §4.1.2, §4.1.3, §4.1.5, §4.1.6). */
const BROUGHT = ['jwk', 'jku', 'x5u', 'x5c']
const ANY_CODE: readonly JwtErrorCode[] = ['bad-key', 'unsupported', 'malformed', 'claim-mismatch']

export function rightFor([header, trusted]: Row): Right {
  const { kid, alg } = header
  const key = trusted.find(candidate => candidate.kid === kid)
  const brought = BROUGHT.find(name => Object.hasOwn(header, name))
  const words = brought === undefined ? '' : `, and ${brought} in a header is never the key`
  if (key === undefined) {
    const isOwn = trusted.some(candidate => candidate.alg === alg)
    const why = Object.hasOwn(header, 'kid')
      ? `no trusted key is called ${show(kid)}`
      : 'the header names no key, because it has no kid'
    // An alg that no trusted key is for is a fault of its own.
    const codes: readonly JwtErrorCode[] = isOwn ? ['bad-key'] : ['bad-key', 'unsupported']
    return { key: null, codes: brought === undefined ? codes : ANY_CODE, because: `${why}${words}` }
  }
  if (alg !== key.alg) {
    const because = `the key ${show(key.kid)} is for ${key.alg}, and the header says ${show(alg)}${words}`
    return { key: null, codes: brought === undefined ? ['unsupported'] : ANY_CODE, because }
  }
  const because = `the key ${show(key.kid)} is trusted, and ${key.alg} is its algorithm${words}`
  return { key, codes: brought === undefined ? [] : ANY_CODE, because }
}

type Selection = (header: Json, trusted: readonly TrustedKey[]) => TrustedKey | null | undefined

/** Both kids are changed before they are compared. */
const byChanged =
  (change: (kid: string) => string): Selection =>
  ({ kid }, trusted) =>
    typeof kid === 'string' ? trusted.find(key => change(key.kid) === change(kid)) : null
/** Only the kid of the header is changed. */
const byOneChanged =
  (change: (kid: string) => string): Selection =>
  ({ kid }, trusted) =>
    typeof kid === 'string' ? trusted.find(key => key.kid === change(kid)) : null
const endOfPath = (kid: string): string => kid.split('/').at(-1) ?? ''
function decoded(kid: string): string {
  try {
    return decodeURIComponent(kid)
  } catch {
    return kid
  }
}
/** A wrong selection: the key that it finds before alg is looked at, or null. */
const BY: Record<string, Selection> = {
  'select-first': (_, trusted) => trusted[0],
  'select-by-alg': ({ alg }, trusted) => trusted.find(key => key.alg === alg),
  'select-no-kid': ({ kid }, trusted) =>
    kid === undefined ? trusted[0] : trusted.find(key => key.kid === kid),
  'select-no-kid/null': ({ kid }, trusted) =>
    kid == null ? trusted[0] : trusted.find(key => key.kid === kid),
  'select-no-kid/falsy': ({ kid }, trusted) => (kid ? trusted.find(key => key.kid === kid) : trusted[0]),
  'select-no-kid/alg': ({ kid, alg }, trusted) =>
    kid === undefined ? trusted.find(key => key.alg === alg) : trusted.find(key => key.kid === kid),
  'select-no-kid/single': ({ kid }, trusted) =>
    kid === undefined && trusted.length === 1 ? trusted[0] : trusted.find(key => key.kid === kid),
  'select-no-kid/null-single': ({ kid }, trusted) =>
    kid == null && trusted.length === 1 ? trusted[0] : trusted.find(key => key.kid === kid),
  'select-fallback': ({ kid }, trusted) => trusted.find(key => key.kid === kid) ?? trusted[0],
  'select-fallback/last': ({ kid }, trusted) => trusted.find(key => key.kid === kid) ?? trusted.at(-1),
  'select-fallback/alg': ({ kid, alg }, trusted) =>
    trusted.find(key => key.kid === kid) ?? trusted.find(key => key.alg === alg),
  'select-fallback/single': ({ kid }, trusted) =>
    trusted.find(key => key.kid === kid) ?? (trusted.length === 1 ? trusted[0] : null),
  'select-case': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && key.kid.toLowerCase() === kid.toLowerCase()),
  'select-case/trim': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && key.kid === kid.trim()),
  'select-part': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && kid.startsWith(key.kid)),
  'select-part/other': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && key.kid.startsWith(kid)),
  'select-part/includes': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && key.kid.includes(kid)),
  'select-part/inside': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && kid.includes(key.kid)),
  'select-part/pattern': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && new RegExp(kid).test(key.kid)),
  'select-part/end': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && kid.endsWith(key.kid)),
  'select-part/other-end': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && key.kid.endsWith(kid)),
  ...Object.fromEntries(
    [4, 8, 10, 16, 20, 24, 32, 36, 40].map(length => [
      `select-part/${length}`,
      byChanged(kid => kid.slice(0, length)),
    ]),
  ),
  'select-changed': byChanged(endOfPath),
  'select-changed/one': byOneChanged(endOfPath),
  'select-changed/decoded': byChanged(decoded),
  'select-changed/one-decoded': byOneChanged(decoded),
  'select-changed/number': ({ kid }, trusted) =>
    trusted.find(
      key =>
        typeof kid === 'string' &&
        (key.kid === kid || (kid.trim() !== '' && Number(key.kid) === Number(kid))),
    ),
  'select-changed/up-to-nul': byChanged(kid => kid.split('\0')[0] ?? ''),
  'select-case/locale': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && key.kid.localeCompare(kid) === 0),
  'select-case/normalized': ({ kid }, trusted) =>
    trusted.find(key => typeof kid === 'string' && key.kid.normalize() === kid.normalize()),
  // biome-ignore lint/suspicious/noDoubleEquals: that is the mistake.
  'select-loose': ({ kid }, trusted) => trusted.find(key => key.kid == kid),
  'select-loose/string': ({ kid }, trusted) => trusted.find(key => key.kid === String(kid)),
  'select-last-missed': ({ kid }, trusted) => (trusted[0]?.kid === kid ? trusted[0] : null),
}
/** Wrong comparisons of alg. */
const ALG: Record<string, (alg: unknown, key: TrustedKey, trusted: readonly TrustedKey[]) => boolean> = {
  'alg-unchecked': () => true,
  'alg-of-any-key': (alg, _, trusted) => trusted.some(key => key.alg === alg),
  'alg-case': (alg, key) => String(alg).toLowerCase() === key.alg.toLowerCase(),
  'alg-case/string': (alg, key) => String(alg) === key.alg,
  'alg-family': (alg, key) => typeof alg === 'string' && alg.slice(0, 2) === key.alg.slice(0, 2),
  'alg-absent': (alg, key) => alg === undefined || alg === key.alg,
  'alg-absent/falsy': (alg, key) => !alg || alg === key.alg,
  'alg-absent/null': (alg, key) => alg == null || alg === key.alg,
  'alg-forbidden-only': alg => alg !== 'none',
  'alg-forbidden-only/case': alg => String(alg).toLowerCase() !== 'none',
  'alg-family/symmetric': (alg, key) => String(alg).startsWith('HS') === key.alg.startsWith('HS'),
  'alg-family/includes': (alg, key) => typeof alg === 'string' && alg.includes(key.alg),
}

/** Expects the right key or refusal for every call; names the mistake that explains all answers of the run. */
export function expectKeys(learner: Learner, asked: readonly Asked[], history: readonly Asked[]): void {
  const wrong = asked.find(one => !isRight(one))
  if (wrong === undefined) return
  const { row, result } = wrong
  const { key, codes, because } = rightFor(row)
  const expected = key === null ? `a JwtError with the code ${inWords(codes)}` : show(key)
  const say = (found: Found): never =>
    learner.fail(result, { ...found, words: { because, codes: inWords(codes), ...found.words }, expected })
  const value = result.outcome.kind === 'value' ? plain(result.outcome.value) : null

  const brought = BROUGHT.find(name => Object.hasOwn(row[0], name) && holds(value, row[0][name]))
  if (brought !== undefined) say({ id: 'token-key-used', words: { because: `${brought} of the header` } })
  // A refusal with another code is a refusal: no key was selected wrongly.
  if (key === null && result.outcome.kind === 'thrown' && result.outcome.jwtCode !== null) {
    const isOfPrototype = isPrototypeName(row[0].kid) && history.every(one => isRight(one) || isOf(one))
    say({ id: isOfPrototype ? 'select-prototype' : 'select-code', isCertain: false })
  }
  const known = mistakeBehind(history)
  if (known !== undefined) say({ id: known })
  const { outcome } = result
  if (outcome.kind === 'value') {
    if (isFromPrototype(row[0].kid, value)) say({ id: 'select-prototype' })
    if (key === null && (value === undefined || value === null || value === false))
      say({ id: 'select-undefined', words: { value: show(value) } })
    if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
      say(faultOfKey(value as Json, row))
    // An error that is returned is a refusal that nobody notices.
    if (key === null && outcome.value.type === 'error')
      say({ id: 'returned-not-thrown', words: { returned: 'an Error' } })
    learner.expectValue(result, key ?? { kid: 'none', alg: 'none' }, null)
  }
  if (outcome.kind === 'thrown' && outcome.jwtCode !== null) {
    // Only an object loses this name: __proto__ sets what it inherits from.
    const isLost =
      row[0].kid === '__proto__' && history.every(one => isRight(one) || one.row[0].kid === '__proto__')
    say({ id: isLost ? 'select-prototype' : 'select-refused', isCertain: false })
  }
  if (isPrototypeName(row[0].kid)) say({ id: 'select-prototype' })
  if (key === null) learner.expectRefusal(result, codes, null, { why: ` ${because}.` })
  learner.expectValue(result, key, null)
}

/**
 * Expects that a trusted key without a secret and a jwk gets none from the token. What such a key is good for is open: it may
 * come back as it is, and any throw refuses it.
 */
export function expectNoneBrought(learner: Learner, { row, result }: Asked): void {
  const [header, trusted] = row
  const key = trusted.find(({ kid }) => kid === header.kid) as TrustedKey
  if (result.outcome.kind !== 'value') return
  const value = plain(result.outcome.value)
  if (isKey(value, key)) return
  const expected = `${show(key)}, or a JwtError`
  const brought = BROUGHT.find(name => holds(value, header[name]))
  if (brought !== undefined)
    learner.fail(result, { id: 'token-key-used', words: { because: `${brought} of the header` }, expected })
  if (typeof value !== 'object' || value === null) learner.expectValue(result, key, null)
  learner.fail(result, { ...withBecause(faultOfKey(value as Json, row), key), expected })
}

const withBecause = (found: Found, { kid }: TrustedKey): Found => ({
  ...found,
  words: {
    because: `the key ${show(kid)} comes back as it is in trusted, with nothing more`,
    ...found.words,
  },
})

/** What is wrong with an object that was returned. */
function faultOfKey(value: Json, [header, trusted]: Row): Found {
  const like = trusted.find(({ kid }) => kid === value.kid)
  if (like !== undefined && value.alg === header.alg && value.alg !== like.alg)
    return { id: 'alg-overwritten', words: { value: show(like.alg), alg: show(header.alg) } }
  const name = Object.keys(like ?? {}).find(member => !Object.hasOwn(value, member))
  if (name !== undefined) return { id: 'key-incomplete', words: { name } }
  const other = Object.entries(like ?? {}).find(([member, right]) => !equal(value[member], right))
  if (other !== undefined)
    return { id: 'key-changed', words: { name: other[0], value: inShort(value[other[0]]) } }
  const more = Object.entries(value).find(
    ([member, given]) => like !== undefined && given !== undefined && !Object.hasOwn(like, member),
  )
  if (more !== undefined) return { id: 'key-changed/more', words: { name: more[0], value: inShort(more[1]) } }
  return {
    id: 'select-wrong',
    words: { value: like === undefined ? show(value) : `the key ${show(like.kid)}` },
  }
}

/** A value of a key in a few words: of an object only what it is. */
const inShort = (value: unknown): string =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
    ? 'a plain object'
    : show(value)

const inWords = (codes: readonly string[]): string => codes.map(code => `'${code}'`).join(' or ')

function isRight({ row, result: { outcome } }: Asked): boolean {
  const { key, codes } = rightFor(row)
  if (outcome.kind === 'value') return key !== null && isKey(plain(outcome.value), key)
  return outcome.kind === 'thrown' && codes.includes(outcome.jwtCode as JwtErrorCode)
}

/** A copy is as good as the key itself, also one that has undefined where the key has nothing: { kid, alg, secret, jwk }. */
const isKey = (value: unknown, key: TrustedKey): boolean =>
  equal(withoutUndefined(value), withoutUndefined(key))

const withoutUndefined = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
    ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined))
    : value

function mistakeBehind(history: readonly Asked[]): string | undefined {
  // With a check of alg, and for those who have not come to that yet, without.
  const selections = Object.entries(BY).flatMap(([id, by]) =>
    [true, false].map(checksAlg => ({
      id,
      selects: ({ row: [header, trusted] }: Asked): TrustedKey | null => {
        const key = by(header, trusted) ?? null
        return key !== null && checksAlg && header.alg !== key.alg ? null : key
      },
    })),
  )
  const algorithms = Object.entries(ALG).map(([id, fits]) => ({
    id,
    selects: ({ row: [header, trusted] }: Asked): TrustedKey | null => {
      const key = trusted.find(candidate => candidate.kid === header.kid)
      return key !== undefined && fits(header.alg, key, trusted) ? key : null
    },
  }))
  const found = [...algorithms, ...selections].find(({ selects }) =>
    history.every(asked => {
      const { outcome } = asked.result
      const key = selected(selects, asked)
      if (outcome.kind !== 'value')
        return key === null && outcome.kind === 'thrown' && outcome.jwtCode !== null
      return key !== null && isKey(plain(outcome.value), key)
    }),
  )
  return found?.id.split('/')[0]
}

/** What a wrong selection finds; nothing where it would throw, as a pattern does that is none. */
function selected(selects: (asked: Asked) => TrustedKey | null, asked: Asked): TrustedKey | null {
  try {
    return selects(asked)
  } catch {
    return null
  }
}

const isPrototypeName = (kid: unknown): boolean => typeof kid === 'string' && kid in {}
const isOf = ({ row: [{ kid }] }: Asked): boolean => isPrototypeName(kid)

/** Whether a value of the header is what was returned, or a part of it, also one level further in: { jwk: { x5c } }. */
function holds(value: unknown, part: unknown, levels = 2): boolean {
  if (part === undefined) return false
  if (equal(value, part)) return true
  if (levels === 0 || typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return Object.values(value).some(inner => holds(inner, part, levels - 1))
}

const isFromPrototype = (kid: unknown, value: unknown): boolean =>
  typeof kid === 'string' && kid in {} && (typeof value !== 'object' || value === null || !('kid' in value))
