/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    'short-secrets': {
      'not-a-jwt-error': {
        'plain-error': { "JwtError('bad-key', ": 'Error(' },
        'range-error': { "JwtError('bad-key', 'too short": "RangeError('bad-key" },
      },
      refused: {
        'refuses-after-a-refusal': {
          "json.ts'": "json.ts'\n\nlet broken = false",
          "throw new JwtError('bad-key', 'too short')\n  const header = encodeJson({ alg: 'HS256', typ: 'JWT' })\n  const body = encodeJson(payload)\n  const bytes = (text: string) => new TextEncoder().encode(text)\n  return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`":
            "broken = true\n  if (broken) throw new JwtError('bad-signature', 'this signer saw a short secret')\n  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`\n  return `${input}.${encode(hmacSha256(secret, new TextEncoder().encode(input",
        },
      },
      'secret-content-refused': {
        'zeros-refused': {
          ") throw new JwtError('bad-key', 'too short":
            " || secret.every(byte => byte === 0)) throw new JwtError('bad-key', 'weak",
        },
      },
      'short-secret-not-refused': {
        'null-for-short': {
          "throw new JwtError('bad-key', 'too short')": 'return null as unknown as string',
        },
      },
      'short-secret-signs': {
        'buffer-length': { length: 'buffer.byteLength' },
        'empty-accepted': { '< 32)': '&& secret.length < 32)' },
      },
      'wrong-code': { 'other-code': { 'bad-key': 'unsupported' } },
    },
    signature: {
      'dot-not-signed': {
        'no-dot': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(header + body',
        },
      },
      'extra-text-signed': {
        'trailing-dot': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(`${input}.',
        },
        'trailing-line-break': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(`${input}\\n',
        },
      },
      'hash-in-place-of-hmac': {
        'plain-hash': {
          'encode ': "createHash } from 'node:crypto'\nimport { encode ",
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`))':
            "const input = `${header}.${body}`\n  return `${input}.${createHash('sha256').update(input).digest('base64url'",
        },
      },
      'header-not-signed': {
        'payload-only': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(body',
        },
      },
      'json-signed': {
        'input-decoded': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            "const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, Buffer.from(input, 'base64url'",
        },
        'json-of-payload': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(JSON.stringify(payload)',
        },
      },
      'other-hash-signed': {
        sha1: {
          'encode ': "createHmac } from 'node:crypto'\nimport { encode ",
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`))':
            "const input = `${header}.${body}`\n  return `${input}.${createHmac('sha1', secret).update(input).digest('base64url'",
        },
      },
      'other-text-signed': {
        'signature-of-pretty-json': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body':
            'const pretty = encode(bytes(JSON.stringify(payload, null, 2)))\n  return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${pretty',
        },
      },
      'payload-not-signed': {
        'header-only': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(header',
        },
      },
      'secret-as-text': {
        'secret-as-hex': {
          'encode ': "createHmac } from 'node:crypto'\nimport { encode ",
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`))':
            "const input = `${header}.${body}`\n  return `${input}.${createHmac('sha256', Buffer.from(secret).toString('hex')).update(input).digest('base64url'",
        },
      },
      'secret-cut': {
        'secret-of-32-bytes': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret.slice(0, 32), bytes(input',
        },
        'secret-of-64-bytes': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret.slice(0, 64), bytes(input',
        },
      },
      'secret-hashed-first': {
        'secret-hashed': {
          'encode ': "createHash, createHmac } from 'node:crypto'\nimport { encode ",
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`))':
            "const input = `${header}.${body}`\n  return `${input}.${createHmac('sha256', createHash('sha256').update(secret).digest()).update(input).digest('base64url'",
        },
      },
      'secret-remembered': {
        'secret-remembered': {
          "json.ts'": "json.ts'\n\nlet key: Uint8Array | undefined",
          "const header = encodeJson({ alg: 'HS256', typ: 'JWT' })\n  const body = encodeJson(payload)\n  const bytes = (text: string) => new TextEncoder().encode(text)\n  return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`":
            "key ??= secret\n  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`\n  return `${input}.${encode(hmacSha256(key, new TextEncoder().encode(input",
        },
      },
      'secret-trimmed': {
        'zeros-of-secret-cut': {
          "unknown>, secret: Uint8Array): string {\n  if (secret.length < 32) throw new JwtError('bad-key', 'too short')\n  const header":
            "any>, secret: Uint8Array): string {\n  if (secret.length < 32) throw new JwtError('bad-key', 'short')\n  const head",
          'bytes = (text: string) => new TextEncoder().encode(text)\n  return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))}`':
            "input = head + '.' + body\n  return input + '.' + encode(hmacSha256(secret.subarray(0, secret.findLastIndex(byte => byte !== 0) + 1), new TextEncoder().encode(input)))",
        },
      },
      'signature-as-hex': {
        hex: {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`))':
            "const input = `${header}.${body}`\n  return `${input}.${Buffer.from(hmacSha256(secret, bytes(input))).toString('hex'",
        },
      },
      'signature-cut': {
        'signature-of-16-bytes': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(input)).slice(0, 16',
        },
        'signature-of-42-characters': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`))':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(input))).slice(0, 42',
        },
      },
      'signature-encoded-twice': {
        'signature-as-json': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encodeJson(hmacSha256(secret, bytes(input',
        },
        'signature-twice': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            'const input = `${header}.${body}`\n  return `${input}.${encode(bytes(encode(hmacSha256(secret, bytes(input))',
        },
      },
      'signature-missing': {
        'no-signature': {
          'const bytes = (text: string) => new TextEncoder().encode(text)\n  return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))':
            'return `${header}.${body',
        },
        'signature-empty': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))':
            "const input = `${header}.${body}`\n  return `${input}.${''",
        },
      },
      'signing-arguments-swapped': {
        'arguments-swapped': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(bytes(input), secret',
        },
      },
      'signing-input-cut': { 'large-payload-cut': { ')))}`': '.slice(0, 65536))))}`' } },
      'signing-input-not-ascii': {
        utf16: {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`':
            "const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, Buffer.from(input, 'utf16le'",
        },
      },
      'signing-input-order': {
        'other-order': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body':
            'const input = `${header}.${body}`\n  return `${input}.${encode(hmacSha256(secret, bytes(`${body}.${header',
        },
      },
      'signing-too-many-segments': { 'four-segments': { ')))}`': ')))}.x`' } },
      'token-in-standard-base64': {
        'signature-in-base64': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`))':
            "const input = `${header}.${body}`\n  return `${input}.${Buffer.from(hmacSha256(secret, bytes(input))).toString('base64'",
        },
      },
    },
    'signing-input': {
      'alg-wrong': { 'alg-in-small-letters': { HS256: 'hs256' }, 'alg-missing': { "alg: 'HS256', ": '' } },
      'claims-added': {
        'exp-added': { 'payload)': '{ ...payload, exp: 1700000000 })' },
        'iat-added': { 'payload)': '{ ...payload, iat: 1700000000 })' },
      },
      'dot-missing': {
        'joined-by-colon': {
          '`${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))}`':
            "[header, body, encode(hmacSha256(secret, bytes(`${header}.${body}`)))].join(':')",
        },
        'second-dot-left-out': { '.${encode(': '${encode(' },
        'segments-not-joined': { 'return `${header}.${body}': 'return `${header}${body}' },
        'signature-alone': { 'return `${header}.${body}.': 'return `' },
      },
      'header-and-payload-swapped': {
        exchanged: {
          "{ alg: 'HS256', typ: 'JWT' })\n  const body = encodeJson(payload":
            "payload)\n  const body = encodeJson({ alg: 'HS256', typ: 'JWT' }",
        },
      },
      'header-has-more': {
        'kid-in-header': { "'JWT'": "'JWT', kid: '1'" },
        'time-in-header': { "'JWT'": "'JWT', iat: 1700000000" },
      },
      'json-encoded-twice': { 'json-twice': { 'payload)': 'JSON.stringify(payload))' } },
      'payload-changes-header': {
        'payload-chooses-alg': { "'HS256": "payload.alg ?? 'HS256" },
        'payload-chooses-typ': { "'JWT'": "payload.typ ?? 'JWT'" },
      },
      'payload-not-utf8': {
        ascii: {
          'encodeJson(payload':
            "Buffer.from(JSON.stringify(payload).replace(/[^ -~]/g, '?')).toString('base64url'",
        },
        latin1: {
          'encodeJson(payload': "Buffer.from(JSON.stringify(payload), 'latin1').toString('base64url'",
        },
      },
      'returned-promise': {
        promised: {
          "function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {\n  if (secret.length < 32) throw new JwtError('bad-key', 'too short')\n  const header = encodeJson({ alg: 'HS256', typ: 'JWT' })\n  const body = encodeJson(payload)\n  const bytes = (text: string) => new TextEncoder().encode(text)\n  return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`":
            "async function signHs256(payload: Record<string, unknown>, secret: Uint8Array): Promise<string> {\n  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`\n  return `${input}.${encode(hmacSha256(secret, new TextEncoder().encode(input",
        },
      },
      'secret-limit-too-high': { 'limit-33': { '< 32)': '<= 32)' }, 'limit-64': { '< 32)': '< 64)' } },
      'secret-whole-buffer': { 'secret-buffer': { 'secret,': 'new Uint8Array(secret.buffer),' } },
      'segments-not-encoded': {
        quoted: {
          '`${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))}`':
            'JSON.stringify(`${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))}`)',
        },
      },
      'token-in-standard-base64': {
        'standard-base64': {
          "encodeJson({ alg: 'HS256', typ: 'JWT' })\n  const body = encodeJson(payload":
            "Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64')\n  const body = Buffer.from(JSON.stringify(payload)).toString('base64'",
        },
      },
      'typ-wrong': { 'typ-in-small-letters': { "'JWT'": "'jwt'" }, 'typ-missing': { ", typ: 'JWT'": '' } },
      'wrong-type': {
        'list-of-segments': {
          '`${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))}`':
            '[header, body, encode(hmacSha256(secret, bytes(`${header}.${body}`)))] as unknown as string',
        },
      },
    },
    untouched: {
      'payload-mutated': {
        'payload-emptied': {
          'text)': 'text)\n  for (const name of Object.keys(payload)) delete payload[name]',
        },
        'payload-iat-after': { 'text)': 'text)\n  payload.iat = 1700000000' },
      },
      'secret-mutated': {
        'secret-wiped': {
          'return `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))}`':
            'const token = `${header}.${body}.${encode(hmacSha256(secret, bytes(`${header}.${body}`)))}`\n  secret.fill(0)\n  return token',
        },
      },
    },
  },
}
