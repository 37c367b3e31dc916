import { verifyNaively, verifyWithFilter } from '../../solutions/attacks/targets/none.ts'
import { defineLesson, type Learner, makeToken, type Seen, textOf } from '../../src/grader/kit/index.ts'

const lesson = defineLesson({ id: '10-alg-none', mistakes: [] })
const NOW = 1_700_000_000
const secretOf = (learner: Learner): Uint8Array => learner.randomBytes(32)
const claims = { sub: 'ada', role: 'reader', iat: NOW, exp: NOW + 900, name: 'Zo\u00eb' }
const changes = { role: 'admin', sub: 'root' }
type Verifier = (token: string, secret: Uint8Array) => Record<string, unknown>

/** What a target says about a forgery, as a value. */
function attack(verifier: Verifier, token: string, secret: Uint8Array): unknown {
  try {
    return verifier(token, secret)
  } catch (error) {
    return `refused: ${(error as Error).message}`
  }
}
const tokenIn = (seen: Seen): string =>
  seen.outcome.kind === 'value' ? (textOf(seen.outcome.value) ?? '') : ''

async function expectBreaks(learner: Learner, verifier: Verifier, what: string): Promise<void> {
  const secret = secretOf(learner)
  const token = makeToken({ alg: 'HS256', typ: 'JWT' }, claims, secret)
  const rows = [changes, {}, { exp: NOW + 9e6 }].map(change => [token, change])
  for (const [index, seen] of (await learner.callMany('forgeUnsigned', rows)).entries()) {
    if (tokenIn(seen) === '') learner.expectValue(seen, 'a token', 'RFC 7519 §6')
    learner.expectEqual(
      seen,
      attack(verifier, tokenIn(seen), secret),
      { ...claims, ...(rows[index]?.[1] as object) },
      { what, rule: 'RFC 8725 §3.1' },
    )
  }
}

lesson.step('forge', ({ test }) => {
  test('a verifier that trusts the header takes the forgery', learner =>
    expectBreaks(learner, verifyNaively, 'what the verifier of the lesson reads in it'))
})
lesson.step('filters', ({ test }) => {
  test('and one that filters the word none', learner =>
    expectBreaks(learner, verifyWithFilter, 'what the verifier with the filter reads in it'))
})
lesson.step('hold', ({ test }) => {
  test('your own verify refuses it', async learner => {
    const secret = secretOf(learner)
    const token = makeToken({ alg: 'HS256', typ: 'JWT' }, claims, secret)
    const forged = tokenIn(await learner.call('forgeUnsigned', token, changes))
    const right = await learner.call('verify', token, secret, { now: NOW })
    learner.expectValue(right, claims, 'RFC 7519 §7.2')
    learner.expectRefusal(
      await learner.call('verify', forged, secret, { now: NOW }),
      ['unsupported', 'malformed', 'bad-signature'],
      'RFC 8725 §3.1',
    )
  })
})
