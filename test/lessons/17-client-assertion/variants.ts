/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    assertion: {
      'assertion-typ': { 'typ-jwt': { "signTyped('client-authentication+jwt'": "signTyped('JWT'" } },
      'assertion-aud': {
        'aud-array': { 'aud: issuer,\n    iat': 'aud: [issuer],\n    iat' },
        'token-endpoint': { 'aud: issuer,\n    iat': "aud: issuer + '/token',\n    iat" },
      },
      'assertion-sub': { 'no-sub': { 'sub: clientId,': '' } },
      'exp-too-far': { 'an-hour': { 'now + 120': 'now + 3600' } },
      'exp-is-a-lifetime': { lifetime: { 'now + 120': '120' } },
      'wall-clock': {
        'date-now': {
          'iat: now,\n    exp: now + 120':
            'iat: Math.floor(Date.now() / 1000),\n    exp: Math.floor(Date.now() / 1000) + 120',
        },
      },
      milliseconds: {
        'in-ms': { 'iat: now,\n    exp: now + 120': 'iat: now * 1000,\n    exp: now * 1000 + 120000' },
      },
      'jti-missing': { 'no-jti': { 'exp: now + 120,\n    jti: randomUUID(),': 'exp: now + 120,' } },
      'jti-repeats': {
        'math-random': {
          'exp: now + 120,\n    jti: randomUUID(),': 'exp: now + 120,\n    jti: String(Math.random()),',
        },
        stopwatch: {
          'exp: now + 120,\n    jti: randomUUID(),':
            'exp: now + 120,\n    jti: Buffer.from(`${performance.now()} ${process.hrtime()}`).toString("hex"),',
        },
        'client-and-time': {
          'exp: now + 120,\n    jti: randomUUID(),': 'exp: now + 120,\n    jti: clientId + now,',
        },
      },
      'jti-short': {
        'two-bytes': {
          'exp: now + 120,\n    jti: randomUUID(),': 'exp: now + 120,\n    jti: randomUUID().slice(0, 4),',
        },
      },
      'jti-predictable': {
        counter: {
          'exp: now + 120,\n    jti: randomUUID(),': 'exp: now + 120,\n    jti: String(100000 + ++count),',
          'export function createAssertion': 'let count = 0\nexport function createAssertion',
        },
      },
      'signing-unchecked': { 'key-size': { 'key.asymmetricKeyDetails.modulusLength < 2048': 'false' } },
    },
    client: {
      'grant-type-unchecked': { 'any-grant': { "form.grant_type !== 'client_credentials'": 'false' } },
      'assertion-type-unchecked': {
        'type-begins': {
          'form.client_assertion_type !== ASSERTION_TYPE':
            '!form.client_assertion_type?.startsWith(ASSERTION_TYPE)',
        },
        'any-type': { 'form.client_assertion_type !== ASSERTION_TYPE': 'false' },
      },
      'client-id-unchecked': {
        'no-client-id': { 'form.client_id !== undefined && form.client_id !== payload.iss': 'false' },
      },
      refused: {
        'client-id-there': {
          'form.client_id !== undefined && form.client_id !== payload.iss': 'form.client_id !== payload.iss',
        },
      },
      'keys-of-all-clients': {
        'keys-of-client-id': {
          'form.client_id !== undefined && form.client_id !== payload.iss': 'false',
          'const name = claimed.iss': 'const name = (form as any).client_id ?? claimed.iss',
        },
        'keys-of-sub': {
          'payload.sub !== payload.iss': 'false',
          'const name = claimed.iss': 'const name = claimed.sub',
        },
        'any-key': {
          'const { header, payload } = verifyRs256(assertion, key) as any':
            'const all = Object.values<any>(clients).flatMap(({ keys }) => keys)\n    const read = (jwk: any) => {\n      try {\n        return verifyRs256(assertion, jwk)\n      } catch {\n        return null\n      }\n    }\n    const { header, payload } = (all.map(read).find(Boolean) ?? verifyRs256(assertion, key)) as any',
        },
      },
      'prototype-name': { 'no-has-own': { '!Object.hasOwn(clients, name)': '!clients[name]' } },
      'signature-unchecked': {
        'decoded-only': {
          'const { header, payload } = verifyRs256(assertion, key) as any':
            'void key\n    const { header, payload } = { header: decodeJson(headerSegment), payload: claimed } as any',
        },
      },
      'sub-unchecked': { 'no-sub': { 'payload.sub !== payload.iss': 'false' } },
      'typ-unchecked': {
        'no-typ': { '!types.includes(header.typ)': 'false' },
        'typ-part': {
          '!types.includes(header.typ)':
            "!types.includes(header.typ) && !String(header.typ).includes('client-authentication')",
        },
      },
      'argument-changed': {
        'clients-sorted': {
          'constructor(options: any) {':
            'constructor(options: any) {\n    for (const { keys } of Object.values<any>(options.clients)) keys.reverse()',
        },
        'deletes-assertion': {
          'const [headerSegment': 'delete form.client_assertion\n    const [headerSegment',
        },
      },
    },
    claims: {
      'aud-unchecked': { 'no-aud': { 'payload.aud !== issuer': 'false' } },
      'aud-includes': {
        'array-includes': { 'payload.aud !== issuer': '![payload.aud].flat().includes(issuer)' },
      },
      'aud-inexact': {
        prefix: { 'payload.aud !== issuer': '!String(payload.aud).startsWith(issuer)' },
        'endpoint-too': {
          'payload.aud !== issuer': "payload.aud !== issuer && payload.aud !== issuer + '/token'",
        },
      },
      'exp-not-required': {
        'exp-optional': {
          "if (payload.exp === undefined) throw new JwtError('claim-missing', 'exp')": '',
          "'claim-missing', 'iat')": "'claim-missing', 'iat')\n    payload.exp ??= payload.iat + 300",
        },
      },
      'times-unchecked': { 'no-times': { 'checkTimes(payload, { now })': 'void checkTimes' } },
      'exp-on-boundary': {
        'leeway-of-one': { 'checkTimes(payload, { now })': 'checkTimes(payload, { now: now - 1 })' },
      },
      'life-unchecked': { 'no-limit': { 'payload.exp - payload.iat > 300': 'false' } },
      'life-from-now': { 'from-now': { 'payload.exp - payload.iat > 300': 'payload.exp - now > 300' } },
      'life-boundary': {
        'under-300': { 'payload.exp - payload.iat > 300': 'payload.exp - payload.iat >= 300' },
      },
      'future-iat': { 'iat-ahead': { 'payload.iat > now + 60': 'false' } },
      'not-a-jwt-error': {
        'type-error': { "throw new JwtError('claim-mismatch', 'aud')": "throw new TypeError('aud')" },
      },
    },
    replay: {
      'replay-accepted': {
        'not-kept': { 'this.used.set(id, payload.exp)': '' },
        'objects-as-keys': {
          "typeof payload.jti !== 'string'": 'false',
          'JSON.stringify([payload.iss, payload.jti])':
            "(typeof payload.jti === 'string' ? JSON.stringify([payload.iss, payload.jti]) : payload.jti) as any",
        },
      },
      'jti-required': {
        'jti-optional': {
          "if (payload.jti === undefined) throw new JwtError('claim-missing', 'jti')": '',
          "typeof payload.jti !== 'string'": "payload.jti !== undefined && typeof payload.jti !== 'string'",
          'this.used.has(id)': 'payload.jti !== undefined && this.used.has(id)',
        },
      },
      'jti-of-all-clients': { 'jti-alone': { 'JSON.stringify([payload.iss, payload.jti])': 'payload.jti' } },
      'jti-hashed-short': {
        '16-bits': {
          'import { createPrivateKey,': 'import { createHash, createPrivateKey,',
          'JSON.stringify([payload.iss, payload.jti])':
            "createHash('sha256').update(JSON.stringify([payload.iss, payload.jti])).digest('hex').slice(0, 4)",
        },
        '32-bits': {
          'import { createPrivateKey,': 'import { createHash, createPrivateKey,',
          'JSON.stringify([payload.iss, payload.jti])':
            "payload.iss + ' ' + createHash('sha1').update(payload.jti).digest('hex').slice(0, 8)",
        },
        'hash-of-java': {
          'const id = JSON.stringify([payload.iss, payload.jti])':
            'let id: any = 0\n    for (const one of JSON.stringify([payload.iss, payload.jti])) id = (Math.imul(id, 31) + one.charCodeAt(0)) | 0',
        },
      },
      'jti-inexact': {
        'lower-case': {
          'JSON.stringify([payload.iss, payload.jti])':
            'JSON.stringify([payload.iss, payload.jti.toLowerCase()])',
        },
        trimmed: {
          'JSON.stringify([payload.iss, payload.jti])': 'JSON.stringify([payload.iss, payload.jti.trim()])',
        },
        shortened: {
          'JSON.stringify([payload.iss, payload.jti])':
            'JSON.stringify([payload.iss, payload.jti.slice(0, 64)])',
        },
        'end-only': {
          'JSON.stringify([payload.iss, payload.jti])':
            'JSON.stringify([payload.iss, payload.jti.slice(-64)])',
        },
        'as-number': {
          'JSON.stringify([payload.iss, payload.jti])':
            'JSON.stringify([payload.iss, Number(payload.jti) || payload.jti])',
        },
        'normal-form': {
          'JSON.stringify([payload.iss, payload.jti])':
            "JSON.stringify([payload.iss, payload.jti.normalize('NFC')])",
        },
        'one-byte-characters': {
          'JSON.stringify([payload.iss, payload.jti])':
            "Buffer.from(JSON.stringify([payload.iss, payload.jti]), 'latin1').toString()",
        },
      },
      'forgotten-after-others': {
        'last-thirty': {
          'this.used.set(id, payload.exp)':
            'this.used.set(id, payload.exp)\n    if (this.used.size > 30) this.used.delete([...this.used.keys()][0] as string)',
        },
        'last-hundred': {
          'this.used.set(id, payload.exp)':
            'this.used.set(id, payload.exp)\n    if (this.used.size > 100) this.used.delete([...this.used.keys()][0] as string)',
        },
        'emptied-when-full': {
          'this.used.set(id, payload.exp)':
            'if (this.used.size >= 32) this.used.clear()\n    this.used.set(id, payload.exp)',
        },
      },
      'seam-between-names': {
        'with-a-blank': { 'JSON.stringify([payload.iss, payload.jti])': "payload.iss + ' ' + payload.jti" },
        'with-a-zero': { 'JSON.stringify([payload.iss, payload.jti])': "payload.iss + '\\0' + payload.jti" },
        'with-a-slash': { 'JSON.stringify([payload.iss, payload.jti])': "payload.iss + '/' + payload.jti" },
        'jti-first': { 'JSON.stringify([payload.iss, payload.jti])': "payload.jti + ':' + payload.iss" },
        list: { 'JSON.stringify([payload.iss, payload.jti])': 'String([payload.iss, payload.jti])' },
        joined: { 'JSON.stringify([payload.iss, payload.jti])': 'payload.iss + payload.jti' },
        'with-a-colon': { 'JSON.stringify([payload.iss, payload.jti])': "payload.iss + ':' + payload.jti" },
      },
      'used-before-verified': {
        'kept-too-early': {
          'const key = keyFor':
            'if (this.used.has(JSON.stringify([claimed.iss, claimed.jti]))) throw new JwtError("claim-mismatch", "used before")\n    this.used.set(JSON.stringify([claimed.iss, claimed.jti]), claimed.exp as number)\n    const key = keyFor',
          "if (this.used.has(id)) throw new JwtError('claim-mismatch', 'used before')": '',
        },
      },
      'forgotten-too-early': {
        'a-minute': { 'this.used.set(id, payload.exp)': 'this.used.set(id, now + 60)' },
        'from-iat': { 'this.used.set(id, payload.exp)': 'this.used.set(id, payload.iat + 100)' },
      },
      'never-forgotten': {
        'kept-for-ever': { 'if (now >= ends) this.used.delete(id)': 'void ends' },
        milliseconds: { 'now >= ends': 'now >= ends * 1000' },
      },
      'shared-by-endpoints': {
        'static-map': {
          'used = new Map<string, number>()': 'get used() {\n    return seen\n  }',
          'export class TokenEndpoint': 'const seen = new Map<string, number>()\nexport class TokenEndpoint',
        },
      },
      'memory-grows': {
        'tokens-kept': {
          'used = new Map<string, number>()': 'used = new Map<string, number>()\n  log: string[] = []',
          'this.used.set(id, payload.exp)': 'this.used.set(id, payload.exp)\n    this.log.push(assertion)',
        },
      },
    },
    token: {
      'token-typ': { 'typ-jwt': { "signTyped('at+jwt'": "signTyped('JWT'" } },
      'token-claim': {
        'no-client-id': { 'client_id: payload.iss,': '' },
        'aud-is-issuer': { 'aud: audience,': 'aud: issuer,' },
        'no-jti': { 'exp: now + 3600,\n      jti: randomUUID(),': 'exp: now + 3600,' },
        'a-day': { 'now + 3600': 'now + 86400' },
        minutes: { 'now + 3600': 'now + 60' },
      },
      'token-wall-clock': {
        'date-now': {
          'iat: now,\n      exp: now + 3600':
            'iat: Math.floor(Date.now() / 1000),\n      exp: Math.floor(Date.now() / 1000) + 3600',
        },
      },
      'token-jti': {
        'of-the-assertion': {
          'exp: now + 3600,\n      jti: randomUUID(),': 'exp: now + 3600,\n      jti: payload.jti,',
        },
        'math-random': {
          'exp: now + 3600,\n      jti: randomUUID(),': 'exp: now + 3600,\n      jti: String(Math.random()),',
        },
      },
      'claims-copied': {
        'spread-payload': { 'const access: any = {': 'const access: any = {\n      ...payload,' },
      },
      'token-key': {
        'kid-of-client': { 'access, signingKey)': 'access, { ...signingKey, kid: header.kid })' },
      },
      'answer-wrong': {
        'type-jwt': { "token_type: 'Bearer'": "token_type: 'JWT'" },
        'no-expires': { ', expires_in: 3600': '' },
        'expires-at': { ', expires_in: 3600': ', expires_in: now + 3600' },
      },
    },
  },
}
