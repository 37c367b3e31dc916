import { expect, it } from 'vitest'
import { keysIn } from '../../../src/ui/keys/name.ts'

it.each([
  ['nn', ['n', 'n']],
  ['\r\r', ['enter', 'enter']],
  ['\rn', ['enter', 'n']],
  ['n\t', ['n', 'tab']],
  ['ab\x7f', ['a', 'b', 'backspace']],
  ['é👍🏽', ['é', '👍🏽']],
])('finds each key in the chunk %j', (chunk, keys) => {
  expect(keysIn(chunk)).toEqual(keys)
})
