/** What a token of signEs256 must hold, and from what a wrong one was made. */
import {
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
import { objectIn } from '../shared/verifier.ts'
import { type Claims, type Form, isSignedBy, joined, type Jwk, tokenOf } from './keys.ts'

const FORMS: readonly Form[] = ['ieee-p1363', 'der']
const DIGESTS = ['sha1', 'sha384', 'sha512'] as const

/** Whether a token was made in an earlier call. */
const isRemembered = tokensOfRun()

/** Expects a token with this payload that this key signed. */
export function expectSigned(learner: Learner, result: CallResult, alg = 'ES256'): string {
  const [first, second, text] = expectParts(learner, result, alg)
  const signed = { input: `${first}.${second}`, text, key: result.args[1] as Jwk }
  if (alg === 'ES256') expectEcdsa(learner, result, signed)
  else expectEd25519(learner, result, signed)
  return `${signed.input}.${text}`
}

/** Expects a token with this payload and a header for this key; the three segments, whatever the third one is. */
export function expectParts(
  learner: Learner,
  result: CallResult,
  alg = 'ES256',
): [first: string, second: string, third: string] {
  const [payload, key] = result.args as [Claims, Jwk]
  const header = { alg, ...(key.kid === undefined ? {} : { kid: key.kid }) }
  const token =
    result.outcome.kind === 'value' && result.outcome.value.type === 'string'
      ? result.outcome.value.value
      : null
  if (token === null) {
    learner.expectValue(
      result,
      tokenOf(header, payload, key, alg === 'ES256' ? 'sha256' : null),
      'RFC 7515 §3.1',
      {
        why: ` The reason: it is a private key on ${key.crv}${key.crv === 'P-256' ? ', which Node calls prime256v1' : ''}.`,
      },
    )
    return ['', '', '']
  }
  if (isRemembered(token, result.args)) learner.fail(result, { id: 'token-remembered' })
  const [first = '', second = '', third = '', ...more] = token.split('.')
  const count = token.split('.').length
  if (count !== 3 || more.length > 0)
    learner.fail(result, { id: 'segment-count', words: { count: String(count) }, expected: '3 segments' })
  const text = [first, second].map(part => Buffer.from(part, 'base64url').toString()).join(' ')
  if (text.includes(String(key.d))) learner.fail(result, { id: 'private-members' })
  const read = objectIn(first)
  if (read === null) learner.fail(result, { id: 'header-unreadable', expected: JSON.stringify(header) })
  if (read?.alg !== alg)
    learner.fail(result, {
      id: 'header-alg',
      words: { alg: JSON.stringify(read?.alg) ?? 'absent', wanted: alg },
      expected: JSON.stringify(header),
      actual: JSON.stringify(read),
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
    learner.fail(result, { id: 'payload-changed', expected: show(payload), actual: show(came) })
  return [first, second, third]
}

type Signed = { input: string; text: string; key: Jwk }

function expectEcdsa(learner: Learner, result: CallResult, { input, text, key }: Signed): void {
  const signature = fromBase64url(text)
  const bytes = utf8(input)
  const isStrict = toBase64url(signature) === text
  if (isStrict && signature.length === 64 && isSignedBy(bytes, signature, key)) return
  const fail = (id: string, words: Record<string, string> = {}): never =>
    learner.fail(result, {
      id,
      words: { length: String(signature.length), ...words },
      expected: 'a signature of 64 bytes: r, then s',
      actual: `the signature ${text.length > 40 ? `${text.slice(0, 40)}…` : text || '(empty)'} (${signature.length} bytes)`,
    })
  if (text === '') fail('signature-missing')
  if (isStrict && isSignedBy(bytes, signature, key, 'sha256', 'der')) fail('der-signature')
  const written = Object.entries(otherForms(text)).find(([, other]) =>
    FORMS.some(form => isSignedBy(bytes, other, key, 'sha256', form)),
  )
  if (written !== undefined) fail('signature-encoding', { form: written[0] })
  if (!isStrict) fail('signature-encoding', { form: 'something that is not base64url' })
  const [r, s] = [signature.slice(0, 32), signature.slice(32)]
  if (signature.length === 64 && isSignedBy(bytes, joined(s, r), key)) fail('halves-swapped')
  if (signature.length === 64 && isSignedBy(bytes, joined(r.toReversed(), s.toReversed()), key))
    fail('little-endian')
  if (
    signature.length === 64 &&
    [joined(moved(r), s), joined(r, moved(s)), joined(moved(r), moved(s))].some(other =>
      isSignedBy(bytes, other, key),
    )
  )
    fail('zeros-behind')
  if (unpadded(signature).some(other => isSignedBy(bytes, other, key))) fail('halves-unpadded')
  for (const form of FORMS) {
    const digest = DIGESTS.find(name => isSignedBy(bytes, signature, key, name, form))
    if (digest !== undefined) fail('other-digest', { digest })
    const what = Object.entries(otherTexts(input, result.args[0] as Claims)).find(([, other]) =>
      isSignedBy(other, signature, key, 'sha256', form),
    )?.[0]
    if (what === 'the digest of the signing input') fail('hashed-twice')
    if (what !== undefined) fail('signed-other-text', { what })
  }
  if (signature.length === 64 && (isCutOutOfDer(signature) || isCutAtFixedPlaces(bytes, signature, key)))
    fail('der-cut')
  fail(signature.length === 64 ? 'signature-wrong' : 'signature-length')
}

/** Whether the last 33 or 32 bytes are a number of DER, with its type and length in front. */
function isCutOutOfDer(signature: Uint8Array): boolean {
  const [at29, at30, at31, at32] = signature.slice(29, 33)
  return (at29 === 0x02 && at30 === 0x21 && at31 === 0) || (at30 === 0x02 && at31 === 0x20 && at32 !== 0)
}

/**
 * Whether r, s or both are the 32 bytes at a fixed place of DER, where 00 or a length comes first and the last byte is
 * lost. A lost byte of one number is found by trying all; of both it would take too long.
 */
function isCutAtFixedPlaces(bytes: Uint8Array, signature: Uint8Array, key: Jwk): boolean {
  const [r, s] = [signature.slice(0, 32), signature.slice(32)]
  const isPushed = (number: Uint8Array): boolean => number[0] === 0
  if (isPushed(r) && (s[0] === 0x20 || (s[0] === 0x21 && s[1] === 0))) return true
  const isSigned = (one: Uint8Array, two: Uint8Array): boolean => isSignedBy(bytes, joined(one, two), key)
  const ends = Array.from({ length: 256 }, (_, last) => Uint8Array.of(last))
  return ends.some(
    end =>
      (isPushed(r) && isSigned(joined(r.slice(1), end), s)) ||
      (isPushed(s) && isSigned(r, joined(s.slice(1), end))),
  )
}

function expectEd25519(learner: Learner, result: CallResult, { input, text, key }: Signed): void {
  const signature = fromBase64url(text)
  if (toBase64url(signature) === text && isSignedBy(utf8(input), signature, key, null)) return
  const digest = isSignedBy(sha256(utf8(input)), signature, key, null)
  learner.fail(result, {
    id: digest ? 'hashed-before' : 'signature-wrong',
    words: { length: String(signature.length) },
    expected: 'the signature of the first two segments, 64 bytes',
    actual: `the signature ${text.slice(0, 40)}…`,
  })
}

/** The bytes of a text that is not base64url of them. */
function otherForms(text: string): Record<string, Uint8Array> {
  const decoded = fromBase64url(text)
  const inner = Buffer.from(decoded).toString('latin1')
  const hex = (from: string): Uint8Array =>
    Uint8Array.from(Buffer.from(/^[0-9a-f]+$/i.test(from) ? from : '', 'hex'))
  return {
    hex: hex(text),
    base64: /[+/=]/.test(text) ? Uint8Array.from(Buffer.from(text, 'base64')) : new Uint8Array(),
    'hex digits, encoded once more': hex(inner),
    'base64, encoded once more': Uint8Array.from(Buffer.from(inner, 'base64')),
    'base64url with padding': /=$/.test(text) ? fromBase64url(text.replace(/=+$/, '')) : new Uint8Array(),
  }
}

/** Whether r or s of a result ends in a zero byte, as one does whose zeros were put behind it. */
export function endsInZero({ outcome }: CallResult): boolean {
  if (outcome.kind !== 'value' || outcome.value.type !== 'string') return false
  const signature = fromBase64url(outcome.value.value.split('.')[2] ?? '')
  return signature[31] === 0 || signature[63] === 0
}

/** A number of 32 bytes with the zeros that are behind it put in front. */
function moved(number: Uint8Array): Uint8Array {
  let zeros = 0
  while (zeros < number.length && number[number.length - 1 - zeros] === 0) zeros++
  return joined(new Uint8Array(zeros), number.slice(0, number.length - zeros))
}

/** Whether the signature of a result is right but for zeros that were left out, or added, in front of r or s. */
export function isUnpadded({ args, outcome }: CallResult): boolean {
  if (outcome.kind !== 'value' || outcome.value.type !== 'string') return false
  const [first = '', second = '', third = ''] = outcome.value.value.split('.')
  const text = utf8(`${first}.${second}`)
  return unpadded(fromBase64url(third)).some(other => isSignedBy(text, other, args[1] as Jwk))
}

/** r and s of a text in which their zeros in front are missing, or one too many is there: every way to cut it. */
function unpadded(signature: Uint8Array): Uint8Array[] {
  if (signature.length === 64 || signature.length < 60 || signature.length > 66) return []
  return [29, 30, 31, 32, 33].flatMap(at => {
    const halves = [signature.slice(0, at), signature.slice(at)].map(half => half.slice(-32))
    const [r, s] = halves.map(half => joined(new Uint8Array(32 - half.length), half)) as [
      Uint8Array,
      Uint8Array,
    ]
    return [joined(r, s)]
  })
}

/** What people sign instead of the signing input. */
function otherTexts(input: string, payload: Claims): Record<string, Uint8Array> {
  const [first = '', second = ''] = input.split('.')
  const json = JSON.stringify(payload)
  return {
    'the digest of the signing input': sha256(utf8(input)),
    'the digest of the signing input in hex': utf8(toHex(sha256(utf8(input)))),
    'the payload segment alone': utf8(second),
    'the two segments without the dot': utf8(first + second),
    'the payload as JSON': utf8(json),
    'header and payload as JSON': utf8(`${JSON.stringify(objectIn(first))}.${json}`),
  }
}
