/** Histories that nobody chose: logins, rotations and log-outs in any order, beside what is right. */
import type { Learner } from '../../../src/grader/kit/index.ts'
import { expectRefused, issued, NOW, rotated } from './answers.ts'

const LIFETIME = 30
const LENGTH = 40
const USERS = ['ada', 'bob', 'constructor']

type Family = { userId: string; end: number; newest: string; over: string | null }

/** Makes a history, and looks at each result. @throws LearnerFailure for the first that is wrong */
export async function expectHistory(learner: Learner): Promise<void> {
  const tokens = await learner.construct('RefreshTokens', [{ lifetime: LIFETIME }])
  const families: Family[] = []
  const made: { token: string; family: Family }[] = []
  let now = NOW
  const begin = async (): Promise<void> => {
    const userId = pick(learner, USERS)
    const token = issued(learner, await tokens.call('issue', userId, now))
    const family = { userId, end: now + LIFETIME, newest: token, over: null }
    families.push(family)
    made.push({ token, family })
  }
  for (let index = 0; index < LENGTH; index++) {
    now += Math.floor(learner.random() * 4)
    const what = learner.random()
    if (what < 0.25 || made.length === 0) await begin()
    else if (what < 0.32) {
      const userId = pick(learner, USERS)
      learner.expectNoThrow(await tokens.call('revokeAll', userId), null)
      for (const family of families)
        if (family.userId === userId) family.over ??= `revokeAll was called for ${userId}`
    } else {
      // Newest tokens more often than old ones, or every family would be over soon.
      const { token: any, family } = pick(learner, made)
      const token = learner.random() < 0.7 ? family.newest : any
      const result = await tokens.call('rotate', token, now)
      const because = whyRefused(family, token, now)
      if (because !== null) expectRefused(learner, result, 'history-accepted', { because })
      else {
        const next = rotated(learner, result, { userId: family.userId, id: 'history-refused' })
        family.newest = next.token
        made.push({ token: next.token, family })
      }
      if (because === 'it was used before') family.over ??= 'one of its old tokens came back'
    }
  }
}

function whyRefused({ over, end, newest }: Family, token: string, now: number): string | null {
  if (over !== null) return `its family is over: ${over}`
  if (now >= end) return 'its family has reached the end of its life'
  return token === newest ? null : 'it was used before'
}

const pick = <T>(learner: Learner, list: readonly T[]): T =>
  list[Math.floor(learner.random() * list.length)] as T
