import { expect, test } from 'vitest'
import { textOfRow } from '../../../src/text/span.ts'
import { solutionRows } from '../../../src/ui/screens/solution.ts'
import { begun, plainView } from '../kit/state.ts'

const file = 'jwt/base64url.ts'
const shown = (pairs: { file: string; theirs: string; ours: string }[]): string => {
  const state = begun()
  const compared = { ...state, solutions: { [state.lessonId]: pairs } }
  return solutionRows(compared, plainView('ascii'), 200).map(textOfRow).join('\n')
}

test('code that is ours is not told to look for what is better in ours', () => {
  const same = { file, theirs: 'return 1\n', ours: 'return 1\n' }
  expect(shown([same])).toBe(`\n${file}\nYours is the same as ours.`)
  expect(shown([same, { ...same, theirs: 'return 2\n' }])).toContain('Other ways are right, too')
})
