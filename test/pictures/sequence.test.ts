import { expect, test } from 'vitest'
import { drawSequence, type Message } from '../../src/pictures/sequence.ts'
import { shortTokens, tokensIn } from '../../src/pictures/shown-tokens.ts'
import { textOfRow } from '../../src/text/span.ts'

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'
const OPAQUE = 'VfoUyEuSNDeieSax2ksMF2jJYiuhP0MiangghHs_WW0'

const message = (index: number, lines: Message['lines'] = []): Message => ({
  from: index % 2,
  to: 1 - (index % 2),
  text: `message ${index + 1}`,
  lines,
})
const draw = (messages: Message[], cursor: number, height?: number) =>
  drawSequence({ title: '', lanes: ['page', 'server'], messages, allRight: '' }, cursor, 58, height)
const arrows = (messages: Message[], cursor: number, height?: number): number[] =>
  draw(messages, cursor, height)
    .rows.map(row => /^[ ▸]( ?\d+) .*[◂▸]/u.exec(textOfRow(row))?.[1])
    .filter(number => number !== undefined)
    .map(Number)

test('the tokens of the lit message are there whole, JWTs first, each once', () => {
  const both: Message['lines'] = [
    ['set-cookie', `__Host-session=${OPAQUE}; Path=/`],
    ['body', JSON.stringify({ access_token: JWT, again: JWT })],
    ['its payload', JSON.stringify({ jkt: OPAQUE.replace('V', 'W') })],
  ]
  const messages = [message(0), message(1, both)]
  expect(draw(messages, 1).tokens).toEqual([JWT, OPAQUE])
  expect(draw(messages, 0).tokens).toEqual([])
})

test('what is short on the screen is what can be inspected', () => {
  const unsigned = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEgbG92ZWxhY2UifQ.'
  expect(tokensIn([`Bearer ${unsigned}`])).toEqual([unsigned])
  const texts = [`Bearer ${JWT}.`, `x=${OPAQUE}&y=1`, 'b1946ac9-2492-4bc8-9d8c-5a2f7e1d0c3b', 'login.example']
  for (const text of texts) expect(tokensIn([text]).length > 0, text).toBe(shortTokens(text) !== text)
})

test('as many messages are shown as there is room for, and the cursor does not move them', () => {
  const messages = Array.from({ length: 22 }, (_, index) =>
    message(
      index,
      index === 7
        ? [
            ['', 'one'],
            ['', 'two'],
          ]
        : [],
    ),
  )
  expect(arrows(messages, 0)).toEqual([1, 2, 3, 4, 5, 6])
  // A row of lanes, the verdict, a blank one and at most three for the message in full.
  for (const cursor of [0, 7, 21]) {
    expect(arrows(messages, cursor, 26)).toHaveLength(20)
    expect(draw(messages, cursor, 26).rows.length).toBeLessThanOrEqual(26)
    expect(arrows(messages, cursor, 26)).toContain(cursor + 1)
  }
  expect(arrows(messages, 3, 60)).toHaveLength(22)
})
