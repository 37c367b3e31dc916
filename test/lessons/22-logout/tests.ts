/** The hidden tests of Revocations. */
import { type CallResult, defineLesson, type Learner, nearMissesOf } from '../../../src/grader/kit/index.ts'
import {
  type Claims,
  create,
  expectAnswer,
  expectAnswers,
  expectSize,
  LIFETIME,
  NOW,
  type Question,
  revoke,
  revokeUsers,
  sizeOf,
} from './answers.ts'
import diagnoses from './diagnoses.md'
import { expectHistory } from './history.ts'

const lesson = defineLesson({
  id: '22-logout',
  diagnoses,
  parameters: {
    'Revocations.revoke': ['claims'],
    'Revocations.isRevoked': ['claims', 'now'],
    'Revocations.revokeUser': ['userId', 'now'],
  },
})

/** Strings that a plain object or a careless comparison takes for something else. */
const NAMES = [
  'f3a1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' x ',
  'jürgen 🔑',
  'undefined',
]
const token = (jti: string, more: Claims = {}): Claims => ({ jti, iat: NOW, exp: NOW + LIFETIME, ...more })
const asked = (claims: Claims, isRevoked: boolean, why: Question['why'], now = NOW): Question => ({
  claims,
  now,
  isRevoked,
  why,
})

lesson.step('token', ({ test }) => {
  // First: with shared state no other test could name the cause.
  test('two lists share no tokens', async learner => {
    const [one, other] = [await create(learner), await create(learner)]
    await revoke(learner, one, [token('of-one')])
    await expectAnswers(learner, other, [asked(token('of-one'), false, { id: 'stores-share' })])
  })
  test('a token that was revoked is revoked', async learner => {
    const list = await create(learner)
    const tokens = NAMES.map(jti => token(jti, { sub: 'ada' }))
    await revoke(learner, list, tokens)
    await expectAnswers(
      learner,
      list,
      tokens.flatMap(claims => [
        asked(claims, true, { id: 'not-revoked' }),
        asked(
          { ...claims },
          true,
          { id: 'token-forgotten', words: { now: String(NOW + LIFETIME - 1), exp: String(claims.exp) } },
          NOW + LIFETIME - 1,
        ),
      ]),
    )
  })
  test('the jti alone names it', async learner => {
    const list = await create(learner)
    await revoke(learner, list, [token('f3a1', { sub: 'ada' })])
    const why = { id: 'not-revoked/other-claims', words: { jti: "'f3a1'" } }
    await expectAnswers(learner, list, [
      asked(token('f3a1'), true, why),
      asked(token('f3a1', { sub: 'bob', iat: NOW - 1 }), true, why),
    ])
  })
  test('no other token is', async learner => {
    const list = await create(learner)
    const never = NAMES.map(jti =>
      asked(
        token(jti),
        false,
        jti in {}
          ? { id: 'another-revoked/inherited', words: { jti } }
          : { id: 'another-revoked', words: { because: 'nothing was revoked at all' } },
      ),
    )
    await expectAnswers(learner, list, never)
    const jti = 'Token-42 é'
    await revoke(learner, list, [token(jti)])
    await expectAnswers(
      learner,
      list,
      [...nearMissesOf(jti), ...NAMES].map(other =>
        asked(token(other), false, {
          id: 'another-revoked',
          words: { because: `its jti is ${JSON.stringify(other)}, and ${JSON.stringify(jti)} was revoked` },
        }),
      ),
    )
  })
  test('without jti or exp nothing can be revoked', async learner => {
    const list = await create(learner)
    await expectSize(learner, list, 0, { id: 'size-wrong', words: { because: 'nothing was revoked' } })
    const { jti, exp } = token('a')
    for (const [missing, why, claims] of [
      ['a jti', 'There is no jti', { sub: 'ada', iat: NOW, exp }],
      ['an exp', 'There is no exp', { sub: 'ada', iat: NOW, jti }],
      ['both', 'There is no jti and no exp', {}],
    ] as const) {
      const result = await list.call('revoke', claims)
      learner.expectRefusal(result, ['claim-missing'], 'RFC 7519 §4.1.7', { why: ` ${why}.` })
      await expectSize(learner, list, 0, { id: 'kept-although-refused', words: { missing } })
    }
    await expectAnswers(learner, list, [
      asked({ sub: 'bob', iat: NOW, exp }, false, { id: 'no-jti-revoked' }),
      asked(token('a'), false, {
        id: 'another-revoked',
        words: { because: 'the one call of revoke with its jti was refused' },
      }),
    ])
  })
  test('a token without a jti is not revoked', async learner => {
    const list = await create(learner)
    await revoke(
      learner,
      list,
      NAMES.map(jti => token(jti)),
    )
    await expectAnswers(learner, list, [
      asked({ sub: 'bob', iat: NOW, exp: NOW + 5 }, false, { id: 'no-jti-revoked' }),
      asked({}, false, { id: 'no-jti-revoked' }),
    ])
  })
  test('size is the number of entries', async learner => {
    const list = await create(learner)
    const why = (because: string) => ({ id: 'size-wrong', words: { because } })
    await expectSize(learner, list, 0, why('nothing was revoked'))
    await revoke(learner, list, [token('a'), token('b'), token('a')])
    await expectSize(learner, list, 2, why('a was revoked twice, and b once'))
    for (const [index, jti] of NAMES.entries()) {
      await revoke(learner, list, [token(jti)])
      const because = `the jti ${JSON.stringify(jti)} was revoked last, and none before had it`
      await expectSize(learner, list, 3 + index, why(because))
    }
  })
})

lesson.step('user', ({ test }) => {
  test('two lists share nothing', async learner => {
    const [one, other] = [await create(learner), await create(learner)]
    await revoke(learner, one, [token('a')])
    await revokeUsers(learner, one, [['user-of-one', NOW]])
    await expectAnswers(learner, other, [
      asked(token('a', { sub: 'bob' }), false, { id: 'stores-share' }),
      asked(token('b', { sub: 'user-of-one' }), false, { id: 'stores-share' }),
    ])
    await expectSize(learner, other, 0, { id: 'stores-share' })
  })
  test('what was issued until the log-out is revoked', async learner => {
    const list = await create(learner)
    await revokeUsers(learner, list, [['ada', NOW]])
    const words = (iat: number) => ({ cutOff: String(NOW), iat: String(iat) })
    const of = (iat: number): Claims => ({ sub: 'ada', jti: `t${iat}`, iat, exp: iat + LIFETIME })
    await expectAnswers(learner, list, [
      ...[1, 2, 60, LIFETIME - 1].map(before =>
        asked(of(NOW - before), true, { id: 'cut-off-earlier', words: words(NOW - before) }),
      ),
      asked(of(NOW), true, { id: 'cut-off-second', words: words(NOW) }),
    ])
  })
  test('what was issued later is not', async learner => {
    const list = await create(learner)
    await revokeUsers(learner, list, [['ada', NOW]])
    await expectAnswers(
      learner,
      list,
      [1, 2, 500].map(after =>
        asked(
          { sub: 'ada', iat: NOW + after, exp: NOW + after + LIFETIME },
          false,
          { id: 'cut-off-later', words: { cutOff: String(NOW), iat: String(NOW + after) } },
          NOW + after,
        ),
      ),
    )
  })
  test('a token without iat may be an old one', async learner => {
    const list = await create(learner)
    await revokeUsers(learner, list, [['ada', NOW]])
    await expectAnswers(learner, list, [
      asked({ sub: 'ada', jti: 'x', exp: NOW + 5 }, true, { id: 'no-iat' }),
      asked({ sub: 'bob', jti: 'x', exp: NOW + 5 }, false, {
        id: 'other-user',
        words: { user: 'ada', other: 'bob' },
      }),
    ])
  })
  test('nobody else is logged out', async learner => {
    const list = await create(learner)
    for (const userId of ['Ada é', '__proto__', 'constructor']) {
      await revokeUsers(learner, list, [[userId, NOW]])
      await expectAnswers(learner, list, [
        asked({ sub: userId, iat: NOW - 5, exp: NOW + 5 }, true, {
          id: userId in {} ? 'cut-off-earlier/name' : 'cut-off-earlier',
          words: { user: userId, cutOff: String(NOW), iat: String(NOW - 5) },
        }),
      ])
    }
    await expectAnswers(
      learner,
      list,
      [...nearMissesOf('Ada é'), 'bob', 'toString', 'undefined'].map(sub =>
        asked({ sub, iat: NOW - 5, exp: NOW + 5 }, false, {
          id: 'other-user',
          words: { user: JSON.stringify('Ada é'), other: JSON.stringify(sub) },
        }),
      ),
    )
    await expectAnswers(learner, list, [
      asked({ iat: NOW - 5, exp: NOW + 5 }, false, {
        id: 'no-sub-revoked',
        words: { because: 'three users logged out' },
      }),
    ])
  })
  test('a cut-off never moves back', async learner => {
    const list = await create(learner)
    await revokeUsers(learner, list, [
      ['ada', NOW + 50],
      ['ada', NOW],
    ])
    const of = (iat: number): Claims => ({ sub: 'ada', iat, exp: NOW + LIFETIME })
    const words = { earlier: String(NOW), later: String(NOW + 50) }
    await expectAnswers(learner, list, [
      asked(of(NOW + 10), true, { id: 'moves-back', words: { ...words, iat: String(NOW + 10) } }, NOW + 50),
      asked(of(NOW + 50), true, { id: 'moves-back', words: { ...words, iat: String(NOW + 50) } }, NOW + 50),
    ])
  })
  test('but it moves on', async learner => {
    const list = await create(learner)
    await revokeUsers(learner, list, [
      ['ada', NOW],
      ['ada', NOW + 50],
    ])
    const words = { earlier: String(NOW), later: String(NOW + 50), iat: String(NOW + 50) }
    const claims = { sub: 'ada', iat: NOW + 50, exp: NOW + LIFETIME }
    await expectAnswers(learner, list, [asked(claims, true, { id: 'does-not-move-on', words }, NOW + 50)])
  })
  test('a jti and a user may have the same name', async learner => {
    const [tokens, users] = [await create(learner), await create(learner)]
    await revoke(learner, tokens, [token('ada')])
    await revokeUsers(learner, users, [['ada', NOW]])
    const mixed = (what: string) => ({ id: 'names-mixed', words: { what } })
    await expectAnswers(learner, tokens, [
      asked(
        token('x', { sub: 'ada' }),
        false,
        mixed('A token was revoked, and now a user of that name is logged out'),
      ),
    ])
    await expectAnswers(learner, users, [
      asked(
        token('ada', { sub: 'bob' }),
        false,
        mixed('A user logged out, and now a token of that name is revoked'),
      ),
    ])
    await revokeUsers(learner, tokens, [['carol', NOW]])
    await expectAnswers(learner, tokens, [
      asked(token('ada', { sub: 'bob' }), true, { id: 'not-revoked/after-log-out' }),
    ])
    await revokeUsers(learner, tokens, [['ada', NOW]])
    await expectAnswers(learner, tokens, [
      asked(
        token('ada', { sub: 'bob' }),
        true,
        mixed('A token was revoked, and when a user of that name logged out it was forgotten'),
      ),
    ])
    await expectSize(learner, tokens, 3, {
      id: 'size-wrong',
      words: { because: 'a token and two users were revoked, one of them named like the token' },
    })
  })
  test('either rule is enough', async learner => {
    const list = await create(learner)
    await revoke(learner, list, [token('a', { sub: 'bob' })])
    await revokeUsers(learner, list, [
      ['ada', NOW],
      ['carol', NOW],
    ])
    await expectAnswers(learner, list, [
      asked(token('a', { sub: 'bob' }), true, { id: 'not-revoked' }),
      asked(token('z', { sub: 'ada', iat: NOW - 1 }), true, {
        id: 'cut-off-earlier',
        words: { cutOff: String(NOW), iat: String(NOW - 1) },
      }),
    ])
    await revokeUsers(learner, list, [['ada', NOW + 1]])
    await expectSize(learner, list, 3, {
      id: 'size-wrong',
      words: { because: 'one token was revoked, and two users logged out, one of them twice' },
    })
  })
})

lesson.step('forget', ({ test }) => {
  // The large lists first: they would be in the way when the last test measures the memory.
  test('an entry stays, however many others come', async learner => {
    const list = await create(learner)
    const mine = token('mine', { sub: 'bob', exp: NOW + LIFETIME })
    await revoke(learner, list, [mine])
    await revokeUsers(learner, list, [['ada', NOW]])
    const [ada, later] = [{ sub: 'ada', iat: NOW, exp: NOW + LIFETIME }, NOW + 10]
    await expectAnswers(learner, list, [
      asked(
        mine,
        true,
        { id: 'token-forgotten', words: { now: String(later), exp: String(mine.exp) } },
        later,
      ),
      asked(
        ada,
        true,
        {
          id: 'user-forgotten',
          words: { cutOff: String(NOW), lifetime: String(LIFETIME), now: String(later) },
        },
        later,
      ),
    ])
    const count = 10_500
    // In pieces: a list that is copied with each entry takes long, and may.
    for (let first = 0; first < count; first += 500)
      await list.callMany(
        'revoke',
        Array.from({ length: 500 }, (_, index) => [token(`other-${first + index}`)]),
      )
    await list.callMany(
      'revokeUser',
      Array.from({ length: 1_100 }, (_, index) => [`user-${index}`, NOW]),
    )
    const why = { id: 'pushed-out', words: { count: (count + 1_100).toLocaleString('en') } }
    await expectAnswers(learner, list, [
      asked(mine, true, why, later),
      asked(ada, true, why, later),
      asked(token('other-0'), true, why, later),
    ])
    await expectSize(learner, list, count + 1_102, {
      id: 'size-wrong',
      words: { because: 'nothing of it has expired' },
    })
  })
  test('what has expired goes soon', async learner => {
    const list = await create(learner)
    const many = 1_300
    const ask = (from: number) =>
      list.callMany(
        'isRevoked',
        Array.from({ length: 20 }, (_, index) => [
          { jti: 'x', sub: 'y', iat: NOW, exp: NOW + LIFETIME },
          from + index,
        ]),
      )
    // What is first in the list ends last: a walk must not stop there.
    await revoke(learner, list, [token('long')])
    await list.callMany(
      'revoke',
      Array.from({ length: many }, (_, index) => [token(`t${index}`, { exp: NOW + 100 })]),
    )
    await ask(NOW + 80)
    expectBounded(learner, await sizeOf(learner, list), many + 1)
    await ask(NOW + 400)
    expectBounded(learner, await sizeOf(learner, list), 1)
    await revokeUsers(
      learner,
      list,
      Array.from({ length: many }, (_, index): [string, number] => [`u${index}`, NOW]),
    )
    await revokeUsers(learner, list, [['u0', NOW + 200]])
    await ask(NOW + LIFETIME + 150)
    expectBounded(learner, await sizeOf(learner, list), 1)
    await ask(NOW + LIFETIME + 600)
    expectBounded(learner, await sizeOf(learner, list), 0)
  })
  test('a token goes no sooner than at its exp', async learner => {
    const list = await create(learner)
    const lives = [2, 60, LIFETIME]
    // Without an iat nobody can count from it.
    await revoke(learner, list, [
      ...lives.map(life => token(`t${life}`, { exp: NOW + life })),
      { jti: 'bare', exp: NOW + 60 },
    ])
    const words = { now: String(NOW), exp: String(NOW + 60) }
    await expectAnswers(learner, list, [asked({ jti: 'bare' }, true, { id: 'token-forgotten', words })])
    const questions = lives.flatMap(life => [NOW, NOW + 1, NOW + life - 1].map(now => ({ life, now })))
    await expectAnswers(
      learner,
      list,
      questions
        .sort((one, two) => one.now - two.now)
        .map(({ life, now }) =>
          asked(
            token(`t${life}`, { exp: NOW + life }),
            true,
            { id: 'token-forgotten', words: { now: String(now), exp: String(NOW + life) } },
            now,
          ),
        ),
    )
  })
  test('a cut-off goes no sooner than a lifetime after it', async learner => {
    for (const lifetime of [60, 3600]) {
      const list = await create(learner, lifetime)
      await revokeUsers(learner, list, [['ada', NOW]])
      const claims = { sub: 'ada', jti: 'x', iat: NOW, exp: NOW + lifetime }
      await expectAnswers(
        learner,
        list,
        [1, lifetime / 2, lifetime - 1].map(after =>
          asked(
            claims,
            true,
            {
              id: 'user-forgotten',
              words: { cutOff: String(NOW), lifetime: String(lifetime), now: String(NOW + after) },
            },
            NOW + after,
          ),
        ),
      )
    }
  })
  test('whatever else happens', async learner => {
    for (let round = 0; round < 6; round++) await expectHistory(learner)
  })
  test('and nothing of it is left in memory', async learner => {
    const list = await create(learner, 100)
    const name = (kind: string, round: number, index: number): string =>
      `${kind}-${round}-${index}-`.padEnd(64, 'x')
    let before = 0
    let last: CallResult | undefined
    for (let round = 0; round <= LAST_ROUND; round++) {
      const now = NOW + round * 100
      await list.callMany(
        'revoke',
        Array.from({ length: ROUND }, (_, index) => [{ jti: name('jti', round, index), exp: now + 50 }]),
      )
      await list.callMany(
        'revokeUser',
        Array.from({ length: ROUND }, (_, index) => [name('user', round, index), now]),
      )
      const questions = Array.from({ length: 100 }, (_, index) => [
        { jti: name('jti', round, index % 5), sub: name('user', round, index % 5), iat: now, exp: now + 100 },
        now + Math.floor(index / 20) * 20,
      ])
      const results = await list.callMany('isRevoked', questions)
      last = results.at(-1)
      for (const result of results)
        expectAnswer(learner, result, true, {
          id: 'user-forgotten',
          words: { cutOff: String(now), lifetime: '100', now: String(result.args[1]) },
        })
      expectBounded(learner, await sizeOf(learner, list), 2 * ROUND)
      if (round === FIRST_ROUND) before = (await learner.heap([])).bytes
    }
    const { bytes } = await learner.heap([])
    const count = (LAST_ROUND - FIRST_ROUND) * ROUND * 2
    const grown = Math.round((bytes - before) / count)
    if (grown > MOST_BYTES)
      learner.fail(last as CallResult, {
        id: 'memory-grows',
        words: {
          count: count.toLocaleString('en'),
          grown: String(grown),
          size: String((await sizeOf(learner, list))[0]),
        },
        expected: 'memory in proportion to what is still needed',
      })
  })
})

const ROUND = 80
const FIRST_ROUND = 5
const LAST_ROUND = 27
/** The name of an entry alone takes more. */
const MOST_BYTES = 45

/** @throws LearnerFailure when more is held than twice what is needed, and a thousand */
function expectBounded(learner: Learner, [size, result]: [number, CallResult], needed: number): void {
  if (!(size < 2 * needed + 1_000))
    learner.fail(result, {
      id: 'never-forgets',
      words: { count: size.toLocaleString('en'), needed: needed.toLocaleString('en') },
      expected: `less than ${2 * needed + 1_000}`,
    })
}
