/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    compare: {
      'argument-changed': { 'changes-its-arguments': { '! ^ b': '! ^= b' } },
      'always-equal': { 'collected-with-and': { '|= a': '&= a' } },
      'bits-left-out': {
        'and-for-xor': { '! ^ b': '! & ~b' },
        'values-as-indexes': { 'let index = 0; index < a.length; index += 1': 'const index of a' },
      },
      'bytes-compared-as-text': {
        'compared-as-utf8': {
          'if (a.length !== b.length) return false\n  let difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference === 0':
            "const digest = (bytes: Uint8Array) => createHash('sha256').update(Buffer.from(bytes).toString()).digest('hex')\n  return digest(a) === digest(b)",
        },
      },
      'differences-cancel': {
        'sum-of-differences': { '|= a[index]! ^': '+= a[index]! -' },
        'xor-of-differences': { '|= a[': '^= a[' },
      },
      'empty-called-different': { 'empty-is-unequal': { '!== b': '=== 0 || a.length !== b' } },
      'equal-bytes-called-different': {
        'equality-of-references': {
          'if (a.length !== b.length) return false\n  let difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference === 0':
            'return a === b',
        },
      },
      'equality-inverted': { inverted: { false: 'true', '=== 0': '!== 0' } },
      'first-byte-decides': {
        'returns-in-first-round': {
          'let difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference === 0':
            'for (let index = 0; index < a.length; index += 1) return a[index] === b[index]\n  return true',
        },
      },
      'last-byte-decides': { 'last-byte': { '|= a[': '= a[' } },
      'lengths-ignored': {
        'length-in-one-byte': {
          'if (a.length !== b.length) return false\n  let difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference':
            'const difference = new Uint8Array([a.length ^ b.length])\n  for (let i = 0; i < Math.max(a.length, b.length); i++) difference[0]! |= (a[i] ?? 0) ^ (b[i] ?? 0)\n  return difference[0]',
        },
      },
      'same-bytes-other-order': {
        sorted: {
          false: 'false\n  const x = a.slice().sort()\n  const y = b.slice().sort()',
          'index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index':
            'i = 0; i < x.length; i++) difference |= x[i]! ^ y[i',
        },
      },
      'taken-away': {
        'timing-safe-equal': {
          ' } from': ', timingSafeEqual } from',
          'if (a.length !== b.length) return false\n  let difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference === 0':
            'return a.length === b.length && timingSafeEqual(a, b)',
        },
      },
      'throws-on-other-length': {
        'throws-on-lengths': {
          'return false': "throw new RangeError('Input buffers must have the same byte length')",
        },
      },
      'whole-buffers-compared': {
        'whole-buffers': {
          'if (a.length !== b':
            'const x = new Uint8Array(a.buffer)\n  const y = new Uint8Array(b.buffer)\n  if (x.length !== y',
          'index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index':
            'i = 0; i < x.length; i++) difference |= x[i]! ^ y[i',
        },
      },
      'wrong-type': {
        'returns-number': {
          false: '0 as unknown as boolean',
          'difference === 0': '(difference === 0 ? 1 : 0) as unknown as boolean',
        },
      },
    },
    'every-byte': {
      'compared-with-equals': {
        'assert-caught': {
          'if (a.length !== b.length) return false\n  let difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference === 0':
            'try {\n    assert.deepStrictEqual(a, b)\n    return true\n  } catch {\n    return false\n  }',
          'import {': "import assert from 'node:assert'\nimport {",
        },
        'buffer-compare': {
          'if (a.length !== b.length) return false\n  let difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference':
            'return Buffer.compare(a, b)',
        },
      },
      'stops-early': {
        'from-the-end': {
          'difference = 0\n  for (let index = 0; index < a.length; index += 1) difference |= a[index]! ^ b[index]!\n  return difference ===':
            'i = a.length - 1\n  while (i >= 0 && a[i] === b[i]) i--\n  return i <',
        },
      },
    },
    'long-keys': {
      'argument-changed': {
        'key-of-a-block-xored-in-place': {
          'const block = new Uint8Array(64)\n  block.set(key.length > 64 ? sha256(key) : key)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message)':
            'let block = key\n  if (key.length > 64) block = sha256(key)\n  if (block.length < 64) {\n    const filled = new Uint8Array(64)\n    filled.set(block)\n    block = filled\n  }\n  for (let i = 0; i < 64; i++) block[i]! ^= 0x36\n  const inner = sha256(block, message)\n  for (let i = 0; i < 64; i++) block[i]! ^= 0x36 ^ 0x5c\n  return sha256(block, inner',
        },
      },
      'hashes-64-byte-key': { 'hashes-from-64': { '> 64 ?': '>= 64 ?' } },
      'long-key-cut': { 'long-key-cut': { 'length > 64 ? sha256(key) : key': 'subarray(0, 64)' } },
      'long-key-hashed-twice': { 'long-key-hashed-twice': { '(key)': '(sha256(key))' } },
      'long-key-hex': {
        'long-key-hex': { 'sha256(key': "Buffer.from(Buffer.from(sha256(key)).toString('hex')" },
      },
      'long-key-not-filled-up': {
        'long-key-not-filled': {
          'const block = new Uint8Array(64)\n  block.set(key.length > 64 ? sha256(key) : ':
            'let block = new Uint8Array(64)\n  if (key.length > 64) block = new Uint8Array(sha256(key))\n  else block.set(',
        },
      },
      'long-key-not-hashed': {
        'long-key-whole': {
          '64)\n  block.set(key.length > 64 ? sha256(key) : ': 'Math.max(64, key.length))\n  block.set(',
        },
      },
      threw: { 'long-key-crashes': { '.length > 64 ? sha256(key) : key': '' } },
    },
    pads: {
      'answer-remembered': {
        'digest-cached-by-key': {
          "crypto'": "crypto'\n\nconst cache = new Map<string, Uint8Array>()",
          'Uint8Array): Uint8Array {':
            "Uint8Array): Uint8Array {\n  const name = Buffer.from(key).toString('hex') + message.length\n  const known = cache.get(name)\n  if (known !== undefined) return known",
          'return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))':
            'const mac = sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))\n  cache.set(name, mac)\n  return mac',
        },
      },
      'argument-changed': {
        'key-changed': {
          'return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))':
            'const result = sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))\n  key.fill(0)\n  return result',
        },
      },
      'digest-as-text': {
        'returns-bytes-of-hex': {
          'return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message':
            "const inner = sha256(block.map(byte => byte ^ 0x36), message)\n  return new TextEncoder().encode(createHash('sha256').update(block.map(byte => byte ^ 0x5c)).update(inner).digest('hex'",
        },
      },
      'digest-before-key': {
        'message-first': {
          '(block.map(byte => byte ^ 0x36), message)': '(message, block.map(byte => byte ^ 0x36))',
        },
        'inner-digest-first': {
          'block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message':
            'sha256(block.map(byte => byte ^ 0x36), message), block.map(byte => byte ^ 0x5c',
        },
      },
      'digest-cut': { 'digest-of-16-bytes': { 'message))': 'message)).slice(0, 16)' } },
      'hash-of-key-and-message': {
        'padded-key-then-message': {
          '.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message)': ', message',
        },
      },
      'hash-of-message-and-key': {
        'message-then-key': {
          'const block = new Uint8Array(64)\n  block.set(key.length > 64 ? sha256(key) : key)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message)':
            'return sha256(message, key',
        },
      },
      'hashed-once-more': {
        'hashed-once-more': {
          'return sha256(block': 'return sha256(sha256(block',
          'message))': 'message)))',
        },
      },
      'inner-digest-as-text': {
        'inner-as-hex': {
          'return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message':
            "const inner = createHash('sha256').update(block.map(byte => byte ^ 0x36)).update(message).digest('hex')\n  return new Uint8Array(createHash('sha256').update(block.map(byte => byte ^ 0x5c)).update(inner).digest(",
        },
      },
      'inner-pass-missing': {
        'outer-only': { 'sha256(block.map(byte => byte ^ 0x36), message)': 'message' },
      },
      'key-and-message-swapped': {
        'arguments-swapped': {
          'key.length > 64 ? sha256(key) : key)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message':
            'message.length > 64 ? sha256(message) : message)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), key',
        },
      },
      'key-as-text': {
        'key-as-text': {
          'Uint8Array): Uint8Array {':
            "Uint8Array): Uint8Array {\n  const bytes = Buffer.from(Buffer.from(key).toString('utf8'))",
          'key.length > 64 ? sha256(key) : key': 'bytes.length > 64 ? sha256(bytes) : bytes',
        },
      },
      'key-block-too-long': {
        'block-of-128': { '64)\n  block.set(key.length > 64': '128)\n  block.set(key.length > 128' },
      },
      'key-block-too-short': {
        'block-of-32': { '64)\n  block.set(key.length > 64': '32)\n  block.set(key.length > 32' },
        'key-not-filled': {
          'new Uint8Array(64)\n  block.set(key.length > 64 ? sha256(key) : key)':
            'key.length > 64 ? sha256(key) : key',
        },
      },
      'key-left-out-of-outer-pass': { 'outer-without-key': { 'block.map(byte => byte ^ 0x5c), ': '' } },
      'hash-returned': {
        'digest-forgotten': {
          'return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))':
            "return createHash('sha256').update(block.map(byte => byte ^ 0x5c)).update(sha256(block.map(byte => byte ^ 0x36), message)) as never",
        },
      },
      'key-block-empty': {
        'key-not-copied': { 'block.set(key.length > 64 ? sha256(key) : key)': '' },
        'nothing-returned-in-map': { 'byte ^ 0x36': '{ byte ^ 0x36 }' },
      },
      'key-not-used': {
        'message-alone': {
          'const block = new Uint8Array(64)\n  block.set(key.length > 64 ? sha256(key) : key)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message)':
            'return sha256(message',
        },
      },
      'key-padded-in-front': {
        'zeros-in-front': {
          'block.set(key.length > 64 ? sha256(key) : key)':
            'const bytes = key.length > 64 ? sha256(key) : key\n  block.set(bytes, 64 - bytes.length)',
        },
      },
      'key-padded-with-text': {
        'padded-with-digits': { 'Uint8Array(64)': "Uint8Array(64).fill('0'.charCodeAt(0))" },
      },
      'message-as-text': {
        'message-as-text': {
          'return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message':
            'const text = new TextDecoder().decode(message)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), new TextEncoder().encode(text)',
        },
      },
      'message-cut': { 'message-cut-at-a-block': { 'message)': 'message.subarray(0, 64))' } },
      'one-pad-for-both': { 'inner-pad-twice': { '0x5c)': '0x36)' } },
      'other-hash': {
        sha1: {
          'sha256(key) : key)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256':
            'hashed(key) : key)\n  return hashed(block.map(byte => byte ^ 0x5c), hashed',
          '())\n}':
            "())\n}\n\nfunction hashed(...parts: Uint8Array[]): Uint8Array {\n  return new Uint8Array(createHash('sha1').update(Buffer.concat(parts)).digest())\n}",
        },
      },
      'outer-pass-missing': {
        'inner-only': { '0x5c), sha256(block.map(byte => byte ^ 0x36), message)': '0x36), message' },
      },
      'pad-with-or': {
        'or-for-xor': {
          '^ 0x5c), sha256(block.map(byte => byte ^': '| 0x5c), sha256(block.map(byte => byte |',
        },
      },
      'pads-in-decimal': { 'pads-decimal': { '0x36)': '36)' } },
      'pads-missing': {
        'no-pads': { '.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36)': ', sha256(block' },
      },
      'pads-stacked': {
        'xor-in-place': {
          'return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message)':
            'for (let i = 0; i < 64; i++) block[i]! ^= 0x36\n  const inner = sha256(block, message)\n  for (let i = 0; i < 64; i++) block[i]! ^= 0x5c\n  return sha256(block, inner',
        },
      },
      'pads-swapped': {
        'pads-swapped': {
          '0x5c), sha256(block.map(byte => byte ^ 0x36': '0x36), sha256(block.map(byte => byte ^ 0x5c',
        },
      },
      'short-key-hashed': {
        'hashes-every-key': { 'key.length > 64 ? sha256(key) : key': 'sha256(key)' },
        'hashes-from-33': { '> 64 ?': '> 32 ?' },
      },
      'state-between-calls': {
        'key-block-cached': {
          "crypto'": "crypto'\n\nconst blocks = new Map<number, Uint8Array>()",
          'const block = new Uint8Array(64)\n  block.set(key.length > 64 ? sha256(key) : key)\n  return sha256(block.map(byte => byte ^ 0x5c), sha256(block':
            'let block = blocks.get(key.length)\n  if (block === undefined) {\n    block = new Uint8Array(64)\n    block.set(key.length > 64 ? sha256(key) : key)\n    blocks.set(key.length, block)\n  }\n  const keyBlock = block\n  return sha256(keyBlock.map(byte => byte ^ 0x5c), sha256(keyBlock',
        },
      },
      'update-forgotten': {
        'inner-without-key': { '(block.map(byte => byte ^ 0x36), message': '(message' },
        'inner-without-message': { '0x36), message)': '0x36))' },
        'outer-without-digest': { ', sha256(block.map(byte => byte ^ 0x36), message)': '' },
      },
      'update-twice': {
        'message-twice': { '0x36), message)': '0x36), message, message)' },
        'outer-key-twice': {
          'sha256(block.map(byte => byte ^ 0x5c), ':
            'sha256(block.map(byte => byte ^ 0x5c), block.map(byte => byte ^ 0x5c), ',
        },
      },
      'whole-buffer-used': {
        'key-buffer': {
          'Uint8Array): Uint8Array {':
            'Uint8Array): Uint8Array {\n  const bytes = new Uint8Array(key.buffer)',
          'key.length > 64 ? sha256(key) : key': 'bytes.length > 64 ? sha256(bytes) : bytes',
        },
        'message-buffer': { 'message)': 'new Uint8Array(message.buffer))' },
      },
      'wrong-type': {
        'returns-list': {
          'sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))':
            '[...sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))] as unknown as Uint8Array',
        },
      },
    },
  },
}
