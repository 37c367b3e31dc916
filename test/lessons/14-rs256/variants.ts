/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    sign: {
      'header-alg': {
        'name-of-node': { "alg: 'RS256'": "alg: 'RSA-SHA256'" },
        'lower-case': { "{ alg: 'RS256' }": "{ alg: 'rs256' }" },
        'of-the-key': { "{ alg: 'RS256' }": "{ alg: (privateKey as any).alg ?? 'RS256' }" },
      },
      'key-without-format': {
        'jwk-as-it-is': { 'const key = privateOf(privateKey)': 'const key = createPrivateKey(privateKey)' },
        'jwk-in-an-object': {
          'const key = privateOf(privateKey)': 'const key = createPrivateKey({ key: privateKey })',
        },
      },
      'payload-changed': {
        'adds-iat': { 'encodeJson(payload)}': 'encodeJson({ iat: 1700000000, ...payload })}' },
      },
      'kid-missing': {
        'no-kid': { 'if (privateKey.kid !== undefined) header.kid = privateKey.kid': '' },
        'truthy-kid': { 'privateKey.kid !== undefined': 'privateKey.kid' },
      },
      'kid-of-nothing': {
        'kid-null': {
          'if (privateKey.kid !== undefined) header.kid = privateKey.kid':
            'header.kid = privateKey.kid ?? null',
        },
        'kid-as-string': {
          'if (privateKey.kid !== undefined) header.kid = privateKey.kid':
            'header.kid = String(privateKey.kid)',
        },
      },
      'private-members': {
        'whole-key-in-header': {
          'if (privateKey.kid !== undefined) header.kid = privateKey.kid':
            'Object.assign(header, privateKey)',
        },
        'jwk-in-header': { '{ alg:': '{ jwk: privateKey, alg:' },
      },
      'other-digest': {
        'sha-512': { "sign('sha256'": "sign('sha512'" },
        'sha-1': { "sign('sha256'": "sign('sha1'" },
      },
      'pss-padding': {
        pss: {
          'Buffer.from(input), key)': 'Buffer.from(input), { key, padding: 6, saltLength: 32 })',
        },
      },
      'signed-other-text': {
        'payload-only': { 'Buffer.from(input)': 'Buffer.from(encodeJson(payload))' },
        'json-not-segments': {
          'Buffer.from(input)': 'Buffer.from(JSON.stringify(header) + "." + JSON.stringify(payload))',
        },
        'without-the-dot': { 'Buffer.from(input)': "Buffer.from(input.replace('.', ''))" },
      },
      'hashed-twice': {
        'digest-signed': {
          'sign, verify': 'createHash, sign, verify',
          'Buffer.from(input)': "createHash('sha256').update(input).digest()",
        },
      },
      'signature-encoding': {
        base64: { 'encode(signature)': "signature.toString('base64')" },
        hex: { 'encode(signature)': "signature.toString('hex')" },
      },
      'good-key-refused': {
        'more-than-2048': { '< 2048': '<= 2048' },
        'caught-without-format': { "createPrivateKey({ key: jwk, format: 'jwk' })": 'createPrivateKey(jwk)' },
      },
      'token-remembered': {
        'kept-by-payload': {
          'export function signRs256': 'const kept = new Map()\nexport function signRs256',
          'const header: any':
            'if (kept.has(JSON.stringify(payload))) return kept.get(JSON.stringify(payload))\n  const header: any',
          'return `${input}.${encode(signature)}`':
            'kept.set(JSON.stringify(payload), `${input}.${encode(signature)}`)\n  return `${input}.${encode(signature)}`',
        },
      },
      'argument-changed': {
        'deletes-kid': { 'const signature =': 'delete privateKey.kid\n  const signature =' },
      },
    },
    verify: {
      'signature-lenient': { 'lenient-base64': { 'decode(parts[2])': "Buffer.from(parts[2], 'base64url')" } },
      'signature-ignored': { 'result-ignored': { 'if (!good)': 'if (good === undefined)' } },
      'answer-remembered': {
        'kept-by-token': {
          'export function verifyRs256': 'const kept = new Map()\nexport function verifyRs256',
          'const key = publicOf(publicKey)':
            'if (kept.has(token)) return kept.get(token)\n  const key = publicOf(publicKey)',
          'return { header, payload }': 'kept.set(token, { header, payload })\n  return { header, payload }',
        },
      },
      'json-rewritten': {
        rewritten: {
          "[parts[0], parts[1]].join('.')": "[encodeJson(header), encodeJson(payload)].join('.')",
        },
      },
      'segments-uncounted': { 'at-least-three': { 'parts.length !== 3': 'parts.length < 3' } },
      'payload-only': { 'payload-only': { 'return { header, payload }': 'return payload' } },
      'typ-required': {
        'typ-jwt': { "header.alg !== 'RS256'": "header.alg !== 'RS256' || header.typ !== 'JWT'" },
      },
      'exponent-fixed': {
        'always-65537': {
          'const key = publicOf(publicKey)': "const key = publicOf({ ...publicKey, e: 'AQAB' })",
        },
      },
      'exponent-refused': {
        'only-65537': {
          'const key = publicOf(publicKey)':
            "const key = publicOf(publicKey)\n  if (key.asymmetricKeyDetails.publicExponent !== 65537n) throw new JwtError('bad-key', 'e')",
        },
      },
      'nothing-verifies': {
        'arguments-swapped': {
          "verify('sha256', received, key, decode(parts[2]))":
            "verify('sha256', decode(parts[2]), key, received)",
        },
      },
      'padding-pss': {
        'verifies-pss': { 'received, key,': 'received, { key, padding: 6 },' },
      },
      'not-a-jwt-error': {
        'plain-error': {
          "throw new JwtError('bad-signature'":
            "throw new (class extends Error { constructor(_: string, m: string) { super(m) } })('bad-signature'",
        },
      },
      'wrong-code': { 'signature-malformed': { "'bad-signature'": "'malformed'" } },
      'returned-not-thrown': {
        'returns-null': {
          "throw new JwtError('bad-signature', 'this key did not sign these two segments')": 'return null',
        },
        'returns-error': {
          "throw new JwtError('bad-signature', 'this key did not sign these two segments')":
            "return { valid: false, error: 'bad-signature' }",
        },
      },
      refused: {
        'first-key': {
          'const key = publicOf(publicKey)': 'const key = (kept ??= publicOf(publicKey))',
          'export function verifyRs256': 'let kept: any\nexport function verifyRs256',
        },
      },
    },
    header: {
      'alg-inexact': {
        prefix: { "header.alg !== 'RS256'": "!String(header.alg).startsWith('RS')" },
        'any-case': { "header.alg !== 'RS256'": "String(header.alg).toUpperCase() !== 'RS256'" },
      },
      'alg-not-checked': {
        'none-only': { "header.alg !== 'RS256'": "header.alg === 'none'" },
        never: { "header.alg !== 'RS256'": 'false' },
      },
      'token-chooses': {
        'digest-of-header': {
          "if (header.alg !== 'RS256')": 'if (!/^RS(256|384|512)$/.test(header.alg))',
          "verify('sha256'": "verify('sha' + header.alg.slice(2)",
        },
      },
      'crit-ignored': { 'no-crit': { "Object.hasOwn(header, 'crit')": 'false' } },
      'crit-truthy': { 'crit-truthy': { "Object.hasOwn(header, 'crit')": 'header.crit' } },
      'b64-ignored': {
        'no-b64': { "Object.hasOwn(header, 'b64')": 'false' },
        'b64-truthy': { "Object.hasOwn(header, 'b64')": 'header.b64' },
      },
      'header-key': {
        'embedded-key': {
          'decode(parts[2]))':
            'decode(parts[2])) || (header.jwk && verify("sha256", received, publicOf(header.jwk), decode(parts[2])))',
        },
      },
    },
    keys: {
      'key-type-unchecked': {
        'any-type': {
          "key.asymmetricKeyType !== 'rsa'": 'false',
          'key.asymmetricKeyDetails.modulusLength <': '(key.asymmetricKeyDetails.modulusLength ?? 4096) <',
        },
      },
      'key-size-unchecked': { 'any-size': { 'key.asymmetricKeyDetails.modulusLength < 2048': 'false' } },
      'key-size-limit': {
        'one-bit-less': { '< 2048': '< 2047' },
        'at-least-1024': { '< 2048': '< 1024' },
      },
      'key-size-of-text': {
        'characters-of-n': {
          'return checked(key)\n}\n\nfunction publicOf':
            'if (jwk.n?.length < 342) throw new JwtError("bad-key", "n")\n  return checked(key)\n}\n\nfunction publicOf',
          'return checked(key)\n}\n\nfunction checked':
            'if (jwk.n?.length < 342) throw new JwtError("bad-key", "n")\n  return checked(key)\n}\n\nfunction checked',
          'key.asymmetricKeyDetails.modulusLength < 2048': 'false',
        },
      },
      'error-of-node': {
        'public-key-signs': {
          "throw new JwtError('bad-key', 'no private key')": "throw new TypeError('no private key')",
        },
      },
      'signing-unchecked': {
        'sign-takes-any': {
          "throw new JwtError('bad-key', 'no private key')\n  }\n  return checked(key)":
            "throw new JwtError('bad-key', 'no private key')\n  }\n  return key",
        },
      },
    },
  },
}
