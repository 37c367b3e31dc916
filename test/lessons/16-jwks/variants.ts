/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    thumbprint: {
      'other-text': {
        'all-names': {
          'const text =':
            "for (const name of ['crv', 'e', 'k', 'kty', 'n', 'x', 'y']) {\n    delete key[name]\n    if (name in jwk) key[name] = jwk[name]\n  }\n  const text =",
        },
        'space-in-front': { 'const text = JSON.stringify(key)': "const text = ' ' + JSON.stringify(key)" },
      },
      'all-members': {
        'whole-key': { 'const text = JSON.stringify(key)': 'const text = JSON.stringify(jwk)' },
      },
      'members-unsorted': {
        'kty-first': {
          "RSA: ['e', 'kty', 'n']": "RSA: ['kty', 'n', 'e']",
          "EC: ['crv', 'kty', 'x', 'y']": "EC: ['kty', 'crv', 'x', 'y']",
        },
        'oct-kty-first': { "oct: ['k', 'kty']": "oct: ['kty', 'k']" },
        'order-of-key': {
          'for (const name of MEMBERS[jwk.kty]) {':
            'for (const name of Object.keys(jwk)) {\n    if (!MEMBERS[jwk.kty].includes(name)) continue',
        },
      },
      'json-spaces': { indented: { 'JSON.stringify(key)': 'JSON.stringify(key, null, 2)' } },
      'hash-encoding': {
        hex: { 'encode(createHash': '(createHash', '.digest())': ".digest('hex'))" },
        base64: { 'encode(createHash': '(createHash', '.digest())': ".digest('base64'))" },
      },
      'other-digest': { 'sha-1': { "createHash('sha256')": "createHash('sha1')" } },
      'kid-hashed': {
        'kid-too': { 'const text =': 'if (jwk.kid !== undefined) key.kid = jwk.kid\n  const text =' },
      },
      'private-hashed': {
        'd-too': { 'const text =': 'if (jwk.d !== undefined) key.d = jwk.d\n  const text =' },
      },
      'curve-left-out': {
        'no-crv': {
          "EC: ['crv', 'kty', 'x', 'y']": "EC: ['kty', 'x', 'y']",
          "OKP: ['crv', 'kty', 'x']": "OKP: ['kty', 'x']",
        },
      },
      'missing-member': {
        'undefined-left-out': {
          "if (typeof jwk[name] !== 'string') throw new JwtError('bad-key', `no ${name}`)": '',
        },
      },
      'not-a-jwt-error': { 'unknown-type': { 'if (!Object.hasOwn(MEMBERS, jwk.kty))': 'if (false)' } },
    },
    kid: {
      accepted: { 'any-okp': { "key.kty === 'OKP' && key.crv === 'Ed25519'": "key.kty === 'OKP'" } },
      'key-changed': {
        'without-kid': {
          'return found[0]': 'const { kid, ...key } = found[0]\n  return key',
        },
      },
      'kid-of-unnamed': {
        'unnamed-fits': {
          'header.kid !== undefined && key.kid !== header.kid':
            'header.kid !== undefined && key.kid !== undefined && key.kid !== header.kid',
        },
      },
      'kid-ignored': {
        'first-that-fits': {
          'if (header.kid !== undefined && key.kid !== header.kid) return false': '',
          'found.length !== 1': 'found.length === 0',
        },
      },
      'kid-fallback': {
        'only-key': {
          'const found =':
            'if (jwks.keys.length === 1 && fits({ alg: header.alg }, jwks.keys[0])) return jwks.keys[0]\n  const found =',
        },
        'any-key': {
          'if (found.length !== 1) throw':
            'if (found.length === 0 && jwks.keys.some((key: any) => fits({ alg: header.alg }, key))) return jwks.keys.find((key: any) => fits({ alg: header.alg }, key))\n  if (found.length !== 1) throw',
        },
      },
      'kid-inexact': {
        'any-case': {
          'key.kid !== header.kid': 'String(key.kid).toLowerCase() !== String(header.kid).toLowerCase()',
        },
        'starts-with': { 'key.kid !== header.kid': '!String(key.kid).startsWith(header.kid)' },
      },
      'kid-taken-for-absent': {
        'empty-is-none': {
          'header.kid !== undefined && key.kid !== header.kid': 'header.kid && key.kid !== header.kid',
        },
      },
      'kid-by-thumbprint': {
        'or-thumbprint': {
          'header.kid !== undefined && key.kid !== header.kid':
            'header.kid !== undefined && key.kid !== header.kid && !(key.kty && Object.hasOwn(MEMBERS, key.kty) && MEMBERS[key.kty].every((name: string) => name in key) && thumbprint(key) === header.kid)',
        },
      },
      'use-required': { 'use-sig': { "key.use !== undefined && key.use !== 'sig'": "key.use !== 'sig'" } },
      'key-alg-required': {
        'alg-there': { 'key.alg !== undefined && key.alg !== header.alg': 'key.alg !== header.alg' },
      },
      'type-unchecked': {
        'kid-only': {
          "if (header.alg === 'RS256') return key.kty === 'RSA'":
            'if (/^(RS|ES)256$/.test(header.alg)) return true',
        },
      },
      'curve-unchecked': { 'any-curve': { "key.kty === 'EC' && key.crv === 'P-256'": "key.kty === 'EC'" } },
      'secret-as-key': {
        'oct-for-hs256': {
          "if (header.alg === 'RS256')":
            "if (header.alg === 'HS256') return key.kty === 'oct'\n  if (header.alg === 'RS256')",
        },
      },
      'none-has-a-key': {
        'none-any': {
          "throw new JwtError('unsupported', 'no public keys for this algorithm')": 'return true',
        },
      },
      'header-key': {
        'takes-jwk': { 'const found =': 'if (header.jwk !== undefined) return header.jwk\n  const found =' },
      },
      'argument-changed': { 'sorts-set': { 'const found =': 'jwks.keys.reverse()\n  const found =' } },
      'not-a-jwt-error': {
        undefined: {
          "if (found.length !== 1) throw new JwtError('bad-key', 'not exactly one key')":
            "if (found.length !== 1) throw new Error('none')",
        },
      },
      'returned-nothing': {
        'returns-undefined': {
          "if (found.length !== 1) throw new JwtError('bad-key', 'not exactly one key')":
            'if (found.length > 1) throw new JwtError("bad-key", "several")',
        },
      },
      'returned-not-thrown': {
        'returns-error': {
          "if (found.length !== 1) throw new JwtError('bad-key', 'not exactly one key')":
            "if (found.length !== 1) return { error: 'no key' }",
        },
      },
    },
    fit: {
      'last-of-name': {
        'map-by-kid': {
          'jwks.keys.filter':
            '(header.kid === undefined ? jwks.keys : [...new Map(jwks.keys.map((key: any) => [key.kid, key])).values()]).filter',
        },
      },
      accepted: {
        'empty-use': { "key.use !== undefined && key.use !== 'sig'": "key.use && key.use !== 'sig'" },
        'empty-alg': {
          'key.alg !== undefined && key.alg !== header.alg': 'key.alg && key.alg !== header.alg',
        },
        'alg-any-case': {
          'key.alg !== undefined && key.alg !== header.alg':
            'key.alg !== undefined && key.alg.toUpperCase() !== header.alg.toUpperCase()',
        },
      },
      'use-ignored': { 'no-use': { "key.use !== undefined && key.use !== 'sig'": 'false' } },
      'key-alg-ignored': { 'no-alg': { 'key.alg !== undefined && key.alg !== header.alg': 'false' } },
      'use-and-alg-ignored': {
        'name-and-type-only': {
          "key.use !== undefined && key.use !== 'sig'": 'false',
          'key.alg !== undefined && key.alg !== header.alg': 'false',
        },
        'first-that-has-it': {
          "key.use !== undefined && key.use !== 'sig'": 'false',
          'key.alg !== undefined && key.alg !== header.alg': 'false',
          'found.length !== 1': 'found.length === 0',
        },
      },
      'first-of-name': {
        'find-then-check': {
          'const found = jwks.keys.filter((key: any) => fits(header, key))':
            'const named = header.kid === undefined ? jwks.keys : [jwks.keys.find((key: any) => key.kid === header.kid)].filter(Boolean)\n  const found = named.filter((key: any) => fits(header, key))',
        },
      },
      'unknown-type-breaks': {
        'throws-for-others': {
          'if (header.kid !== undefined &&':
            "if (!['RSA', 'EC', 'OKP', 'oct'].includes(key.kty)) throw new JwtError('bad-key', 'unknown type')\n  if (header.kid !== undefined &&",
        },
      },
    },
    unnamed: {
      accepted: {
        'unnamed-keys-only': {
          'if (header.kid !== undefined && key.kid !== header.kid)': 'if (key.kid !== header.kid)',
        },
      },
      'kid-taken-for-absent': {
        'null-is-none': {
          'header.kid !== undefined && key.kid !== header.kid':
            'header.kid != null && key.kid !== header.kid',
        },
        'only-strings': {
          'header.kid !== undefined && key.kid !== header.kid':
            "typeof header.kid === 'string' && key.kid !== header.kid",
        },
      },
      'wrong-value': {
        'use-ignored-without-kid': {
          'return found[0]':
            'return header.kid === undefined ? jwks.keys.find((key: any) => fits(header, { ...key, use: undefined })) : found[0]',
        },
      },
      'unnamed-first': { first: { 'found.length !== 1': 'found.length === 0' } },
      'kid-as-text': {
        'number-compared': { 'key.kid !== header.kid': 'String(key.kid) !== String(header.kid)' },
      },
    },
  },
}
