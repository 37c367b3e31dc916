import { defineLesson, plain, type Seen, textOf } from '../../src/grader/kit/index.ts'

const lesson = defineLesson({ id: '21-refresh', mistakes: [] })
const NOW = 1_700_000_000
const tokenIn = (seen: Seen): string =>
  seen.outcome.kind === 'value' ? (textOf(seen.outcome.value) ?? '') : ''
const nextIn = (seen: Seen): { userId?: unknown; token?: string } =>
  (seen.outcome.kind === 'value' ? (plain(seen.outcome.value) as object) : {}) as never

lesson.step('rotate', ({ test }) => {
  test('each token gets the next one', async learner => {
    const tokens = await learner.construct('RefreshTokens', [{ lifetime: 100 }])
    const other = await learner.construct('RefreshTokens', [{ lifetime: 100 }])
    const first = await tokens.call('issue', 'ada', NOW)
    learner.expectEqual(first, /^[\w-]{43,}$/.test(tokenIn(first)), true, {
      what: 'whether it is opaque and long',
      rule: 'RFC 6749 §10.10',
    })
    learner.expectValue(await tokens.get('size'), 1, null)
    let token = tokenIn(first)
    for (let round = 0; round < 20; round++) {
      const seen = await tokens.call('rotate', token, NOW + round)
      learner.expectEqual(seen, nextIn(seen).userId, 'ada', { what: 'the user', rule: null })
      token = nextIn(seen).token as string
    }
    learner.expectRefusal(await other.call('rotate', token, NOW), ['bad-signature'], null)
    learner.expectRefusal(await tokens.call('rotate', token, NOW + 119), ['expired'], 'RFC 9700 §4.14.2')
  })
})
lesson.step('reuse', ({ test }) => {
  test('an old token ends the family', async learner => {
    const tokens = await learner.construct('RefreshTokens', [{ lifetime: 100 }])
    const token = tokenIn(await tokens.call('issue', 'ada', NOW))
    const [next, again] = (await tokens.callMany('rotate', [
      [token, NOW],
      [token, NOW],
    ])) as [Seen, Seen]
    learner.expectRefusal(again, ['bad-signature'], 'RFC 9700 §4.14.2')
    learner.expectRefusal(
      await tokens.call('rotate', nextIn(next).token, NOW),
      ['bad-signature'],
      'RFC 9700 §4.14.2',
    )
  })
})
