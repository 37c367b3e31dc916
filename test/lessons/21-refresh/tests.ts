/** The hidden tests of RefreshTokens. */
import { createHash } from 'node:crypto'
import {
  bytesFormOf,
  type CallResult,
  defineLesson,
  type Learner,
  plain,
  sha256,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { chain, expectRefused, issue, issued, NOW, rotated } from './answers.ts'
import diagnoses from './diagnoses.md'
import { bitsIn, formOf, secretsOf, signOfUser } from './entropy.ts'
import { expectHistory } from './history.ts'

const lesson = defineLesson({
  id: '21-refresh',
  diagnoses,
  parameters: { 'RefreshTokens.issue': ['userId', 'now'], 'RefreshTokens.rotate': ['token', 'now'] },
})

/** With 300 tokens each character of an alphabet of 64 is seen in each place, nearly always. */
const SAMPLE = 300
/** A little under 128: what was not seen in a place does not count. A UUID has 122. */
const FEWEST_BITS = 125
const LIFETIME = 1000
const LATER = NOW + 10_000_000
const OPTIONS = [{ lifetime: LIFETIME }]
/** Neither the clock nor Math.random says anything new while tokens are made. */
const STANDING_STILL = { given: { clock: NOW * 1000, random: 0.5 } }

/** @throws LearnerFailure when the tokens can be guessed */
function expectRandom(learner: Learner, results: readonly CallResult[], tokens: readonly string[]): void {
  const last = results.at(-1) as CallResult
  const uses = new Set(results.flatMap(({ called = [] }) => called.map(({ name }) => name)))
  const asked = [
    'Math.random',
    'Date.now',
    'new Date',
    'Date',
    'performance.now',
    'process.hrtime',
    'Temporal.Now',
  ].find(name => uses.has(name))
  const bits = bitsIn(tokens)
  if (bits >= FEWEST_BITS) return
  const isUuid = tokens.every(token => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/i.test(token))
  const id = isUuid ? 'few-bits/uuid' : asked === undefined ? 'few-bits' : 'few-bits/asked'
  learner.fail(last, {
    id,
    words: {
      bits: String(Math.round(bits)),
      asked: asked ?? '',
      one: tokens.at(-2) ?? '',
      other: tokens.at(-1) ?? '',
    },
    expected: '128 bits of randomBytes or more',
  })
}

/** @throws LearnerFailure when rotate returned its token again only because the clock or Math.random stands still */
function expectNewWhileStandingStill(learner: Learner, result: CallResult, given: string): void {
  if (result.outcome.kind !== 'value' || (result.called ?? []).length === 0) return
  const value = plain(result.outcome.value) as { token?: unknown } | null | undefined
  if (value?.token === given) expectRandom(learner, [result], [given, given])
}

lesson.step('issue', ({ test }) => {
  test('a token of the characters that cookies and forms can hold', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const results = await tokens.callMany(
      'issue',
      ['ada', 'bob', '__proto__', 'jürgen 🔑', ''].map(userId => [userId, NOW]),
    )
    for (const result of results) {
      const token = issued(learner, result)
      const odd = /[^A-Za-z0-9\-._~+/=]/.exec(token)?.[0] ?? /=(?=[^=])/.exec(token)?.[0]
      if (odd !== undefined)
        learner.fail(result, { id: 'odd-character', words: { character: JSON.stringify(odd) } })
    }
  })
  // Before many are made: only the beginning of what is printed is kept.
  test('which is not printed', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const result = await tokens.call('issue', 'ada', NOW)
    if (learner.printed().includes(issued(learner, result))) learner.fail(result, { id: 'printed' })
  })
  test('128 random bits, of node:crypto', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const results = await tokens.callMany(
      'issue',
      Array.from({ length: SAMPLE }, () => ['ada', NOW]),
      STANDING_STILL,
    )
    const made = results.map(result => issued(learner, result))
    const twice = made.findIndex((token, index) => made.indexOf(token) !== index)
    const uses = (results[twice]?.called ?? []).map(({ name }) => name)
    if (twice >= 0 && uses.length === 0)
      learner.fail(results[twice] as CallResult, { id: 'same-token', expected: 'a token of its own' })
    expectRandom(learner, results, made)
  })
  test('two stores have nothing in common', async learner => {
    const [one, other] = [
      await learner.construct('RefreshTokens', OPTIONS),
      await learner.construct('RefreshTokens', OPTIONS),
    ]
    const [first] = (await one.callMany('issue', [['ada', NOW]], STANDING_STILL)) as [CallResult]
    const [second] = (await other.callMany('issue', [['ada', NOW]], STANDING_STILL)) as [CallResult]
    if (issued(learner, first) === issued(learner, second))
      learner.fail(second, { id: 'same-token', expected: 'a token of its own' })
  })
  test('nothing about the user', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const users = ['ada.lovelace@mail.example', 'Grace+Hopper@navy.example'] as const
    // In no order: what changes with time, or counts, tells nobody's tokens from another's.
    const order = shuffled(learner, [...Array(40).fill(users[0]), ...Array(40).fill(users[1])])
    const results = await tokens.callMany(
      'issue',
      order.map(userId => [userId, NOW]),
    )
    const made = results.map(result => issued(learner, result))
    const [ours = [], theirs = []] = users.map(userId => made.filter((_, index) => order[index] === userId))
    for (const userId of users) {
      const first = order.indexOf(userId)
      const form = formOf(made[first] as string, userId)
      if (form !== null) learner.fail(results[first] as CallResult, { id: 'user-in-token', words: { form } })
    }
    const sign = signOfUser(ours, theirs)
    if (sign !== '')
      learner.fail(results[order.indexOf(users[0])] as CallResult, {
        id: 'user-in-token/sign',
        words: { sign },
      })
  })
})

/** The items in a random order. */
function shuffled<T>(learner: Learner, items: readonly T[]): T[] {
  return items
    .map(item => ({ item, place: learner.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

const swappedCase = (text: string): string =>
  text.replace(/[a-z]/gi, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()))

lesson.step('rotate', ({ test }) => {
  // First, and later than all other times: with shared state no other test could name the cause.
  test('a token of another store is refused', async learner => {
    const [one, other] = [
      await learner.construct('RefreshTokens', OPTIONS),
      await learner.construct('RefreshTokens', OPTIONS),
    ]
    const token = await issue(learner, one, 'ada', LATER)
    await issue(learner, other, 'ada', LATER)
    const foreign = await other.call('rotate', token, LATER)
    expectRefused(learner, foreign, 'stores-share/accepted')
    rotated(learner, await one.call('rotate', token, LATER), { userId: 'ada', id: 'stores-share' })
  })
  test('no token is printed', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const token = await issue(learner, tokens, 'ada', NOW)
    const result = await tokens.call('rotate', token, NOW)
    const next = rotated(learner, result, { userId: 'ada' })
    if ([token, next.token].some(known => learner.printed().includes(known)))
      learner.fail(result, { id: 'printed' })
  })
  test('each token gives its user and the next token', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    for (const userId of ['ada', '__proto__', 'constructor', 'jürgen 🔑', '42']) {
      const token = await issue(learner, tokens, userId, NOW)
      await chain(learner, tokens, { userId, token, now: NOW }, 4)
    }
  })
  test('families do not get mixed up', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const users = ['ada', 'bob', 'ada', 'carol']
    let current = (
      await tokens.callMany(
        'issue',
        users.map(userId => [userId, NOW]),
      )
    ).map(result => issued(learner, result))
    for (let round = 1; round < 4; round++) {
      const results = await tokens.callMany(
        'rotate',
        current.map(token => [token, NOW + round]),
      )
      current = results.map(
        (result, index) => rotated(learner, result, { userId: users[index] as string }).token,
      )
    }
  })
  test('a token works once', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const token = await issue(learner, tokens, 'ada', NOW)
    rotated(learner, await tokens.call('rotate', token, NOW + 1), { userId: 'ada' })
    const again = await tokens.call('rotate', token, NOW + 1)
    expectRefused(learner, again, 'used-accepted', { when: 'in the same second' })
  })
  test('and much later it does not work either', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const token = await issue(learner, tokens, 'ada', NOW)
    rotated(learner, await tokens.call('rotate', token, NOW + 1), { userId: 'ada' })
    const again = await tokens.call('rotate', token, NOW + 500)
    expectRefused(learner, again, 'used-accepted', { when: 'minutes later' })
  })
  test('what was never issued is refused, and harms nobody', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const token = await issue(learner, tokens, 'ada', NOW)
    const random = toBase64url(learner.randomBytes(32))
    const hash = sha256(utf8(token))
    const strangers: [string, string][] = [
      ['it is random', random],
      ['it is empty', ''],
      ['it is __proto__', '__proto__'],
      ['it is toString', 'toString'],
      ['it is the name of the user', 'ada'],
      ['it is the word undefined', 'undefined'],
      ['it is the hash of a good one', toHex(hash)],
      ['it is the hash of a good one', toBase64url(hash)],
    ]
    const results = await tokens.callMany(
      'rotate',
      strangers.map(([, stranger]) => [stranger, NOW + 1]),
    )
    for (const [index, [because]] of strangers.entries())
      expectRefused(learner, results[index] as CallResult, 'unknown-accepted', { because })
    rotated(learner, await tokens.call('rotate', token, NOW + 2), {
      userId: 'ada',
      id: 'unknown-ends-family',
    })
    // Hexadecimal digits are the same bytes in either case; of other tokens it makes another one.
    const other = await issue(learner, tokens, 'ada', NOW)
    if (/[g-z]/i.test(other))
      expectRefused(learner, await tokens.call('rotate', swappedCase(other), NOW + 3), 'unknown-accepted', {
        because: 'it is a good one with capital and small letters exchanged',
      })
    // White space, padding and spare bits are open: who decodes the token finds the same secret in it.
    const whole = await issue(learner, tokens, 'ada', NOW)
    expectRefused(learner, await tokens.call('rotate', whole.slice(0, -1), NOW + 3), 'unknown-accepted', {
      because: 'it is a good one without its last character',
    })
  })
  test('a family lives for its lifetime, counted from its first token', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const [untouched, last, late] = (
      await tokens.callMany(
        'issue',
        [0, 0, 0].map(() => ['ada', NOW]),
      )
    ).map(result => issued(learner, result)) as [string, string, string]
    const early = await tokens.call('rotate', last, NOW + LIFETIME - 2)
    const { token } = rotated(learner, early, { userId: 'ada', id: 'over-too-early' })
    const [atLast, atEnd] = (await tokens.callMany('rotate', [
      [untouched, NOW + LIFETIME - 1],
      [late, NOW + LIFETIME],
    ])) as [CallResult, CallResult]
    rotated(learner, atLast, { userId: 'ada', id: 'over-too-early' })
    expectRefused(learner, atEnd, 'alive-at-end', { lifetime: String(LIFETIME) })
    expectRefused(learner, await tokens.call('rotate', token, NOW + LIFETIME), 'life-prolonged')
  })
  test('however often it was rotated, and whatever the lifetime is', async learner => {
    for (const lifetime of [1, 60, 2_592_000]) {
      const tokens = await learner.construct('RefreshTokens', [{ lifetime }])
      const first = await issue(learner, tokens, 'ada', NOW)
      let token = first
      for (const share of [0.3, 0.6, 0.9]) {
        const result = await tokens.call('rotate', token, NOW + Math.floor(lifetime * share))
        token = rotated(learner, result, { userId: 'ada', id: 'over-too-early' }).token
      }
      expectRefused(learner, await tokens.call('rotate', token, NOW + lifetime), 'life-prolonged')
    }
  })
  test('the next token is as random as the first', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const results: CallResult[] = []
    const made = [await issue(learner, tokens, 'ada', NOW)]
    for (let round = 0; round < SAMPLE; round++) {
      const [result] = (await tokens.callMany('rotate', [[made[round], NOW]], STANDING_STILL)) as [CallResult]
      expectNewWhileStandingStill(learner, result, made[round] as string)
      const { token } = rotated(learner, result, { userId: 'ada' })
      const parts = [token, ...token.split('.')]
      if (parts.some(part => bytesFormOf(part, sha256(utf8(made[round] as string))) !== null))
        learner.fail(result, { id: 'next-follows', expected: 'random bytes' })
      results.push(result)
      made.push(token)
    }
    expectRandom(learner, results, made.slice(1))
  })
})

lesson.step('reuse', ({ test }) => {
  for (const [name, index, generations] of [
    ['a token that was used ends its family', 0, 1],
    ['and so does the one before the newest', 2, 3],
    ['and one that was used long ago', 0, 60],
  ] as const)
    test(name, async learner => {
      const tokens = await learner.construct('RefreshTokens', OPTIONS)
      const first = await issue(learner, tokens, 'ada', NOW)
      const all = await chain(learner, tokens, { userId: 'ada', token: first, now: NOW }, generations)
      const old = await tokens.call('rotate', all[index], NOW + 100)
      expectRefused(learner, old, 'used-accepted', { when: 'after others' })
      const newest = await tokens.call('rotate', all.at(-1), NOW + 100)
      const id = index === 0 && generations > 1 ? 'family-lives/old' : 'family-lives'
      expectRefused(learner, newest, id, { generations: String(generations) })
    })
  test('all of its tokens are refused from then on', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const first = await issue(learner, tokens, 'ada', NOW)
    const all = await chain(learner, tokens, { userId: 'ada', token: first, now: NOW }, 4)
    await tokens.call('rotate', all[1], NOW + 10)
    const results = await tokens.callMany(
      'rotate',
      [...all, ...all].reverse().map((token, index) => [token, NOW + 10 + index]),
    )
    for (const result of results) expectRefused(learner, result, 'family-lives', { generations: '4' })
  })
  test('of two at the same moment the first wins, and the family is over', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const token = await issue(learner, tokens, 'ada', NOW)
    const [one, two] = (await tokens.callMany('rotate', [
      [token, NOW + 5],
      [token, NOW + 5],
    ])) as [CallResult, CallResult]
    const winner = rotated(learner, one, { userId: 'ada' })
    expectRefused(learner, two, 'used-accepted', { when: 'in the same second' })
    expectRefused(learner, await tokens.call('rotate', winner.token, NOW + 5), 'family-lives', {
      generations: '1',
    })
  })
  test('other families go on, of this user and of others', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const users = ['ada', 'ada', 'bob']
    const [broken, ...others] = (
      await tokens.callMany(
        'issue',
        users.map(userId => [userId, NOW]),
      )
    ).map(result => issued(learner, result)) as [string, string, string]
    rotated(learner, await tokens.call('rotate', broken, NOW + 1), { userId: 'ada' })
    await tokens.call('rotate', broken, NOW + 2)
    for (const [index, token] of others.entries()) {
      const userId = users[index + 1] as string
      const result = await tokens.call('rotate', token, NOW + 3)
      rotated(learner, result, {
        userId,
        id: 'others-ended',
        words: { whose: userId === 'ada' ? 'another family of the same user' : 'a family of another user' },
      })
    }
    const later = await issue(learner, tokens, 'ada', NOW + 3)
    rotated(learner, await tokens.call('rotate', later, NOW + 4), { userId: 'ada', id: 'later-refused' })
  })
})

lesson.step('revoke-all', ({ test }) => {
  test('every family of the user is over', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const made = (
      await tokens.callMany(
        'issue',
        [0, 1, 2].map(second => ['ada', NOW + second]),
      )
    ).map(result => issued(learner, result))
    const next = rotated(learner, await tokens.call('rotate', made[1], NOW + 3), { userId: 'ada' })
    learner.expectNoThrow(await tokens.call('revokeAll', 'ada'), null)
    for (const token of [next.token, made[0], made[2], made[1]])
      expectRefused(learner, await tokens.call('rotate', token, NOW + 3), 'survives-revoke-all')
  })
  test('no family of anybody else', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const others = ['ADA', 'ada2', ' ada', 'ad', 'bob', '__proto__', '']
    const made = (
      await tokens.callMany(
        'issue',
        others.map(userId => [userId, NOW]),
      )
    ).map(result => issued(learner, result))
    await issue(learner, tokens, 'ada', NOW)
    learner.expectNoThrow(await tokens.call('revokeAll', 'ada'), null)
    const results = await tokens.callMany(
      'rotate',
      made.map(token => [token, NOW + 1]),
    )
    for (const [index, userId] of others.entries())
      rotated(learner, results[index] as CallResult, {
        userId,
        id: 'others-revoked',
        words: { other: JSON.stringify(userId) },
      })
  })
  test('a later login is not affected, in the same second either', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    await issue(learner, tokens, 'ada', NOW)
    await tokens.call('revokeAll', 'ada')
    const token = await issue(learner, tokens, 'ada', NOW)
    const result = await tokens.call('rotate', token, NOW)
    const next = rotated(learner, result, { userId: 'ada', id: 'later-refused' })
    await chain(learner, tokens, { userId: 'ada', token: next.token, now: NOW + 1 }, 2)
  })
  test('a user without families is no problem', async learner => {
    const tokens = await learner.construct('RefreshTokens', OPTIONS)
    const results = await tokens.callMany(
      'revokeAll',
      ['nobody', '__proto__', 'toString', ''].map(userId => [userId]),
    )
    for (const result of results) learner.expectNoThrow(result, null)
    const token = await issue(learner, tokens, '__proto__', NOW)
    await tokens.call('revokeAll', '__proto__')
    expectRefused(learner, await tokens.call('rotate', token, NOW), 'survives-revoke-all')
  })
  test('two stores share nothing', async learner => {
    const [one, other] = [
      await learner.construct('RefreshTokens', [{ lifetime: 500 }]),
      await learner.construct('RefreshTokens', OPTIONS),
    ]
    const token = await issue(learner, other, 'ada', NOW)
    await issue(learner, one, 'ada', NOW)
    await one.call('revokeAll', 'ada')
    const late = await other.call('rotate', token, NOW + 700)
    rotated(learner, late, { userId: 'ada', id: 'stores-share' })
  })
  test('and so it is in any order', async learner => {
    for (let round = 0; round < 8; round++) await expectHistory(learner)
  })
})

lesson.step('keep', ({ test }) => {
  test('only hashes, and only of what has not ended', async learner => {
    const tokens = await learner.construct('RefreshTokens', [{ lifetime: 100 }])
    const kept = await learner.construct('RefreshTokens', [{ lifetime: 10_000 }])
    const first = await issue(learner, kept, 'ada', NOW)
    const chained = await chain(learner, kept, { userId: 'ada', token: first, now: NOW }, 2)
    const [, used, newest] = chained as [string, string, string]
    const users = Array.from({ length: ROUND }, (_, index) => `user-${index}`)
    const measured: number[] = []
    let last: CallResult | undefined
    for (let round = 0; round <= LAST_ROUND; round++) {
      // A round begins when all families of the one before have just ended.
      const now = NOW + round * 100
      const made = await tokens.callMany(
        'issue',
        users.map(userId => [userId, now]),
      )
      last = made.at(-1) as CallResult
      if (round <= LAST_ROTATED) {
        const results = await tokens.callMany(
          'rotate',
          made.map(result => [issued(learner, result), now + 50]),
        )
        for (const [index, result] of results.entries())
          rotated(learner, result, { userId: users[index] as string })
      }
      if (MEASURED.includes(round)) measured.push((await learner.heap([])).bytes)
    }
    // After another call: what was returned last may still be on its way.
    learner.expectNoThrow(await tokens.call('revokeAll', 'nobody'), null)
    const latest = issued(learner, last as CallResult)
    const secrets = secretsOf(newest, used)
    const old = secretsOf(used, newest)
    // Each look collects all garbage, so the last one measures and searches.
    const weak = WEAK_HASHES.map(name => createHash(name).update(newest).digest())
    const { bytes, held } = await learner.heap([...secrets, ...old, ...weak, latest])
    measured.push(bytes)
    const found = held.indexOf(true)
    const about = await kept.call('rotate', newest, NOW + 10)
    rotated(learner, about, { userId: 'ada' })
    if (found === held.length - 1)
      learner.fail(last as CallResult, {
        id: 'token-held',
        words: { which: 'the token that was issued last' },
        expected: 'a hash of it, and nothing else',
      })
    const hash = WEAK_HASHES[found - secrets.length - old.length]
    if (hash !== undefined)
      learner.fail(about, {
        id: 'weak-hash',
        words: { hash: hash.toUpperCase().replace('SHA1', 'SHA-1') },
        expected: 'SHA-256 or stronger',
      })
    if (found >= 0) {
      const isNewest = found < secrets.length
      const index = isNewest ? found : found - secrets.length
      learner.fail(about, {
        id: index === 0 ? 'token-held' : 'token-held/part',
        words: { which: isNewest ? 'the newest token of a family' : 'a token that was used' },
        expected: 'a hash of it, and nothing else',
      })
    }
    const growth = measured.slice(1).map((more, index) => more - (measured[index] as number))
    expectForgotten(learner, last as CallResult, growth.slice(0, 2))
    expectForgotten(learner, last as CallResult, growth.slice(2))
  })
})

/**
 * The engine compiles and drops code as it goes; what is kept for ever grows each time.
 * @throws LearnerFailure when more than lists of what is alive has grown from each look to the next
 */
function expectForgotten(learner: Learner, last: CallResult, growth: readonly number[]): void {
  const families = BETWEEN_LOOKS * ROUND
  const each = Math.round(Math.min(...growth) / families)
  if (each > MOST_BYTES)
    learner.fail(last, {
      id: 'memory-grows',
      words: { families: families.toLocaleString('en'), grown: String(each) },
      expected: 'memory in proportion to what has not ended',
    })
}

const WEAK_HASHES = ['md5', 'sha1'] as const

/** So many families begin in a round. In later rounds no token is rotated. */
const ROUND = 60
const BETWEEN_LOOKS = 16
/** After these rounds; after the last one the search measures, too. */
const MEASURED = [12, 28, 44, 60]
const LAST_ROTATED = 44
const LAST_ROUND = 76
/** What is left of a family that is not forgotten takes more: a hash, and its entry in a list. */
const MOST_BYTES = 60
