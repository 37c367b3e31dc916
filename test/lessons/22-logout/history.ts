/** Histories that nobody chose: tokens, log-outs and questions in any order, beside what is right. */
import type { Learner } from '../../../src/grader/kit/index.ts'
import { type Claims, create, expectAnswers, NOW, revoke, revokeUsers } from './answers.ts'

const LIFETIME = 40
const LENGTH = 50
const USERS = ['ada', 'bob', '__proto__']

type Token = { jti: string; sub: string; iat: number; exp: number }

/** Makes a history, and looks at each answer. @throws LearnerFailure for the first that is wrong */
export async function expectHistory(learner: Learner): Promise<void> {
  const list = await create(learner, LIFETIME)
  const upTo = (most: number): number => Math.floor(learner.random() * most)
  const pick = <T>(items: readonly T[]): T => items[upTo(items.length)] as T
  const tokens: Token[] = []
  const revoked = new Set<string>()
  const cutOffs = new Map<string, number>()
  let now = NOW
  for (let index = 0; index < LENGTH; index++) {
    now += upTo(3)
    const living = tokens.filter(({ exp }) => now < exp)
    const what = learner.random()
    if (what < 0.35 || living.length === 0)
      tokens.push({
        // Some tokens are named like a user.
        jti: USERS[tokens.length / 4] ?? `t${tokens.length}`,
        sub: pick(USERS),
        iat: now,
        exp: now + 1 + upTo(LIFETIME),
      })
    else if (what < 0.5) {
      const token = pick(living)
      revoked.add(token.jti)
      await revoke(learner, list, [token])
    } else if (what < 0.6) {
      const userId = pick(USERS)
      cutOffs.set(userId, now)
      await revokeUsers(learner, list, [[userId, now]])
    } else {
      const token = pick(living)
      const because = whyRevoked(token, revoked, cutOffs)
      await expectAnswers(learner, list, [
        {
          claims: token as Claims,
          now,
          isRevoked: because !== null,
          why:
            because === null
              ? {
                  id: 'history-revoked',
                  words: {
                    because: `nobody revoked its jti, and its iat is after any log-out of ${token.sub}`,
                  },
                }
              : { id: 'history-not-revoked', words: { because } },
        },
      ])
    }
  }
}

function whyRevoked(
  { jti, sub, iat }: Token,
  revoked: ReadonlySet<string>,
  cutOffs: ReadonlyMap<string, number>,
): string | null {
  if (revoked.has(jti)) return 'its jti was revoked, and its exp is still to come'
  const cutOff = cutOffs.get(sub)
  return cutOff !== undefined && iat <= cutOff
    ? `it was issued at ${iat}, and ${sub} logged out everywhere at ${cutOff}`
    : null
}
