/** Wrong programs as edits of programs/plain.ts and plain-select.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const JWK = "pair.publicKey.export({ format: 'jwk' })"
const OWN_PAYLOAD = 'ownPayload = { ...decodeJson(second), ...changes }'
const KID_PAYLOAD = 'kidPayload = { ...decodeJson(second), ...changes }'
const OWN_TEXT = "sign('sha256', utf8(input),"
const KID_TEXT = 'hmacSha256(secret, utf8(text))'
const FIND = 'trusted.find(candidate => candidate.kid === header.kid)'
const ALG = 'header.alg !== key.alg'

const forgeries: Variants = {
  base: 'plain',
  wrong: {
    embedded: {
      'alg-missing': { 'jwk-only': { "alg: 'ES256', ": '' } },
      'alg-of-another-key': {
        'alg-of-the-token': { "alg: 'ES256'": 'alg: decodeJson(first).alg' },
        'alg-rs256': { "alg: 'ES256'": "alg: 'RS256'" },
      },
      'changes-ignored': { 'own-old-claims': { [OWN_PAYLOAD]: 'ownPayload = decodeJson(second)' } },
      'claims-renewed': {
        'own-issued-now': {
          [OWN_PAYLOAD]: 'ownPayload = { ...decodeJson(second), iat: 1_800_000_000, ...changes }',
        },
      },
      'jwk-as-text': {
        'jwk-json': { [JWK]: `JSON.stringify(${JWK})` },
        'jwk-pem': { [JWK]: "pair.publicKey.export({ type: 'spki', format: 'pem' })" },
      },
      'jwk-missing': { 'key-called-key': { 'jwk: pair': 'key: pair' } },
      'jwk-not-an-object': {
        'key-object': { [JWK]: '{ ...pair.publicKey }' },
        'jwk-in-array': { [JWK]: `[${JWK}]` },
      },
      'jwk-private': { 'private-exported': { [JWK]: "pair.privateKey.export({ format: 'jwk' })" } },
      'jwk-secret': {
        'oct-key': {
          "alg: 'ES256'": "alg: 'HS256'",
          [JWK]: "{ kty: 'oct', k: 'AAAA' }",
        },
      },
      'padding-kept': { 'own-base64': { 'encode(signature)': "signature.toString('base64')" } },
      'signature-der': { 'default-encoding': { ", dsaEncoding: 'ieee-p1363'": '' } },
      'signature-kept': { 'own-old-signature': { 'encode(signature)': 'third' } },
      'signature-missing': { 'own-unsigned': { 'encode(signature)': "''" } },
      'signature-of-other-text': {
        'signs-the-old-header': { [OWN_TEXT]: "sign('sha256', utf8(first + '.' + encodeJson(ownPayload))," },
        'signs-the-payload': { [OWN_TEXT]: "sign('sha256', utf8(encodeJson(ownPayload))," },
      },
      'signature-wrong': {
        'another-pair': {
          'key: pair.privateKey': "key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey",
        },
      },
      'jwk-incomplete': {
        'x-only': {
          [JWK]: `pick(${JWK})`,
          'const utf8': 'const pick = ({ kty, crv, x }: any): any => ({ kty, crv, x })\nconst utf8',
        },
      },
      'signature-swapped': {
        's-before-r': {
          'encode(signature)': 'encode(Buffer.concat([signature.subarray(32), signature.subarray(0, 32)]))',
        },
      },
      'signature-digest': { 'sha512-used': { [OWN_TEXT]: "sign('sha512', utf8(input)," } },
    },
    kid: {
      'alg-missing': { 'kid-only': { "alg: 'HS256', kid": 'kid' } },
      'alg-wrong': { 'kid-none': { "alg: 'HS256', kid": "alg: 'none', kid" } },
      'claims-win': {
        'kid-wrong-order': { [KID_PAYLOAD]: 'kidPayload = { ...changes, ...decodeJson(second) }' },
      },
      'key-not-empty': {
        'kid-as-secret': { 'new Uint8Array(0)': 'utf8(kid)' },
        'undefined-as-text': { 'new Uint8Array(0)': "utf8('undefined')" },
      },
      'kid-changed': {
        'kid-escaped': { 'kid: kid': 'kid: encodeURIComponent(kid)' },
        'kid-resolved': { 'kid: kid': "kid: new URL(kid, 'file:///srv/app/keys/').pathname" },
      },
      'kid-kept': { 'old-kid': { 'kid: kid': 'kid: decodeJson(first).kid' } },
      'kid-missing': {
        'no-kid': { ', kid: kid': '' },
        'kid-if-truthy': { ', kid: kid': ', ...(kid && { kid })' },
      },
      'only-changes': { 'kid-changes-alone': { [KID_PAYLOAD]: 'kidPayload = changes' } },
      'signature-hex': { 'kid-hex': { [`encode(${KID_TEXT})`]: `Buffer.from(${KID_TEXT}).toString('hex')` } },
      'signature-kept': { 'kid-old-signature': { [`encode(${KID_TEXT})`]: 'third' } },
      'signature-missing': { 'kid-unsigned': { [`encode(${KID_TEXT})`]: "''" } },
      'signature-of-other-text': {
        'kid-signs-the-old': { [KID_TEXT]: "hmacSha256(secret, utf8(first + '.' + encodeJson(kidPayload)))" },
      },
      'signature-wrong': { 'some-other-secret': { 'new Uint8Array(0)': "utf8('who knows')" } },
    },
  },
}

const selections: Variants = {
  base: 'plain-select',
  wrong: {
    select: {
      'argument-changed': {
        'keys-sorted': {
          'const key = trusted': ';(trusted as TrustedKey[]).reverse()\n  const key = trusted',
        },
      },
      'select-changed': {
        'end-of-path': {
          'candidate.kid === header.kid':
            "typeof header.kid === 'string' && candidate.kid === header.kid.split('/').at(-1)",
        },
      },
      'key-changed': {
        'header-kept': { 'return key': 'return { ...key, header } as any' },
        'json-copy': { 'return key': 'return JSON.parse(JSON.stringify(key))' },
      },
      'select-by-alg': {
        'first-of-that-alg': { [FIND]: 'trusted.find(candidate => candidate.alg === header.alg)' },
      },
      'select-case': {
        'locale-compare': {
          'candidate.kid === header.kid':
            "typeof header.kid === 'string' && candidate.kid.localeCompare(header.kid) === 0",
        },
        'case-ignored': {
          [FIND]:
            'trusted.find(candidate => candidate.kid.toLowerCase() === String(header.kid ?? NaN).toLowerCase() && typeof header.kid === "string")',
        },
      },
      'select-fallback': {
        'or-the-first': { [FIND]: `${FIND} ?? trusted[0]` },
        'the-only-one': { [FIND]: `${FIND} ?? (trusted.length === 1 ? trusted[0] : undefined)` },
      },
      'select-first': { 'first-always': { [FIND]: 'trusted[0]' } },
      'select-last-missed': {
        'one-round': { [FIND]: '[trusted[0]].find(candidate => candidate?.kid === header.kid)' },
      },
      'select-loose': {
        'double-equals': { 'candidate.kid === header.kid': 'candidate.kid == header.kid' },
        'kid-as-string': { 'candidate.kid === header.kid': 'candidate.kid === String(header.kid)' },
      },
      'select-no-kid': {
        'without-kid-the-first': { [FIND]: `header.kid === undefined ? trusted[0] : ${FIND}` },
      },
      'select-part': {
        pattern: {
          'candidate.kid === header.kid':
            "typeof header.kid === 'string' && new RegExp(header.kid).test(candidate.kid)",
        },
        'starts-with': {
          'candidate.kid === header.kid':
            "typeof header.kid === 'string' && header.kid.startsWith(candidate.kid)",
        },
      },
      'select-prototype': {
        'object-lookup': {
          [FIND]:
            '(Object.fromEntries(trusted.map(one => [one.kid, one])) as any)[typeof header.kid === "string" ? header.kid : "\\0"]',
          'if (header.alg !== key.alg)': 'if (false)',
        },
      },
      'returned-not-thrown': {
        'error-returned': {
          "throw new JwtError('bad-key', 'unknown kid')":
            "return new JwtError('bad-key', 'unknown kid') as any",
        },
      },
      'select-undefined': {
        'undefined-for-unknown': {
          "throw new JwtError('bad-key', 'unknown kid')": 'return undefined as any',
        },
      },
      'select-code': {
        'malformed-for-unknown': { "'bad-key', 'unknown kid'": "'malformed', 'unknown kid'" },
      },
      'not-a-jwt-error': {
        'plain-error': { "new JwtError('bad-key', 'unknown kid')": "new Error('unknown kid')" },
      },
    },
    bound: {
      'alg-case': {
        'alg-case-ignored': { [ALG]: 'String(header.alg).toLowerCase() !== key.alg.toLowerCase()' },
      },
      'alg-family': {
        'first-two': {
          [ALG]: "String(header.alg).slice(0, 2) !== key.alg.slice(0, 2) || typeof header.alg !== 'string'",
        },
      },
      'alg-of-any-key': { 'list-of-all': { [ALG]: '!trusted.some(one => one.alg === header.alg)' } },
      'alg-unchecked': { 'kid-only-select': { [ALG]: 'false' } },
      'select-code': { 'one-code': { "'unsupported', 'not for this key'": "'bad-key', 'not for this key'" } },
      'token-key-used': {
        'jwk-first': {
          'const key = trusted':
            'if (header.jwk) return { kid: String(header.kid), alg: String(header.alg), jwk: header.jwk as object }\n  const key = trusted',
        },
        'jwk-when-bare': {
          'return key':
            'return key.secret || key.jwk || !header.jwk ? key : { ...key, jwk: header.jwk as object }',
        },
        'jku-noted': { 'return key': 'return header.jku ? { ...key, jwk: header.jku as any } : key' },
      },
    },
  },
}

export const variants = [forgeries, selections]
