/** What a token of signRs256 must hold, and from what a wrong one was made. */
import { constants } from 'node:crypto'
import {
  bytesFormOf,
  type CallResult,
  equal,
  fromBase64url,
  type Learner,
  sha256,
  show,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { tokensOfRun } from '../shared/keys.ts'
import { type Claims, objectIn } from '../shared/verifier.ts'
import { inputOf, isSignedBy, type Jwk, openedBlock, segment, signatureOf, tokenOf } from './keys.ts'
import { bitsOf } from './model.ts'

/** DigestInfo of PKCS #1 without the digest (RFC 8017 §9.2), by the name of the digest. */
const DIGESTS = {
  'SHA-1': '3021300906052b0e03021a05000414',
  'SHA-224': '302d300d06096086480165030402040500041c',
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
  MD5: '3020300c06082a864886f70d020505000410',
}
/** Whether a token was made in an earlier call. */
const isRemembered = tokensOfRun()
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const

/** Expects a token with this payload that this key signed; `earlier` are keys of other calls. */
export function expectSigned(learner: Learner, result: CallResult, earlier: readonly Jwk[] = []): string {
  const [payload, key] = result.args as [Claims, Jwk]
  const header = { alg: 'RS256', ...(key.kid === undefined ? {} : { kid: key.kid }) }
  const token =
    result.outcome.kind === 'value' && result.outcome.value.type === 'string'
      ? result.outcome.value.value
      : null
  if (token === null) {
    const rare = key.e === 'AQAB' ? '' : ', and its public exponent need not be 65537 (RFC 8017 §3.1)'
    const why = ` The reason: it is a private RSA key of ${bitsOf(key)} bits, and 2048 are enough${rare}.`
    learner.expectValue(result, tokenOf(header, payload, key), 'RFC 7515 §3.1', { why })
    return ''
  }
  if (isRemembered(token, result.args)) learner.fail(result, { id: 'token-remembered' })
  const segments = token.split('.')
  if (segments.length !== 3)
    learner.fail(result, {
      id: 'segment-count',
      words: { count: String(segments.length) },
      expected: '3 segments',
    })
  const [first = '', second = '', third = ''] = segments
  const read = objectIn(first)
  const leaked = PRIVATE.find(
    name => typeof key[name] === 'string' && decoded(first, second).includes(String(key[name])),
  )
  if (leaked !== undefined) learner.fail(result, { id: 'private-members', words: { member: leaked } })
  if (read === null) learner.fail(result, { id: 'header-unreadable', expected: JSON.stringify(header) })
  if (read?.alg !== 'RS256')
    learner.fail(result, {
      id: 'header-alg',
      words: { alg: JSON.stringify(read?.alg) ?? 'absent' },
      expected: JSON.stringify(header),
    })
  if (key.kid !== undefined && read?.kid !== key.kid)
    learner.fail(result, {
      id: 'kid-missing',
      words: { kid: key.kid, seen: read?.kid === undefined ? 'none' : JSON.stringify(read.kid) },
      expected: JSON.stringify(header),
      actual: JSON.stringify(read),
    })
  // A key without a kid may get one of the signer's, but that is a string, and not what JavaScript calls nothing.
  if (
    key.kid === undefined &&
    read !== null &&
    'kid' in read &&
    (typeof read.kid !== 'string' || read.kid === 'undefined')
  )
    learner.fail(result, {
      id: 'kid-of-nothing',
      words: { seen: JSON.stringify(read.kid) },
      expected: JSON.stringify(header),
      actual: JSON.stringify(read),
    })
  const came = objectIn(second)
  if (!equal(came, payload))
    learner.fail(result, {
      id: 'payload-changed',
      words: { difference: differenceOf(payload, came) },
      expected: show(payload),
      actual: show(came),
    })
  expectSignature(learner, result, { input: `${first}.${second}`, text: third, key, earlier })
  return token
}

function expectSignature(
  learner: Learner,
  result: CallResult,
  { input, text, key, earlier }: { input: string; text: string; key: Jwk; earlier: readonly Jwk[] },
): void {
  const right = signatureOf(input, key)
  if (text === toBase64url(right)) return
  const fail = (id: string, words: Record<string, string> = {}): never =>
    learner.fail(result, {
      id,
      words,
      expected: `the signature ${excerpt(toBase64url(right), text)}`,
      actual: `the signature ${excerpt(text, toBase64url(right))}`,
    })
  if (text === '') fail('signature-missing')
  const form = bytesFormOf(text, right)
  if (form !== null) fail('signature-encoding', { form })
  const signature = fromBase64url(text)
  if (toBase64url(signature) !== text) fail('signature-encoding', { form: 'something else' })
  const missing = right.length - signature.length
  if (
    missing > 0 &&
    equal(right.slice(missing), signature) &&
    right.slice(0, missing).every(byte => byte === 0)
  )
    fail('signature-unpadded', { length: String(signature.length), wanted: String(right.length) })
  if (isSignedBy(input, signature, key, { padding: constants.RSA_PKCS1_PSS_PADDING })) fail('pss-padding')
  if (earlier.some(other => other.n !== key.n && isSignedBy(input, signature, other))) fail('key-remembered')
  const opened = openedDigest(signature, key)
  if (opened === null) fail('signature-wrong')
  if (opened?.digest !== 'SHA-256') fail('other-digest', { digest: String(opened?.digest) })
  const what = Object.entries(otherTexts(input, result.args as [Claims, Jwk])).find(
    ([, other]) => toHex(sha256(other)) === opened?.value,
  )?.[0]
  if (what === 'the digest of the signing input') fail('hashed-twice')
  if (what !== undefined) fail('signed-other-text', { what })
  fail('signature-wrong')
}

/** The beginning of a string, or what surrounds its first difference from another when they begin alike. */
function excerpt(text: string, other: string): string {
  const same = [...text].findIndex((character, index) => character !== other[index])
  const difference = same < 0 ? text.length : same
  const from = difference < 20 ? 0 : difference - 12
  return `${from > 0 ? '…' : ''}${text.slice(from, from + 24)}${text.length > from + 24 ? '…' : ''}`
}

/** The digest that a signature of PKCS #1 opens to. */
function openedDigest(signature: Uint8Array, key: Jwk): { digest: string; value: string } | null {
  const block = openedBlock(signature, key)
  if (block === null) return null
  const hex = toHex(block)
  const info = /^0001(?:ff)+?00(30.*)$/.exec(hex)?.[1]
  const known = Object.entries(DIGESTS).find(([, prefix]) => info?.startsWith(prefix))
  return known === undefined || info === undefined
    ? null
    : { digest: known[0], value: info.slice(known[1].length) }
}

/** What people sign instead of the signing input. */
function otherTexts(input: string, [payload]: [Claims, Jwk]): Record<string, Uint8Array> {
  const [first = '', second = ''] = input.split('.')
  const header = objectIn(first)
  const json = JSON.stringify(payload)
  return {
    'the digest of the signing input': sha256(utf8(input)),
    'the digest of the signing input in hex': utf8(toHex(sha256(utf8(input)))),
    'the payload segment alone': utf8(second),
    'the header segment alone': utf8(first),
    'the two segments without the dot': utf8(first + second),
    'the two segments with a dot behind them': utf8(`${input}.`),
    'the payload as JSON': utf8(json),
    'header and payload as JSON': utf8(`${JSON.stringify(header)}.${json}`),
    'header and payload as JSON, without a dot': utf8(JSON.stringify(header) + json),
    'the segments in the wrong order': utf8(`${second}.${first}`),
    'another header': utf8(inputOf({ alg: 'RS256', typ: 'JWT' }, payload)),
    'a header without kid': utf8(`${segment({ ...header, kid: undefined })}.${second}`),
    'nothing at all': utf8(''),
  }
}

const decoded = (...segments: string[]): string =>
  segments.map(text => Buffer.from(text, 'base64url').toString('utf8')).join(' ')

/** What is not the same in two objects, in words. */
function differenceOf(wanted: Claims, came: Claims | null): string {
  if (came === null) return 'it is not a JSON object in strict base64url'
  const added = Object.keys(came).find(name => !Object.hasOwn(wanted, name))
  if (added !== undefined) return `the claim ${show(added)} was added`
  const lost = Object.keys(wanted).find(name => !Object.hasOwn(came, name))
  return lost === undefined ? 'a value is another one' : `the claim ${show(lost)} is missing`
}
