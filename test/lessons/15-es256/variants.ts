/** Wrong programs as edits of programs/plain.ts and by-hand.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const plain: Variants = {
  base: 'plain',
  wrong: {
    sign: {
      'der-cut': {
        'last-64-bytes': {
          "sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })":
            "sign('sha256', Buffer.from(input), key).subarray(-64)",
        },
        'fixed-places': {
          "const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })":
            "const der = sign('sha256', Buffer.from(input), key)\n  const signature = Buffer.concat([der.subarray(4, 36), der.subarray(38, 70)])",
        },
        'fixed-r-and-the-end': {
          "const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })":
            "const der = sign('sha256', Buffer.from(input), key)\n  const signature = Buffer.concat([der.subarray(4, 36), der.subarray(-32)])",
        },
      },
      'good-key-refused': {
        'name-of-the-standard': { "namedCurve !== 'prime256v1'": "namedCurve !== 'P-256'" },
      },
      'token-remembered': {
        'kept-by-payload': {
          'export function signEs256': 'const kept = new Map()\nexport function signEs256',
          "const header: any = { alg: 'ES256' }":
            "if (kept.has(JSON.stringify(payload))) return kept.get(JSON.stringify(payload))\n  const header: any = { alg: 'ES256' }",
          'return [input, encode(signature)]':
            "kept.set(JSON.stringify(payload), [input, encode(signature)].join('.'))\n  return [input, encode(signature)]",
        },
      },
      'der-signature': {
        der: { "{ key, dsaEncoding: 'ieee-p1363' })\n  return": 'key)\n  return' },
      },
      'key-without-format': {
        'jwk-as-it-is': {
          "checked(() => createPrivateKey({ key: privateKey, format: 'jwk' }))":
            'createPrivateKey(privateKey)',
        },
      },
      'header-alg': {
        'other-name': { "header: any = { alg: 'ES256' }": "header: any = { alg: 'ECDSA' }" },
        'of-lesson-14': { "header: any = { alg: 'ES256' }": "header: any = { alg: 'RS256' }" },
        'of-the-key': {
          "header: any = { alg: 'ES256' }": "header: any = { alg: privateKey.alg ?? 'ES256' }",
        },
      },
      'zeros-behind': {
        'der-cut': {
          "const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })":
            "const der = sign('sha256', Buffer.from(input), key)\n  const end = 4 + (der[3] as number)\n  const signature = Buffer.alloc(64)\n  signature.set(der.subarray(4, end).subarray(-32), 0)\n  signature.set(der.subarray(end + 2).subarray(-32), 32)",
        },
      },
      'kid-of-nothing': {
        'kid-as-string': {
          "header: any = { alg: 'ES256' }\n  if (privateKey.kid !== undefined) header.kid = privateKey.kid":
            "header: any = { alg: 'ES256', kid: String(privateKey.kid) }",
        },
      },
      'kid-missing': {
        'no-kid': {
          "header: any = { alg: 'ES256' }\n  if (privateKey.kid !== undefined)":
            "header: any = { alg: 'ES256' }\n  if (false)",
        },
        'truthy-kid': {
          "header: any = { alg: 'ES256' }\n  if (privateKey.kid !== undefined)":
            "header: any = { alg: 'ES256' }\n  if (privateKey.kid)",
        },
      },
      'private-members': {
        'jwk-in-header': {
          "header: any = { alg: 'ES256' }": "header: any = { jwk: privateKey, alg: 'ES256' }",
        },
      },
      'payload-changed': {
        'adds-iat': {
          'input = `${encodeJson(header)}.${encodeJson(payload)}`':
            'input = [encodeJson(header), encodeJson({ ...payload, iat: 1 })].join(".")',
        },
      },
      'other-digest': { 'sha-512': { "sign('sha256'": "sign('sha512'" } },
      'hashed-twice': {
        'digest-signed': {
          'createPublicKey, sign': 'createHash, createPublicKey, sign',
          "sign('sha256', Buffer.from(input)": "sign('sha256', createHash('sha256').update(input).digest()",
        },
      },
      'signed-other-text': {
        'payload-only': {
          "sign('sha256', Buffer.from(input)": "sign('sha256', Buffer.from(encodeJson(payload))",
        },
      },
      'signature-encoding': {
        hex: { 'encode(signature)]': "signature.toString('hex')]" },
        base64: { 'encode(signature)]': "signature.toString('base64')]" },
      },
      'halves-swapped': {
        swapped: {
          'encode(signature)]': 'encode(Buffer.concat([signature.subarray(32), signature.subarray(0, 32)]))]',
        },
      },
    },
    verify: {
      'part-taken-for-zero': {
        'up-to-31': {
          'signature.length !== 64': 'signature.length !== 64 || isZero(signature.subarray(0, 31))',
          'function opened':
            'const isZero = (bytes: any) => bytes.every((byte: any) => byte === 0)\nfunction opened',
        },
        'from-33': {
          'signature.length !== 64': 'signature.length !== 64 || isZero(signature.subarray(33))',
          'function opened':
            'const isZero = (bytes: any) => bytes.every((byte: any) => byte === 0)\nfunction opened',
        },
        'some-byte': {
          'signature.length !== 64':
            'signature.length !== 64 || isZero(signature.subarray(0, 32)) || isZero(signature.subarray(32))',
          'function opened':
            'const isZero = (bytes: any) => bytes.some((byte: any) => byte === 0)\nfunction opened',
        },
      },
      'signature-lenient': { 'lenient-base64': { 'decode(parts[2])': "Buffer.from(parts[2], 'base64url')" } },
      'header-key': {
        'key-of-the-token': {
          "{ key, dsaEncoding: 'ieee-p1363' }, signature)":
            "{ key: header.jwk ? createPublicKey({ key: header.jwk, format: 'jwk' }) : key, dsaEncoding: 'ieee-p1363' }, signature)",
        },
      },
      'signature-ignored': {
        'result-ignored': { 'if (!good)': 'if (good === undefined)', 'signature.length !== 64': 'false' },
      },
      'nothing-verifies': {
        'counts-characters': {
          'signature.length !== 64': 'encode(signature).length !== 64',
        },
      },
      'der-expected': {
        'no-encoding': {
          "verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature)":
            "verify('sha256', input, key, signature)",
          'signature.length !== 64': 'false',
        },
      },
      'der-accepted': {
        'both-forms': {
          "verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature)":
            "verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature) || verify('sha256', input, key, signature)",
          'signature.length !== 64': 'false',
        },
      },
      'answer-remembered': {
        'kept-by-token': {
          'export function verifyEs256': 'const kept = new Map()\nexport function verifyEs256',
          "if (header.alg !== 'ES256')":
            "if (kept.has(token)) return kept.get(token)\n  if (header.alg !== 'ES256')",
          'if (!good)': 'if (good) kept.set(token, { header, payload })\n  if (!good)',
        },
      },
      'alg-inexact': { prefix: { "header.alg !== 'ES256'": "!String(header.alg).startsWith('ES')" } },
      'alg-not-checked': { 'none-only': { "header.alg !== 'ES256'": "header.alg === 'none'" } },
      'alg-of-lesson-14': { 'rs-256': { "header.alg !== 'ES256'": "header.alg !== 'RS256'" } },
      'crit-truthy': { 'crit-truthy': { "Object.hasOwn(header, 'crit')": 'header.crit' } },
      'b64-ignored': { 'no-b64': { "Object.hasOwn(header, 'b64')": 'false' } },
      'high-s-refused': { 'low-s-only': { 'if (!good)': 'if (!good || signature[32] >= 0x80)' } },
      'segments-uncounted': { 'at-least-three': { 'parts.length !== 3': 'parts.length < 3' } },
    },
    keys: {
      'curve-unchecked': {
        'any-curve': {
          "key.asymmetricKeyDetails.namedCurve !== 'prime256v1'": 'false',
          'signature.length !== 64': 'false',
        },
      },
      'key-unchecked': {
        'any-key': {
          "key.asymmetricKeyType !== 'ec'": 'false',
          "key.asymmetricKeyDetails.namedCurve !== 'prime256v1'": 'false',
          'signature.length !== 64': 'false',
        },
      },
      'curve-of-length': {
        'by-length': {
          "key.asymmetricKeyDetails.namedCurve !== 'prime256v1'":
            'key.export({ format: "jwk" }).x.length !== 43',
        },
      },
      'error-of-node': {
        'not-caught': {
          "throw new JwtError('bad-key', 'Node can not read it')": "throw new TypeError('not read')",
        },
      },
    },
    zero: {
      'length-filled': {
        'zeros-behind': {
          'signature: decode(parts[2])':
            'signature: Buffer.from(Buffer.from(decode(parts[2])).toString("hex").padEnd(128, "0"), "hex")',
        },
      },
      accepted: {
        'either-order': {
          "const good = verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature)":
            "const good = [signature, Buffer.concat([signature.subarray(32), signature.subarray(0, 32)])].some(bytes => verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, bytes))",
        },
      },
    },
    ed25519: {
      'ed25519-not-exported': {
        'ed-sign-not-exported': { 'export function signEd25519': 'function signEd25519' },
        'ed-verify-not-exported': { 'export function verifyEd25519': 'function verifyEd25519' },
      },
      'digest-named': { 'with-sha256': { 'sign(null,': "sign('sha256'," } },
      'header-alg': { 'older-name': { "{ alg: 'Ed25519' }": "{ alg: 'EdDSA' }" } },
      accepted: {
        'ed448-too': {
          "key.asymmetricKeyType !== 'ed25519'":
            "!['ed25519', 'ed448'].includes(String(key.asymmetricKeyType))",
        },
        'not-verified': { 'if (!right)': 'if (right === undefined)' },
        'any-case': { "header.alg !== 'EdDSA'": '!/^eddsa$/i.test(String(header.alg))' },
        'any-alg': { "header.alg !== 'Ed25519' && header.alg !== 'EdDSA'": "header.alg === 'none'" },
      },
      refused: { 'new-name-only': { " && header.alg !== 'EdDSA'": '' } },
    },
  },
}

const RANGE = 'r > 0n && r < N && s > 0n && s < N'
const SAME_X = 'point === null || mod(point.x, N) !== r'

/** Of the curve by hand. */
const byHand: Variants = {
  base: 'by-hand',
  wrong: {
    verify: {
      'x-not-reduced': { 'x-itself': { 'mod(point.x, N) !== r': 'point.x !== r' } },
    },
    zero: {
      'order-not-checked': {
        modulo: {
          [RANGE]: 'r % N > 0n && s % N > 0n',
          [SAME_X]: 'point === null || mod(point.x, N) !== mod(r, N)',
        },
        'r-below-p': {
          [RANGE]: 'r > 0n && r < P && s > 0n && s < N',
          [SAME_X]: 'point === null || mod(point.x, N) !== mod(r, N)',
        },
      },
      // As in Java 15 to 18: nobody asks whether r and s are 0 (CVE-2022-21449).
      'zero-accepted': {
        psychic: { [RANGE]: 'r < N && s < N', [SAME_X]: 'mod(point?.x ?? 0n, N) !== r' },
      },
      'length-unchecked': {
        'rest-ignored': {
          'toNumber(signature.slice(32))': 'toNumber(signature.slice(32, 64))',
          'signature.length !== 64 || !isInRange': '!isInRange',
        },
      },
    },
    keys: {
      'point-unchecked': {
        'any-point': {
          'mod(key.y * key.y - key.x * key.x * key.x + 3n * key.x - B, P) !== 0n': 'key.x === 0n',
        },
      },
    },
  },
}

export const variants = [plain, byHand]
