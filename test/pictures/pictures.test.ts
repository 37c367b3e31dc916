import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { widthOfRow } from '../../src/text/width.ts'
import type { Drawing, Picture } from '../../src/pictures/types.ts'
import { askAll } from '../../src/pictures/ask.ts'
import type { CallReport } from '../../src/sandbox/types.ts'
import { allAnswers, type Functions, returned, solutionFunctions } from './answers.ts'

// As in the sandbox.
vi.mock('node:crypto', async importOriginal => {
  const original = await importOriginal<typeof import('node:crypto')>()
  const { scryptForTests } = await import('./scrypt.ts')
  return { ...original, default: { ...original, scrypt: scryptForTests }, scrypt: scryptForTests }
})

const LESSONS = join(import.meta.dirname, '../../lessons')
let solution: Functions
beforeAll(async () => {
  solution = await solutionFunctions()
})

const all: [lesson: string, picture: Picture][] = []
for (const lesson of readdirSync(LESSONS).sort()) {
  const file = join(LESSONS, lesson, 'picture.ts')
  if (existsSync(file)) all.push([lesson, (await import(pathToFileURL(file).href)) as Picture])
}

it('chapter 1 has a picture for each lesson', () => {
  expect(all.map(([lesson]) => lesson.slice(0, 2))).toEqual(
    expect.arrayContaining(['01', '02', '03', '04', '05', '06', '07', '08', '09']),
  )
})

const odd: [string, CallReport][] = [
  ['a Promise', returned({ type: 'exotic', text: 'a Promise', is: 'promise' })],
  ['undefined', returned({ type: 'undefined' })],
  ['a number', returned({ type: 'number', value: Number.NaN })],
  ['an escape sequence', returned({ type: 'string', value: '\u001b[2J\u202eabc\n\u0000' })],
  ['wide characters', returned({ type: 'string', value: '\u4e16\u754c\u{1f600}'.repeat(40) })],
  ['many bytes', returned({ type: 'bytes', value: new Uint8Array(500).fill(7), name: 'Uint8Array' })],
  ['no bytes', returned({ type: 'bytes', value: new Uint8Array(), name: 'Uint8Array' })],
  [
    'an object of a class',
    returned({ type: 'object', name: 'Map', entries: [['a', { type: 'exotic', text: 'a function' }]] }),
  ],
  [
    'a thrown text',
    {
      outcome: {
        kind: 'thrown',
        value: { type: 'string', value: 'x'.repeat(300) },
        jwtCode: null,
        refused: null,
        place: { file: 'jwt/base64url.ts', line: 3, column: 1 },
      },
      argsAfter: [],
      buffers: 'kept',
      watched: null,
      called: [],
    },
  ],
  [
    'something taken away',
    {
      outcome: {
        kind: 'thrown',
        value: { type: 'error', name: 'Error', message: 'no', code: null },
        jwtCode: null,
        refused: { what: 'Buffer', kind: 'taken-away', message: 'Buffer is taken away in this lesson.' },
        place: null,
      },
      argsAfter: [],
      buffers: 'kept',
      watched: null,
      called: [],
    },
  ],
  [
    'a time-out',
    {
      outcome: { kind: 'broken', cause: 'timeout', message: 'no answer within 2 s', place: null },
      argsAfter: [],
      buffers: 'kept',
      watched: null,
      called: [],
    },
  ],
]

function expectDrawable(drawing: Drawing, width: number): void {
  expect(drawing.rows.length).toBeGreaterThan(0)
  expect(drawing.plain.length).toBeGreaterThan(0)
  for (const row of drawing.rows) {
    expect(widthOfRow(row), JSON.stringify(row)).toBeLessThanOrEqual(width)
    for (const span of row) expect(span.text).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u)
  }
  for (const sentence of drawing.plain) expect(sentence).not.toMatch(/\p{Cc}/u)
}

const draw = (picture: Picture, input: string, reports: CallReport[], width = 58, cursor = 0) =>
  picture.draw(input, cursor, reports, width)

describe.each(all)('%s', (_id, picture) => {
  it.each([58, 60, 61, 80, 120, 200])('calls the solution right, and fits into %i columns', async width => {
    const reports = await allAnswers(picture, picture.defaultInput, 0, solution)
    const drawing = draw(picture, picture.defaultInput, reports, width)
    expectDrawable(drawing, width)
    expect(drawing.plain.join('\n')).not.toMatch(/wrong/iu)
    expect(drawing.plain.join('\n')).toMatch(/right[:. ]/iu)
  })

  it('says its own words in ASCII, for screen readers and plain terminals', async () => {
    const ascii = picture.defaultInput.replace(/[^\x20-\x7e]/gu, 'e')
    const drawing = draw(picture, ascii, await allAnswers(picture, ascii, 0, solution))
    for (const sentence of drawing.plain) expect(sentence).toMatch(/^[\x20-\x7e]+$/u)
  })

  it('draws each place of the cursor as right, and ends with the last', async () => {
    const [first, last] = picture.cursorRange(picture.defaultInput) ?? [0, 0]
    for (let cursor = first; cursor <= last; cursor++) {
      const reports = await allAnswers(picture, picture.defaultInput, cursor, solution)
      const drawing = draw(picture, picture.defaultInput, reports, 58, cursor)
      expectDrawable(drawing, 58)
      expect(drawing.plain.join('\n')).not.toMatch(/^Wrong|Wrong\.$/mu)
    }
  })

  it('draws before the first answer is there, without a verdict', () => {
    const drawing = draw(picture, picture.defaultInput, [])
    expectDrawable(drawing, 58)
    expect(drawing.plain.join('\n')).not.toMatch(/wrong/iu)
    expect(drawing.plain.join('\n')).toMatch(/not answered yet/u)
  })

  it.each(odd)('draws %s in words, as wrong', async (_name, report) => {
    const reports = await askAll(
      picture,
      picture.defaultInput,
      0,
      async calls => calls.map(() => report),
      () => true,
    )
    for (const width of [58, 100]) expectDrawable(draw(picture, picture.defaultInput, reports, width), width)
    expect(draw(picture, picture.defaultInput, reports).plain.join('\n')).toMatch(/wrong/iu)
  })

  it('draws any input that a person may type, and never throws', async () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ maxLength: 200 }),
      fc.json(),
    )
    await fc.assert(
      fc.asyncProperty(
        typed,
        fc.integer({ min: 58, max: 140 }),
        fc.integer({ min: -5, max: 99 }),
        async (input, width, cursor) => {
          const reports = await allAnswers(picture, input, cursor, solution)
          const drawing = picture.draw(input, cursor, reports, width)
          expectDrawable(drawing, width)
          expect(drawing.plain.join('\n')).not.toMatch(/^Wrong|Wrong\.$/mu)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('says what is wrong with a damaged form of its default input, or draws it', async () => {
    for (let end = 0; end < picture.defaultInput.length; end++) {
      const input = picture.defaultInput.slice(0, end)
      expectDrawable(draw(picture, input, await allAnswers(picture, input, 0, solution)), 58)
    }
  })
})
