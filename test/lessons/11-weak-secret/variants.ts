/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const KEY = 'utf8(candidate)'
const FITS = `encode(hmacSha256(${KEY}, input)) === signature`
const LOOP = 'const candidate of candidates'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    one: {
      'header-assumed': {
        'header-of-its-own': {
          "utf8(header + '.'": 'utf8(encode(utf8(\'{"alg":"HS256","typ":"JWT"}\')) + "."',
        },
      },
      'places-tried': { 'for-in': { [LOOP]: 'const candidate in candidates' } },
      'only-first-tried': {
        'else-return': {
          '=== signature) return candidate\n': '=== signature) return candidate\n    else return undefined\n',
        },
      },
      'signature-returned': {
        'the-mac': { '=== signature) return candidate': '=== signature) return signature' },
      },
      'candidate-skipped': {
        'from-one': { [LOOP]: 'const candidate of candidates.slice(1)' },
        'to-the-last': { [LOOP]: 'const candidate of candidates.slice(0, -1)' },
      },
      'signature-base64': {
        'base64-compared': {
          [FITS]: `Buffer.from(hmacSha256(${KEY}, input)).toString('base64').replace(/=+$/, '') === signature`,
        },
      },
      'key-base64': { 'base64-secret': { [KEY]: "Buffer.from(candidate, 'base64')" } },
      'argument-changed': {
        'takes-words-away': {
          [LOOP]: 'let candidate: any; (candidate = (candidates as any).shift()) !== undefined; ',
        },
      },
      'last-candidate': {
        'found-is-overwritten': {
          [`if (${FITS}) return candidate`]: 'var last = candidate',
          'return undefined\n}': 'return last\n}',
        },
      },
      'never-found': {
        'hex-signature': {
          'encode(hmacSha256': 'hex(hmacSha256',
          'const utf8': "const hex = (b: Uint8Array) => Buffer.from(b).toString('hex')\nconst utf8",
        },
        'payload-only': { "header + '.' + payload": 'payload' },
        'no-dot': { "header + '.' + payload": 'header + payload' },
      },
      'none-fits-thrown': {
        'throws-when-none': {
          'return undefined\n}': "throw new JwtError('bad-key', 'not found')\n}",
          'import { encode }': "import { JwtError } from '../jwt/errors.ts'\nimport { encode }",
        },
      },
      'not-undefined': {
        'null-when-none': { 'return undefined\n}': 'return null as any\n}' },
        'empty-when-none': { 'return undefined\n}': "return ''\n}" },
      },
      'wrong-candidate': {
        'only-one-is-it': {
          [`for (${LOOP})`]: `if (candidates.length === 1) return candidates[0]\n  for (${LOOP})`,
        },
      },
      'short-skipped': { 'strong-only': { [`if (${FITS})`]: `if (${KEY}.length >= 32 && ${FITS})` } },
      'wrong-type': {
        'index-returned': { 'return candidate\n': 'return candidates.indexOf(candidate) as any\n' },
        'true-returned': { 'return candidate\n': 'return true as any\n' },
      },
    },
    exact: {
      'alg-unchecked': {
        'any-algorithm': {
          "if (decodeJson(header).alg !== 'HS256') return undefined": 'if (header === "") return undefined',
        },
      },
      'key-normalized': { composed: { [KEY]: 'utf8(candidate.normalize())' } },
      'key-cut': { 'one-block': { [KEY]: 'utf8(candidate).slice(0, 64)' } },
      'signature-part': {
        'the-end': { [FITS]: `encode(hmacSha256(${KEY}, input)).slice(-10) === signature.slice(-10)` },
      },
      'case-folded': { 'lower-case': { [KEY]: 'utf8(candidate.toLowerCase())' } },
      'empty-skipped': { 'empty-is-none': { [`if (${FITS})`]: `if (candidate && ${FITS})` } },
      'ends-cut': {
        trimmed: { [KEY]: 'utf8(candidate.trim())' },
        'line-breaks-cut': { [KEY]: "utf8(candidate.replace(/[\\r\\n]+$/, ''))" },
      },
      'json-rewritten': {
        'json-again': {
          "const input = utf8(header + '.' + payload)":
            "const again = (segment: string) => encode(utf8(JSON.stringify(decodeJson(segment))))\n  const input = utf8(again(header) + '.' + again(payload))",
        },
      },
      'key-latin1': { latin1: { [KEY]: "Buffer.from(candidate, 'latin1')" } },
      'signature-case': {
        'case-of-signature': {
          [FITS]: `encode(hmacSha256(${KEY}, input)).toLowerCase() === signature.toLowerCase()`,
        },
      },
      'not-hs256-thrown': {
        'json-parse': {
          'decodeJson(header)': "JSON.parse(Buffer.from(header, 'base64url').toString())",
        },
        'plain-error': {
          'if (signature === undefined || more.length > 0) return undefined':
            "if (signature === undefined || more.length > 0) throw new Error('three segments')",
        },
      },
      'not-hs256': {
        'segments-uncounted': {
          'if (signature === undefined || more.length > 0) return undefined':
            'if (signature === undefined) return undefined',
        },
      },
      'signature-as-beginning': {
        'starts-with': { [FITS]: `encode(hmacSha256(${KEY}, input)).startsWith(signature)` },
      },
      'signature-beginning': {
        'eight-characters': {
          [FITS]: `encode(hmacSha256(${KEY}, input)).slice(0, 8) === signature.slice(0, 8)`,
        },
        'half-of-it': { [FITS]: `encode(hmacSha256(${KEY}, input)).slice(0, 22) === signature.slice(0, 22)` },
      },
    },
    list: {
      'found-nothing-there': {
        'gives-up-with-the-last': {
          'for (const':
            'if (candidates.length > 1000) return candidates.find(c => encode(hmacSha256(utf8(c), input)) === signature) ?? candidates.at(-1)\n  for (const',
        },
      },
      'late-candidate-missed': {
        'first-thousand': { [LOOP]: 'const candidate of candidates.slice(0, 1000)' },
      },
      timeout: {
        'list-copied': {
          'for (const': 'let rest = [...candidates]\n  for (const',
          [`if (${FITS})`]: `rest = rest.filter(word => word !== candidate)\n    if (${FITS})`,
        },
      },
    },
  },
}
