import { createHash } from 'node:crypto'
import {
  type LegacyEvidence as Evidence,
  hmacSha256,
  type LegacyMistake as KnownMistake,
  sha256,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../src/grader/kit/index.ts'

const blockLength = 64

/** The test of hmacSha256 whose arguments are windows. */
export const WINDOWS = 'windows into larger buffers'

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
    id: 'key-zeros-lost',
    reference: 'RFC 2104 §2',
    message:
      'Zero bytes at the end of your key got lost before a long key was hashed. They are bytes like all others: hash the key as it came.',
    formula: (key, message) => hmacSha256(key.slice(0, key.findLastIndex(byte => byte !== 0) + 1), message),
  },
  {
    id: 'key-zeros-lost',
    reference: 'RFC 2104 §2',
    message:
      'Zero bytes at the beginning of your key got lost. They are bytes like all others: use the key as it came.',
    formula: (key, message) =>
      hmacSha256(
        key.slice(
          Math.max(
            0,
            key.findIndex(byte => byte !== 0),
          ),
        ),
        message,
      ),
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
  {
    id: 'pads-in-decimal',
    reference: 'RFC 2104 §2',
    message:
      'Your pads are 0x54 and 0x92: these are the decimal numbers of the right ones, with "0x" before them. The pads are 0x36, which is 54 in decimal, and 0x5c, which is 92.',
    formula: (key, message) => nested(block(key), message, { inner: 0x54, outer: 0x92 }),
  },
  {
    id: 'xor-before-filling-up',
    reference: 'RFC 2104 §2',
    message:
      'The key was XORed with the pads first and filled up with zeros afterwards. It is the other way round: fill the key up to 64 bytes, then XOR all 64, so that the rest of the block is 36 36 36 and 5c 5c 5c, not zeros.',
    formula: (key, message) => {
      const bytes = key.length > blockLength ? sha256(key) : key
      const inner = sha256(joined(block(xored(bytes, 0x36)), message))
      return sha256(joined(block(xored(bytes, 0x5c)), inner))
    },
  },
  ...(['&', '+'] as const).map(operator => ({
    id: 'pad-with-other-operator',
    reference: 'RFC 2104 §2',
    message: `The pads were joined to the key with \`${operator}\`. HMAC uses XOR, \`^\`.`,
    formula: (key: Uint8Array, message: Uint8Array) => {
      const pad = (value: number): Uint8Array =>
        block(key).map(byte => (operator === '&' ? byte & value : byte + value))
      return sha256(joined(pad(0x5c), sha256(joined(pad(0x36), message))))
    },
  })),
  {
    id: 'key-padded-with-ones',
    reference: 'RFC 2104 §2',
    message: 'Your key was filled up with the byte 0xff. HMAC fills up with zero bytes, 0x00.',
    formula: (key, message) => nested(block(key, blockLength, 0xff), message),
  },
  {
    id: 'hash-of-key-and-message',
    reference: 'RFC 2104 §2',
    message:
      'What came back is one SHA-256 over the key, the message and the key again. That is an older idea, with known weaknesses. HMAC hashes twice, with two pads.',
    formula: (key, message) => sha256(joined(key, message, key)),
  },
  {
    id: 'hash-of-key-and-message',
    reference: 'RFC 2104 §2',
    message:
      'What came back is one SHA-256 over the key, a dot and the message. That is not HMAC, which hashes twice, with two pads.',
    formula: (key, message) => sha256(joined(key, utf8('.'), message)),
  },
  {
    id: 'hashed-once-more',
    reference: 'RFC 2104 §2',
    message:
      'What came back is the SHA-256 of the right answer: there is one hash too many at the end. The digest of the outer pass is the answer.',
    formula: (key, message) => sha256(hmacSha256(key, message)),
  },
  {
    id: 'message-hashed-first',
    reference: 'RFC 2104 §2',
    message:
      'Your message was hashed before the inner pass. The inner pass takes the message itself, behind the key block.',
    formula: (key, message) => hmacSha256(key, sha256(message)),
  },
  {
    id: 'message-in-both-passes',
    reference: 'RFC 2104 §2',
    message:
      'Your outer pass hashed the message too, behind the inner digest. It takes the outer key block and the inner digest, and nothing else.',
    formula: (key, message) => {
      const inner = sha256(joined(xored(block(key), 0x36), message))
      return sha256(joined(xored(block(key), 0x5c), inner, message))
    },
  },
  {
    id: 'digest-reversed',
    reference: 'RFC 2104 §2',
    message: 'What came back is the right digest with its bytes in the opposite order. Return it as it is.',
    formula: (key, message) => hmacSha256(key, message).reverse(),
  },
  ...(
    [
      ['base64url text', inner => utf8(toBase64url(inner))],
      ['hex text, in capitals,', inner => utf8(toHex(inner).toUpperCase())],
      ['text of Latin-1 characters', inner => utf8(Buffer.from(inner).toString('latin1'))],
    ] as [string, (inner: Uint8Array) => Uint8Array][]
  ).map(([what, written]) => ({
    id: 'inner-digest-as-text',
    reference: 'RFC 2104 §2',
    message: `Your outer pass hashed the ${what} of the inner digest. It takes the digest itself, 32 bytes: call \`digest()\` without an encoding in the inner pass.`,
    formula: (key: Uint8Array, message: Uint8Array) => {
      const inner = sha256(joined(xored(block(key), 0x36), message))
      return sha256(joined(xored(block(key), 0x5c), written(inner)))
    },
  })),
  {
    id: 'inner-digest-cut',
    reference: 'RFC 2104 §2',
    message: 'Only the first 16 bytes of the inner digest went into the outer pass. It takes all 32.',
    formula: (key, message) => {
      const inner = sha256(joined(xored(block(key), 0x36), message)).slice(0, 16)
      return sha256(joined(xored(block(key), 0x5c), inner))
    },
  },
  {
    id: 'long-key-hashed-twice',
    reference: 'RFC 2104 §2',
    message:
      'Your long key was hashed twice. It is replaced by its SHA-256 digest once; a digest of 32 bytes fits into the block.',
    formula: (key, message) => nested(block(key.length > blockLength ? sha256(sha256(key)) : key), message),
  },
  {
    id: 'long-key-hash-doubled',
    reference: 'RFC 2104 §2',
    message:
      'The hash of your long key was put into the block twice, in place of being filled up. 32 zero bytes follow the digest.',
    formula: (key, message) =>
      nested(block(key.length > blockLength ? joined(sha256(key), sha256(key)) : key), message),
  },
  {
    id: 'key-repeated',
    reference: 'RFC 2104 §2',
    message: 'Your key was repeated until the block was full. HMAC fills up with zero bytes, 0x00.',
    formula: (key, message) => {
      const bytes = key.length > blockLength ? sha256(key) : key
      return nested(
        Uint8Array.from({ length: blockLength }, (_, index) => bytes[index % bytes.length] ?? 0),
        message,
      )
    },
  },
  {
    id: 'long-key-hash-cut',
    reference: 'RFC 2104 §2',
    message: 'Only a part of the hash of your long key was used. All 32 bytes go into the block.',
    formula: (key, message) =>
      nested(block(key.length > blockLength ? sha256(key).slice(0, 16) : key), message),
  },
  {
    id: 'long-key-hex',
    reference: 'RFC 2104 §2',
    message:
      'Your long key was replaced by the base64 text of its hash. It is replaced by the digest itself: 32 bytes, then 32 zero bytes.',
    formula: (key, message) =>
      nested(block(key.length > blockLength ? utf8(toBase64(sha256(key))) : key), message),
  },
  ...['sha1', 'sha512', 'md5'].map(algorithm => ({
    id: 'long-key-other-hash',
    reference: 'RFC 2104 §2',
    message: `Your long key was replaced by its ${algorithm} hash. It is replaced by the hash that HMAC is made with: SHA-256.`,
    formula: (key: Uint8Array, message: Uint8Array) =>
      nested(block(key.length > blockLength ? hashed(algorithm, key) : key), message),
  })),
  {
    id: 'long-key-folded',
    reference: 'RFC 2104 §2',
    message:
      'Your long key was folded: the bytes beyond 64 were XORed onto the first ones. A key longer than the block is replaced by its SHA-256 hash.',
    formula: (key, message) => {
      const folded = new Uint8Array(blockLength)
      for (const [index, byte] of key.entries())
        folded[index % blockLength] = (folded[index % blockLength] ?? 0) ^ byte
      return nested(folded, message)
    },
  },
  ...(
    [
      ['hex text', bytes => toHex(bytes)],
      ['base64 text', bytes => toBase64(bytes)],
      ['list of numbers as text ("1,2,3")', bytes => bytes.toString()],
      ['text of Latin-1 characters', bytes => Buffer.from(bytes).toString('latin1')],
    ] as [string, (bytes: Uint8Array) => string][]
  ).flatMap(([what, written]) => [
    {
      id: 'key-as-text',
      reference: null,
      message: `The ${what} of your key was used. A secret is bytes, and stays bytes: give it to the hash as it came.`,
      formula: (key: Uint8Array, message: Uint8Array) => hmacSha256(utf8(written(key)), message),
    },
    {
      id: 'message-as-text',
      reference: null,
      message: `You hashed the ${what} of the message. Hash its bytes as they came.`,
      formula: (key: Uint8Array, message: Uint8Array) => hmacSha256(key, utf8(written(message))),
    },
  ]),
  ...(['hex', 'base64'] as const).map(encoding => ({
    id: 'key-decoded',
    reference: null,
    message: `This key looks like ${encoding}, and your code decoded it. Whoever made the key meant its bytes: the same 64 characters can be a key of 64 bytes or one of 32, and only the caller knows which. Use the bytes that you are given.`,
    formula: (key: Uint8Array, message: Uint8Array) =>
      hmacSha256(new Uint8Array(Buffer.from(asText(key), encoding)), message),
  })),
  ...['sha3-256', 'sha224', 'sha384', 'md5'].map(algorithm => ({
    id: 'other-hash',
    reference: 'RFC 7518 §3.2',
    message: `This is made with the hash ${algorithm}. HS256 needs SHA-256: \`createHash('sha256')\` in both passes.`,
    formula: (key: Uint8Array, message: Uint8Array) =>
      nested(block(key), message, { hash: bytes => hashed(algorithm, bytes) }),
  })),
  {
    id: 'message-padded',
    reference: 'RFC 2104 §2',
    message:
      'Zero bytes were added to your message until it filled a block. Only the key is filled up; SHA-256 takes messages of any length.',
    formula: (key, message) =>
      hmacSha256(
        key,
        joined(message, new Uint8Array((blockLength - (message.length % blockLength)) % blockLength)),
      ),
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

const hex2 = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`
const allBytes = Array.from({ length: 256 }, (_, value) => value)

/** A mistake with a number in it, which is looked for: what the number is makes the message. */
function searched(
  id: string,
  numbers: (call: HmacCall) => number[],
  wrong: (call: HmacCall, number: number) => Uint8Array,
  message: (number: number, call: HmacCall) => string,
): KnownMistake {
  const find = (evidence: Evidence): number | undefined => {
    const call = hmacCall(evidence)
    if (call === null || evidence.bytes === null || equal(evidence.bytes, call.right)) return undefined
    return numbers(call).find(number => equal(evidence.bytes, wrong(call, number)))
  }
  return {
    id,
    reference: 'RFC 2104 §2',
    matches: evidence => find(evidence) !== undefined,
    message: evidence => message(find(evidence) ?? 0, hmacCall(evidence) as HmacCall),
  }
}

const fromSearches: KnownMistake[] = [
  searched(
    'pad-wrong',
    () => allBytes,
    ({ key, message }, inner) => nested(block(key), message, { inner }),
    inner => `Your inner pad is ${hex2(inner)}. Right is 0x36; the outer one is right.`,
  ),
  searched(
    'pad-wrong',
    () => allBytes,
    ({ key, message }, outer) => nested(block(key), message, { outer }),
    outer => `Your outer pad is ${hex2(outer)}. Right is 0x5c; the inner one is right.`,
  ),
  searched(
    'key-block-length',
    () => allBytes,
    ({ key, message }, length) => nested(block(key, length), message),
    length =>
      `Your key block has ${length} bytes. SHA-256 reads 64 bytes at a time, so the block of HMAC has 64.`,
  ),
  searched(
    'message-cut',
    ({ message }) => [...Array(Math.min(message.length, 512)).keys()],
    ({ key, message }, length) => hmacSha256(key, message.slice(0, length)),
    (length, { message }) =>
      `Only the first ${length} of the ${message.length} bytes of the message were hashed. The proof has to cover all of it: whatever is left out can be changed by anyone.`,
  ),
  searched(
    'long-key-cut',
    ({ key }) => (key.length > blockLength ? [...Array(key.length).keys()] : []),
    ({ key, message }, start) => nested(block(key.slice(start, start + blockLength)), message),
    start =>
      `Only 64 bytes of your key were used, from place ${start} on. A key longer than the block is replaced by its SHA-256 hash; cutting it would make many keys the same.`,
  ),
  searched(
    'long-key-cut',
    ({ key }) => (key.length > blockLength ? [...Array(key.length).keys()] : []),
    ({ key, message }, length) => hmacSha256(key.slice(0, length), message),
    (length, { key }) =>
      `Only the first ${length} of the ${key.length} bytes of your key were used. The hash that replaces a long key is made of all of it.`,
  ),
]

/** Whatever was read in windows: the same bytes in buffers of their own give the right answer. */
const windowsMisread: KnownMistake = {
  id: 'whole-buffer-used',
  reference: null,
  message:
    'The answer is wrong only when key or message is a window into a larger buffer. Your code looks at `.buffer`, where the window begins at `byteOffset` and ends after `length` bytes; what lies around it belongs to somebody else. Use the array itself.',
  matches: evidence =>
    evidence.test === WINDOWS &&
    evidence.name === 'hmacSha256' &&
    evidence.expected.kind === 'value' &&
    evidence.bytes !== null,
}

const emptyMessage: KnownMistake = {
  id: 'empty-argument',
  reference: 'RFC 2104 §2',
  message:
    'The answer is wrong, or none, for an empty message or an empty key. Neither is a special case: no bytes are hashed behind the key block, or the block is all zeros.',
  matches: evidence => {
    const call = hmacCall(evidence)
    const isEmpty = call !== null && (call.message.length === 0 || call.key.length === 0)
    return (
      isEmpty &&
      evidence.expected.kind === 'value' &&
      evidence.test !== WINDOWS &&
      !evidence.test.startsWith('any ')
    )
  },
}

const hashUsedAgain: KnownMistake = {
  id: 'hash-used-again',
  reference: null,
  message:
    'A hash object was used after its `digest()` was taken. `createHash("sha256")` gives an object for one hash: make a new one in each pass of each call, inside of the function.',
  matches: ({ thrown }) => /digest already called/i.test(thrown?.message ?? ''),
}

const aboutText: KnownMistake[] = [
  hashUsedAgain,
  {
    id: 'whole-pool-returned',
    reference: null,
    message:
      'More than 32 bytes came back, and the right digest is among them: the whole buffer behind a Buffer was returned. Node puts small Buffers into a large pool, which holds bytes of others too. Return the digest itself, or `new Uint8Array(digest)`.',
    matches: evidence => {
      const call = hmacCall(evidence)
      if (call === null || evidence.bytes === null || evidence.bytes.length <= 64) return false
      return Buffer.from(evidence.bytes).includes(Buffer.from(call.right))
    },
  },
  {
    id: 'digest-as-text',
    reference: 'RFC 2104 §2',
    message:
      'A text came back where bytes belong: the right digest, one character a byte. Call `digest()` without an encoding.',
    matches: evidence => {
      const call = hmacCall(evidence)
      return call !== null && evidence.text === Buffer.from(call.right).toString('latin1')
    },
  },
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

const emptyCalledDifferent = {
  id: 'empty-called-different',
  message:
    'Two empty byte strings were called different. They have the same length and no byte that differs: true.',
}
const emptyCalledEqual = {
  id: 'empty-called-equal',
  message:
    'An empty byte string was called equal to one with bytes. Then an empty signature passes for any message. Compare the lengths first; when both are empty, they are equal.',
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
  if (equal(a, b)) return a.length === 0 ? emptyCalledDifferent : equalCalledDifferent
  if (a.length === 0 || b.length === 0) return emptyCalledEqual
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
export const mistakes: KnownMistake[] = [
  ...aboutText,
  ...fromFormulas,
  ...fromSearches,
  windowsMisread,
  emptyMessage,
  throwsOnLengths,
]
