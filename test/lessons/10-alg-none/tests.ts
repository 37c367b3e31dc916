/** The hidden tests of forgeUnsigned: its tokens are given to the verifier with the hole, and to the learner's own. */
import { filteringVerify, trustingVerify } from '../../../solutions/attacks/targets/none.ts'
import {
  defineLesson,
  type Learner,
  makeToken,
  show,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { type Attack, type Call, expectForgeries, firstFault, refusalOf } from '../forgeries/expect.ts'
import { CHANGES, CLAIMS, randomCalls } from '../forgeries/inputs.ts'
import { expectOwnLibrary } from '../forgeries/own-library.ts'
import { claimsOf, headerOf, type Json } from '../forgeries/read.ts'
import forgeries from '../forgeries/diagnoses.md'
import diagnoses from './diagnoses.md'
import { unsignedFault } from './header.ts'

const lesson = defineLesson({
  id: '10-alg-none',
  diagnoses: { ...forgeries, ...diagnoses },
  parameters: { forgeUnsigned: ['token', 'changes'] },
})
const SECRET = utf8('a secret of the server that no attacker knows')

const segment = (part: unknown): string => toBase64url(utf8(JSON.stringify(part)))
const respelled = (token: string, alg: unknown): string => {
  const [header, payload] = token.split('.')
  return `${segment({ ...headerOf(`${header}.`), alg })}.${payload}.`
}

const attack: Attack = {
  name: 'forgeUnsigned',
  right: (token: string, changes: Json) =>
    `${segment({ ...headerOf(token), alg: 'none' })}.${segment({ ...claimsOf(token), ...changes })}.`,
  fault: all => firstFault(all, ({ token, call }) => unsignedFault(token, call[0] as string)),
  accepts: token => trustingVerify(token, SECRET),
}

const signed = (header: Json | string, claims: Json | string = CLAIMS): string =>
  makeToken(header, claims, SECRET)
const expectTokens = (learner: Learner, calls: readonly Call[], rule: string | null) =>
  expectForgeries(learner, attack, calls, rule)

const HS256 = { alg: 'HS256', typ: 'JWT' }
const HEADERS: (Json | string)[] = [
  HS256,
  { typ: 'at+jwt', alg: 'HS256' },
  { alg: 'HS256', kid: '2026-01', cty: 'x', 'x-tenant': 7 },
  { kid: 'Z\u00fcrich', alg: 'HS256', nested: { alg: 'HS256', list: [null, 0, ''] } },
  { alg: 'HS256', crit: [], b64: null, jwk: { kty: 'oct' }, empty: '' },
  { jwk: { alg: 'HS256', kty: 'oct' }, note: '"alg":"HS256"', alg: 'HS256' },
  '{ "typ" : "JWT",\r\n "alg" : "HS256" }',
]
/** The example of RFC 7515, Appendix A.1: its JSON has line breaks and a space. */
const RFC_TOKEN =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

lesson.step('unsigned', ({ test }) => {
  test('trustingVerify accepts a token with alg none and no signature', async learner => {
    await expectTokens(learner, [[signed(HS256), {}]], 'RFC 7519 §6')
  })
  test('the header stays as it is, except for alg', async learner => {
    await expectTokens(
      learner,
      HEADERS.map(header => [signed(header), {}]),
      'RFC 7519 §6',
    )
  })
  test('any token will do, whatever its algorithm and signature', async learner => {
    const algorithms = ['HS512', 'RS256', 'ES256', 'EdDSA', 'none', 'None', 'x', '']
    const others = algorithms.map(alg => signed({ alg, typ: 'JWT' }))
    const broken = ['', 'AAAA', toBase64url(learner.randomBytes(256))].map(
      signature => `${signed(HS256).split('.').slice(0, 2).join('.')}.${signature}`,
    )
    const unusual = [
      {},
      { exp: 1 },
      { sub: 'Zo\u00eb \u{1f511} \u6771\u4eac' },
      '{ "sub" : "ada",\r\n "n":1 }',
    ]
    await expectTokens(
      learner,
      [...others, ...broken, RFC_TOKEN, ...unusual.map(claims => signed(HS256, claims))].map(token => [
        token,
        {},
      ]),
      'RFC 7519 §6',
    )
  })
})

lesson.step('changes', ({ test }) => {
  test('changes are laid over the claims at the top level', async learner => {
    await expectTokens(
      learner,
      CHANGES.map(changes => [signed(HS256), changes]),
      null,
    )
  })
  test('nothing else is added, removed or renewed', async learner => {
    const calls = randomCalls(learner, claims => signed(HS256, claims))
    await expectTokens(learner, [[RFC_TOKEN, { iss: 'eve' }], ...calls], null)
  })
  test('each call is decided by its arguments', async learner => {
    const [first, second] = [signed(HS256), signed(HS256, { sub: 'eve', exp: 1 })]
    const calls: Call[] = [
      [first, { role: 'admin' }],
      [first, {}],
      [second, { role: 'admin' }],
      [second, {}],
      [first, { role: 'admin' }],
      [first, { role: 'root' }],
    ]
    await expectTokens(learner, calls, null)
  })
})

const SPELLINGS = ['none', 'None', 'NONE', 'nOnE', 'nonE', 'NoNe']
/** What else a filter has to think of, and a list with one entry has not. */
const OTHERS = [
  'none ',
  ' none',
  'none\0',
  '',
  'hs256',
  'Hs256',
  'HS256 ',
  'HS512',
  null,
  0,
  [],
  ['HS256'],
  {},
]

lesson.step('hold', ({ test }) => {
  test('other spellings get past the filter, and bounce off your verifyHs256', async learner => {
    const [forged = ''] = await expectTokens(learner, [[signed(HS256), { role: 'admin' }]], null)
    requireHole(forged)
    const algorithms = [...SPELLINGS, ...OTHERS]
    await expectRefused(
      learner,
      algorithms.map(alg => ({ alg, token: respelled(forged, alg) })),
      ['unsupported', 'malformed', 'bad-signature'],
    )
  })
  test('they bounce for their algorithm, even with a signature that fits', async learner => {
    const [forged = ''] = await expectTokens(learner, [[signed(HS256), { role: 'admin' }]], null)
    const claims = claimsOf(forged)
    await expectRefused(
      learner,
      [...SPELLINGS, ...OTHERS].map(alg => ({ alg, token: signed({ ...HS256, alg }, claims) })),
      ['unsupported'],
    )
  })
  test('an honest token still gets through', learner =>
    expectOwnLibrary(
      learner,
      [signed(HS256), signed({ alg: 'HS256' }, {})].map(token => ({
        name: 'verifyHs256',
        args: [token, SECRET],
        codes: [],
      })),
    ))
})

/** A problem of the course, if the verifier of the lesson has not the hole that the text describes. */
function requireHole(forged: string): void {
  if (refusalOf(() => filteringVerify(forged, SECRET)) === null)
    throw new Error('the filter let none through')
  for (const alg of SPELLINGS.slice(1)) filteringVerify(respelled(forged, alg), SECRET)
  filteringVerify(signed(HS256), SECRET)
  if (refusalOf(() => filteringVerify(`${signed(HS256)}A`, SECRET)) === null)
    throw new Error('the filter let a wrong signature through')
}

/** All spellings of these tokens are refused, with one of the codes. */
const expectRefused = (
  learner: Learner,
  tokens: readonly { alg: unknown; token: string }[],
  codes: readonly string[],
): Promise<void> =>
  expectOwnLibrary(
    learner,
    tokens.map(({ alg, token }) => ({
      name: 'verifyHs256',
      args: [token, SECRET],
      codes,
      words: { alg: show(alg) },
    })),
  )
