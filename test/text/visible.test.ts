import { expect, test } from 'vitest'
import { cleanText, printable, withoutWorkflowCommands } from '../../src/text/visible.ts'

test('what the learner prints can not move the cursor or colour the screen', () => {
  expect(cleanText('\u001b[2J\u001b]0;title\u0007\u009b1m')).toBe('\\u001b[2J\\u001b]0;title\\u0007\\u009b1m')
})

test('what turns the direction of writing is shown, not obeyed', () => {
  expect(cleanText('abc\u202edcba')).toBe('abc\\u202edcba')
})

test('line ends of Windows and tabs are evened out', () => {
  expect(cleanText('a\r\n\tb')).toBe('a\n  b')
  expect(printable('a\nb')).toBe('a\\nb')
})

test.each(['', '  ', '\t', '\u00a0', '\u3000', '\u2003 \u205f', '\u1680'])(
  'a command to the runner of CI is none after %j either',
  blanks => {
    expect(withoutWorkflowCommands(`a\n${blanks}::error::b`)).toBe(`a\n${blanks}: :error::b`)
  },
)
