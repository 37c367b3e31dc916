/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    algorithm: {
      'alg-case-ignored': {
        'alg-normalised': { 'header.alg': "typeof header.alg !== 'string' || header.alg.normalize('NFKC')" },
        'alg-trimmed': { 'header.alg': 'String(header.alg).trim()' },
      },
      'alg-coerced': {
        'alg-as-text': { 'header.alg': 'String(header.alg)' },
        'alg-double-equals': { "!== '": "!= '" },
      },
      'alg-found-on-prototype': {
        'alg-in-object': {
          "header.alg !== 'HS256'": "typeof header.alg !== 'string' || !(header.alg in { HS256: 1 })",
        },
        'alg-lookup': {
          "if (header.alg !== 'HS256'":
            "const known: Record<string, string> = { HS256: 'sha256' }\n  if (typeof header.alg !== 'string' || !known[header.alg]",
        },
      },
      'alg-inherited': {
        'header-copied': { ' = decodeJson(h': ': Record<string, unknown> = Object.assign({}, decodeJson(h)' },
        'header-copied-by-member': {
          ' = decodeJson(h)':
            ': Record<string, unknown> = {}\n  for (const [name, value] of Object.entries(decodeJson(h))) header[name] = value',
        },
      },
      'alg-matched-in-part': {
        'alg-begins-hs': { "header.alg !== 'HS256'": "!String(header.alg).startsWith('HS')" },
        'alg-ends-with': {
          "header.alg !== 'HS256'": "typeof header.alg !== 'string' || !header.alg.endsWith('HS256')",
        },
      },
      'alg-missing-accepted': {
        'alg-default': { 'header.alg': "(header.alg ?? 'HS256')" },
        'alg-only-if-there': { "!== '": "&& header.alg !== '" },
      },
      'alg-none-accepted': { 'none-forbidden': { "!== 'HS256": "=== 'none" } },
      'b64-ignored': {
        'b64-if-false': {
          "Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64":
            "'crit' in header || header.b64 === false) throw new JwtError('unsupported', 'crit",
        },
        'b64-if-truthy': {
          "Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64":
            "'crit' in header || header.b64) throw new JwtError('unsupported', 'crit",
        },
      },
      'claims-judged-too-early': {
        'exp-type-checked': {
          'decodeJson(p)':
            "decodeJson(p)\n  if (payload.exp !== undefined && typeof payload.exp !== 'number') throw new JwtError('malformed', 'exp')",
        },
      },
      'crit-ignored': {
        'crit-if-truthy': {
          "Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64":
            "header.crit || 'b64' in header) throw new JwtError('unsupported', 'crit",
        },
      },
      'header-asked-for-too-much': {
        'crit-by-text': {
          "Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64":
            "/crit|b64/.test(JSON.stringify(header))) throw new JwtError('unsupported', 'crit",
        },
      },
      'other-alg-accepted': {
        'all-hmacs': {
          "header.alg !== 'HS256'": "!['HS256', 'HS384', 'HS512'].includes(header.alg as string)",
        },
      },
      'right-signature-refused': {
        'jwk-from-header': {
          'mac = hmacSha256(secret':
            "jwk = header.jwk as { k?: string } | undefined\n  const key = typeof jwk?.k === 'string' ? decode(jwk.k) : secret\n  const mac = hmacSha256(key",
        },
      },
      'wrong-code': {
        'alg-as-bad-signature': { "unsupported', 'alg": "bad-signature', 'alg" },
        'alg-wrong-code': { "unsupported', 'alg": "malformed', 'alg" },
      },
    },
    'constant-time': {
      'signature-compared-with-equals': {
        'buffer-compare': {
          "!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')":
            "Buffer.compare(decode(s), mac) !== 0) { throw new JwtError('bad-signature', 'wrong') }",
        },
        'buffer-equals': {
          "constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')":
            "Buffer.from(decode(s)).equals(mac)) { throw new JwtError('bad-signature', 'wrong') }",
        },
      },
      'signature-comparison-stops-early': {
        every: {
          "if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')":
            "const received = decode(s)\n  if (received.length !== 32 || !received.every((byte, i) => byte === mac[i])) { throw new JwtError('bad-signature', 'wrong') }",
        },
      },
    },
    secret: {
      'forged-signature-accepted': {
        'long-secrets-unchecked': {
          ", encodeJson } from './json.ts'\n\nexport function verifyHs256(\n  token: string,\n  secret: Uint8Array,\n":
            " } from './json.ts'\nexport function verifyHs256(token: string, secret: Uint8Array",
          'header ': 'header: any ',
          "mac = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')\n  const payload = decodeJson(p":
            "payload: any = decodeJson(p)\n  const mac: any = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  const received: any = decode(s)\n  if (secret.length <= 64 && !constantTimeEqual(received, mac)) throw new JwtError('bad-signature', 'wrong'",
        },
      },
      'not-a-jwt-error': { 'key-plain-error': { "JwtError('bad-key', '": "RangeError('secret " } },
      'short-secret-verifies': {
        'empty-secret-passes': {
          "< 32) throw new JwtError('bad-key', 'too ":
            "> 0 && secret.length < 32) throw new JwtError('bad-key', '",
        },
        'limit-16': { "32) throw new JwtError('bad-key', 'too ": "16) throw new JwtError('bad-key', '" },
      },
      'verdict-remembered': {
        'cached-by-token': {
          "json.ts'":
            "json.ts'\n\nconst verified = new Map<string, { header: Record<string, unknown>; payload: Record<string, unknown> }>()",
          "short')": "short')\n  const known = verified.get(token)\n  if (known) return known",
          'decodeJson(p)': 'decodeJson(p)\n  verified.set(token, { header, payload })',
        },
      },
      'verifying-limit-too-high': {
        'secret-at-most-256': {
          ") throw new JwtError('bad-key', 'too short":
            " || secret.length > 256) throw new JwtError('bad-key', 'length",
        },
        'weak-looking-secret': {
          ") throw new JwtError('bad-key', 'too short":
            " || new Set(secret).size < 4) throw new JwtError('bad-key', 'weak",
        },
      },
      'wrong-code': { 'key-as-bad-signature': { "key', 'too ": "signature', '" } },
    },
    segments: {
      'broken-utf8-accepted': {
        'broken-utf8-in-header': {
          'const header = decodeJson': 'decode(h)\n  const header = lenient',
          'payload }\n}':
            "payload }\n}\n\nfunction lenient(text: string): Record<string, unknown> {\n  let value: unknown\n  try {\n    value = JSON.parse(Buffer.from(text, 'base64url').toString())\n  } catch {\n    throw new JwtError('malformed', 'no JSON')\n  }\n  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JwtError('malformed', 'no object')\n  return value as Record<string, unknown>\n}",
        },
      },
      'claims-judged-too-early': {
        'exp-checked': {
          'decodeJson(p)':
            "decodeJson(p)\n  if (typeof payload.exp === 'number' && payload.exp < 1700000000) throw new JwtError('expired', 'exp')",
        },
      },
      'decode-failure-swallowed': {
        'unreadable-payload-is-empty': {
          ", encodeJson } from './json.ts'\n\nexport function verifyHs256(\n  token: string,\n  secret: Uint8Array,\n":
            " } from './json.ts'\nexport function verifyHs256(token: string, secret: Uint8Array",
          'header ': 'header: any ',
          "mac = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')\n  const payload = decodeJson(p":
            "payload: any = (() => { try { return decodeJson(p) } catch { return {} } })()\n  const mac: any = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  const received: any = decode(s)\n  if (!constantTimeEqual(received, mac)) throw new JwtError('bad-signature', 'wrong'",
        },
      },
      'header-and-payload-exchanged': { exchanged: { ', payload': ': payload, payload: header' } },
      'other-segment-returned': { 'payload-from-header': { 'decodeJson(p)': 'decodeJson(h)' } },
      'header-asked-for-too-much': {
        'typ-required': {
          "alg')": "alg')\n  if (header.typ !== 'JWT') throw new JwtError('unsupported', 'typ')",
        },
      },
      'json-error-escapes': {
        'json-unguarded': {
          'decodeJson(p':
            "JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decode(p))) as Record<string, unknown>\n  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new JwtError('malformed', 'no object'",
        },
      },
      'no-json-object-accepted': {
        'json-trimmed': {
          'const payload = decodeJson(p':
            "let payload: Record<string, unknown>\n  try {\n    payload = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decode(p)).trim())\n  } catch {\n    throw new JwtError('malformed', 'no JSON')\n  }\n  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new JwtError('malformed', 'no object'",
        },
      },
      'not-a-jwt-error': {
        'header-null-crashes': {
          'const header = decodeJson(h)':
            "let header: Record<string, unknown>\n  try {\n    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decode(h)))\n  } catch {\n    throw new JwtError('malformed', 'no JSON')\n  }",
        },
        'plain-error': { "JwtError('malformed', 'not three segments": "Error('jwt malformed" },
      },
      'payload-without-header': { 'returns-payload-alone': { '{ header, payload }': 'payload as never' } },
      'refused-without-throwing': {
        'false-for-wrong': {
          "throw new JwtError('malformed', 'not three segments')": 'return false as never',
        },
      },
      'other-signature-expected': {
        'dot-not-signed': { '`${h}.${p}`': 'h + p' },
        'header-not-signed': { '`${h}.${p}`': 'p' },
        'json-signed': {
          'encode(`${h}.${p}`)': 'encode(JSON.stringify(header) + JSON.stringify(decodeJson(p)))',
        },
        'secret-as-text': { 'hmacSha256(secret,': 'hmacSha256(Buffer.from(Buffer.from(secret).toString()),' },
      },
      'comparison-inverted': { 'comparison-inverted': { 'if (!': 'if (' } },
      'says-only-yes': { 'returns-true': { '{ header, payload }': 'true as never' } },
      'segment-count-not-checked': {
        'at-least-three': { '!== 3': '< 3' },
        'empty-segments-dropped': { "('.')": "('.').filter(Boolean)" },
      },
      'segment-read-leniently': {
        'header-lenient': {
          'decodeJson(h': 'lenient(h',
          'payload }\n}':
            "payload }\n}\n\nfunction lenient(text: string): Record<string, unknown> {\n  let value: unknown\n  try {\n    value = JSON.parse(Buffer.from(text, 'base64url').toString())\n  } catch {\n    throw new JwtError('malformed', 'no JSON')\n  }\n  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JwtError('malformed', 'no object')\n  return value as Record<string, unknown>\n}",
        },
      },
      'segments-not-decoded': {
        'returns-payload-json': { 'payload }': 'payload: JSON.stringify(payload) } as never' },
        'returns-segments': { ', payload }': ': h, payload: p } as never' },
      },
      'text-around-token-accepted': {
        'bearer-cut-off': { split: "replace(/^Bearer /i, '').split" },
        'quotes-cut-off': { split: 'replace(/^"|"$/g, \'\').split' },
      },
      'text-changed-before-check': {
        'segments-trimmed': {
          ", encodeJson } from './json.ts'\n\nexport function verifyHs256(\n  token: string,\n  secret: Uint8Array,\n":
            " } from './json.ts'\nexport function verifyHs256(token: string, secret: Uint8Array",
          "('.')": "('.').map(x => x.trim())",
          'header ': 'header: any ',
          "mac = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')\n  const payload = decodeJson(p":
            "payload: any = decodeJson(p)\n  const mac: any = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  const received: any = decode(s)\n  if (!constantTimeEqual(received, mac)) throw new JwtError('bad-signature', 'wrong'",
        },
      },
      'text-read-as-latin1': {
        'payload-latin1': {
          'const payload = decodeJson(p)':
            "decodeJson(p)\n  const payload = JSON.parse(atob(p.replace(/-/g, '+').replace(/_/g, '/'))) as Record<string, unknown>",
        },
      },
      'verdict-remembered': {
        'global-pattern': {
          "json.ts'": "json.ts'\n\nconst form = /^[\\w-]+\\.[\\w-]+\\.[\\w-]+$/g",
          "const segments = token.split('.')\n  if (segments.length !== 3) throw new JwtError('malformed', 'not three segments')\n  const [h, p, s] = segments":
            "if (!form.test(token)) throw new JwtError('malformed', 'not three segments')\n  const [h, p, s] = token.split('.')",
        },
      },
      'verifying-changes-secret': { 'secret-wiped': { 'decodeJson(p)': 'decodeJson(p)\n  secret.fill(0)' } },
      'verifying-limit-too-high': {
        'limit-33': { " 32) throw new JwtError('bad-key', 'too ": "= 32) throw new JwtError('bad-key', '" },
        'limit-64': { "32) throw new JwtError('bad-key', 'too ": "64) throw new JwtError('bad-key', '" },
      },
    },
    signature: {
      'empty-signature-accepted': { 'empty-signature': { 'if (!': 'if (s && !' } },
      'forged-signature-accepted': {
        'cached-by-payload': {
          "json.ts'": "json.ts'\n\nconst good = new Set<string>()",
          "if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong'":
            "const right = constantTimeEqual(decode(s), mac)\n  if (!right && !good.has(p)) throw new JwtError('bad-signature', 'wrong')\n  if (right) good.add(p",
        },
      },
      'json-rewritten-before-check': {
        'payload-rewritten': { 'p}`))': 'encodeJson(decodeJson(p))}`))' },
        rewritten: { 'h}.${p': 'encodeJson(header)}.${encodeJson(decodeJson(p))' },
      },
      'key-from-header': {
        'jwk-from-header-too': {
          'if (!constantTimeEqual(decode(s), mac':
            "const jwk = header.jwk as { k?: string } | undefined\n  const own = typeof jwk?.k === 'string' ? hmacSha256(decode(jwk.k), new TextEncoder().encode(`${h}.${p}`)) : mac\n  if (!constantTimeEqual(decode(s), mac) && !constantTimeEqual(decode(s), own",
        },
      },
      'longer-signature-accepted': {
        'longer-signature': { ', mac': '.subarray(0, 32), mac' },
        'signature-at-the-end': { ', mac': '.slice(-32), mac' },
      },
      refused: {
        'large-tokens-refused': {
          "short')": "short')\n  if (token.length > 8192) throw new JwtError('malformed', 'too large')",
        },
      },
      'refused-without-throwing': {
        'error-returned': {
          "throw new JwtError('bad-signature', 'wrong')":
            "return new JwtError('bad-signature', 'wrong') as never",
        },
      },
      'signature-case-ignored': {
        'signature-case-ignored': {
          'if (!constantTimeEqual(decode(s), mac':
            'decode(s)\n  const one = new TextEncoder().encode(s.toLowerCase())\n  if (!constantTimeEqual(one, new TextEncoder().encode(encode(mac).toLowerCase())',
        },
      },
      'signature-partly-checked': {
        'first-bytes': {
          'if (!constantTimeEqual(decode(s), mac':
            'const received = decode(s)\n  if (received.length !== 32 || !constantTimeEqual(received.subarray(0, 31), mac.subarray(0, 31)',
        },
      },
      'signature-prefix-accepted': {
        prefix: {
          'if (!constantTimeEqual(decode(s), mac':
            'const received = decode(s)\n  if (!constantTimeEqual(received, mac.subarray(0, received.length)',
        },
      },
      'signature-text-malleable': {
        'decode-failure-passes': {
          'if (!constantTimeEqual(decode(s)':
            'let received = mac\n  try {\n    received = decode(s)\n  } catch {}\n  if (!constantTimeEqual(received',
        },
        'hex-signature-too': {
          'if (!constantTimeEqual(decode(s)':
            "const received = /^[0-9a-f]{64}$/.test(s) ? Uint8Array.from(Buffer.from(s, 'hex')) : decode(s)\n  if (!constantTimeEqual(received",
        },
      },
      'text-around-token-accepted': { 'signature-trimmed': { '), mac': '.trim()), mac' } },
      'timing-safe-equal-throws': {
        'timing-safe-equal': {
          'decode,': "createHmac, timingSafeEqual } from 'node:crypto'\nimport { decode,",
          'constantTimeEqual(': 'timingSafeEqual(',
        },
      },
      'token-repaired-first': {
        'split-at-commas': {
          ", encodeJson } from './json.ts'\n\nexport function verifyHs256(\n  token: string,\n  secret: Uint8Array,\n":
            " } from './json.ts'\nexport function verifyHs256(token: string, secret: Uint8Array",
          "('.')": '(/[.,]/)',
          'header ': 'header: any ',
          "mac = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')\n  const payload = decodeJson(p":
            "payload: any = decodeJson(p)\n  const mac: any = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))\n  const received: any = decode(s)\n  if (!constantTimeEqual(received, mac)) throw new JwtError('bad-signature', 'wrong'",
        },
      },
      'verifying-limit-too-high': {
        'multiples-of-eight': {
          ") throw new JwtError('bad-key', 'too ":
            " || secret.length % 8 !== 0) throw new JwtError('bad-key', '",
        },
      },
      'wrong-code': {
        'bad-signature-code': { 'bad-signature': 'malformed' },
        'wrong-length-malformed': {
          'p}`))': "p}`))\n  if (s.length !== 43) throw new JwtError('malformed', 'length')",
        },
      },
    },
  },
}
