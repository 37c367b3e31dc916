import { createHash } from 'node:crypto'
import {
  type Evidence,
  hmacSha256,
  type KnownMistake,
  sha256,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../src/grader/kit/index.ts'

const blockLength = 64

/** How one wrong HMAC is computed, and what its author is told. */
type Formula = {
  id: string
  reference: string | null
  message: string
  formula: (key: Uint8Array, message: Uint8Array) => Uint8Array
}

const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const xored = (bytes: Uint8Array, pad: number): Uint8Array => bytes.map(byte => byte ^ pad)
const hashed = (algorithm: string, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash(algorithm).update(bytes).digest())
const equal = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

/** The key as a block of `length` bytes, filled up at the end; what is longer than `hashOver` is hashed first. */
function block(key: Uint8Array, length = blockLength, fill = 0, hashOver = length): Uint8Array {
  const bytes = key.length > hashOver ? sha256(key) : key
  return joined(bytes, new Uint8Array(Math.max(0, length - bytes.length)).fill(fill))
}

/** HMAC from a block that is already made, with the parts that a mistake changes as options. */
function nested(
  keyBlock: Uint8Array,
  message: Uint8Array,
  {
    inner = 0x36,
    outer = 0x5c,
    hash = sha256,
  }: { inner?: number; outer?: number; hash?: typeof sha256 } = {},
): Uint8Array {
  return hash(joined(xored(keyBlock, outer), hash(joined(xored(keyBlock, inner), message))))
}

const whole = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.buffer)

const formulas: Formula[] = [
  {
    id: 'key-not-used',
    reference: 'RFC 2104 §2',
    message:
      'What came back is the SHA-256 of the message alone: your key was never used. Anyone can compute a plain hash, so it proves nothing about who made the message. Mix the key in, in both passes.',
    formula: (_key, message) => sha256(message),
  },
  {
    id: 'hash-of-key-and-message',
    reference: 'RFC 2104 §2',
    message:
      'What came back is one SHA-256 over the key followed by the message. That is not HMAC, and it is not safe: from such a hash an attacker can compute the hash of a longer message without the key (a length-extension attack). HMAC hashes twice, with two pads.',
    formula: (key, message) => sha256(joined(key, message)),
  },
  {
    id: 'hash-of-key-and-message',
    reference: 'RFC 2104 §2',
    message:
      'What came back is one SHA-256 over the padded key followed by the message. HMAC hashes twice, with the key XORed with 0x36 in the first pass and with 0x5c in the second.',
    formula: (key, message) => sha256(joined(block(key), message)),
  },
  {
    id: 'hash-of-message-and-key',
    reference: 'RFC 2104 §2',
    message:
      'What came back is one SHA-256 over the message followed by the key. That is not HMAC: two messages with the same hash would get the same proof. HMAC hashes twice, and the key comes first in both passes.',
    formula: (key, message) => sha256(joined(message, key)),
  },
  {
    id: 'outer-pass-missing',
    reference: 'RFC 2104 §2',
    message:
      'What came back is the inner hash, SHA-256 of (key XOR 0x36) and the message. The outer pass is missing: hash that digest once more, behind the key XORed with 0x5c. Without it a longer message can be forged.',
    formula: (key, message) => sha256(joined(xored(block(key), 0x36), message)),
  },
  {
    id: 'inner-pass-missing',
    reference: 'RFC 2104 §2',
    message:
      'What came back is one hash of (key XOR 0x5c) and the message itself. The inner pass is missing: the outer hash takes the 32-byte digest of the inner one, not the message.',
    formula: (key, message) => sha256(joined(xored(block(key), 0x5c), message)),
  },
  {
    id: 'key-left-out-of-outer-pass',
    reference: 'RFC 2104 §2',
    message:
      'What came back is the inner digest hashed once more without the key. The outer pass starts with a key block too: the key XORed with 0x5c, then the inner digest.',
    formula: (key, message) => sha256(sha256(joined(xored(block(key), 0x36), message))),
  },
  {
    id: 'pads-swapped',
    reference: 'RFC 2104 §2',
    message:
      'Your inner and outer pads are swapped. The inner pass uses 0x36 and the outer pass 0x5c: both sides must do it in the same order, or no proof of yours is accepted anywhere else.',
    formula: (key, message) => nested(block(key), message, { inner: 0x5c, outer: 0x36 }),
  },
  {
    id: 'one-pad-for-both',
    reference: 'RFC 2104 §2',
    message:
      'Both of your passes use the inner pad 0x36. The outer pass uses 0x5c, so that the two keys differ.',
    formula: (key, message) => nested(block(key), message, { inner: 0x36, outer: 0x36 }),
  },
  {
    id: 'one-pad-for-both',
    reference: 'RFC 2104 §2',
    message:
      'Both of your passes use the outer pad 0x5c. The inner pass uses 0x36, so that the two keys differ.',
    formula: (key, message) => nested(block(key), message, { inner: 0x5c, outer: 0x5c }),
  },
  {
    id: 'pads-in-decimal',
    reference: 'RFC 2104 §2',
    message:
      'Your inner pad is the decimal number 36. The standard means the byte 0x36, written in hexadecimal: that is 54 in decimal.',
    formula: (key, message) => nested(block(key), message, { inner: 36 }),
  },
  {
    id: 'pads-stacked',
    reference: 'RFC 2104 §2',
    message:
      'Your outer key block was made from the inner one: it is key XOR 0x36 XOR 0x5c. Both blocks are made from the padded key itself. If you XOR in place, the second XOR works on what the first one left behind.',
    formula: (key, message) => nested(block(key), message, { outer: 0x36 ^ 0x5c }),
  },
  {
    id: 'pads-missing',
    reference: 'RFC 2104 §2',
    message:
      'You hash twice, but with the bare key: the XOR with the two pads is missing. XOR every byte of the padded key with 0x36 for the inner pass and with 0x5c for the outer one.',
    formula: (key, message) => nested(block(key), message, { inner: 0, outer: 0 }),
  },
  {
    id: 'pads-missing',
    reference: 'RFC 2104 §2',
    message:
      'You hash twice, but with the bare key as it came: padding it to 64 bytes and the XOR with 0x36 and 0x5c are missing.',
    formula: (key, message) => sha256(joined(key, sha256(joined(key, message)))),
  },
  {
    id: 'pad-with-or',
    reference: 'RFC 2104 §2',
    message:
      'The pads were joined to the key with OR (`|`). HMAC uses XOR (`^`): OR loses bits of the key, so different keys give the same result.',
    formula: (key, message) => {
      const keyBlock = block(key)
      const inner = sha256(
        joined(
          keyBlock.map(byte => byte | 0x36),
          message,
        ),
      )
      return sha256(
        joined(
          keyBlock.map(byte => byte | 0x5c),
          inner,
        ),
      )
    },
  },
  {
    id: 'inner-digest-as-text',
    reference: 'RFC 2104 §2',
    message:
      'Your outer pass hashed the hex text of the inner digest (64 characters). It takes the digest itself, 32 bytes: call `digest()` without an encoding in the inner pass.',
    formula: (key, message) => {
      const keyBlock = block(key)
      const inner = sha256(joined(xored(keyBlock, 0x36), message))
      return sha256(joined(xored(keyBlock, 0x5c), utf8(toHex(inner))))
    },
  },
  {
    id: 'inner-digest-as-text',
    reference: 'RFC 2104 §2',
    message:
      'Your outer pass hashed the base64 text of the inner digest. It takes the digest itself, 32 bytes: call `digest()` without an encoding in the inner pass.',
    formula: (key, message) => {
      const keyBlock = block(key)
      const inner = sha256(joined(xored(keyBlock, 0x36), message))
      return sha256(joined(xored(keyBlock, 0x5c), utf8(toBase64(inner))))
    },
  },
  {
    id: 'inner-digest-as-text',
    reference: 'RFC 2104 §2',
    message:
      'Your inner digest was turned into text and back on its way to the outer pass, which damages bytes over 0x7f. Pass the bytes on as they are.',
    formula: (key, message) => {
      const keyBlock = block(key)
      const inner = sha256(joined(xored(keyBlock, 0x36), message))
      return sha256(joined(xored(keyBlock, 0x5c), utf8(asText(inner))))
    },
  },
  {
    id: 'digest-before-key',
    reference: 'RFC 2104 §2',
    message:
      'In your outer pass the inner digest comes before the key block. The key block comes first in both passes, then what is hashed.',
    formula: (key, message) => {
      const keyBlock = block(key)
      const inner = sha256(joined(xored(keyBlock, 0x36), message))
      return sha256(joined(inner, xored(keyBlock, 0x5c)))
    },
  },
  {
    id: 'digest-before-key',
    reference: 'RFC 2104 §2',
    message:
      'In both of your passes the key block comes last. It comes first: key block, then what is hashed.',
    formula: (key, message) => {
      const keyBlock = block(key)
      const inner = sha256(joined(message, xored(keyBlock, 0x36)))
      return sha256(joined(inner, xored(keyBlock, 0x5c)))
    },
  },
  {
    id: 'long-key-not-filled-up',
    reference: 'RFC 2104 §2',
    message:
      'The hash of your long key was not filled up. It has 32 bytes and the block needs 64: append 32 zero bytes, as for any short key.',
    formula: (key, message) => (key.length > blockLength ? nested(sha256(key), message) : message),
  },
  {
    id: 'key-block-too-short',
    reference: 'RFC 2104 §2',
    message:
      'Your key was filled up to 32 bytes, the length of the digest. HMAC fills it up to the block of the hash, the amount that SHA-256 reads at a time: 64 bytes.',
    formula: (key, message) => nested(block(key, 32), message),
  },
  {
    id: 'key-block-too-short',
    reference: 'RFC 2104 §2',
    message:
      'Your key was not filled up to a whole block. Add zero bytes at its end until it has 64 bytes, before the XOR.',
    formula: (key, message) => nested(block(key, 0, 0, blockLength), message),
  },
  {
    id: 'key-block-too-long',
    reference: 'RFC 2104 §2',
    message:
      'Your key was filled up to 128 bytes, the block of SHA-512. The block of SHA-256 is 64 bytes long.',
    formula: (key, message) => nested(block(key, 128), message),
  },
  {
    id: 'key-padded-in-front',
    reference: 'RFC 2104 §2',
    message:
      'Your zero bytes stand in front of the key. HMAC appends them: the key first, zeros after it, 64 bytes together.',
    formula: (key, message) => {
      const bytes = key.length > blockLength ? sha256(key) : key
      return nested(joined(new Uint8Array(blockLength - bytes.length), bytes), message)
    },
  },
  {
    id: 'key-padded-with-text',
    reference: 'RFC 2104 §2',
    message:
      'Your key was filled up with the character "0", which is the byte 0x30. HMAC fills up with zero bytes, 0x00.',
    formula: (key, message) => nested(block(key, blockLength, 0x30), message),
  },
  {
    id: 'key-padded-with-text',
    reference: 'RFC 2104 §2',
    message: 'Your key was filled up with blanks, the byte 0x20. HMAC fills up with zero bytes, 0x00.',
    formula: (key, message) => nested(block(key, blockLength, 0x20), message),
  },
  {
    id: 'long-key-hex',
    reference: 'RFC 2104 §2',
    message:
      'Your long key was replaced by the hex text of its hash. It is replaced by the digest itself: 32 bytes, then 32 zero bytes.',
    formula: (key, message) =>
      nested(key.length > blockLength ? utf8(toHex(sha256(key))) : block(key), message),
  },
  {
    id: 'hashes-64-byte-key',
    reference: 'RFC 2104 §2',
    message:
      'A key of exactly 64 bytes was hashed. It fills the block and is used as it is; only keys longer than 64 bytes are hashed. Look at `>=` where `>` is meant.',
    formula: (key, message) => nested(block(key, blockLength, 0, blockLength - 1), message),
  },
  {
    id: 'short-key-hashed',
    reference: 'RFC 2104 §2',
    message:
      'Your key was hashed although it fits into the block. Only a key longer than 64 bytes is replaced by its hash; 32 bytes is the length of the digest, not the limit.',
    formula: (key, message) => nested(block(key, blockLength, 0, 32), message),
  },
  {
    id: 'short-key-hashed',
    reference: 'RFC 2104 §2',
    message:
      'Your key was hashed although it fits into the block. Only a key longer than 64 bytes is replaced by its hash.',
    formula: (key, message) => nested(block(sha256(key)), message),
  },
  {
    id: 'long-key-cut',
    reference: 'RFC 2104 §2',
    message:
      'Only the first 64 bytes of your key were used. A key longer than the block is replaced by its SHA-256 hash; cutting it would make many keys the same.',
    formula: (key, message) => nested(block(key.slice(0, blockLength)), message),
  },
  {
    id: 'long-key-not-hashed',
    reference: 'RFC 2104 §2',
    message:
      'A key longer than 64 bytes was used as it is. It must be replaced by its SHA-256 hash first, and the 32 bytes filled up with zeros to 64.',
    formula: (key, message) => nested(block(key, blockLength, 0, Number.POSITIVE_INFINITY), message),
  },
  {
    id: 'key-as-text',
    reference: null,
    message:
      'Your key was turned into text and back. Bytes over 0x7f do not survive that: a secret is bytes, and stays bytes.',
    formula: (key, message) => nested(block(utf8(asText(key))), message),
  },
  {
    id: 'message-as-text',
    reference: null,
    message:
      'Your message was turned into text and back. Bytes that are no valid UTF-8 do not survive that. Hash the bytes as they came.',
    formula: (key, message) => nested(block(key), utf8(asText(message))),
  },
  {
    id: 'message-as-text',
    reference: null,
    message: 'You hashed the hex text of the message. Hash its bytes as they came.',
    formula: (key, message) => nested(block(key), utf8(toHex(message))),
  },
  {
    id: 'key-and-message-swapped',
    reference: 'RFC 2104 §2',
    message: 'Key and message are swapped: what came back is the HMAC of the key under the message.',
    formula: (key, message) => hmacSha256(message, key),
  },
  {
    id: 'whole-buffer-used',
    reference: null,
    message:
      'You read the whole buffer behind the key. A Uint8Array can be a window into a larger buffer: `.buffer` ignores where the window begins and ends. Use the array itself.',
    formula: (key, message) => hmacSha256(whole(key), message),
  },
  {
    id: 'whole-buffer-used',
    reference: null,
    message:
      'You read the whole buffer behind the message. A Uint8Array can be a window into a larger buffer: `.buffer` ignores where the window begins and ends. Use the array itself.',
    formula: (key, message) => hmacSha256(key, whole(message)),
  },
  {
    id: 'whole-buffer-used',
    reference: null,
    message:
      'You read the whole buffers behind key and message. A Uint8Array can be a window into a larger buffer: `.buffer` ignores where the window begins and ends. Use the arrays themselves.',
    formula: (key, message) => hmacSha256(whole(key), whole(message)),
  },
  {
    id: 'other-hash',
    reference: 'RFC 7518 §3.2',
    message:
      'This HMAC is made with SHA-512. HS256 needs SHA-256: 32 bytes come out, and its block is 64 bytes.',
    formula: (key, message) =>
      nested(
        joined(key.length > 128 ? hashed('sha512', key) : key, new Uint8Array(128)).slice(0, 128),
        message,
        { hash: bytes => hashed('sha512', bytes) },
      ),
  },
  {
    id: 'other-hash',
    reference: 'RFC 7518 §3.2',
    message:
      'This is made with SHA-512 on a block of 64 bytes. HS256 needs SHA-256, of which 32 bytes come out.',
    formula: (key, message) => nested(block(key), message, { hash: bytes => hashed('sha512', bytes) }),
  },
  {
    id: 'other-hash',
    reference: 'RFC 7518 §3.2',
    message:
      'This HMAC is made with SHA-1, of which 20 bytes come out. HS256 needs SHA-256: 32 bytes come out of it.',
    formula: (key, message) => nested(block(key), message, { hash: bytes => hashed('sha1', bytes) }),
  },
]

type HmacCall = { key: Uint8Array; message: Uint8Array; right: Uint8Array }

function hmacCall({ name, args }: Evidence): HmacCall | null {
  const [key, message] = args
  if (name !== 'hmacSha256' || !(key instanceof Uint8Array) || !(message instanceof Uint8Array)) return null
  return { key, message, right: hmacSha256(key, message) }
}

const fromFormulas: KnownMistake[] = formulas.map(({ id, reference, message, formula }) => ({
  id,
  reference,
  message,
  matches: evidence => {
    const call = hmacCall(evidence)
    if (call === null || evidence.bytes === null) return false
    const wrong = formula(call.key, call.message)
    return equal(evidence.bytes, wrong) && !equal(call.right, wrong)
  },
}))

const aboutText: KnownMistake[] = [
  {
    id: 'digest-as-text',
    reference: 'RFC 2104 §2',
    message:
      'A text came back where bytes belong. It spells the right 32 bytes in hex or base64, but the next lesson would encode it a second time. Call `digest()` without an encoding.',
    matches: evidence => {
      const call = hmacCall(evidence)
      if (call === null || evidence.text === null) return false
      return [toHex(call.right), toBase64(call.right), toBase64url(call.right)].includes(
        evidence.text.toLowerCase() === toHex(call.right) ? toHex(call.right) : evidence.text,
      )
    },
  },
  {
    id: 'digest-as-text',
    reference: 'RFC 2104 §2',
    message:
      'You returned the bytes of a text: the hex digits of the right digest, 64 bytes. The digest itself has 32 bytes. Call `digest()` without an encoding.',
    matches: evidence => {
      const call = hmacCall(evidence)
      return call !== null && equal(evidence.bytes, utf8(toHex(call.right)))
    },
  },
  {
    id: 'digest-cut',
    reference: 'RFC 7518 §3.2',
    message: ({ bytes }) =>
      `Only the first ${bytes?.length ?? 0} bytes of the right digest came back. RFC 2104 allows shorter proofs, but HS256 uses all 32 bytes: every bit that is cut off makes guessing easier.`,
    matches: evidence => {
      const call = hmacCall(evidence)
      if (call === null || evidence.bytes === null || evidence.bytes.length >= 32) return false
      return evidence.bytes.length > 0 && equal(evidence.bytes, call.right.slice(0, evidence.bytes.length))
    },
  },
]

/** Two byte strings that were compared. */
export type Comparison = readonly [a: Uint8Array, b: Uint8Array]

/** A wrong rule of equality: what it answers, and what its author is told. */
export type EqualityRule = { id: string; message: string; answer: (a: Uint8Array, b: Uint8Array) => boolean }

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0)
const padded = (bytes: Uint8Array, length: number): Uint8Array =>
  joined(bytes, new Uint8Array(Math.max(0, length - bytes.length)))
const equalUpTo = (a: Uint8Array, b: Uint8Array, length: number): boolean =>
  equal(padded(a, length).slice(0, length), padded(b, length).slice(0, length))
const xors = (a: Uint8Array, b: Uint8Array): number[] => [...a].map((byte, index) => byte ^ (b[index] ?? 0))
const sameLength = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length

const lengthsIgnored = {
  id: 'lengths-ignored',
  message:
    'Byte strings of different lengths were called equal. Where the shorter one ends there is no byte, and `undefined ^ 0` is 0 in JavaScript, so missing bytes look like zeros. A cut-off signature would pass. Compare the lengths first, as whole numbers.',
}
const differencesCancel = {
  id: 'differences-cancel',
  message:
    'Two differences cancelled each other. If you add up differences, or XOR them together, a second difference can undo the first, and a forged signature passes. Collect them with OR (`|=`): a bit that is set stays set.',
}
const bitsLeftOut = {
  id: 'bits-left-out',
  message:
    'Different byte strings were called equal: some bits or some bytes are never compared. Look at the bounds of the loop and at the operator: every bit of every byte counts, from the first to the last.',
}
const equalCalledDifferent = {
  id: 'equal-bytes-called-different',
  message:
    'Equal bytes were called different. `===` on two arrays asks whether they are the same object, not whether they hold the same bytes. A variable outside of the function also does this: it keeps the differences of an earlier call.',
}

/** Whole rules; the one that explains every answer is what the learner wrote. */
export const equalityRules: EqualityRule[] = [
  {
    id: 'equality-inverted',
    message:
      'Your answer is the wrong way round: true for different bytes and false for equal ones. Look at the last comparison: no difference means true.',
    answer: (a, b) => !equal(a, b),
  },
  { ...equalCalledDifferent, answer: () => false },
  { ...lengthsIgnored, answer: (a, b) => equalUpTo(a, b, Math.max(a.length, b.length)) },
  { ...lengthsIgnored, answer: (a, b) => equalUpTo(a, b, Math.min(a.length, b.length)) },
  { ...lengthsIgnored, answer: (a, b) => equalUpTo(a, b, a.length) },
  { ...lengthsIgnored, answer: (a, b) => equalUpTo(a, b, b.length) },
  {
    ...lengthsIgnored,
    answer: (a, b) => (a.length - b.length) % 256 === 0 && equalUpTo(a, b, Math.max(a.length, b.length)),
  },
  {
    ...differencesCancel,
    answer: (a, b) => sameLength(a, b) && sum(a) === sum(b),
  },
  {
    ...differencesCancel,
    answer: (a, b) => sameLength(a, b) && xors(a, b).reduce((all, bits) => all ^ bits, 0) === 0,
  },
  { ...differencesCancel, answer: (a, b) => sameLength(a, b) && sum(xors(a, b)) % 256 === 0 },
  { ...differencesCancel, answer: (a, b) => sameLength(a, b) && (sum(a) - sum(b)) % 256 === 0 },
  {
    id: 'same-bytes-other-order',
    message:
      'Byte strings with the same bytes in another order were called equal. Compare byte for byte, each with the one at the same index.',
    answer: (a, b) => equal(a.slice().sort(), b.slice().sort()),
  },
  {
    id: 'last-byte-decides',
    message:
      'Only the last byte decided. If each round overwrites the result, all earlier differences are forgotten. Collect them with OR (`|=`).',
    answer: (a, b) => sameLength(a, b) && a.at(-1) === b.at(-1),
  },
  {
    id: 'first-byte-decides',
    message:
      'Only the first byte decided. A `return` inside the loop, or a loop that ends too early, leaves the other bytes unread.',
    answer: (a, b) => sameLength(a, b) && a[0] === b[0],
  },
  {
    id: 'bytes-compared-as-text',
    message:
      'Different bytes were called equal because they were compared as text: bytes that are no valid UTF-8 all become the same replacement character. Compare the bytes.',
    answer: (a, b) => asText(a) === asText(b),
  },
  {
    id: 'whole-buffers-compared',
    message:
      'The whole buffers behind the two arrays were compared. A Uint8Array can be a window into a larger buffer; use the array itself, not `.buffer`.',
    answer: (a, b) => equal(whole(a), whole(b)),
  },
]

/** What is told about a wrong answer that no rule explains. */
export function unexplained([a, b]: Comparison): Pick<EqualityRule, 'id' | 'message'> {
  if (equal(a, b)) return equalCalledDifferent
  return sameLength(a, b) ? bitsLeftOut : lengthsIgnored
}

const throwsOnLengths: KnownMistake = {
  id: 'throws-on-other-length',
  reference: null,
  message:
    'An error was thrown for byte strings of different lengths. A signature of the wrong length is an answer, not an accident: say false. Otherwise an attacker can make the server fail with a short signature.',
  matches: ({ name, args: [a, b], thrown }) =>
    name === 'constantTimeEqual' &&
    a instanceof Uint8Array &&
    b instanceof Uint8Array &&
    thrown !== null &&
    !sameLength(a, b),
}

/** Mistakes that are recognised by what came back for which input. */
export const mistakes: KnownMistake[] = [...aboutText, ...fromFormulas, throwsOnLengths]
