/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    interop: {
      accepted: {
        'other-hashes': {
          'checkClaims,': "createHmac } from 'node:crypto'\nimport { checkClaims,",
          '{ payload } = verifyHs256(token, secret) as any':
            "[header = '', body = '', signature] = token.split('.')\n  const match = /HS(384|512)/.exec(Buffer.from(header, 'base64url').toString())\n  const right = match && createHmac(`sha${match[1]}`, secret).update(`${header}.${body}`).digest('base64url') === signature\n  const payload = right ? JSON.parse(Buffer.from(body, 'base64url').toString()) : verifyHs256(token, secret).payload",
        },
      },
      'answer-changes': {
        'jti-once': {
          'options)':
            "options)\n  if (payload.jti !== undefined) {\n    if (used.has(payload.jti)) throw new JwtError('claim-mismatch', 'used before')\n    used.add(payload.jti)\n  }",
          'payload\n}': 'payload\n}\n\nconst used = new Set<string>()',
        },
      },
      'wrong-value': {
        'header-crit': {
          'checkClaims,': "createHmac } from 'node:crypto'\nimport { checkClaims,",
          'return signHs256({ ...claims, iat: now, exp: now + lifetime }, secret)':
            "const payload = { ...claims, iat: now, exp: now + lifetime }\n  const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')\n  const input = `${segment({ alg: 'HS256', typ: 'JWT', crit: ['exp'] })}.${segment(payload)}`\n  signHs256({}, secret)\n  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`",
        },
      },
    },
    issue: {
      accepted: {
        'short-secret-padded': {
          'return signHs256({ ...claims, iat: now, exp: now + lifetime }, secret':
            'const key = new Uint8Array(Math.max(32, secret.length))\n  key.set(secret)\n  return signHs256({ ...claims, iat: now, exp: now + lifetime }, key',
        },
      },
      'argument-changed': { deleted: { 'string {': 'string {\n  delete claims.iat\n  delete claims.exp' } },
      'claim-added': { 'adds-nbf': { ', iat': ', nbf: claims.nbf ?? now, iat' } },
      'claims-lost': { 'claims-lost': { '...claims': 'sub: claims.sub' } },
      'claims-nested': { nested: { '{ ...': '{ ' } },
      'claims-win': { 'exp-kept': { 'now +': 'claims.exp ?? now +' } },
      'exp-backwards': { 'exp-backwards': { 'now +': 'now -' } },
      'exp-is-lifetime': { 'exp-is-lifetime': { 'now + ': '' } },
      'exp-not-set': { 'no-exp': { ', exp: now + lifetime': '' } },
      'iat-not-set': { 'no-iat': { 'iat: now, ': '' } },
      'issue-milliseconds': { 'lifetime-milliseconds': { '}, secret': '* 1000 }, secret' } },
      'issue-wall-clock': {
        'wall-clock': {
          'return signHs256({ ...claims, iat: now, exp: now':
            'const seconds = Math.floor(Date.now() / 1000)\n  return signHs256({ ...claims, iat: seconds, exp: seconds',
        },
      },
      'lifetime-minutes': { 'lifetime-minutes': { '}, secret': '* 60 }, secret' } },
      'no-return': { 'returns-nothing': { 'string {\n  return ': 'any {\n  ' } },
      'returned-promise': {
        async: {
          'function issue(claims: Record<string, any>, secret: Uint8Array, { now, lifetime }: { now: number; lifetime: number }): string':
            'async function issue(claims: Record<string, any>, secret: Uint8Array, { now, lifetime }: { now: number; lifetime: number }): Promise<string>',
        },
      },
      'time-as-text': { 'fixed-text': { 'now + lifetime': '(now + lifetime).toFixed(0)' } },
      'wrong-value': { 'iat-floored': { 'iat: now': 'iat: Math.floor(now)' } },
      'wrong-type': {
        'returns-object': {
          'signHs256({ ...claims, iat: now, exp: now + lifetime }, secret)':
            '{ token: signHs256({ ...claims, iat: now, exp: now + lifetime }, secret) } as any',
        },
      },
    },
    verify: {
      accepted: { 'strips-bearer': { 'token,': "token.replace(/^Bearer /, '')," } },
      'audience-dropped': {
        'audience-misnamed': {
          'checkClaims(payload, options':
            'const { issuer, audience, subject } = options\n  checkClaims(payload, { issuer, aud: audience, subject } as any',
        },
      },
      'claims-not-checked': {
        misnamed: {
          'checkClaims(payload, options':
            'const { issuer, audience, subject } = options\n  checkClaims(payload, { iss: issuer, aud: audience, sub: subject } as any',
        },
      },
      'empty-option-dropped': {
        'empty-dropped': {
          'checkClaims(payload, options':
            'const expected: Record<string, string> = {}\n  if (options.issuer) expected.issuer = options.issuer\n  if (options.audience) expected.audience = options.audience\n  if (options.subject) expected.subject = options.subject\n  checkClaims(payload, expected',
        },
      },
      'exp-type-missing': {
        'exp-null': { "!Object.hasOwn(payload, 'exp')": 'payload.exp == null' },
        'exp-typeof': { "!Object.hasOwn(payload, 'exp')": "typeof payload.exp !== 'number'" },
      },
      'exp-zero-missing': { 'exp-truthy': { "Object.hasOwn(payload, 'exp')": 'payload.exp' } },
      'future-iat-refused-here': { 'with-max-age': { '? 0 }': '? 0, maxAge: 86_400 }' } },
      'issuer-dropped': {
        'issuer-dropped': {
          'checkClaims(payload, options':
            'const { audience, subject } = options\n  checkClaims(payload, { audience, subject } as any',
        },
      },
      'leeway-dropped': { 'leeway-forgotten': { ', leeway: options.leeway ?? 0': '' } },
      'leeway-of-its-own': { 'leeway-default': { '? 0 }': '? 60 }' } },
      'nbf-not-checked': { 'exp-only': { 'payload, {': '{ exp: payload.exp }, {' } },
      'not-a-jwt-error': {
        'wraps-errors': {
          "const { payload } = verifyHs256(token, secret) as any\n  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')\n  checkTimes(payload, { now: options.now, leeway: options.leeway ?? 0 })\n  checkClaims(payload, options)\n  return payload":
            "try {\n    const { payload } = verifyHs256(token, secret) as any\n    if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')\n    checkTimes(payload, { now: options.now, leeway: options.leeway ?? 0 })\n    checkClaims(payload, options)\n    return payload\n  } catch (error) {\n    throw new Error('invalid token', { cause: error })\n  }",
        },
      },
      'nothing-verified': {
        'decodes-only': {
          "const { payload } = verifyHs256(token, secret) as any\n  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')\n  checkTimes(payload, { now: options.now, leeway: options.leeway ?? 0 })\n  checkClaims(payload, options)\n  return payload":
            "return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}')",
        },
      },
      'options-swapped': {
        swapped: {
          'options)':
            '{ issuer: options.audience, audience: options.issuer, subject: options.subject } as any)',
        },
      },
      'returned-expectations': {
        'strips-times': { 'return payload': 'const { iat, exp, nbf, ...rest } = payload\n  return rest' },
      },
      'returned-header': {
        'returns-header': { 'payload ': 'header, payload ', 'return payload': 'return header' },
      },
      'returned-promise': {
        'verify-async': {
          'function verify': 'async function verify',
          'Record<string, any> ': 'Promise<Record<string, any>> ',
        },
      },
      'returned-whole': {
        'returns-wrapped': { 'return payload': 'return { payload }' },
        'returns-whole': {
          '{ payload } = verifyHs256(token, secret) as any':
            'verified = verifyHs256(token, secret) as any\n  const { payload } = verified',
          'return payload': 'return verified',
        },
      },
      'returned-yes': { 'returns-true': { 'return payload': 'return true as any' } },
      'signature-not-checked': {
        'signature-skipped': {
          '{ payload } = verifyHs256(token, secret) as any': "payload = read(token.split('.')[1] ?? '')",
          'payload\n}':
            "payload\n}\n\nfunction read(segment: string): any {\n  try {\n    return JSON.parse(Buffer.from(segment, 'base64url').toString())\n  } catch {\n    return {}\n  }\n}",
        },
      },
      'subject-dropped': {
        'subject-dropped': {
          'checkClaims(payload, options':
            'const { issuer, audience } = options\n  checkClaims(payload, { issuer, audience } as any',
        },
      },
      'two-dropped': { 'only-audience': { 'options)': '{ audience: options.audience } as any)' } },
      'verify-milliseconds': { 'verify-milliseconds': { '.now,': '.now / 1000,' } },
      'verify-returned-not-thrown': {
        catches: {
          "const { payload } = verifyHs256(token, secret) as any\n  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')\n  checkTimes(payload, { now: options.now, leeway: options.leeway ?? 0 })\n  checkClaims(payload, options)\n  return payload":
            "try {\n    const { payload } = verifyHs256(token, secret) as any\n    if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')\n    checkTimes(payload, { now: options.now, leeway: options.leeway ?? 0 })\n    checkClaims(payload, options)\n    return payload\n  } catch {\n    return null as any\n  }",
        },
      },
      'verify-wall-clock': { 'verify-wall-clock': { 'options.now': 'Date.now() / 1000' } },
      'wrong-code': { 'exp-expired': { 'claim-missing': 'expired' } },
    },
  },
}
