import { expect, test } from 'vitest'
import { defineModel } from '../../../../src/grader/kit/model/model.ts'
import { refuse } from '../../../../src/grader/kit/model/right.ts'
import { notToldApart } from '../../../../src/grader/kit/model/told-apart.ts'

const model = defineModel<[number], number>({ call: 'half', parameters: ['n'], right: n => n / 2 })
const mistakes = model.mistakes({
  one: {
    doubles: n => n * 2,
    down: n => Math.floor(n / 2),
    floors: [n => Math.trunc(n / 2), n => Math.floor(n / 2)],
    refuses: () => refuse('malformed'),
    throws: () => {
      throw new Error('not for me')
    },
  },
  two: { ceils: n => Math.ceil(n / 2) },
})

test('two mistakes of a step that answer all rows alike are a pair, the one that is named first', () => {
  expect(notToldApart(model, mistakes, 'one', [[2], [-3]])).toEqual([['down', 'floors']])
})

test('what answers all rows rightly is no pair: no row names it', () => {
  expect(notToldApart(model, mistakes, 'one', [[2], [4]])).toEqual([])
})

test('the mistakes of other steps and of the same id are no pair', () => {
  expect(notToldApart(model, mistakes, 'two', [[2]])).toEqual([])
})
