/** The hidden tests of checkTimes: rows of claims and options. model.ts says what is right for them. */
import { combinations, defined, defineRows, type Learner, pick } from '../../../src/grader/kit/index.ts'
import { range } from '../inputs.ts'
import diagnoses from './diagnoses.md'
import { mistakes, signs } from './mistakes.ts'
import { type Claims, model, NAMES, type TimeOptions } from './model.ts'

type Row = [claims: Claims, options: TimeOptions]
const row = (claims: Claims, options: TimeOptions): Row => [claims, options]

const NOW = 1_700_000_000
/** Times that a 32-bit number, a year or a habit could make special; the second is RFC 7519 §3.1's. */
const TIMES = [
  1000, 1_300_819_380, 1_700_000_000, 2_147_483_646, 2_147_483_647, 2_147_483_648, 2_147_483_649,
  4_102_444_800, 4_294_967_295, 4_294_967_296, 4_294_967_297, 10_000_000_000, 253_402_300_799,
]
const AROUND = [
  -31_536_000, -86_400, -3600, -1000, -301, -60, -59, -2, -1, 0, 1, 2, 59, 60, 301, 1000, 3600, 86_400,
  31_536_000,
]
/** Far and near around one time, and the seconds next to each of the others. */
const MOMENTS = [...AROUND.map(apart => [NOW, apart] as const), ...combinations(TIMES, [-1, 0, 1])]
/** Limits with a fraction, and how far now is from each. */
const FRACTIONS = combinations([-0.5, -0.125, 0, 0.25, 0.5, 0.75], [-1, -0.125, 0, 0.125, 0.5]).map(
  ([fraction, apart], index) => [(TIMES[index % TIMES.length] as number) + fraction, apart] as const,
)
/** Claims that are none of checkTimes' business. */
const OTHERS: Claims[] = [
  {},
  { sub: 'ada' },
  { iss: 'https://login.example', aud: ['api'] },
  { expires: 1, EXP: 1, Exp: 1, exp_: 1, expiry: '1' },
  { admin: true, roles: [], nested: { exp: 1 } },
  { now: 1, leeway: 1e10, maxAge: 1, options: { now: 1 } },
  { hasOwnProperty: 1, valueOf: 0, toString: null, constructor: 'x', length: 0 },
]
/** Null is last: of several wrong values the first is told, and a text says most. */
const NOT_A_TIME: unknown[] = [
  ...['1700000000', '99999999999', '1700000000.5', ' 1700000000 ', '0x10', '1e10', '0', '1', '', 'tomorrow'],
  ...['2030-01-01T00:00:00Z', 'NaN', 'Infinity', true, false],
  ...[[], [0], [1_700_000_000], [99_999_999_999], ['1700000000'], [[]]],
  ...[{}, { seconds: 1_700_000_000 }, { value: 99_999_999_999 }],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null],
]

defineRows(
  {
    id: '07-expiry',
    model,
    mistakes,
    signs,
    diagnoses,
    ids: { 'returned-not-thrown': 'times-returned-not-thrown', 'argument-changed': 'claims-changed' },
  },
  {
    exp({ rows }) {
      rows('a token is valid one second before exp, and expired on exp and after it', 'RFC 7519 §4.1.4', [
        ...MOMENTS.map(([exp, apart]) => row({ exp }, { now: exp + apart })),
        [{ exp: 1 }, { now: NOW }],
        // Long after a time at which the same claims were fine: an answer that was kept from then is wrong now.
        [{ exp: 1000 }, { now: NOW }],
        [{ exp: 2000, iat: 5 }, { now: 1000 }],
      ])
      rows(
        'exp: 0 is an end too, and so is a time before 1970',
        'RFC 7519 §4.1.4',
        combinations([0, -0, -0.5, -1, -1_000_000_000], [0, 0.5, NOW]).map(([exp, now]) => [
          { exp },
          { now },
        ]),
      )
      rows(
        'fractions of a second count',
        'RFC 7519 §2',
        FRACTIONS.map(([exp, apart]) => [{ exp }, { now: exp + apart }]),
      )
      rows(
        'the time is the one you are given, whatever the clock of the machine says',
        'RFC 7519 §4.1.4',
        combinations([1, 2, 1000, 1_000_000, 4_000_000_000, 100_000_000_000], [-1, 0, 1]).map(
          ([exp, apart]) => [{ exp }, { now: exp + apart }],
        ),
      )
      rows(
        'a token without exp has no end here, and other claims are none of its business',
        'RFC 7519 §4.1.4',
        combinations(OTHERS, [0, 1000, 4_102_444_800]).flatMap(([claims, now]) => [
          row(claims, { now }),
          row({ ...claims, exp: now + 1 }, { now }),
          row({ ...claims, exp: now }, { now }),
        ]),
      )
    },

    nbf({ rows }) {
      rows('a token is too early one second before nbf, and valid on nbf and after it', 'RFC 7519 §4.1.5', [
        ...MOMENTS.map(([nbf, apart]) => row({ nbf }, { now: nbf + apart })),
        [{ nbf: 253_402_300_799 }, { now: 1000 }],
        [{ nbf: 1000 }, { now: NOW }],
      ])
      rows(
        'fractions of a second count',
        'RFC 7519 §2',
        FRACTIONS.map(([nbf, apart]) => [{ nbf }, { now: nbf + apart }]),
      )
      rows(
        'nbf: 0 or earlier is in the past, and a token without nbf is valid from the beginning',
        'RFC 7519 §4.1.5',
        combinations(
          [{ nbf: 0 }, { nbf: -1 }, { nbf: -0.5 }, {}, { sub: 'ada' }, { NBF: 9e9, notBefore: 9e9 }],
          [0, 0.5, 1, NOW],
        ).map(([claims, now]) => [claims, { now }]),
      )
      rows(
        'both limits hold, each by itself',
        'RFC 7519 §4.1.5',
        combinations([1000, 4_102_444_800], [-10, -0.5, 0, 0.5, 1], [-10, -1, 0, 0.5, 10]).map(
          ([now, toExp, toNbf], index) => [
            index % 2 === 0 ? { exp: now + toExp, nbf: now + toNbf } : { nbf: now + toNbf, exp: now + toExp },
            { now },
          ],
        ),
      )
      rows(
        'an iat in the future is fine when nobody asks for an age',
        'RFC 7519 §4.1.6',
        combinations([1000, 4_102_444_800], [-1_000_000_000, -1, 0, 0.5, 1, 60, 1_000_000_000]).flatMap(
          ([now, toIat]) => [
            row({ iat: now + toIat }, { now }),
            row({ iat: now + toIat, exp: now + 1 }, { now }),
            row({ iat: now + toIat, nbf: now }, { now }),
          ],
        ),
      )
    },

    numbers({ rows }) {
      for (const name of NAMES) {
        rows(
          `${name} that is not a number is malformed`,
          'RFC 7519 §2',
          NOT_A_TIME.flatMap((value, index) => [
            row({ [name]: value }, { now: NOW }),
            ...(index % 2 === 1
              ? [row({ exp: 1010, nbf: 990, iat: 990, [name]: value }, { now: 1000 })]
              : []),
          ]),
        )
      }
      const near = [0, -1, -0.5, 0.5, 1, 1000.25, 1_700_000_000.5, 1_700_000_000_000]
      rows('every finite number is a time: zero, negative, with a fraction, far away', 'RFC 7519 §2', [
        ...combinations(NAMES, [...near, ...TIMES.filter((_, index) => index % 2 === 0)], [0, NOW]).map(
          ([name, value, now]) => row({ [name]: value }, { now }),
        ),
        // Later than a Date can be, and greater than the whole numbers that are all exact.
        ...combinations(NAMES, [1e13, 2 ** 53, 1e21, Number.MAX_VALUE, -1e21, -1e300]).map(([name, value]) =>
          row({ [name]: value }, { now: NOW }),
        ),
        // Divided by a thousand, as milliseconds would be, these would be over or begun. All nows are dates.
        ...combinations(['exp', 'nbf'], range(9, 15)).map(([name, power]) =>
          row({ [name]: 10 ** power }, { now: 10 ** power / 500 }),
        ),
      ])
      const kinds = [undefined, NOW - 5, NOW + 5, null, String(NOW)]
      rows(
        'of several faults one is named',
        'RFC 7519 §2',
        combinations(kinds, kinds, kinds).map(([exp, nbf, iat]) => [
          defined({ exp, nbf, iat }),
          { now: NOW },
        ]),
      )
    },

    leeway({ rows }) {
      const around = [-10_000, -600, -60, -20, -11, -10.5, -10, -9.5, -5, -1, 0]
      rows(
        'with a leeway of 10 seconds a token is good for 10 seconds more at both ends',
        'RFC 7519 §4.1.4',
        [...around, ...around.map(apart => -apart)].flatMap(apart => [
          row({ exp: NOW }, { now: NOW + apart, leeway: 10 }),
          row({ nbf: NOW }, { now: NOW + apart, leeway: 10 }),
        ]),
      )
      const leeways = [undefined, 0, 0.5, 1, 10, 61, 301, 601, 3600, 90_000, 40_000_000]
      rows(
        'any leeway moves both limits by as much, and 0 or none moves nothing',
        'RFC 7519 §4.1.4',
        combinations(leeways, [-0.5, 0, 0.5], [0, 1, -1]).flatMap(([leeway, near, moved], index) => {
          const by = leeway ?? 0
          const limit = index % 2 === 0 ? 5000 + by : 4_102_444_800
          const options = defined({ now: limit + moved * by + near, leeway }) as TimeOptions
          return [row({ exp: limit }, options), row({ nbf: limit }, options)]
        }),
      )
      rows(
        'leeway makes neither a future iat wrong nor a text a time',
        'RFC 7519 §2',
        [10, 600].flatMap(leeway => [
          ...[-1000, -10, 0, 9, 10, 11, 1000, 1_000_000].map(apart =>
            row({ iat: NOW + apart }, { now: NOW, leeway }),
          ),
          ...combinations(NAMES, [null, '1700000000', true, [], Number.NaN, Number.POSITIVE_INFINITY]).map(
            ([name, value]) => row({ [name]: value }, { now: NOW, leeway }),
          ),
        ]),
      )
    },

    'max-age'({ rows }) {
      const ages = [1, 60, 100, 3600, 86_400, 90_000, 40_000_000]
      const at = (claims: Claims, options: { maxAge: number; leeway?: number }): Row => [
        claims,
        { now: NOW, ...options },
      ]
      rows('a token may be as old as maxAge, and no older', null, [
        ...combinations([NOW, 4_102_444_800], ages, [-1, 0, 0.5, 100_000]).map(([now, maxAge, over]) =>
          row({ iat: now - maxAge - over }, { now, maxAge }),
        ),
        at({ iat: NOW - 60, exp: NOW + 86_400 }, { maxAge: 100 }),
        at({ iat: NOW - 101, exp: NOW + 86_400 }, { maxAge: 100 }),
        at({ iat: NOW - 60, exp: NOW + 90_000_000, nbf: NOW - 90_000_000 }, { maxAge: 100 }),
        at({ iat: NOW - 101, nbf: NOW - 101 }, { maxAge: 100, leeway: 1 }),
        at({ iat: NOW - 1, exp: NOW + 5 }, { maxAge: 0 }),
        at({ exp: NOW + 5 }, { maxAge: 100 }),
        at({}, { maxAge: 100 }),
        at({ iat: NOW - 90_000 }, { maxAge: 100_000 }),
        at({ iat: NOW - 40_000_000 }, { maxAge: 50_000_000 }),
        at({ iat: 0 }, { maxAge: NOW }),
        at({ iat: NOW + 5 }, { maxAge: 100 }),
        at({ iat: NOW + 500 }, { maxAge: 100 }),
        at({ iat: NOW - 95 }, { maxAge: 100, leeway: 10 }),
        at({ iat: NOW + 5, exp: NOW + 9 }, { maxAge: 100, leeway: 5 }),
        at({ iat: NOW - 10, exp: NOW - 1 }, { maxAge: 100 }),
        at({ iat: NOW - 10, nbf: NOW + 1 }, { maxAge: 100 }),
      ])
      rows(
        'maxAge: 0 is a limit',
        null,
        [-10, -1, -0.5, 0].map(apart => at({ iat: NOW + apart }, { maxAge: 0 })),
      )
      const [late, begun, over, early] = [
        { exp: NOW + 10 },
        { nbf: NOW - 10 },
        { exp: NOW - 10 },
        { nbf: NOW + 10 },
      ]
      rows(
        'without iat nobody knows the age',
        null,
        combinations(
          [{}, late, begun, { ...late, ...begun }, over, early],
          [0, 0.5, 60],
          [undefined, 10],
        ).map(([claims, maxAge, leeway]) => [claims, defined({ now: NOW, maxAge, leeway }) as TimeOptions]),
      )
      rows('with maxAge a token from the future is not yet valid, whatever its age would be', null, [
        ...combinations(
          [0, NOW],
          [0, 60, 3600],
          [undefined, 0.5, 10],
          // The last ones are a time in milliseconds, and later than a Date can be.
          [-0.5, 0, 0.5, 1, 100_000, 1_700_000_000_000, 10_000_000_000_000, 2 ** 60],
        ).map(([now, maxAge, leeway, beyond]) =>
          row({ iat: now + (leeway ?? 0) + beyond }, defined({ now, maxAge, leeway }) as TimeOptions),
        ),
        // A guess that so great a number is in milliseconds would make these fit.
        ...[-10, 0, 10].map(apart => at({ iat: (NOW + apart) * 1000 }, { maxAge: 60 })),
      ])
      rows('leeway is added to the age, and iat: 0 is a time', null, [
        ...combinations([0, 0.5, 60, 3600], [0, 0.5, 300], [-0.5, 0, 0.5]).flatMap(
          ([maxAge, leeway, over]) => [
            at({ iat: NOW - maxAge - leeway - over }, { maxAge, leeway }),
            at({ iat: NOW - maxAge + leeway - over }, { maxAge, leeway }),
          ],
        ),
        ...combinations([0, -1, -0.5], [0, 1, 100, 4_102_444_800], [0, 1, 100]).map(([iat, now, maxAge]) =>
          row({ iat }, { now, maxAge }),
        ),
      ])
      rows('a time that is not a number is malformed, with maxAge too', 'RFC 7519 §2', [
        ...combinations(NOT_A_TIME, [0, 4_000_000_000]).map(([iat, maxAge]) => at({ iat }, { maxAge })),
        ...combinations(['exp', 'nbf'], NOT_A_TIME).map(([name, value]) =>
          at({ iat: NOW, [name]: value }, { maxAge: 60 }),
        ),
      ])
      rows(
        'all limits together, at every boundary',
        null,
        combinations([undefined, 10], [undefined, 0, 100], [undefined, 0, 1], [undefined, 0, 0.5]).flatMap(
          ([leeway, maxAge, toExp, toNbf]) => {
            const by = leeway ?? 0
            const exp = toExp === undefined ? undefined : NOW - by + toExp
            const nbf = toNbf === undefined ? undefined : NOW + by + toNbf
            const iats = [undefined, NOW, NOW + by + 0.5, NOW - by - (maxAge ?? 100) - 0.5]
            return iats.map(iat =>
              row(defined({ iat, exp, nbf }), defined({ now: NOW, leeway, maxAge }) as TimeOptions),
            )
          },
        ),
      )
      rows('and at times nobody chose', null, learner => Array.from({ length: 80 }, () => randomRow(learner)))
    },
  },
)

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
