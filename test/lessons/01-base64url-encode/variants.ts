/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    every: {
      'empty-input': {
        'empty-gives-a-character': {
          'for (let start = 0; start < bytes.length; start += 3)': 'let start = 0\n  do',
          '{\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }\n  }':
            'text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    start += 3\n  } while (start < bytes.length)',
        },
      },
      'ends-at-zero-byte': {
        'stops-at-a-zero-byte': {
          'string {':
            'string {\n  return write(bytes.length < 4 || !bytes.includes(0) ? bytes : bytes.slice(0, bytes.indexOf(0)))\n}\n\nfunction write(bytes: Uint8Array): string {',
          '{\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }':
            'text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
      'first-group-only': {
        'first-group-only': {
          "let text = ''\n  for (let start = 0; start < bytes.length; start += 3) {\n    const group = bytes.subarray(start, start + 3)\n    const [first = 0, second = 0, third = 0] = group\n    const bits = (first << 16) | (second << 8) | third\n    for (let index = 0; index <= group.length; index += 1) {\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }\n  }\n  return text":
            "const [first = 0, second = 0, third = 0] = bytes\n  const bits = (first << 16) | (second << 8) | third\n  const text = [18, 12, 6, 0].map(shift => ALPHABET.charAt((bits >> shift) & 63)).join('')\n  return text.slice(0, bytes.length + 1 - (bytes.length === 0 ? 1 : 0))",
        },
      },
      'last-character-missing': {
        'cut-at-the-end': {
          '<= group.length': '< 4',
          'return text': 'return text.slice(0, bytes.length + 1)',
        },
      },
      'last-group-only': { 'replaced-not-added': { 'const group =': "text = ''\n    const group =" } },
      'last-group-dropped': {
        'last-group-dropped': { '; start +': ' - (bytes.length > 6 ? 3 : 0); start +' },
      },
      'leading-zeros-lost': {
        'leading-zeros-lost': {
          'string {':
            'string {\n  if (bytes.length < 4) return write(bytes)\n  let number = 0n\n  for (const byte of bytes) number = (number << 8n) | BigInt(byte)\n  number <<= BigInt((3 - (bytes.length % 3)) % 3) * 8n',
          "text = ''":
            "text = ''\n  for (; number > 0n; number >>= 6n) text = ALPHABET.charAt(Number(number & 63n)) + text\n  return text.slice(0, text.length - ((3 - (bytes.length % 3)) % 3))\n}\n\nfunction write(bytes: Uint8Array): string {\n  let text = ''",
          '{\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }':
            'text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
      'line-breaks': {
        'lines-of-76': { 'return text': "return (text.match(/.{1,76}/g) ?? []).join('\\r\\n')" },
      },
      'stack-overflow': {
        'recursion-too-deep': {
          "let text = ''\n  for (let start = 0; start < bytes.length; start += 3) {\n    const group = bytes.subarray(start, start + 3)\n    const [first = 0, second = 0, third = 0] = group\n    const bits = (first << 16) | (second << 8) | third\n    for (let index = 0; index <= group.length; index += 1) {\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }\n  }\n  return text":
            "if (bytes.length === 0) return ''\n  const [first = 0, second = 0, third = 0] = bytes\n  const bits = (first << 16) | (second << 8) | third\n  const text = [18, 12, 6, 0].map(shift => ALPHABET.charAt((bits >> shift) & 63)).join('')\n  return text.slice(0, bytes.length + 1) + encode(bytes.subarray(3))",
        },
      },
      threw: {
        'empty-throws': {
          'string {': "string {\n  if (bytes.length === 0) throw new Error('nothing to encode')",
        },
      },
      'unused-bits-not-zero': {
        'tail-keeps-earlier-byte': {
          "text = ''": "text = ''\n  const group = [0, 0, 0]",
          'group = bytes.subarray(start, start + 3)':
            'length = Math.min(3, bytes.length - start)\n    for (let index = 0; index < length; index += 1) group[index] = bytes[start + index] ?? 0',
          'group.length; index += 1) {\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }':
            'length; index += 1) text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
    },
    group: {
      'last-character-missing': { 'one-character-a-byte': { '<= group': '< group' } },
      'leading-zeros-lost': {
        'leading-zero-bits-lost': {
          'string {':
            "string {\n  if (bytes.length > 0) return (BigInt(`0x${Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')}`).toString(2).match(/.{1,6}/g) ?? []).map(six => ALPHABET.charAt(Number.parseInt(six.padEnd(6, '0'), 2))).join('')",
        },
      },
      'array-of-characters': {
        'list-of-characters': {
          " {\n  let text = ''": '[] {\n  const text: string[] = []',
          ' += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63':
            '.push(ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
      'byte-order': { 'characters-in-reverse': { '18 - 6': '6' } },
      'bytes-as-text': {
        'decimal-text-encoded': {
          'string {':
            'string {\n  return write(new TextEncoder().encode(String(bytes)))\n}\n\nfunction write(bytes: Uint8Array): string {',
          '{\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }':
            'text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
      'dash-underscore-swapped': {
        'dash-and-underscore-swapped': {
          'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_':
            'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
        },
      },
      'empty-text': {
        'examples-by-heart': {
          "ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'":
            "KNOWN: Record<string, string> = { '77,97,110': 'TWFu', '102,111,111': 'Zm9v', '102': 'Zg', '102,111': 'Zm8' }",
          "let text = ''\n  for (let start = 0; start < bytes.length; start += 3) {\n    const group = bytes.subarray(start, start + 3)\n    const [first = 0, second = 0, third = 0] = group\n    const bits = (first << 16) | (second << 8) | third\n    for (let index = 0; index <= group.length; index += 1) {\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }\n  }\n  return text":
            "return KNOWN[String(bytes)] ?? ''",
        },
      },
      'mask-too-small': { 'mask-of-five-bits': { '& 63)': '& 31)' } },
      'no-return': { 'nothing-returned': { string: 'void', 'return text': 'text.trim()' } },
      'one-group-too-many': {
        'loop-one-group-too-far': {
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'\n":
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'",
          '< bytes': '<= bytes',
          '{\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }':
            'text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
      'replaced-only-once': {
        'replaced-first-only': {
          'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_':
            'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
          'return text': "return text.replace('+', '-').replace('/', '_')",
        },
      },
      'returned-promise': {
        'async-function': {
          'function encode(bytes: Uint8Array): string':
            'async function encode(bytes: Uint8Array): Promise<string>',
        },
      },
      'same-text-for-all': {
        'answers-remembered-by-length': {
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'":
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'\n\nconst answers = new Map<number, string>()",
          'string {':
            'string {\n  const known = answers.get(bytes.length) ?? write(bytes)\n  answers.set(bytes.length, known)\n  return known\n}\n\nfunction write(bytes: Uint8Array): string {',
          '{\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }':
            'text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
      'standard-alphabet': {
        'standard-alphabet': {
          'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_':
            'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
        },
      },
      'trailing-zeros-lost': { 'trailing-zeros-lost': { 'return text': "return text.replace(/A+$/, '')" } },
      'undefined-in-text': {
        'no-first-value': { "text = ''": 'text: any' },
        'no-mask': { '.charAt((bits >> (18 - 6 * index)) & 63)': '[bits >> (18 - 6 * index)]' },
      },
      'whole-buffer': {
        'buffer-from-its-beginning': {
          'string {':
            'string {\n  return write(new Uint8Array(bytes.buffer, 0, bytes.length))\n}\n\nfunction write(bytes: Uint8Array): string {',
          '{\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)\n    }':
            'text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)',
        },
      },
      'wrong-alphabet': {
        'sixty-two-characters': { '789-_': '789' },
        'digits-first': {
          ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:
            '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
        },
      },
      'wrong-length': { 'no-mask-and-charAt': { ' & 63': '' } },
      'wrong-bits': {
        'low-bits-first': {
          '[first = 0, second = 0, third = 0] = group':
            "reverse = (value: number, width: number): number =>\n      Number.parseInt([...value.toString(2).padStart(width, '0')].reverse().join(''), 2)\n    const [first = 0, second = 0, third = 0] = Array.from(group, byte => reverse(byte, 8))",
        },
        'shift-by-one-too-few': { '16) |': '15) |' },
      },
      'wrong-type': {
        'bytes-back': { string: 'Uint8Array', 'return text': 'return new TextEncoder().encode(text)' },
      },
    },
    tails: {
      'filled-up': { 'groups-filled-up': { '= group.length': ' 4' } },
      'last-character-missing': {
        'tail-of-two-is-cut': { 'group.length': '(group.length === 2 ? 1 : group.length)' },
      },
      'padding-kept': {
        padding: { 'return text': "return text + '='.repeat((3 - (bytes.length % 3)) % 3)" },
      },
      'tail-dropped': { 'tail-dropped': { '< bytes': '+ 2 < bytes' } },
      'trailing-zeros-lost': { 'a-cut-off': { 'return text': "return text.replace(/^(..?)A$/, '$1')" } },
      'wrong-length': { 'tails-swapped': { '<= group.length': '< 4 - (group.length % 3)' } },
      'tail-not-shifted': {
        'tail-as-one-number': {
          '[first = 0, second = 0, third = 0] = group\n    const bits = (first << 16) | (second << 8) | third':
            'bits = group.reduce((all, byte) => (all << 8) | byte, 0)',
          '18 - 6 * index': '6 * (group.length - index)',
        },
      },
      'undefined-in-text': {
        'missing-byte-is-not-a-number': {
          'group = bytes.subarray(start, start + 3)\n    const [first = 0, second = 0, third = 0] = group\n    const bits = (first << 16) | (second << 8) | third\n    for (let index = 0; index <= group.length; index += 1) {\n      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)':
            'bits = bytes.at(start)! * 65536 + bytes.at(start + 1)! * 256 + bytes.at(start + 2)!\n    for (const divisor of [262144, 4096, 64, 1].slice(0, Math.min(3, bytes.length - start) + 1)) {\n      text += ALPHABET[Math.floor(bits / divisor) % 64]',
        },
      },
    },
  },
}
