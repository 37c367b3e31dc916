import {
  defineLesson,
  fc,
  jose,
  type Learner,
  rsaKeyPair,
  type Seen,
  textOf,
} from '../../src/grader/kit/index.ts'

const lesson = defineLesson({ id: '14-rs256', mistakes: [] })
const payload = fc.dictionary(
  fc.string({ maxLength: 6 }).filter(name => name !== '__proto__'),
  fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  { maxKeys: 4 },
)
const tokenIn = (seen: Seen): string =>
  seen.outcome.kind === 'value' ? (textOf(seen.outcome.value) ?? '') : ''

async function joseSays(token: string, key: jose.JWK): Promise<unknown> {
  try {
    return (await jose.compactVerify(token, await jose.importJWK(key, 'RS256'), { algorithms: ['RS256'] }))
      .protectedHeader.alg
  } catch (error) {
    return (error as { code?: string }).code ?? 'refused'
  }
}
const signed = async (learner: Learner, key: jose.JWK, claims: jose.JWTPayload): Promise<string> =>
  new jose.SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: String(learner.random()) })
    .sign(await jose.importJWK(key, 'RS256'))

lesson.step('sign', ({ test }) => {
  test('jose accepts what you sign', async learner => {
    const { privateKey, publicKey } = rsaKeyPair(learner.random)
    const rows = learner.sample(payload, 30).map(claims => [claims, { ...privateKey, kid: 'a' }])
    for (const seen of await learner.callMany('signRs256', rows)) {
      if (tokenIn(seen) === '') learner.expectValue(seen, 'a token', 'RFC 7515 §3.1')
      learner.expectEqual(seen, await joseSays(tokenIn(seen), publicKey as jose.JWK), 'RS256', {
        what: 'what jose says',
        rule: 'RFC 7518 §3.3',
      })
      learner.expectUnchanged(seen, null)
    }
  })
  test('no weak key', async learner => {
    const weak = { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(128, 0xab).toString('base64url') }
    learner.expectRefusal(await learner.call('signRs256', { sub: 'ada' }, weak), ['bad-key'], 'RFC 7518 §3.3')
  })
})
lesson.step('verify', ({ test }) => {
  test('you accept what jose signs, and nothing that was changed', async learner => {
    const { privateKey, publicKey } = rsaKeyPair(learner.random)
    const other = rsaKeyPair(learner.random)
    const tokens = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        signed(learner, privateKey as jose.JWK, { sub: 'ada', index }),
      ),
    )
    for (const [index, seen] of (
      await learner.callMany(
        'verifyRs256',
        tokens.map(token => [token, publicKey]),
      )
    ).entries()) {
      const token = tokens[index] as string
      learner.expectValue(
        seen,
        { header: jose.decodeProtectedHeader(token), payload: jose.decodeJwt(token) },
        'RFC 7515 §5.2',
      )
    }
    if (other.publicKey.n !== publicKey.n)
      learner.expectRefusals(
        await learner.callMany(
          'verifyRs256',
          tokens.map(token => [token, other.publicKey]),
        ),
        ['bad-signature'],
        'RFC 7515 §5.2',
      )
  })
})
