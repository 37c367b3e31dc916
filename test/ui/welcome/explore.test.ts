import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  moveCharacter,
  movePart,
  openWelcome,
  partAtCursor,
  restore,
  takeBack,
  typeOver,
} from '../../../src/ui/welcome/explore.ts'
import { checkSignature, partsOf, sampleSecret, sampleToken } from '../../../src/ui/welcome/token.ts'

const start = { ...openWelcome(), cursor: 0 }

test('the token is whole and signed with HS256 and a secret of 32 bytes', () => {
  const [header, payload, signature] = sampleToken.split('.')
  const made = createHmac('sha256', sampleSecret).update(`${header}.${payload}`).digest('base64url')
  expect(signature).toBe(made)
  expect(Buffer.byteLength(sampleSecret)).toBe(32)
  expect(partsOf(sampleToken).map(part => part.isJson)).toEqual([true, true, false])
})

test('the arrow keys lead from part to part, and stop at the ends', () => {
  const parts = [start, movePart(start, 1), movePart(movePart(start, 1), 1)]
  expect(parts.map(partAtCursor)).toEqual([0, 1, 2])
  expect(movePart(start, -1)).toBe(start)
  expect(partAtCursor(movePart(parts[2] ?? start, 1))).toBe(2)
})

test('every character can be reached, and none of them is a dot', () => {
  let at = start
  let seen = 1
  while (moveCharacter(at, 1) !== at) {
    at = moveCharacter(at, 1)
    seen += 1
    expect(at.token[at.cursor]).not.toBe('.')
  }
  expect(seen).toBe(sampleToken.length - 2)
})

test('any character that is changed makes the signature wrong, and taking it back makes it right', () => {
  for (let cursor = 0; cursor < sampleToken.length; cursor++) {
    if (sampleToken[cursor] === '.') continue
    const other = sampleToken[cursor] === 'x' ? 'y' : 'x'
    const broken = typeOver({ ...start, cursor }, other)
    expect(checkSignature(broken.token).isRight, `character ${cursor}`).toBe(false)
    expect(broken.typing).toBe(true)
    const back = cursor === sampleToken.length - 1 ? restore(broken) : takeBack(broken)
    expect(checkSignature(back.token).isRight).toBe(true)
  }
})

test('a payload that is no JSON any more is shown as what it is', () => {
  const broken = typeOver(movePart(start, 1), 'AAAA')
  expect(partsOf(broken.token)[1]).toMatchObject({ isJson: false })
})
