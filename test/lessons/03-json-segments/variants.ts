/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    object: {
      'array-accepted': {
        'array-is-an-object': { ' || Array.isArray(value)': '' },
        'array-of-one': {
          "8')\n  }": "8')\n  }\n  if (Array.isArray(value) && value.length === 1) value = value[0]",
        },
      },
      'empty-object-for-wrong': { 'empty-text-is-an-object': { 'bytes)': "bytes) || '{}'" } },
      'json-error-passed-on': {
        'json-error-passed-on': {
          "bytes = decode(segment)\n  let value: unknown\n  try {\n    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))\n  } catch {\n    throw new JwtError('malformed', 'no JSON in UTF-8')\n  }\n  if (typeof value !== 'object' || value === null || Array.isArray(value)) {\n    throw new JwtError('malformed', 'no object')\n  }\n  return value as Record<string, unknown>":
            "value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decode(segment)))\n  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JwtError('malformed', 'no object')\n  return value",
        },
      },
      'no-object-accepted': {
        'numbers-only-refused': { "!== 'object": "=== 'number" },
        'truthy-is-enough': { "typeof value !== 'object' || value === null": '!value' },
      },
      'not-a-jwt-error': {
        'plain-error-for-array': { "JwtError('malformed', 'no object": "TypeError('no object" },
      },
      'not-json-accepted': {
        'javascript-trim': { 'bytes)': 'bytes).trim()' },
        'trailing-zeros-trimmed': { 'bytes)': "bytes).replace(/\\0+$/, '')" },
      },
      'null-accepted': { 'null-is-an-object': { 'value === null || ': '' } },
      'refused-by-value': {
        'null-returned': { "throw new JwtError('malformed', 'no JSON in UTF-8')": 'return null as never' },
      },
      'wrong-code': { 'other-code': { "malformed', 'no object": "claim-missing', 'no object" } },
    },
    read: {
      'bytes-not-parsed': {
        'bytes-returned': {
          "const bytes = decode(segment)\n  let value: unknown\n  try {\n    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))\n  } catch {\n    throw new JwtError('malformed', 'no JSON in UTF-8')\n  }\n  if (typeof value !== 'object' || value === null || Array.isArray(value)) {\n    throw new JwtError('malformed', 'no object')\n  }\n  return value":
            'return decode(segment) as unknown',
        },
      },
      'json-not-parsed': {
        'json-text-returned': {
          "const bytes = decode(segment)\n  let value: unknown\n  try {\n    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))\n  } catch {\n    throw new JwtError('malformed', 'no JSON in UTF-8')\n  }\n  if (typeof value !== 'object' || value === null || Array.isArray(value)) {\n    throw new JwtError('malformed', 'no object')\n  }\n  return value":
            'return new TextDecoder().decode(decode(segment)) as unknown',
        },
      },
      'member-called': {
        'to-string-asked': {
          "typeof value !== 'object' || value === null || Array.isArray(value)":
            "String(value) !== '[object Object]'",
        },
      },
      'members-dropped': {
        'byte-order-mark-everywhere': { 'bytes)': "bytes).replaceAll('\\ufeff', '')" },
        'nulls-dropped': { 'bytes)': 'bytes), (_name, member) => member ?? undefined' },
      },
      'object-refused': {
        'empty-object-refused': { 'value)) ': 'value) || Object.keys(value).length === 0) ' },
        'length-means-array': { 'Array.isArray(value)': "'length' in value" },
      },
      'proto-member-lost': {
        'copied-by-assignment': {
          'return value as Record<string, unknown>':
            'const copy: Record<string, unknown> = {}\n  for (const [name, member] of Object.entries(value)) copy[name] = member\n  return copy',
        },
        'copied-with-assign': { 'value as Record<string, unknown>': 'Object.assign({}, value)' },
      },
      'read-as-latin1': {
        'decoder-called-latin1': { "'utf-8', { fatal: true }": "'latin1'" },
        'read-as-latin1': { "new TextDecoder('utf-8', { fatal: true }).decode(": 'String.fromCharCode(...' },
      },
      refused: {
        'emoji-refused': {
          'try {': "try {\n    if (bytes.some(byte => byte >= 0xf0)) throw new Error('no UTF-8')",
        },
      },
      'replacement-character-refused': {
        'replacement-character-searched': {
          ')))\n}':
            ")))\n}\n\nfunction read(bytes: Uint8Array): string {\n  const text = new TextDecoder().decode(bytes)\n  if (text.includes('\\ufffd')) throw new Error('no UTF-8')\n  return text\n}",
          "new TextDecoder('utf-8', { fatal: true }).decode": 'read',
        },
      },
      'values-changed': {
        'dates-revived': {
          'bytes)': 'bytes), (_name, member) => (/^\\d{4}-/.test(member) ? Date.parse(member) : member)',
        },
        'fractions-cut': {
          'bytes)': "bytes), (_name, member) => (typeof member === 'number' ? Math.trunc(member) : member)",
        },
      },
      'line-breaks-refused': {
        'percent-without-zero': {
          "new TextDecoder('utf-8', { fatal: true }).decode(bytes)":
            "decodeURIComponent(Array.from(bytes, byte => `%${byte.toString(16)}`).join(''))",
        },
      },
      'white-space-refused': {
        'must-begin-with-a-brace': {
          'try {': "try {\n    if (bytes[0] !== 0x7b) throw new Error('no object')",
        },
        'must-end-with-a-brace': {
          'try {': "try {\n    if (bytes.at(-1) !== 0x7d) throw new Error('no object')",
        },
      },
    },
    strict: {
      'base64url-not-strict': {
        'bearer-stripped': { 'segment)': "segment.replace(/^Bearer /, ''))" },
        'lenient-base64url': { 'decode(segment': "Buffer.from(segment, 'base64url'" },
        'lenient-but-for-length': { 'segment)': "segment.replace(/=+$/, ''))" },
        trimmed: { 'segment)': 'segment.trim())' },
      },
      'utf8-error-passed-on': {
        'utf8-error-passed-on': {
          'bytes = decode(segment': "text = new TextDecoder('utf-8', { fatal: true }).decode(decode(segment)",
          "new TextDecoder('utf-8', { fatal: true }).decode(bytes)": 'text',
          ' in UTF-8': '',
          "{\n    throw new JwtError('malformed', 'no object')\n  }":
            "throw new JwtError('malformed', 'no object')",
        },
      },
      'utf8-not-strict': {
        'stream-decoder': { 'bytes)': 'bytes, { stream: true })' },
        'utf8-not-fatal': { "'utf-8', { fatal: true }": '' },
      },
    },
    write: {
      'btoa-characters': {
        btoa: {
          'encode(new TextEncoder().encode(JSON.stringify(value))':
            "btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''",
        },
      },
      'characters-lost': {
        'ascii-only': { 'value)))': "value).replace(/[^\\0-\\x7f]/g, '')))" },
        'question-marks': { 'value)))': "value).replace(/[^\\0-\\x7f]/g, '?')))" },
      },
      'emoji-broken': {
        'unit-by-unit': {
          'new TextEncoder().encode(JSON.stringify(value':
            "Uint8Array.from(JSON.stringify(value).split('').flatMap(unit => [...new TextEncoder().encode(unit)]",
        },
      },
      'encoded-twice': {
        'encoded-twice': { 'JSON.stringify(value': 'encode(new TextEncoder().encode(JSON.stringify(value))' },
      },
      'json-not-encoded': {
        'json-text-itself': {
          'encode(new TextEncoder().encode(JSON.stringify(value))': 'JSON.stringify(value',
        },
      },
      'members-lost': {
        'falsy-members-dropped': { 'value)))': "value, (_name, member) => member || undefined) ?? 'null'))" },
      },
      'object-object': { 'to-string': { 'JSON.stringify': 'String' } },
      'percent-encoded': {
        'percent-encoded': { 'JSON.stringify(value': 'encodeURIComponent(JSON.stringify(value)' },
      },
      refused: {
        'objects-only': {
          'string {':
            "string {\n  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JwtError('malformed', 'no object')",
        },
      },
      'returned-promise': {
        'both-promises': {
          'function encodeJson(value: unknown): string':
            'async function encodeJson(value: unknown): Promise<string>',
        },
      },
      'segment-cut': {
        'nothing-for-empty': { ' encode(': " Object.keys(Object(value)).length === 0 ? '' : encode(" },
      },
      'segment-in-base64': {
        hexadecimal: {
          'encode(new TextEncoder().encode(JSON.stringify(value))':
            "Buffer.from(JSON.stringify(value)).toString('hex'",
        },
        padded: {
          'encode(new TextEncoder().encode(JSON.stringify(value))':
            "Buffer.from(JSON.stringify(value)).toString('base64'",
        },
        'standard-alphabet': {
          'encode(new TextEncoder().encode(JSON.stringify(value))':
            "Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('=', ''",
        },
      },
      'segment-not-base64url': {
        hex: {
          'encode(new TextEncoder().encode(JSON.stringify(value)))':
            "`0x:${Buffer.from(JSON.stringify(value)).toString('hex')}`",
        },
      },
      'segment-not-json': {
        'javascript-not-json': {
          'decode,': "inspect } from 'node:util'\nimport { decode,",
          'JSON.stringify': 'inspect',
        },
        'joined-by-hand': {
          'JSON.stringify(value)':
            '`{${Object.entries(value as object).map(([name, member]) => `"${name}":"${member}"`)}}`',
        },
      },
      'stringified-twice': { 'stringified-twice': { 'value)))': 'JSON.stringify(value))))' } },
      'text-taken-as-json': {
        'texts-taken-as-json': { '(JSON': "(typeof value === 'string' ? value : JSON" },
      },
      threw: {
        'members-of-null-asked': {
          'string {':
            "string {\n  if (Object.keys(value as object).length === 0 && typeof value === 'object' && !Array.isArray(value)) {\n    return 'e30'\n  }",
        },
      },
      'utf8-twice': {
        'utf8-twice': { 'JSON.stringify(value': "Buffer.from(JSON.stringify(value)).toString('latin1'" },
      },
      'written-as-latin1': {
        'binary-encoding': {
          'encode(new TextEncoder().encode(JSON.stringify(value))':
            "Buffer.from(JSON.stringify(value), 'binary').toString('base64url'",
        },
        'latin1-buffer': {
          'new TextEncoder().encode(JSON.stringify(value)': "Buffer.from(JSON.stringify(value), 'latin1'",
        },
      },
      'written-as-utf16': {
        utf16: {
          'new TextEncoder().encode(JSON.stringify(value)': "Buffer.from(JSON.stringify(value), 'utf16le'",
        },
        'utf16-of-the-array': {
          'TextEncoder().encode(JSON.stringify(value)':
            'Uint8Array(Uint16Array.from(JSON.stringify(value), character => character.charCodeAt(0)).buffer',
        },
      },
      'written-values-changed': {
        'names-lower-cased': { 'value)))': 'value).toLowerCase()))' },
        normalised: { 'value)))': "value).normalize('NFKC')))" },
      },
    },
  },
}
