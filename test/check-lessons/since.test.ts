import { expect, test } from 'vitest'
import type { Lesson } from '../../src/course/types.ts'
import { concerned } from './since.ts'

const lesson = (id: string, files: string[], uses: string[] = []): Lesson =>
  ({ id, files, uses }) as unknown as Lesson
const encode = lesson('01-encode', ['jwt/base64url.ts'])
const decode = lesson('02-decode', ['jwt/base64url.ts'])
const none = lesson('10-none', ['attacks/none.ts'], ['jwt/hs256.ts#verifyHs256'])
const verify = lesson('06-verify', ['jwt/hs256.ts'])
const all = [encode, decode, none, verify]

test.each([
  ['a text', ['lessons/02-decode/lesson.md'], [decode]],
  ['a wrong program', ['test/lessons/10-none/variants.ts'], [none]],
  ['a solution that two lessons edit', ['solutions/jwt/base64url.ts'], [encode, decode]],
  ['a solution that another lesson uses', ['solutions/jwt/hs256.ts'], [none, verify]],
  ['the kit', ['src/grader/kit/learner.ts'], all],
  ['what the hidden tests share', ['test/lessons/inputs.ts'], all],
  ['a file that no lesson edits', ['solutions/attacks/targets/none.ts'], all],
  ['a screen', ['src/ui/app.tsx', 'README.md'], []],
])('%s', (_, changed, expected) => {
  expect(concerned(changed, all)).toEqual(expected)
})
