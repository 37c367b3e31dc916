import { expect, test } from 'vitest'
import { refuse, rightOf } from '../../../../src/grader/kit/model/right.ts'

test('a code that two faults of one call have is named once', () => {
  const right = rightOf(refuse('malformed', 'malformed', 'bad-signature'))
  expect(right).toEqual({ kind: 'refused', codes: ['malformed', 'bad-signature'] })
})
