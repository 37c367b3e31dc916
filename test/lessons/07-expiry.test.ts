import { defineLesson, equal, type Learner, plain, type Seen } from '../../src/grader/kit/index.ts'
import { combinations, defined, expectDecisions, pick, type WrongRule } from './07-decision-table.ts'
import { mistakes, wrongTypes } from './07-expiry.mistakes.ts'
import { type Claims, rightTimes, type TimeOptions, timeTraits } from './07-expiry.rules.ts'
import { wrongAges, wrongLeeways } from './07-expiry.wrong-ages.ts'
import { wrongLimits } from './07-expiry.wrong-limits.ts'
import { range } from './inputs.ts'

const lesson = defineLesson({ id: '07-expiry', mistakes })

/** All decisions of the run so far. */
const history: Seen[] = []

type Row = [Claims, TimeOptions]

/** Calls checkTimes for every row, expects the right decisions, and that the claims are as they were. */
async function decide(
  learner: Learner,
  rows: readonly Row[],
  rule: string | null,
  wrong: readonly WrongRule[],
): Promise<void> {
  const seen = await learner.callMany('checkTimes', rows)
  await expectDecisions(learner, seen, { history, right: rightTimes, wrong, rule, traits: timeTraits })
  const changed = seen.find(entry => !claimsUnchanged(entry))
  if (changed !== undefined) {
    learner.fail(changed, {
      id: 'claims-changed',
      message:
        'checkTimes changed the claims that it was given. It only looks: whoever calls it goes on with the same object and would read other times than those that were signed. Compute with variables of your own.',
      expected: 'the claims as they were before the call',
      reference: null,
    })
  }
}

const claimsUnchanged = ({ args, argsAfter }: Seen): boolean =>
  argsAfter[0] === undefined || argsAfter[0] === 'untouched' || equal(plain(argsAfter[0]), args[0])

/** Times that a 32-bit number, a year or a habit could make special; the second is RFC 7519 §3.1's. */
const TIMES = [
  1000, 1_300_819_380, 1_700_000_000, 2_147_483_646, 2_147_483_647, 2_147_483_648, 2_147_483_649,
  4_102_444_800, 4_294_967_295, 4_294_967_296, 4_294_967_297, 10_000_000_000, 253_402_300_799,
]
const FRACTIONS = [-0.5, -0.125, 0, 0.25, 0.5, 0.75]
const AROUND = [
  -31_536_000, -86_400, -3600, -1000, -301, -60, -59, -2, -1, 0, 1, 2, 59, 60, 301, 1000, 3600, 86_400,
  31_536_000,
]
/** Far and near around one time, and the seconds next to each of the others. */
const MOMENTS = [...AROUND.map(apart => [1_700_000_000, apart] as const), ...combinations(TIMES, [-1, 0, 1])]

lesson.step('exp', ({ test }) => {
  test('a token is good one second before exp, and over on exp and after it', async learner => {
    const rows = MOMENTS.map(([exp, apart]): Row => [{ exp }, { now: exp + apart }])
    rows.push([{ exp: 1 }, { now: 1_700_000_000 }])
    // Long after a time at which the same claims were fine: an answer that was kept from then is wrong now.
    rows.push([{ exp: 1000 }, { now: 1_700_000_000 }])
    rows.push([{ exp: 2000, iat: 5 }, { now: 1000 }])
    await decide(learner, rows, 'RFC 7519 §4.1.4', wrongLimits)
  })
  test('exp: 0 is an end too, and so is a time before 1970', async learner => {
    const rows = combinations([0, -0, -0.5, -1, -1_000_000_000], [0, 0.5, 1_700_000_000]).map(
      ([exp, now]): Row => [{ exp }, { now }],
    )
    await decide(learner, rows, 'RFC 7519 §4.1.4', wrongLimits)
  })
  test('fractions of a second count', async learner => {
    const rows = combinations(FRACTIONS, [-1, -0.125, 0, 0.125, 0.5]).map(([fraction, apart], index): Row => {
      const exp = (TIMES[index % TIMES.length] as number) + fraction
      return [{ exp }, { now: exp + apart }]
    })
    await decide(learner, rows, 'RFC 7519 §2', wrongLimits)
  })
  test('the time is the one you are given, whatever the clock of the machine says', async learner => {
    const rows = combinations([1, 2, 1000, 1_000_000, 4_000_000_000, 100_000_000_000], [-1, 0, 1]).map(
      ([exp, apart]): Row => [{ exp }, { now: exp + apart }],
    )
    await decide(learner, rows, 'RFC 7519 §4.1.4', wrongLimits)
  })
  test('a token without exp has no end here, and other claims are none of its business', async learner => {
    const others: Claims[] = [
      {},
      { sub: 'ada' },
      { iss: 'https://login.example', aud: ['api'] },
      { expires: 1, EXP: 1, Exp: 1, exp_: 1, expiry: '1' },
      { admin: true, roles: [], nested: { exp: 1 } },
      { now: 1, leeway: 1e10, maxAge: 1, options: { now: 1 } },
      { hasOwnProperty: 1, valueOf: 0, toString: null, constructor: 'x', length: 0 },
    ]
    const rows = combinations(others, [0, 1000, 4_102_444_800]).flatMap(([claims, now]): Row[] => [
      [claims, { now }],
      [{ ...claims, exp: now + 1 }, { now }],
      [{ ...claims, exp: now }, { now }],
    ])
    await decide(learner, rows, 'RFC 7519 §4.1.4', wrongLimits)
  })
})

lesson.step('nbf', ({ test }) => {
  test('a token is too early one second before nbf, and good on nbf and after it', async learner => {
    const rows = MOMENTS.map(([nbf, apart]): Row => [{ nbf }, { now: nbf + apart }])
    rows.push([{ nbf: 253_402_300_799 }, { now: 1000 }])
    rows.push([{ nbf: 1000 }, { now: 1_700_000_000 }])
    await decide(learner, rows, 'RFC 7519 §4.1.5', wrongLimits)
  })
  test('fractions of a second count', async learner => {
    const rows = combinations(FRACTIONS, [-1, -0.125, 0, 0.125, 0.5]).map(([fraction, apart], index): Row => {
      const nbf = (TIMES[index % TIMES.length] as number) + fraction
      return [{ nbf }, { now: nbf + apart }]
    })
    await decide(learner, rows, 'RFC 7519 §2', wrongLimits)
  })
  test('nbf: 0 or earlier is in the past, and a token without nbf is valid from the beginning', async learner => {
    const rows = combinations(
      [{ nbf: 0 }, { nbf: -1 }, { nbf: -0.5 }, {}, { sub: 'ada' }, { NBF: 9e9, notBefore: 9e9 }],
      [0, 0.5, 1, 1_700_000_000],
    ).map(([claims, now]): Row => [claims, { now }])
    await decide(learner, rows, 'RFC 7519 §4.1.5', wrongLimits)
  })
  test('both limits hold, each by itself', async learner => {
    const rows = combinations([1000, 4_102_444_800], [-10, -0.5, 0, 0.5, 1], [-10, -1, 0, 0.5, 10]).map(
      ([now, toExp, toNbf], index): Row => [
        index % 2 === 0 ? { exp: now + toExp, nbf: now + toNbf } : { nbf: now + toNbf, exp: now + toExp },
        { now },
      ],
    )
    await decide(learner, rows, 'RFC 7519 §4.1.5', wrongLimits)
  })
  test('an iat in the future is fine when nobody asks for an age', async learner => {
    const rows = combinations(
      [1000, 4_102_444_800],
      [-1_000_000_000, -1, 0, 0.5, 1, 60, 1_000_000_000],
      [{}, { exp: 1 }, { nbf: 0 }],
    ).map(([now, toIat, apart]): Row => [{ iat: now + toIat, ...shifted(apart, now) }, { now }])
    await decide(learner, rows, 'RFC 7519 §4.1.6', wrongLimits)
  })
})

/** Each time moved by `now`. */
const shifted = (times: Record<string, number>, now: number): Claims =>
  Object.fromEntries(Object.entries(times).map(([name, apart]) => [name, now + apart]))

/** Null is last: of several wrong values the first is told, and a text says most. */
const NOT_A_TIME: unknown[] = [
  '1700000000',
  '99999999999',
  '1700000000.5',
  ' 1700000000 ',
  '0x10',
  '1e10',
  '0',
  '1',
  '',
  'tomorrow',
  '2030-01-01T00:00:00Z',
  'NaN',
  'Infinity',
  true,
  false,
  [],
  [0],
  [1_700_000_000],
  [99_999_999_999],
  ['1700000000'],
  [[]],
  {},
  { seconds: 1_700_000_000 },
  { value: 99_999_999_999 },
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  null,
]
const NAMES = ['exp', 'nbf', 'iat'] as const

lesson.step('numbers', ({ test }) => {
  for (const name of NAMES) {
    test(`${name} that is no number is malformed`, async learner => {
      const rows = NOT_A_TIME.flatMap((value, index): Row[] => [
        [{ [name]: value }, { now: 1_700_000_000 }],
        ...(index % 2 === 1
          ? [[{ exp: 1010, nbf: 990, iat: 990, [name]: value }, { now: 1000 }] satisfies Row]
          : []),
      ])
      await decide(learner, rows, 'RFC 7519 §2', wrongTypes)
    })
  }
  test('every finite number is a time: zero, negative, with a fraction, far away', async learner => {
    const values = [
      0,
      -1,
      -0.5,
      0.5,
      1,
      1000.25,
      1_700_000_000.5,
      1_700_000_000_000,
      ...TIMES.filter((_, index) => index % 2 === 0),
    ]
    const rows = combinations(NAMES, values, [0, 1_700_000_000]).map(
      ([name, value, now]): Row => [{ [name]: value }, { now }],
    )
    // Later than a Date can be, and greater than the whole numbers that are all exact.
    const farthest = combinations(NAMES, [
      10_000_000_000_000,
      2 ** 53,
      1e21,
      Number.MAX_VALUE,
      -1e21,
      -1e300,
    ]).map(([name, value]): Row => [{ [name]: value }, { now: 1_700_000_000 }])
    // Divided by a thousand, as milliseconds would be, these would be over or begun. All nows are dates.
    const greatAndNear = combinations(['exp', 'nbf'], range(9, 15)).map(
      ([name, power]): Row => [{ [name]: 10 ** power }, { now: 10 ** power / 500 }],
    )
    await decide(learner, [...rows, ...farthest, ...greatAndNear], 'RFC 7519 §2', [
      ...wrongTypes,
      ...wrongLimits,
    ])
  })
  test('of several faults one is named', async learner => {
    const now = 1_700_000_000
    const kinds = [undefined, now - 5, now + 5, null, String(now)]
    const rows = combinations(kinds, kinds, kinds).map(
      ([exp, nbf, iat]): Row => [defined({ exp, nbf, iat }), { now }],
    )
    await decide(learner, rows, 'RFC 7519 §2', [...wrongTypes, ...wrongLimits])
  })
})

const LEEWAYS = [0, 0.5, 1, 10, 61, 301, 601, 3600, 90_000, 40_000_000]
const withLeeways = [...wrongLeeways, ...wrongLimits, ...wrongTypes]

lesson.step('leeway', ({ test }) => {
  test('with a leeway of 10 seconds a token is good for 10 seconds more at both ends', async learner => {
    const limit = 1_700_000_000
    const rows = [
      -10_000, -600, -60, -20, -11, -10.5, -10, -9.5, -5, -1, 0, 1, 5, 9.5, 10, 10.5, 11, 20, 60, 600, 10_000,
    ].flatMap((apart): Row[] => [
      [{ exp: limit }, { now: limit + apart, leeway: 10 }],
      [{ nbf: limit }, { now: limit + apart, leeway: 10 }],
    ])
    await decide(learner, rows, 'RFC 7519 §4.1.4', withLeeways)
  })
  test('any leeway moves both limits by as much, and 0 or none moves nothing', async learner => {
    const rows = combinations([undefined, ...LEEWAYS], [-0.5, 0, 0.5]).flatMap(
      ([leeway, near], index): Row[] => {
        const by = leeway ?? 0
        const limit = index % 2 === 0 ? 5000 + by : 4_102_444_800
        const at = (now: number): TimeOptions => (leeway === undefined ? { now } : { now, leeway })
        return [
          [{ exp: limit }, at(limit + by + near)],
          [{ exp: limit }, at(limit + near)],
          [{ exp: limit }, at(limit - by + near)],
          [{ nbf: limit }, at(limit - by + near)],
          [{ nbf: limit }, at(limit + near)],
          [{ nbf: limit }, at(limit + by + near)],
        ]
      },
    )
    await decide(learner, rows, 'RFC 7519 §4.1.4', withLeeways)
  })
  test('leeway makes neither a future iat wrong nor a text a time', async learner => {
    const now = 1_700_000_000
    const rows = [10, 600].flatMap((leeway): Row[] => [
      ...[-1000, -10, 0, 9, 10, 11, 1000, 1_000_000].map(
        (apart): Row => [{ iat: now + apart }, { now, leeway }],
      ),
      ...combinations(NAMES, [null, '1700000000', true, [], Number.NaN, Number.POSITIVE_INFINITY]).map(
        ([name, value]): Row => [{ [name]: value }, { now, leeway }],
      ),
    ])
    await decide(learner, rows, 'RFC 7519 §2', withLeeways)
  })
})

const withAges = [...wrongAges, ...withLeeways]
const AGES = [1, 60, 100, 3600, 86_400, 90_000, 40_000_000]

lesson.step('max-age', ({ test }) => {
  test('a token may be as old as maxAge, and no older', async learner => {
    const rows = combinations([1_700_000_000, 4_102_444_800], AGES, [-1, 0, 0.5, 100_000]).map(
      ([now, maxAge, over]): Row => [{ iat: now - maxAge - over }, { now, maxAge }],
    )
    const now = 1_700_000_000
    const others: Row[] = [
      [
        { iat: now - 60, exp: now + 86_400 },
        { now, maxAge: 100 },
      ],
      [
        { iat: now - 101, exp: now + 86_400 },
        { now, maxAge: 100 },
      ],
      [
        { iat: now - 60, exp: now + 90_000_000, nbf: now - 90_000_000 },
        { now, maxAge: 100 },
      ],
      [
        { iat: now - 101, nbf: now - 101 },
        { now, maxAge: 100, leeway: 1 },
      ],
      [
        { iat: now - 1, exp: now + 5 },
        { now, maxAge: 0 },
      ],
      [{ exp: now + 5 }, { now, maxAge: 100 }],
      [{}, { now, maxAge: 100 }],
      [{ iat: now - 90_000 }, { now, maxAge: 100_000 }],
      [{ iat: now - 40_000_000 }, { now, maxAge: 50_000_000 }],
      [{ iat: 0 }, { now, maxAge: now }],
      [{ iat: now + 5 }, { now, maxAge: 100 }],
      [{ iat: now + 500 }, { now, maxAge: 100 }],
      [{ iat: now - 95 }, { now, maxAge: 100, leeway: 10 }],
      [
        { iat: now + 5, exp: now + 9 },
        { now, maxAge: 100, leeway: 5 },
      ],
      [
        { iat: now - 10, exp: now - 1 },
        { now, maxAge: 100 },
      ],
      [
        { iat: now - 10, nbf: now + 1 },
        { now, maxAge: 100 },
      ],
    ]
    await decide(learner, [...rows.filter(isPast), ...others], null, withAges)
  })
  test('maxAge: 0 is a limit', async learner => {
    const rows = [-10, -1, -0.5, 0].map(
      (apart): Row => [{ iat: 1_700_000_000 + apart }, { now: 1_700_000_000, maxAge: 0 }],
    )
    await decide(learner, rows, null, withAges)
  })
  test('without iat nobody knows the age', async learner => {
    const now = 1_700_000_000
    const rows = combinations(
      [
        {},
        { exp: now + 10 },
        { nbf: now - 10 },
        { exp: now + 10, nbf: now - 10 },
        { exp: now - 10 },
        { nbf: now + 10 },
      ],
      [0, 0.5, 60],
      [0, 10],
    ).map(
      ([claims, maxAge, leeway]): Row => [claims, leeway === 0 ? { now, maxAge } : { now, maxAge, leeway }],
    )
    await decide(learner, rows, null, withAges)
  })
  test('with maxAge a token from the future is not yet valid, whatever its age would be', async learner => {
    const rows = combinations(
      [0, 1_700_000_000],
      [0, 60, 3600],
      [undefined, 0.5, 10],
      // The last ones are a time in milliseconds, and later than a Date can be.
      [-0.5, 0, 0.5, 1, 100_000, 1_700_000_000_000, 10_000_000_000_000, 2 ** 60],
    ).map(
      ([now, maxAge, leeway, beyond]): Row => [
        { iat: now + (leeway ?? 0) + beyond },
        leeway === undefined ? { now, maxAge } : { now, maxAge, leeway },
      ],
    )
    // A guess that so great a number is in milliseconds would make these fit.
    const [now, maxAge] = [1_700_000_000, 60]
    const milliseconds = [-10, 0, 10].map((apart): Row => [{ iat: (now + apart) * 1000 }, { now, maxAge }])
    await decide(learner, [...rows, ...milliseconds], null, withAges)
  })
  test('leeway is added to the age, and iat: 0 is a time', async learner => {
    const now = 1_700_000_000
    const aged = combinations([0, 0.5, 60, 3600], [0, 0.5, 300], [-0.5, 0, 0.5]).flatMap(
      ([maxAge, leeway, over]): Row[] => [
        [{ iat: now - maxAge - leeway - over }, { now, maxAge, leeway }],
        [{ iat: now - maxAge + leeway - over }, { now, maxAge, leeway }],
      ],
    )
    const first = combinations([0, -1, -0.5], [0, 1, 100, 4_102_444_800], [0, 1, 100]).map(
      ([iat, at, maxAge]): Row => [{ iat }, { now: at, maxAge }],
    )
    await decide(learner, [...aged, ...first], null, withAges)
  })
  test('a time that is no number is malformed, with maxAge too', async learner => {
    const rows = combinations(NOT_A_TIME, [0, 4_000_000_000]).map(
      ([iat, maxAge]): Row => [{ iat }, { now: 1_700_000_000, maxAge }],
    )
    const limits = combinations(['exp', 'nbf'], NOT_A_TIME).map(
      ([name, value]): Row => [
        { iat: 1_700_000_000, [name]: value },
        { now: 1_700_000_000, maxAge: 60 },
      ],
    )
    await decide(learner, [...rows, ...limits], 'RFC 7519 §2', withAges)
  })
  test('all limits together, at every boundary', async learner => {
    const now = 1_700_000_000
    const rows = combinations(
      [undefined, 10],
      [undefined, 0, 100],
      [undefined, 0, 1],
      [undefined, 0, 0.5],
    ).flatMap(([leeway, maxAge, toExp, toNbf]): Row[] => {
      const by = leeway ?? 0
      const options = defined({ now, leeway, maxAge }) as TimeOptions
      const iats = [undefined, now, now + by + 0.5, now - by - (maxAge ?? 100) - 0.5]
      return iats.map(
        (iat): Row => [
          defined({
            iat,
            exp: toExp === undefined ? undefined : now - by + toExp,
            nbf: toNbf === undefined ? undefined : now + by + toNbf,
          }),
          options,
        ],
      )
    })
    await decide(learner, rows, null, withAges)
  })
  test('and at times nobody chose', async learner => {
    await decide(
      learner,
      Array.from({ length: 80 }, () => randomRow(learner)),
      null,
      withAges,
    )
  })
})

const isPast = ([claims, { now }]: Row): boolean => (claims.iat as number) <= now

/** Claims and options near each other's limits, from the seed of the run; all numbers are multiples of 1/4. */
function randomRow(learner: Learner): Row {
  const now = Math.floor(learner.random() * 4_200_000_000)
  const leeway = pick(learner, [undefined, undefined, 0, 1, 7.5, 60, 300])
  const maxAge = pick(learner, [undefined, undefined, 0, 1, 30, 900])
  const near = (...limits: number[]): number | undefined =>
    learner.random() < 0.3
      ? undefined
      : now + pick(learner, limits) + (Math.floor(learner.random() * 17) - 8) / 4
  const by = leeway ?? 0
  const exp = near(-by, 0, by, 3600)
  const nbf = near(-by, 0, by, -3600)
  const iat = near(by, 0, -by - (maxAge ?? 0), -(maxAge ?? 0), -60)
  return [defined({ sub: 'ada', exp, nbf, iat }), defined({ now, leeway, maxAge }) as TimeOptions]
}
