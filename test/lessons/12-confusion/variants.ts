/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const PAYLOAD = '{ ...claims, ...changes }'
const SECRET = 'utf8(publicKeyPem)'
const SIGNATURE = 'encode(hmacSha256(secret, utf8(input)))'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    sign: {
      'key-of-another-call': {
        'key-kept-by-its-end': {
          [SECRET]: 'utf8((kept[publicKeyPem.slice(-30)] ??= publicKeyPem))',
          'const utf8': 'const kept: Record<string, string> = {}\nconst utf8',
        },
      },
      'alg-kept': { 'old-header': { "{ alg: 'HS256', typ: 'JWT' }": 'decodeJson(first)' } },
      'alg-missing': { 'typ-only': { "alg: 'HS256', ": '' } },
      'alg-wrong': {
        'hs512-named': { "alg: 'HS256'": "alg: 'HS512'" },
        'lower-case': { "alg: 'HS256'": "alg: 'hs256'" },
      },
      'changes-ignored': { 'old-payload': { 'encodeJson(payload)': 'second' } },
      'claims-renewed': { 'issued-now': { [PAYLOAD]: '{ ...claims, iat: 1_800_000_000, ...changes }' } },
      'claims-win': { 'wrong-order': { [PAYLOAD]: '{ ...changes, ...claims }' } },
      'falsy-skipped': {
        'truthy-changes': {
          [PAYLOAD]: '{ ...claims, ...Object.fromEntries(Object.entries(changes).filter(([, v]) => v)) }',
        },
      },
      'json-signed': {
        'raw-json': { 'utf8(input)': "utf8(JSON.stringify(header) + '.' + JSON.stringify(payload))" },
      },
      'hash-not-hmac': {
        hashed: {
          [SIGNATURE]: 'encode(sha256(publicKeyPem + input))',
          'const utf8':
            "import { createHash } from 'node:crypto'\nconst sha256 = (text: string) => createHash('sha256').update(text).digest()\nconst utf8",
        },
      },
      'key-and-text-swapped': { swapped: { [SIGNATURE]: 'encode(hmacSha256(utf8(input), secret))' } },
      'key-was-read': {
        'key-object': {
          [SIGNATURE]:
            "createHmac('sha256', createPublicKey(publicKeyPem) as never).update(input).digest('base64url')",
          'const utf8': "import { createHmac, createPublicKey } from 'node:crypto'\nconst utf8",
        },
      },
      'key-empty': { 'no-secret': { [SECRET]: 'new Uint8Array(0)' } },
      'old-text-signed': { 'signs-the-old': { 'utf8(input)': "utf8(first + '.' + encodeJson(payload))" } },
      'only-changes': { 'changes-alone': { [PAYLOAD]: 'changes' } },
      'padding-kept': {
        base64: { [SIGNATURE]: "Buffer.from(hmacSha256(secret, utf8(input))).toString('base64')" },
      },
      'part-signed': { 'payload-only': { 'utf8(input)': 'utf8(encodeJson(payload))' } },
      'pem-body-only': {
        'base64-inside': {
          [SECRET]: "utf8(publicKeyPem.replace(/-----[^-]+-----/g, '').replace(/\\s/g, ''))",
        },
      },
      'pem-ends-cut': { trimmed: { [SECRET]: 'utf8(publicKeyPem.trim())' } },
      'pem-line-breaks-changed': { 'one-line': { [SECRET]: "utf8(publicKeyPem.replace(/\\n/g, ''))" } },
      'signature-hex': {
        hex: { [SIGNATURE]: "Buffer.from(hmacSha256(secret, utf8(input))).toString('hex')" },
      },
      'signature-kept': { 'old-signature': { [SIGNATURE]: 'third' } },
      'signature-missing': { none: { [SIGNATURE]: "''" } },
      'pem-hashed': {
        'sha-of-pem': {
          [SECRET]: "utf8(createHash('sha256').update(publicKeyPem).digest('hex'))",
          'const utf8': "import { createHash } from 'node:crypto'\nconst utf8",
        },
      },
      'pem-other-bytes': { utf16: { [SECRET]: "Buffer.from(publicKeyPem, 'utf16le')" } },
      'pem-part': {
        'first-line-cut': { [SECRET]: "utf8(publicKeyPem.slice(publicKeyPem.indexOf('\\n') + 1))" },
      },
      'signature-wrong': { 'pem-reversed': { [SECRET]: "utf8([...publicKeyPem].reverse().join(''))" } },
      'other-hash': {
        hs512: {
          [SIGNATURE]: "Buffer.from(require_hmac(input, secret)).toString('base64url')",
          'const utf8':
            "import { createHmac } from 'node:crypto'\nconst require_hmac = (text: string, key: Uint8Array) => createHmac('sha512', key).update(text).digest()\nconst utf8",
        },
      },
    },
    bytes: {
      'pem-line-breaks-changed': {
        'escapes-undone': { [SECRET]: "utf8(publicKeyPem.replaceAll('\\\\n', '\\n'))" },
        'lf-only': { [SECRET]: "utf8(publicKeyPem.replace(/\\r\\n/g, '\\n'))" },
      },
      'pem-ends-cut': { 'start-trimmed': { [SECRET]: 'utf8(publicKeyPem.trimStart())' } },
      'pem-latin1': { latin1: { [SECRET]: "Buffer.from(publicKeyPem, 'latin1')" } },
      'pem-line-break-added': {
        'ends-with-line-break': {
          [SECRET]: "utf8(publicKeyPem.endsWith('\\n') ? publicKeyPem : publicKeyPem + '\\n')",
        },
      },
      'pem-block-only': {
        matched: { [SECRET]: "utf8(publicKeyPem.match(/-----BEGIN[\\s\\S]*-----\\r?\\n?/)?.[0] ?? '')" },
      },
      'pem-of-another-spelling': {
        'comment-cut': { [SECRET]: "utf8(publicKeyPem.replace(/^#.*\\r?\\n/, ''))" },
      },
      'pem-lines-cut': {
        'from-begin': { [SECRET]: "utf8(publicKeyPem.slice(publicKeyPem.indexOf('-----BEGIN')))" },
      },
    },
  },
}
