/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    alphabet: {
      'anything-accepted': {
        'minus-one-unchecked': { '-1) throw': '-2) throw' },
        'zero-for-unknown': { 'ALPHABET.indexOf(character)': 'Math.max(0, ALPHABET.indexOf(character))' },
      },
      'blanks-accepted': {
        'blanks-removed': {
          'Uint8Array {':
            "Uint8Array {\n  return read(text.replace(/\\s+/g, ''))\n}\n\nfunction read(text: string): Uint8Array {",
        },
      },
      'checked-in-part': {
        'first-kilobyte-checked': {
          "many')":
            "many')\n  if (/[^A-Za-z0-9_-]/.test(text.slice(0, 40))) throw new JwtError('malformed', 'foreign character')",
          "ALPHABET.indexOf(character)\n    if (value === -1) throw new JwtError('malformed', 'foreign character'":
            'Math.max(0, ALPHABET.indexOf(character)',
        },
      },
      'cut-at-foreign': {
        'stops-at-foreign': {
          'Uint8Array {':
            "Uint8Array {\n  return read(/^[A-Za-z0-9_-]*/.exec(text)?.[0] ?? '')\n}\n\nfunction read(text: string): Uint8Array {",
        },
      },
      'error-returned': {
        'error-returned': {
          '{\n  if (text.length % 4 === 1) throw': '| JwtError {\n  if (text.length % 4 === 1) return',
          '-1) throw': '-1) return',
          '0) throw': '0) return',
        },
      },
      'padding-accepted': { 'equals-sign-in-table': { 'value = ': "value = character === '=' ? 0 : " } },
      'percent-decoded': {
        'percent-decoded': {
          'Uint8Array {':
            "Uint8Array {\n  return read(decodeURIComponent(text.replace(/%(?![0-9A-F]{2})/g, '%25')))\n}\n\nfunction read(text: string): Uint8Array {",
        },
      },
      'standard-alphabet-accepted': {
        'standard-alphabet-too': {
          'Uint8Array {':
            "Uint8Array {\n  return read(text.replaceAll('+', '-').replaceAll('/', '_'))\n}\n\nfunction read(text: string): Uint8Array {",
        },
      },
      'state-between-calls': {
        'pattern-with-g-flag': {
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'":
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'\n\nconst FOREIGN = /[^A-Za-z0-9_-]/g",
          "many')": "many')\n  if (FOREIGN.test(text)) throw new JwtError('malformed', 'foreign character')",
          "ALPHABET.indexOf(character)\n    if (value === -1) throw new JwtError('malformed', 'foreign character'":
            'Math.max(0, ALPHABET.indexOf(character)',
        },
      },
      'wrong-code': { 'other-code': { "malformed', 'foreign": "unsupported', 'foreign" } },
    },
    'every-length': {
      'bytes-appended': {
        'leftover-bits-as-byte': {
          ' = new Uint8Array(Math.floor((text.length * 6) / 8))': ': number[] = []',
          "waiting !== 0) throw new JwtError('malformed', 'unused bits')\n  return bytes":
            'count > 0) bytes.push((waiting << (8 - count)) | 1)\n  return Uint8Array.from(bytes)',
        },
      },
      'empty-refused': {
        'empty-refused': {
          'Uint8Array {':
            "Uint8Array {\n  if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new JwtError('malformed', 'foreign character')",
        },
      },
      'padding-demanded': {
        'padding-demanded': {
          'Uint8Array {':
            "Uint8Array {\n  if (text.length % 4 !== 0) throw new JwtError('malformed', 'length is no multiple of four')\n  return read(text.replace(/={1,2}$/, ''))\n}\n\nfunction read(text: string): Uint8Array {",
        },
      },
      refused: { 'length-of-three-refused': { '% 4 ===': '% 2 ===' } },
      threw: { 'empty-crashes': { 'text)': 'text.match(/./gsu)!)' } },
      'unused-bits-misjudged': {
        'mask-of-two-used-for-three': {
          "many')":
            "many')\n  if (text.length % 4 === 3 && ALPHABET.indexOf(text.slice(-1)) & 15) throw new JwtError('malformed', 'bits')",
        },
      },
      'zero-bytes-appended': { 'array-rounded-up': { floor: 'ceil' } },
    },
    group: {
      'decode-dash-underscore-swapped': {
        'dash-and-underscore-swapped': {
          'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_':
            'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
        },
      },
      'decode-wrong-alphabet': {
        'lower-case-first': {
          ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:
            'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
        },
      },
      'decode-wrong-bits': {
        'byte-shifted-twice': { 'waiting >> count': 'waiting >> (count - 8)' },
        'clamped-bytes': {
          'Uint8Array(': 'Uint8ClampedArray(',
          '(1 << count) - 1': '0xffff',
          "if (waiting !== 0) throw new JwtError('malformed', 'unused bits')\n  return bytes":
            'return new Uint8Array(bytes)',
        },
      },
      'last-byte-missing': {
        'last-byte-late': {
          ' = new Uint8Array(Math.floor((text.length * 6) / 8))': ': number[] = []',
          '>= 8)': '> 8)',
          "if (waiting !== 0) throw new JwtError('malformed', 'unused bits')\n  return bytes":
            'return Uint8Array.from(bytes)',
        },
      },
      refused: {
        'bits-checked-in-the-loop': {
          '- 1\n': "- 1\n      if (waiting !== 0) throw new JwtError('malformed', 'unused bits')\n",
        },
      },
      'url-characters-refused': {
        'standard-alphabet-only': {
          'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_':
            'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
        },
      },
      'used-bits-refused': { 'bits-not-cut': { 'waiting &= (1 << count) - 1': '' } },
      'zeros-lost': {
        'zeros-at-the-end-cut': {
          'Uint8Array {':
            'Uint8Array {\n  const bytes = read(text)\n  let length = bytes.length\n  while (length > 0 && bytes[length - 1] === 0) length -= 1\n  return bytes.slice(0, length)\n}\n\nfunction read(text: string): Uint8Array {',
        },
      },
    },
    'one-text': {
      'single-character-accepted': {
        'length-checked-when-short': { '% 4 =': '=', '== 0)': '== 0 && text.length % 4 !== 1)' },
      },
      'trailing-bits-accepted': { 'compared-with-itself-padded': { '== 0)': '== 0 && waiting === 63)' } },
    },
  },
}
