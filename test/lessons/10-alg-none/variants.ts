/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const PAYLOAD = '{ ...claims, ...changes }'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    unsigned: {
      'argument-changed': {
        'into-changes': { [PAYLOAD]: 'Object.assign(changes, { ...claims, ...changes })' },
      },
      'changes-nested': { 'dots-forgotten': { [PAYLOAD]: '{ ...claims, changes }' } },
      'only-changes': { 'changes-alone': { [PAYLOAD]: 'changes' } },
      'alg-kept': { 'header-as-it-is': { ", alg: 'none' }": ' }' } },
      'alg-missing': {
        'alg-deleted': {
          "{ ...decodeJson(first), alg: 'none' }": '(({ alg, ...rest }) => rest)(decodeJson(first))',
        },
      },
      'alg-spelling': { 'none-capital': { "'none'": "'None'" }, 'none-upper-case': { "'none'": "'NONE'" } },
      'alg-wrong': { 'alg-null': { "'none'": 'null' }, 'alg-empty': { "'none'": "''" } },
      'claims-renewed': {
        'issued-now': { [PAYLOAD]: '{ ...claims, iat: 1_800_000_000, ...changes }' },
        'lives-on': { [PAYLOAD]: '{ ...claims, ...changes, exp: 4_000_000_000 }' },
      },
      'encoded-twice': { 'json-of-json': { 'encodeJson(payload)': 'encodeJson(JSON.stringify(payload))' } },
      'header-added': {
        'typ-added': { '{ ...decodeJson(first),': "{ typ: 'JWT', ...decodeJson(first), cty: 'JWT'," },
      },
      'header-changed': { 'header-new': { '...decodeJson(first), ': "typ: 'JWT', " } },
      'header-lost': {
        'header-alg-only': { '...decodeJson(first), ': '' },
      },
      'last-dot-missing': { 'no-last-dot': { "encodeJson(payload) + '.'": 'encodeJson(payload)' } },
      'not-three-segments': {
        'one-dot-too-many': { "encodeJson(payload) + '.'": "encodeJson(payload) + '..'" },
      },
      'padding-kept': {
        'base64-padded': {
          'encodeJson(payload)':
            "Buffer.from(JSON.stringify(payload)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')",
        },
      },
      'segment-not-encoded': { 'header-as-json': { 'encodeJson(header)': 'JSON.stringify(header)' } },
      'signature-kept': {
        'old-signature': { "encodeJson(payload) + '.'": "encodeJson(payload) + '.' + token.split('.')[2]" },
      },
      'signature-not-empty': {
        'word-none': { "encodeJson(payload) + '.'": "encodeJson(payload) + '.none'" },
      },
    },
    changes: {
      'answer-changes': {
        'claims-kept': {
          'export function': 'const seen: Record<string, any> = {}\nexport function',
          'const claims = decodeJson(second)': 'const claims = (seen[second] ??= decodeJson(second))',
          [PAYLOAD]: 'Object.assign(claims, changes)',
        },
      },
      'changes-ignored': { 'no-changes': { [PAYLOAD]: 'claims' } },
      'claim-added': {
        'admin-always': {
          [PAYLOAD]: '{ ...claims, ...changes, ...(Object.keys(changes).length && { admin: true }) }',
        },
      },
      'claims-win': { 'wrong-order': { [PAYLOAD]: '{ ...changes, ...claims }' } },
      'falsy-skipped': {
        'truthy-changes': {
          [PAYLOAD]: '{ ...claims, ...Object.fromEntries(Object.entries(changes).filter(([, v]) => v)) }',
        },
      },
      'known-claims-only': {
        'only-replaces': {
          [PAYLOAD]:
            '{ ...claims, ...Object.fromEntries(Object.entries(changes).filter(([n]) => n in claims)) }',
        },
      },
      'new-claim-lost': {
        'only-where-truthy': {
          [PAYLOAD]:
            '{ ...claims, ...Object.fromEntries(Object.entries(changes).filter(([n]) => claims[n])) }',
        },
      },
      'nested-merged': {
        'deep-merge': {
          'export function':
            "const isObject = (v: any) => typeof v === 'object' && v !== null && !Array.isArray(v)\nconst merge = (a: any, b: any): any => Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map(n => [n, n in b && Object.hasOwn(b, n) ? (Object.hasOwn(a, n) && isObject(a[n]) && isObject(b[n]) ? merge(a[n], b[n]) : b[n]) : a[n]]))\nexport function",
          [PAYLOAD]: 'merge(claims, changes)',
        },
      },
      'null-deletes': {
        'null-removes': {
          [PAYLOAD]:
            'Object.fromEntries(Object.entries({ ...claims, ...changes }).filter(([n]) => !(Object.hasOwn(changes, n) && changes[n] === null)))',
        },
      },
      'null-skipped': {
        'nullish-kept': {
          [PAYLOAD]:
            '{ ...claims, ...Object.fromEntries(Object.entries(changes).filter(([, v]) => v != null)) }',
        },
      },
      'values-as-text': {
        'strings-only': {
          [PAYLOAD]:
            '{ ...claims, ...Object.fromEntries(Object.entries(changes).map(([n, v]) => [n, String(v)])) }',
        },
      },
    },
  },
}
