/** The hidden tests of forgeWithPublicKey: its tokens are given to a verifier in which one key serves two algorithms. */
import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { confusedVerify } from '../../../solutions/attacks/targets/confusion.ts'
import {
  defineLesson,
  hmacSha256,
  type KnownMistake,
  type Learner,
  makeToken,
  newRsaKeyPair,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { type Attack, type Call, expectForgeries, refusalOf } from '../forgeries/expect.ts'
import { CHANGES, CLAIMS, randomCalls } from '../forgeries/inputs.ts'
import { expectOwnLibrary } from '../forgeries/own-library.ts'
import { claimsOf, type Json } from '../forgeries/read.ts'
import forgeries from '../forgeries/diagnoses.md'
import diagnoses from './diagnoses.md'
import { signatureFault } from './signature.ts'

const mistakes: KnownMistake[] = [
  // What createHmac says of a key that createPublicKey has read.
  {
    id: 'key-was-read',
    matches: ({ thrown }) => /^Invalid key object type public/.test(thrown?.message ?? ''),
  },
]
const lesson = defineLesson({
  id: '12-confusion',
  diagnoses: { ...forgeries, ...diagnoses },
  mistakes,
  parameters: { forgeWithPublicKey: ['token', 'publicKeyPem', 'changes'] },
})
const segment = (part: unknown): string => toBase64url(utf8(JSON.stringify(part)))

/** All keys of the run so far. */
const pems = new Set<string>()

const attack: Attack = {
  name: 'forgeWithPublicKey',
  right(token: string, pem: string, changes: Json) {
    const input = `${segment({ alg: 'HS256' })}.${segment({ ...claimsOf(token), ...changes })}`
    return `${input}.${toBase64url(hmacSha256(utf8(pem), utf8(input)))}`
  },
  fault(all) {
    for (const { call } of all) pems.add(call[1] as string)
    return signatureFault(all, pems)
  },
  accepts: (token, [, pem]) => confusedVerify(token, pem as string),
}
const expectTokens = (learner: Learner, calls: readonly Call[], rule: string | null = 'RFC 8725 §2.1') =>
  expectForgeries(learner, attack, calls, rule)

const drawn = new Set()

/** A server's key pair from the seed of the run, another one each time, and honest tokens that it signs. */
function serverOf(learner: Learner) {
  const { privateKey, publicKey } = newRsaKeyPair(learner.random, drawn)
  const key = createPublicKey({ key: publicKey, format: 'jwk' })
  const rs256 = (
    claims: unknown = CLAIMS,
    header: Json = { alg: 'RS256', typ: 'JWT', kid: '2026-01' },
  ): string => {
    const input = `${segment(header)}.${segment(claims)}`
    return `${input}.${toBase64url(sign('sha256', utf8(input), { key: privateKey, format: 'jwk' }))}`
  }
  return { key, pem: pemOf(key), rs256 }
}

const pemOf = (key: KeyObject, type: 'spki' | 'pkcs1' = 'spki'): string =>
  key.export({ type: type as 'spki', format: 'pem' }) as string

/** One key in the spellings that Node reads. */
function spellings(key: KeyObject): string[] {
  const [spki, pkcs1] = [pemOf(key), pemOf(key, 'pkcs1')]
  return [
    spki,
    spki.trimEnd(),
    spki.replaceAll('\n', '\r\n'),
    spki.replaceAll('\n', '\r\n').trimEnd(),
    `\n${spki}`,
    `${spki}\n \n`,
    `# the key of 2026\n${spki}`,
    `# line breaks are not \\n in this file\n${spki}`,
    `# Schl\u00fcssel f\u00fcr 2026\r\n${spki}`,
    `\ufeff# Schlu\u0308ssel\tf\u00fcr 2026\n${spki}`,
    pkcs1,
    pkcs1.trimEnd(),
    pkcs1.replaceAll('\n', '\r\n'),
  ]
}

/** A problem of the course, if the verifier is not what the text says: two right branches, and a hole between them. */
function requireHole(pem: string, honest: string): void {
  confusedVerify(honest, pem)
  const [header, , signature] = honest.split('.')
  const changed = `${header}.${segment({ ...claimsOf(honest), role: 'admin' })}.${signature}`
  const other = makeToken({ alg: 'HS256' }, CLAIMS, utf8('another secret, of the same length or so'))
  for (const broken of [changed, other, `${honest.split('.').slice(0, 2).join('.')}.`])
    if (refusalOf(() => confusedVerify(broken, pem)) === null)
      throw new Error('confusedVerify took a broken token')
}

lesson.step('sign', ({ test }) => {
  test('confusedVerify accepts a token that is signed with its public key', async learner => {
    const { pem, rs256 } = serverOf(learner)
    requireHole(pem, rs256())
    await expectTokens(learner, [[rs256(), pem, {}]])
  })
  test('changes are laid over the claims at the top level', async learner => {
    const { pem, rs256 } = serverOf(learner)
    const token = rs256()
    await expectTokens(
      learner,
      CHANGES.map(changes => [token, pem, changes]),
    )
  })
  test('any token will do, and nothing else is added or renewed', async learner => {
    const { pem } = serverOf(learner)
    const made = (header: Json, claims: unknown = CLAIMS): string => makeToken(header, claims, utf8('x'))
    const algorithms = ['RS256', 'RS512', 'ES256', 'HS256', 'none', 'x'].map(alg =>
      made({ typ: 'JWT', alg, kid: 'a' }),
    )
    const calls = randomCalls(learner, claims => made({ alg: 'RS256' }, claims), 20)
    await expectTokens(learner, [
      ...algorithms.map(token => [token, pem, { role: 'admin' }]),
      ...calls.map(([token, changes]) => [token, pem, changes]),
      [made({ alg: 'RS256' }, '{ "sub":"ada",\r\n "n": 1 }'), pem, {}],
      [made({ alg: 'RS256' }, { sub: 'Zo\u00eb \u{1f511}', '\u6771': 1 }), pem, {}],
    ])
  })
})

lesson.step('bytes', ({ test }) => {
  test('the secret is the string as it is, however the key is spelt', async learner => {
    const servers = [serverOf(learner), serverOf(learner)]
    const calls = servers.flatMap(({ key, rs256 }) =>
      spellings(key).map((pem): [string, string, Json] => [rs256(), pem, { role: 'admin' }]),
    )
    for (const [honest, pem] of calls) confusedVerify(honest, pem)
    await expectTokens(learner, calls)
  })
})

lesson.step('hold', ({ test }) => {
  test('the forged token bounces off your verifyHs256', async learner => {
    const { key, rs256 } = serverOf(learner)
    const calls = spellings(key).map(pem => [rs256(), pem, { role: 'admin' }])
    const forged = await expectTokens(learner, calls)
    const secrets = [learner.randomBytes(32), learner.randomBytes(64), utf8('x'.repeat(451))]
    await expectOwnLibrary(
      learner,
      forged.flatMap(token =>
        secrets.map(secret => ({
          name: 'verifyHs256',
          args: [token, secret],
          // A header with crit is as good for the attack.
          codes: ['bad-signature', 'unsupported'],
          words: { what: 'the forged token' },
        })),
      ),
    )
  })
  test('so does an RS256 token, and an honest HS256 token gets through', async learner => {
    const { rs256 } = serverOf(learner)
    const secret = learner.randomBytes(32)
    const call = (token: string, codes: string[], what: string) => ({
      name: 'verifyHs256',
      args: [token, secret],
      codes,
      words: { what },
    })
    await expectOwnLibrary(learner, [
      call(rs256(), ['unsupported', 'bad-signature'], 'an RS256 token'),
      call(makeToken({ alg: 'HS256', typ: 'JWT' }, CLAIMS, secret), [], 'an honest HS256 token'),
    ])
  })
})
