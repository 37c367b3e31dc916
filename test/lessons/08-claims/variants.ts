/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    audience: {
      'aud-absent-accepted': {
        'aud-absent': { ") {\n    if (!has('aud')) throw missing('aud')": " && has('aud')) {" },
      },
      'aud-array-refused': { 'aud-text-only': { 'Array.isArray(aud) ? aud.includes(audience) : ': '' } },
      'aud-empty-accepted': { 'aud-empty': { '? aud.': '? aud.length === 0 || aud.' } },
      'aud-every': {
        'aud-every': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            '[aud].flat().every(member => member === audience)',
        },
      },
      'aud-first-only': {
        'aud-first': { 'aud.includes(audience)': 'aud[0] === audience' },
        'aud-index': { 'includes(audience)': 'indexOf(audience) > 0' },
      },
      'aud-joined': {
        'aud-joined': { '? aud.': "? aud.join(' ')." },
        'aud-json': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            'JSON.stringify(aud).includes(JSON.stringify(audience))',
        },
      },
      'aud-keys': {
        'aud-in': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "aud === audience || (typeof aud === 'object' && aud !== null && (audience in aud || (Array.isArray(aud) && aud.includes(audience))))",
        },
      },
      'aud-object': {
        'aud-values': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "aud === audience || (typeof aud === 'object' && aud !== null && Object.values(aud).includes(audience))",
        },
      },
      'aud-split': {
        'aud-split': { 'aud === audience': "typeof aud === 'string' && aud.split(' ').includes(audience)" },
        'aud-spread': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "((typeof aud === 'string' || Array.isArray(aud)) && [...aud].includes(audience))",
        },
      },
      'aud-text-refused': {
        'aud-array-only': { '? aud.includes(audience) : aud === audience': '&& aud.includes(audience)' },
      },
      'aud-wildcard': {
        'aud-wildcard': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "[aud].flat().some(member => member === audience || member === '*')",
        },
      },
      'case-folded': {
        'aud-case': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "[aud].flat().some(member => typeof member === 'string' && member.toLowerCase() === audience.toLowerCase())",
        },
      },
      'checked-object-changed': { 'aud-sorted': { '? aud.': '? aud.sort().' } },
      'empty-expectation': { 'empty-audience': { 'audience !== undefined': 'audience' } },
      'loose-equality': { 'aud-string': { 'aud =': 'String(aud) =' } },
      'mismatch-called-missing': { 'aud-empty-missing': { "aud'))": "aud') || claims.aud.length === 0)" } },
      'not-a-jwt-error': {
        'aud-number-crash': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            'aud === audience || aud.some((member: unknown) => member === audience)',
        },
      },
      'pattern-used': {
        'aud-pattern': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "[aud].flat().some(member => typeof member === 'string' && matches(audience, member))",
          'missing(name)':
            'missing(name)\n\n  function matches(pattern: string, text: string): boolean {\n    try {\n      return new RegExp(`^${pattern}$`).test(text)\n    } catch {\n      return false\n    }\n  }',
        },
      },
      'prefix-accepted': {
        'aud-prefix': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "[aud].flat().some(member => typeof member === 'string' && member.startsWith(audience))",
        },
      },
      'substring-accepted': {
        'aud-parts': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "[aud].flat().some(member => typeof member === 'string' && member.includes(audience))",
        },
        'aud-substring': {
          'Array.isArray(aud) ? aud.includes(audience) : aud === audience':
            "(typeof aud === 'string' || Array.isArray(aud)) && aud.includes(audience)",
        },
      },
    },
    exact: {
      'only-one-expectation': { first: { 'if (issuer': 'if (issuer === undefined) return\n  if (issuer' } },
      'absent-accepted': {
        'absent-skipped': {
          ") {\n    if (!has('iss')) throw missing('iss')\n    if (claims.iss !== issuer) throw mismatch('iss')\n  }\n  if (subject !== undefined) {\n    if (!has('sub')) throw missing('sub')\n    if (claims.sub !== subject) throw mismatch('sub')\n  }":
            " && claims.iss && claims.iss !== issuer) throw mismatch('iss')\n  if (subject !== undefined && claims.sub && claims.sub !== subject) throw mismatch('sub')",
        },
      },
      accepted: {
        'length-only': {
          'claims.iss !== issuer': "!(typeof claims.iss === 'string' && claims.iss.length === issuer.length)",
          'claims.sub !== subject':
            "!(typeof claims.sub === 'string' && claims.sub.length === subject.length)",
        },
      },
      'blanks-trimmed': {
        trimmed: {
          'claims.iss !== issuer': "!(typeof claims.iss === 'string' && claims.iss.trim() === issuer.trim())",
          'claims.sub !== subject':
            "!(typeof claims.sub === 'string' && claims.sub.trim() === subject.trim())",
        },
      },
      'case-folded': {
        'lower-case': {
          'claims.iss !== issuer': '!(String(claims.iss).toLowerCase() === issuer.toLowerCase())',
          'claims.sub !== subject': '!(String(claims.sub).toLowerCase() === subject.toLowerCase())',
        },
        'lower-case-sub': {
          'claims.sub !== subject':
            "typeof claims.sub !== 'string' || claims.sub.toLowerCase() !== subject.toLowerCase()",
        },
      },
      'claims-swapped': { swapped: { ', audience, subject': ': subject, audience, subject: issuer' } },
      'empty-expectation': {
        'empty-expectation': {
          'issuer !== undefined': 'issuer',
          'subject !== undefined': 'subject',
          'audience !== undefined': 'audience',
        },
      },
      'list-of-issuers': {
        'issuer-list': {
          'claims.iss !== issuer': '!([].concat(claims.iss).includes(issuer as never))',
          'claims.sub !== subject': '!([].concat(claims.sub).includes(subject as never))',
        },
      },
      'loose-equality': {
        loose: {
          'claims.iss !== issuer': '!(claims.iss == issuer)',
          'claims.sub !== subject': '!(claims.sub == subject)',
        },
        'to-string': {
          'claims.iss !== issuer': '!(String(claims.iss) === issuer)',
          'claims.sub !== subject': '!(String(claims.sub) === subject)',
        },
      },
      'mismatch-called-missing': {
        'missing-for-empty': { "has('iss')": 'claims.iss', "has('sub')": 'claims.sub' },
      },
      'missing-called-mismatch': {
        'mismatch-for-missing': {
          ") {\n    if (!has('iss')) throw missing('iss')\n    if (claims.iss !== issuer) throw mismatch('iss')\n  }\n  if (subject !== undefined) {\n    if (!has('sub')) throw missing('sub')\n    if (claims.sub !== subject) throw mismatch('sub')\n  }":
            " && claims.iss !== issuer) throw mismatch('iss')\n  if (subject !== undefined && claims.sub !== subject) throw mismatch('sub')",
        },
      },
      'not-a-jwt-error': { 'plain-error': { "missing('iss": "new Error('no iss" } },
      'pattern-used': {
        pattern: {
          'claims.iss !== issuer': '!matches(issuer, claims.iss)',
          'missing(name)':
            "missing(name)\n\n  function matches(pattern: string, text: any): boolean {\n    try {\n      return typeof text === 'string' && new RegExp(`^${pattern}$`).test(text)\n    } catch {\n      return false\n    }\n  }",
        },
      },
      'prefix-accepted': {
        prefix: {
          'claims.iss !== issuer': "!(typeof claims.iss === 'string' && claims.iss.startsWith(issuer))",
          'claims.sub !== subject': "!(typeof claims.sub === 'string' && claims.sub.startsWith(subject))",
        },
      },
      'returned-promise': { async: { 'export ': 'export async ', 'void {': 'Promise<void> {' } },
      'slash-dropped': {
        slash: {
          'claims.iss !== issuer':
            "typeof claims.iss !== 'string' || claims.iss.replace(/\\/$/, '') !== issuer.replace(/\\/$/, '')",
        },
      },
      'substring-accepted': {
        includes: {
          'claims.iss !== issuer': "!(typeof claims.iss === 'string' && claims.iss.includes(issuer))",
          'claims.sub !== subject': "!(typeof claims.sub === 'string' && claims.sub.includes(subject))",
        },
      },
      'suffix-accepted': {
        suffix: {
          'claims.iss !== issuer': "!(typeof claims.iss === 'string' && claims.iss.endsWith(issuer))",
          'claims.sub !== subject': "!(typeof claims.sub === 'string' && claims.sub.endsWith(subject))",
        },
      },
      'unasked-checked': {
        'option-named': { 'issuer !== undefined': "'issuer' in expected" },
        'always-compared': {
          "issuer !== undefined) {\n    if (!has('iss')) throw missing('iss')\n    if (claims.iss !== issuer) throw mismatch('iss')\n  }\n  if (subject !== undefined) {\n    if (!has('sub')) throw missing('sub')\n    if (claims.sub !== subject) throw mismatch('sub')\n  }":
            "claims.iss !== issuer) throw mismatch('iss')\n  if (claims.sub !== subject) throw mismatch('sub')",
        },
      },
      'unicode-normalised': {
        locale: {
          'claims.iss !== issuer':
            "!(typeof claims.iss === 'string' && claims.iss.localeCompare(issuer) === 0)",
          'claims.sub !== subject':
            "!(typeof claims.sub === 'string' && claims.sub.localeCompare(subject) === 0)",
        },
      },
      'url-compared': {
        url: {
          'claims.iss !== issuer': '!sameUrl(claims.iss, issuer)',
          'missing(name)':
            "missing(name)\n\n  function sameUrl(left: any, right: any): boolean {\n    if (left === right) return true\n    return typeof left === 'string' && URL.canParse(left) && URL.canParse(right) && new URL(left).href === new URL(right).href\n  }",
        },
      },
      'wrong-code': {
        'malformed-type': {
          "missing('iss')":
            "missing('iss')\n    if (typeof claims.iss !== 'string') throw new JwtError('malformed', 'iss')",
        },
      },
    },
    required: {
      accepted: { 'required-json': { 'has(name': 'JSON.stringify(claims).includes(`"${name}"`' } },
      'checked-object-changed': {
        'required-shifted': {
          'for (const name of required) if (!has(name)) throw missing(name':
            "while (required.length > 0) if (!has(required.shift() as string)) throw missing('required'",
        },
        'required-sorted': { ') if (': '.sort()) if (' },
      },
      'has-own-property-claim': {
        'has-own-property': { 'Object.hasOwn(claims, ': 'claims.hasOwnProperty(' },
      },
      'missing-called-mismatch': { 'required-mismatch': { 'missing(name': 'mismatch(name' } },
      'required-any': {
        'required-some': {
          'for (const name of required) if (!has(name)) throw missing(name':
            "if (required.length > 0 && !required.some(has)) throw missing('required'",
        },
      },
      'required-case': {
        'required-lower-case': {
          'for (const name of required) if (!has(name':
            'const names = Object.keys(claims).map(name => name.toLowerCase())\n  for (const name of required) if (!names.includes(name.toLowerCase()',
        },
      },
      'required-first-only': {
        'required-first': {
          'for (const name of required) if (!has(name)) throw missing(name':
            "if (required.length > 0 && !has(required[0] as string)) throw missing('required'",
        },
        'required-return': {
          'if (!has(name)) throw missing(name)': '{\n    if (has(name)) return\n    throw missing(name)\n  }',
        },
      },
      'required-inherited': {
        'required-in': { 'has(name': '(name in claims' },
        'required-undefined': { '!has(name)': 'claims[name] === undefined' },
      },
      'required-path': {
        'required-path': {
          'if (!has(name)) throw missing(name)':
            "{\n    const value = name.split('.').reduce((object: any, part: string) => (object !== null && typeof object === 'object' && Object.hasOwn(object, part) ? object[part] : undefined), claims)\n    if (value === undefined) throw missing(name)\n  }",
        },
      },
      'required-truthy': { 'required-truthy': { 'has(name)': 'claims[name]' } },
    },
  },
}
