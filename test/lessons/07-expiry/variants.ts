/** Wrong programs as edits of programs/loop.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'loop',
  wrong: {
    exp: {
      'absent-malformed': { 'absent-malformed': { 'Object.hasOwn(claims, name) && ': '' } },
      'answer-changes': {
        'counts-calls': {
          'export function': 'let calls = 0\nexport function',
          'if (exp !== undefined': 'if (++calls % 40 !== 0 && exp !== undefined',
        },
      },
      'claims-changed': {
        'deletes-times': {
          "'too old')\n  }": "'too old')\n  }\n  delete claims.exp\n  delete claims.nbf\n  delete claims.iat",
        },
      },
      'default-leeway': { 'default-minute': { 'leeway = 0': 'leeway = 60' } },
      'exp-on-boundary': { boundary: { 'now >= exp': 'now > exp' } },
      'exp-required': {
        'exp-required': {
          'if (exp': "if (exp === undefined) throw new JwtError('claim-missing', 'exp')\n  if (exp",
        },
      },
      'exp-reversed': { reversed: { 'now >= exp': 'now < exp' } },
      'exp-truthy': {
        'exp-truthy': { 'exp !== undefined': 'exp' },
        'nested-truthy': {
          'exp !== undefined && now >= exp + leeway': 'exp && exp + leeway <= now',
          'nbf !== undefined && now < nbf - leeway': 'nbf && now + leeway < nbf',
        },
      },
      'fraction-cut': {
        'ceil-now': { 'now >= exp': 'Math.ceil(now) >= exp' },
        floor: { 'now >= exp': 'Math.floor(now) >= Math.floor(exp)' },
        'trunc-now': {
          '{ now,': '{ now: given,',
          'const { exp,': 'const now = Math.trunc(given)\n  const { exp,',
        },
      },
      'fraction-refused': { 'integers-only': { isFinite: 'isInteger' } },
      'has-own-property-claim': {
        'asks-the-claims': { 'Object.hasOwn(claims, name)': 'claims.hasOwnProperty(name)' },
      },
      milliseconds: {
        'milliseconds-date': {
          'now >= exp + leeway': 'new Date(now) >= new Date(exp * 1000 + leeway * 1000)',
          'now < nbf - leeway': 'new Date(now) < new Date(nbf * 1000 - leeway * 1000)',
        },
        'milliseconds-exp': { '>= exp': '>= exp * 1000', '< nbf': '< nbf * 1000' },
        'milliseconds-now': {
          '{ now,': '{ now: seconds,',
          'const { exp,': 'const now = seconds * 1000\n  const { exp,',
        },
      },
      'nbf-required': {
        'nbf-required': {
          'if (nbf': "if (nbf === undefined) throw new JwtError('claim-missing', 'nbf')\n  if (nbf",
        },
      },
      'never-refuses': { 'leeway-without-default': { 'leeway = 0': 'leeway' } },
      'not-a-jwt-error': { 'plain-error': { "JwtError('expired', 'over')": "Error('expired')" } },
      refused: { 'claims-as-options': { '= options': '= { ...options, ...claims } as any' } },
      'wall-clock': {
        'now-or-date': {
          '{ now,': '{ now: given,',
          'const { exp,': 'const now = given || Math.floor(Date.now() / 1000)\n  const { exp,',
        },
      },
      'year-2038': {
        'sane-years': {
          '!Number.isFinite(claims[name])': '!(Number.isFinite(claims[name]) && claims[name] <= 0x7fffffff)',
        },
        'thirty-two-bits': { 'now >= exp': '(now | 0) >= (exp | 0)' },
      },
      'zero-refused': {
        'zero-malformed': {
          '!Number.isFinite(claims[name])': '!(Number.isFinite(claims[name]) && claims[name] > 0)',
        },
      },
    },
    nbf: {
      'fraction-cut': { 'nbf-rounded': { 'now < nbf': 'Math.round(now) < nbf' } },
      'fraction-refused': {
        'iat-whole': {
          'if (exp':
            "if (iat !== undefined && !Number.isInteger(iat)) throw new JwtError('malformed', 'iat')\n  if (exp",
        },
      },
      'future-iat-refused': {
        'future-iat': {
          'if (maxAge':
            "if (iat !== undefined && iat > now + leeway) throw new JwtError('not-yet-valid', 'iat')\n  if (maxAge",
        },
        'nbf-or-iat': { 'const { exp, nbf, iat } = claims': 'const { exp, iat, nbf = iat } = claims' },
      },
      milliseconds: { 'nbf-milliseconds': { '< nbf': '< nbf * 1000' } },
      'nbf-ignored': { 'nbf-ignored': { 'nbf !== undefined': 'false' } },
      'nbf-on-boundary': { 'nbf-boundary': { 'now < nbf': 'now <= nbf' } },
      'nbf-reversed': { 'nbf-reversed': { 'now < nbf': 'now > nbf' } },
      'only-one-limit': {
        'nbf-else': { 'if (nbf !== undefined': 'if (exp === undefined && nbf !== undefined' },
      },
      'wall-clock': { 'nbf-wall-clock': { 'now < nbf': 'Date.now() / 1000 < nbf' } },
      'wrong-code': { 'one-code': { "'not-yet-valid', 'too early'": "'expired', 'too early'" } },
      'zero-refused': {
        'iat-positive': { 'if (exp': "if (iat <= 0) throw new JwtError('malformed', 'iat')\n  if (exp" },
      },
    },
    numbers: {
      'falsy-skipped': { 'falsy-skipped': { 'Object.hasOwn(claims, name)': 'claims[name]' } },
      'iat-unchecked': {
        'iat-only-with-max-age': {
          "['exp', 'nbf', 'iat']": "maxAge === undefined ? ['exp', 'nbf'] : ['exp', 'nbf', 'iat']",
        },
      },
      'nan-time': {
        'infinity-for-ever': {
          '!Number.isFinite(claims[name])':
            "(typeof claims[name] !== 'number' || Number.isNaN(claims[name]) || claims[name] === -Infinity)",
        },
        'is-nan': {
          '!Number.isFinite(claims[name])':
            "(typeof claims[name] !== 'number' || Number.isNaN(claims[name]))",
        },
        'typeof-only': { '!Number.isFinite(claims[name])': "typeof claims[name] !== 'number'" },
      },
      'not-a-jwt-error': {
        bigint: {
          'for (const name':
            'for (const time of [exp, nbf, iat]) if (time !== undefined) BigInt(Math.trunc(time.toFixed(0)))\n  for (const name',
        },
      },
      'null-time': {
        'null-is-absent': {
          'Object.hasOwn(claims, name)': 'claims[name] != null',
          'exp !== undefined': 'exp != null',
          'nbf !== undefined': 'nbf != null',
        },
      },
      refused: {
        'limit-far-away': {
          '!Number.isFinite(claims[name])':
            '!(Number.isFinite(claims[name]) && Math.abs(claims[name]) <= 1e16)',
        },
        'great-times-in-milliseconds': {
          'const { exp, nbf, iat } = claims':
            'const [exp, nbf, iat] = [claims.exp, claims.nbf, claims.iat].map(time => (time > 1e14 ? time / 1000 : time))',
        },
      },
      'text-time': {
        'global-is-finite': { 'Number.isFinite': 'isFinite' },
        'no-types': { 'Object.hasOwn(claims, name)': 'false' },
        'number-converted': {
          'const { exp, nbf, iat } = claims':
            "const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map(name => (name in claims ? Number(claims[name]) : undefined)) as any",
          'Number.isFinite(claims[name])': 'Number.isFinite(Number(claims[name]))',
        },
      },
      'wrong-code': { 'expired-code': { malformed: 'expired' } },
      'year-2038': {
        'iat-near': {
          'if (exp': "if (iat > 9_999_999_999) throw new JwtError('malformed', 'iat')\n  if (exp",
        },
      },
    },
    leeway: {
      'claims-changed': {
        'adds-leeway-to-claims': {
          'if (exp':
            'if (exp !== undefined) claims.exp += leeway\n  if (nbf !== undefined) claims.nbf -= leeway\n  if (exp',
        },
      },
      'leeway-boundary': {
        'leeway-boundary': { 'now >= exp + leeway': '(leeway > 0 ? now > exp + leeway : now >= exp)' },
      },
      'leeway-capped': {
        'leeway-capped': {
          'leeway = 0': 'leeway: asked = 0',
          'const { exp,': 'const leeway = Math.min(asked, 60)\n  const { exp,',
        },
        'leeway-whole': {
          'leeway = 0': 'leeway: asked = 0',
          'const { exp,': 'const leeway = Math.floor(asked)\n  const { exp,',
        },
      },
      'leeway-ignored': { 'leeway-ignored': { 'exp + leeway': 'exp', 'nbf - leeway': 'nbf' } },
      'leeway-milliseconds': {
        'leeway-milliseconds-for-exp': { 'exp + leeway': 'exp + leeway / 1000' },
        'leeway-milliseconds': {
          'leeway = 0': 'leeway: asked = 0',
          'const { exp,': 'const leeway = asked / 1000\n  const { exp,',
        },
      },
      'leeway-minutes': {
        'leeway-minutes': {
          'leeway = 0': 'leeway: asked = 0',
          'const { exp,': 'const leeway = asked * 60\n  const { exp,',
        },
      },
      'leeway-one-side': {
        'leeway-exp-only': { 'nbf - leeway': 'nbf' },
        'leeway-nbf-only': { 'exp + leeway': 'exp' },
      },
      'leeway-sign': {
        'leeway-sign': { 'exp + leeway': 'exp - leeway', 'nbf - leeway': 'nbf + leeway' },
        'leeway-sign-nbf': { 'nbf - leeway': 'nbf + leeway' },
      },
      'leeway-twice': {
        'leeway-twice': { 'now >= exp': 'now - leeway >= exp', 'now < nbf': 'now + leeway < nbf' },
      },
      refused: {
        'leeway-checks-iat': {
          'if (maxAge':
            "if (options.leeway !== undefined && iat > now + leeway) throw new JwtError('not-yet-valid', 'iat')\n  if (maxAge",
        },
        'leeway-up-to-a-day': {
          'leeway = 0': 'leeway: asked = 0',
          'const { exp,': 'const leeway = Math.min(asked, 86400)\n  const { exp,',
        },
      },
    },
    'max-age': {
      accepted: {
        'iat-as-date': { 'iat > now + leeway': 'new Date(iat * 1000) > new Date((now + leeway) * 1000)' },
        'iat-milliseconds-guessed': {
          'const { exp, nbf, iat } = claims':
            'const { exp, nbf } = claims\n  const iat = claims.iat > 1e11 ? claims.iat / 1000 : claims.iat',
        },
        'max-age-up-to-a-day': { 'maxAge !== undefined': 'maxAge !== undefined && maxAge <= 86400' },
      },
      'age-without-sign': {
        'absolute-age': { 'iat > now + leeway': 'false', '(now - iat >': '(Math.abs(now - iat) >' },
      },
      'exp-replaces-max-age': {
        wins: { '(maxAge !== undefined': '(maxAge !== undefined && exp === undefined' },
      },
      'future-iat-accepted': { 'future-accepted': { 'iat > now + leeway': 'false' } },
      'future-iat-leeway': {
        'future-boundary': { 'iat > now': 'iat >= now' },
        'future-no-leeway': { 'iat > now + leeway': 'iat > now' },
      },
      'iat-truthy': { 'iat-truthy': { 'iat === undefined': '!iat' } },
      'max-age-boundary': { 'max-age-boundary': { '> maxAge': '>= maxAge' } },
      'max-age-ignored': { 'max-age-ignored': { 'maxAge !== undefined': 'false' } },
      'max-age-leeway-sign': { 'max-age-leeway-sign': { 'maxAge + leeway': 'maxAge - leeway' } },
      'max-age-lifetime': { lifetime: { 'now - iat': 'exp - iat' } },
      'max-age-missing-iat': {
        'max-age-no-iat': { 'maxAge !== undefined': 'maxAge !== undefined && iat !== undefined' },
      },
      'max-age-no-leeway': { 'max-age-no-leeway': { 'maxAge + leeway': 'maxAge' } },
      'max-age-replaces': {
        'max-age-first': {
          'exp !== undefined': 'maxAge === undefined && exp !== undefined',
          'nbf !== undefined': 'maxAge === undefined && nbf !== undefined',
        },
      },
      'max-age-units': { 'max-age-milliseconds': { 'now - iat': '(now - iat) * 1000' } },
      'max-age-zero': { 'max-age-zero': { 'maxAge !== undefined': 'maxAge' } },
      refused: { 'age-of-a-day-at-most': { 'maxAge + leeway': 'Math.min(maxAge, 86400) + leeway' } },
      'text-time': {
        'exp-type-without-max-age': {
          "['exp', 'nbf', 'iat']": "maxAge === undefined ? ['exp', 'nbf', 'iat'] : ['nbf', 'iat']",
        },
      },
      'wrong-code': {
        'future-malformed': { "'not-yet-valid', 'from the future'": "'malformed', 'from the future'" },
        'iat-no-number-missing': {
          "['exp', 'nbf', 'iat']": "maxAge === undefined ? ['exp', 'nbf', 'iat'] : ['exp', 'nbf']",
          'iat === undefined': '!Number.isFinite(iat)',
        },
        'max-age-malformed': { 'claim-missing': 'malformed' },
      },
    },
  },
}
