/** Wrong HMACs and wrong comparisons, as functions that compute them. General before special. */
import { createHash } from 'node:crypto'
import {
  bytesFormOf,
  type Evidence,
  equal,
  hmacSha256,
  type KnownMistake,
  sha256,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'

const BLOCK = 64
type Bytes = Uint8Array
type Formula = (key: Bytes, message: Bytes) => Bytes

const joined = (...parts: Bytes[]): Bytes => new Uint8Array(Buffer.concat(parts))
const xored = (bytes: Bytes, pad: number): Bytes => bytes.map(byte => byte ^ pad)
const asText = (bytes: Bytes): string => Buffer.from(bytes).toString('utf8')
const latin1 = (bytes: Bytes): Bytes => utf8(Buffer.from(bytes).toString('latin1'))
const withoutLastZeros = (bytes: Bytes): Bytes => bytes.slice(0, bytes.findLastIndex(byte => byte !== 0) + 1)
const fitting = (key: Bytes): Bytes => (key.length > BLOCK ? sha256(key) : key)
const whole = (bytes: Bytes): Bytes => new Uint8Array(bytes.buffer)
const hashBy =
  (algorithm: string) =>
  (bytes: Bytes): Bytes =>
    new Uint8Array(createHash(algorithm).update(bytes).digest())

/** The key as a block of `length` bytes, filled up at the end; what is longer than `hashOver` is hashed first. */
function block(key: Bytes, length = BLOCK, fill = 0, hashOver = length): Bytes {
  const bytes = key.length > hashOver ? sha256(key) : key
  return joined(bytes, new Uint8Array(Math.max(0, length - bytes.length)).fill(fill))
}

/** HMAC from a block that is made already, with the parts that a mistake changes as options. */
function nested(
  keyBlock: Bytes,
  message: Bytes,
  {
    inner = 0x36,
    outer = 0x5c,
    hash = sha256,
  }: { inner?: number; outer?: number; hash?: typeof sha256 } = {},
): Bytes {
  return hash(joined(xored(keyBlock, outer), hash(joined(xored(keyBlock, inner), message))))
}
/** The key blocks of the two passes. */
const ipad = (key: Bytes): Bytes => xored(block(key), 0x36)
const opad = (key: Bytes): Bytes => xored(block(key), 0x5c)
/** The outer pass of what is made of the inner digest. */
const outerOf =
  (change: (inner: Bytes) => Bytes): Formula =>
  (key, message) =>
    sha256(joined(opad(key), change(sha256(joined(ipad(key), message)))))
/** Pads joined to the key in another way than by XOR. */
const padded =
  (join: (byte: number, pad: number) => number): Formula =>
  (key, message) => {
    const pad = (value: number): Bytes => block(key).map(byte => join(byte, value))
    return sha256(joined(pad(0x5c), sha256(joined(pad(0x36), message))))
  }
/** HMAC of a long key that is replaced by something else than its hash. */
const longKey =
  (change: (key: Bytes) => Bytes): Formula =>
  (key, message) =>
    nested(block(key.length > BLOCK ? change(key) : key), message)
const hmacBy =
  (algorithm: string): Formula =>
  (key, message) =>
    nested(block(key), message, { hash: hashBy(algorithm) })

/** By the id of the diagnosis: how the wrong HMAC is computed. With a record, its key is the placeholder {what}. */
const formulas: Record<string, Formula | Record<string, Formula>> = {
  'key-not-used': (_key, message) => sha256(message),
  'key-block-empty': {
    'Your key block is': (_key, message) => nested(new Uint8Array(BLOCK), message),
    'Your inner block is': (key, message) =>
      sha256(joined(opad(key), sha256(joined(new Uint8Array(BLOCK), message)))),
  },
  'hash-of-key-and-message': {
    'the key, then the message': (key, message) => sha256(joined(key, message)),
    'the key filled up to 64 bytes, then the message': (key, message) => sha256(joined(block(key), message)),
    'the key, the message and the key again': (key, message) => sha256(joined(key, message, key)),
    'the key, a dot and the message': (key, message) => sha256(joined(key, utf8('.'), message)),
  },
  'hash-of-message-and-key': (key, message) => sha256(joined(message, key)),
  'outer-pass-missing': (key, message) => sha256(joined(ipad(key), message)),
  'inner-pass-missing': (key, message) => sha256(joined(opad(key), message)),
  'update-forgotten': {
    'Your inner pass hashed the key block and not the message': key =>
      sha256(joined(opad(key), sha256(ipad(key)))),
    'Your inner pass hashed the message and not the key block': (key, message) =>
      sha256(joined(opad(key), sha256(message))),
    'Your inner pass hashed nothing': key => sha256(joined(opad(key), sha256(new Uint8Array()))),
    'Your outer pass hashed the key block and not the inner digest': key => sha256(opad(key)),
    'The result is the hash of no bytes at all': () => sha256(new Uint8Array()),
  },
  'update-twice': {
    'In your inner pass the message': (key, message) => hmacSha256(key, joined(message, message)),
    'In your inner pass the key block': (key, message) => hmacSha256(key, joined(ipad(key), message)),
    'In your outer pass the inner digest': outerOf(inner => joined(inner, inner)),
    'In your outer pass the key block': (key, message) =>
      sha256(joined(opad(key), opad(key), sha256(joined(ipad(key), message)))),
  },
  'key-left-out-of-outer-pass': (key, message) => sha256(sha256(joined(ipad(key), message))),
  'pads-swapped': (key, message) => nested(block(key), message, { inner: 0x5c, outer: 0x36 }),
  'one-pad-for-both': {
    'the inner pad 0x36, and the outer pass needs 0x5c': (key, message) =>
      nested(block(key), message, { outer: 0x36 }),
    'the outer pad 0x5c, and the inner pass needs 0x36': (key, message) =>
      nested(block(key), message, { inner: 0x5c }),
  },
  'pads-in-decimal': {
    'Your inner pad is the decimal number 36': (key, message) => nested(block(key), message, { inner: 36 }),
    'Your pads are 0x54 and 0x92': (key, message) =>
      nested(block(key), message, { inner: 0x54, outer: 0x92 }),
  },
  'pads-stacked': (key, message) => nested(block(key), message, { outer: 0x36 ^ 0x5c }),
  'pads-missing': {
    'the XOR with the two pads is missing': (key, message) =>
      nested(block(key), message, { inner: 0, outer: 0 }),
    'it is not filled up to 64 bytes, and the XOR with the two pads is missing': (key, message) =>
      sha256(joined(key, sha256(joined(key, message)))),
  },
  'pad-with-or': padded((byte, pad) => byte | pad),
  'inner-digest-as-text': {
    'hex digits': outerOf(inner => utf8(toHex(inner))),
    base64: outerOf(inner => utf8(toBase64(inner))),
    'UTF-8 characters, which damages bytes over 0x7f,': outerOf(inner => utf8(asText(inner))),
    base64url: outerOf(inner => utf8(toBase64url(inner))),
    'hex digits in capitals': outerOf(inner => utf8(toHex(inner).toUpperCase())),
    'Latin-1 characters': outerOf(latin1),
  },
  'digest-before-key': {
    'In your outer pass': (key, message) => sha256(joined(sha256(joined(ipad(key), message)), opad(key))),
    'In your inner pass': (key, message) => sha256(joined(opad(key), sha256(joined(message, ipad(key))))),
    'In both of your passes': (key, message) => sha256(joined(sha256(joined(message, ipad(key))), opad(key))),
  },
  'long-key-not-filled-up': (key, message) =>
    key.length > BLOCK ? nested(sha256(key), message) : hmacSha256(key, message),
  'key-block-too-short': {
    'was filled up to 32 bytes, the length of the digest': (key, message) => nested(block(key, 32), message),
    'was not filled up': (key, message) => nested(block(key, 0, 0, BLOCK), message),
  },
  'key-block-too-long': (key, message) => nested(block(key, 128), message),
  'key-padded-in-front': (key, message) => nested(block(fitting(key).toReversed()).reverse(), message),
  'key-padded-with-text': {
    'the character "0", which is the byte 0x30': (key, message) => nested(block(key, BLOCK, 0x30), message),
    'spaces, which are the byte 0x20': (key, message) => nested(block(key, BLOCK, 0x20), message),
  },
  'long-key-hex': {
    hex: (key, message) => nested(key.length > BLOCK ? utf8(toHex(sha256(key))) : block(key), message),
    'hex digits': longKey(key => Uint8Array.from(toHex(sha256(key)), Number)),
    base64: longKey(key => utf8(toBase64(sha256(key)))),
  },
  'hashes-64-byte-key': (key, message) => nested(block(key, BLOCK, 0, BLOCK - 1), message),
  'short-key-hashed': {
    'longer than 32 bytes': (key, message) => nested(block(key, BLOCK, 0, 32), message),
    'of this length': (key, message) => nested(block(sha256(key)), message),
  },
  'key-zeros-lost': {
    end: (key, message) => hmacSha256(withoutLastZeros(key), message),
    beginning: (key, message) => hmacSha256(withoutLastZeros(key.toReversed()).reverse(), message),
  },
  'long-key-cut': {
    'first 64 bytes': (key, message) => nested(block(key.slice(0, BLOCK)), message),
    'bytes before the last one': (key, message) => nested(block(fitting(key).slice(0, -1)), message),
  },
  'long-key-not-hashed': (key, message) => nested(block(key, BLOCK, 0, Number.POSITIVE_INFINITY), message),
  'key-as-text': {
    'turned into a string and back': (key, message) => nested(block(utf8(asText(key))), message),
    'written as hex digits': (key, message) => hmacSha256(utf8(toHex(key)), message),
    'written in base64': (key, message) => hmacSha256(utf8(toBase64(key)), message),
    'written as a list of numbers ("1,2,3")': (key, message) => hmacSha256(utf8(key.toString()), message),
    'read as Latin-1 characters': (key, message) => hmacSha256(latin1(key), message),
  },
  'message-as-text': {
    'turned into a string and back': (key, message) => hmacSha256(key, utf8(asText(message))),
    'written as hex digits': (key, message) => hmacSha256(key, utf8(toHex(message))),
    'written in base64': (key, message) => hmacSha256(key, utf8(toBase64(message))),
    'written as a list of numbers ("1,2,3")': (key, message) => hmacSha256(key, utf8(message.toString())),
    'read as Latin-1 characters': (key, message) => hmacSha256(key, latin1(message)),
  },
  'key-and-message-swapped': (key, message) => hmacSha256(message, key),
  'whole-buffer-used': {
    'the key': (key, message) => hmacSha256(whole(key), message),
    'the message': (key, message) => hmacSha256(key, whole(message)),
    'key and message': (key, message) => hmacSha256(whole(key), whole(message)),
  },
  'other-hash': {
    'SHA-512': (key, message) => nested(block(key, 128).slice(0, 128), message, { hash: hashBy('sha512') }),
    'SHA-512 on a block of 64 bytes': hmacBy('sha512'),
    ...Object.fromEntries(['sha1', 'sha3-256', 'sha224', 'sha384', 'md5'].map(name => [name, hmacBy(name)])),
  },
  'xor-before-filling-up': (key, message) => {
    const inner = sha256(joined(block(xored(fitting(key), 0x36)), message))
    return sha256(joined(block(xored(fitting(key), 0x5c)), inner))
  },
  'pad-with-other-operator': {
    '&': padded((byte, pad) => byte & pad),
    '+': padded((byte, pad) => byte + pad),
  },
  'key-padded-with-ones': (key, message) => nested(block(key, BLOCK, 0xff), message),
  'hashed-once-more': (key, message) => sha256(hmacSha256(key, message)),
  'message-hashed-first': (key, message) => hmacSha256(key, sha256(message)),
  'message-in-both-passes': (key, message) => outerOf(inner => joined(inner, message))(key, message),
  'digest-reversed': (key, message) => hmacSha256(key, message).reverse(),
  'inner-digest-cut': outerOf(inner => inner.slice(0, 16)),
  'long-key-hashed-twice': longKey(key => sha256(sha256(key))),
  'long-key-hash-doubled': longKey(key => joined(sha256(key), sha256(key))),
  'key-repeated': (key, message) => {
    const bytes = fitting(key)
    return nested(
      Uint8Array.from({ length: BLOCK }, (_, index) => bytes[index % bytes.length] ?? 0),
      message,
    )
  },
  'long-key-hash-cut': longKey(key => sha256(key).slice(0, 16)),
  'long-key-other-hash': Object.fromEntries(
    ['sha1', 'sha512', 'md5'].map(name => [name, longKey(hashBy(name))]),
  ),
  'long-key-folded': longKey(key => {
    const folded = new Uint8Array(BLOCK)
    for (const [index, byte] of key.entries()) folded[index % BLOCK] = (folded[index % BLOCK] ?? 0) ^ byte
    return folded
  }),
  'key-decoded': Object.fromEntries(
    (['hex', 'base64'] as const).map(encoding => [
      encoding,
      (key, message) => {
        const decoded = new Uint8Array(Buffer.from(asText(key), encoding))
        return hmacSha256(decoded.length === 0 ? key : decoded, message)
      },
    ]),
  ),
  'message-cut': (key, message) => hmacSha256(key, message.slice(0, BLOCK)),
}

type HmacCall = { key: Bytes; message: Bytes; right: Bytes }

function hmacCall({ name, args: [key, message] }: Evidence): HmacCall | null {
  if (name !== 'hmacSha256' || !(key instanceof Uint8Array) || !(message instanceof Uint8Array)) return null
  return { key, message, right: hmacSha256(key, message) }
}

/** A mistake of hmacSha256, asked only about wrong results. */
const aboutHmac = (
  id: string,
  matches: (call: HmacCall, evidence: Evidence) => ReturnType<KnownMistake['matches']>,
): KnownMistake => ({
  id,
  matches: evidence => {
    const call = hmacCall(evidence)
    return call !== null && !equal(evidence.bytes, call.right) && matches(call, evidence)
  },
})

const fromFormulas = Object.entries(formulas).flatMap(([id, wrong]) =>
  Object.entries(typeof wrong === 'function' ? { '': wrong } : wrong).map(([what, formula]) =>
    aboutHmac(id, ({ key, message }, { bytes }) => equal(bytes, formula(key, message)) && { what }),
  ),
)

/** A mistake with a number in it, which is looked for. */
const searched = (
  id: string,
  numbers: (call: HmacCall) => Iterable<number>,
  wrong: (call: HmacCall, number: number) => Bytes,
  words: (number: number, call: HmacCall) => Record<string, string>,
): KnownMistake =>
  aboutHmac(id, (call, { bytes }) => {
    if (bytes === null) return false
    for (const number of numbers(call)) if (equal(bytes, wrong(call, number))) return words(number, call)
    return false
  })

const allBytes = Array.from({ length: 256 }, (_, value) => value)
const hex2 = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`
const placesOfLongKey = ({ key }: HmacCall): Iterable<number> => (key.length > BLOCK ? key.keys() : [])

const fromSearches = [
  searched(
    'pad-wrong',
    () => allBytes,
    ({ key, message }, inner) => nested(block(key), message, { inner }),
    pad => ({ pass: 'inner', pad: hex2(pad), right: '0x36', other: 'outer' }),
  ),
  searched(
    'pad-wrong',
    () => allBytes,
    ({ key, message }, outer) => nested(block(key), message, { outer }),
    pad => ({ pass: 'outer', pad: hex2(pad), right: '0x5c', other: 'inner' }),
  ),
  searched(
    'key-block-length',
    () => allBytes,
    ({ key, message }, length) => nested(block(key, length), message),
    length => ({ length: String(length) }),
  ),
  searched(
    'long-key-cut',
    placesOfLongKey,
    ({ key, message }, start) => nested(block(key.slice(start, start + BLOCK)), message),
    start => ({ what: `64 bytes from place ${start} on` }),
  ),
  searched(
    'long-key-cut',
    placesOfLongKey,
    ({ key, message }, length) => hmacSha256(key.slice(0, length), message),
    length => ({ what: `first ${length} bytes` }),
  ),
]

const hasOtherLength = ([a, b]: unknown[]): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array && a.length !== b.length

export const mistakes: KnownMistake[] = [
  {
    id: 'hash-returned',
    matches: ({ result: { outcome } }) =>
      outcome.kind === 'value' && outcome.value.type === 'object' && outcome.value.name === 'Hash',
  },
  { id: 'hash-used-again', matches: ({ thrown }) => /digest already called/i.test(thrown?.message ?? '') },
  aboutHmac(
    'whole-pool-returned',
    ({ right }, { bytes }) =>
      bytes !== null && bytes.length > 64 && Buffer.from(bytes).includes(Buffer.from(right)),
  ),
  aboutHmac('digest-as-text', ({ right }, { text }) => {
    const form = text === null ? null : bytesFormOf(text, right)
    return form !== null && { form }
  }),
  aboutHmac('digest-as-text/bytes', ({ right }, { bytes }) => equal(bytes, utf8(toHex(right)))),
  aboutHmac(
    'digest-cut',
    ({ right }, { bytes }) =>
      bytes !== null &&
      bytes.length > 0 &&
      bytes.length < 32 &&
      equal(bytes, right.slice(0, bytes.length)) && { count: String(bytes.length) },
  ),
  ...fromFormulas,
  ...fromSearches,
  aboutHmac(
    'empty-argument',
    ({ key, message }, { expected }) =>
      (key.length === 0 || message.length === 0) && expected.kind === 'value',
  ),
  {
    id: 'throws-on-other-length',
    matches: ({ name, args, thrown }) =>
      name === 'constantTimeEqual' && thrown !== null && hasOtherLength(args),
  },
]

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0)
const filled = (bytes: Bytes, length: number): Bytes =>
  joined(bytes, new Uint8Array(Math.max(0, length - bytes.length)))
const equalUpTo = (a: Bytes, b: Bytes, length: number): boolean =>
  equal(filled(a, length).slice(0, length), filled(b, length).slice(0, length))
const xors = (a: Bytes, b: Bytes): number[] => [...a].map((byte, index) => byte ^ (b[index] ?? 0))
const sameLength = (a: Bytes, b: Bytes): boolean => a.length === b.length
const longer = (a: Bytes, b: Bytes): number => Math.max(a.length, b.length)

export type Equality = (a: Bytes, b: Bytes) => boolean

/** Wrong rules of equality; the one that explains every answer is what the learner wrote. */
export const equalities: Record<string, readonly Equality[]> = {
  'equality-inverted': [(a, b) => !equal(a, b)],
  'equal-bytes-called-different': [() => false],
  'always-equal': [sameLength],
  'lengths-ignored': [
    (a, b) => equalUpTo(a, b, longer(a, b)),
    (a, b) => equalUpTo(a, b, Math.min(a.length, b.length)),
    (a, b) => equalUpTo(a, b, a.length),
    (a, b) => equalUpTo(a, b, b.length),
    (a, b) => (a.length - b.length) % 256 === 0 && equalUpTo(a, b, longer(a, b)),
  ],
  'differences-cancel': [
    (a, b) => sameLength(a, b) && sum(a) === sum(b),
    (a, b) => sameLength(a, b) && xors(a, b).reduce((all, bits) => all ^ bits, 0) === 0,
    (a, b) => sameLength(a, b) && sum(xors(a, b)) % 256 === 0,
    (a, b) => sameLength(a, b) && (sum(a) - sum(b)) % 256 === 0,
  ],
  'same-bytes-other-order': [(a, b) => equal(a.slice().sort(), b.slice().sort())],
  'last-byte-decides': [(a, b) => sameLength(a, b) && a.at(-1) === b.at(-1)],
  'first-byte-decides': [(a, b) => sameLength(a, b) && a[0] === b[0]],
  'bytes-compared-as-text': [(a, b) => asText(a) === asText(b)],
  'whole-buffers-compared': [(a, b) => equal(whole(a), whole(b))],
}

/** What a wrong answer shows that no rule explains. */
export function unexplained(a: Bytes, b: Bytes): string {
  if (equal(a, b)) return a.length === 0 ? 'empty-called-different' : 'equal-bytes-called-different'
  if (a.length === 0 || b.length === 0) return 'empty-called-equal'
  return sameLength(a, b) ? 'bits-left-out' : 'lengths-ignored'
}
