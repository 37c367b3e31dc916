import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConversation } from '../../src/course/conversation.ts'
import { parseLesson } from '../../src/course/parse.ts'
import type { Lesson } from '../../src/course/types.ts'
import { LESSON } from './lesson-text.ts'

const lesson: Lesson = { ...parseLesson(LESSON, 'lesson.md'), picture: '01-base64url-encode', finale: false }
const file = (entry: string): string =>
  `---\nquestions:\n  - question: Why?\n    answer: So.\n${entry}---\nText.\n`
const good = '    lessons: [01-base64url-encode]\n    code: ["jwt/base64url.ts#encode"]\n'

test('a question has an answer, lessons, functions and perhaps a picture', () => {
  const [one] = parseConversation(file(`${good}    picture: 01-base64url-encode\n`), 'questions.md', [lesson])
  expect(one).toEqual({
    question: 'Why?',
    answer: 'So.',
    lessons: ['01-base64url-encode'],
    code: [{ file: 'jwt/base64url.ts', name: 'encode' }],
    picture: '01-base64url-encode',
  })
  expect(parseConversation(file(good), 'questions.md', [lesson])[0]?.picture).toBeNull()
})

test.each([
  ['a lesson that is not there', '    lessons: [02-decode]\n', 'there is no lesson 02-decode'],
  ['no lesson', '    code: []\n', 'has no lessons'],
  [
    'a function nobody writes',
    good.replace('#encode', '#decode'),
    'no lesson asks for jwt/base64url.ts#decode',
  ],
  ['another field', `${good}    pictures: x\n`, '"pictures" is none of'],
])('%s is said with the file', (_, entry, message) => {
  expect(() => parseConversation(file(entry), 'questions.md', [lesson])).toThrow(message)
})

test('a picture that the lesson does not have is said', () => {
  const source = file(`${good}    picture: 01-base64url-encode\n`)
  expect(() => parseConversation(source, 'questions.md', [{ ...lesson, picture: null }])).toThrow(
    'no picture',
  )
})

test('every function that is named is in our solutions', () => {
  const root = join(import.meta.dirname, '../..')
  const lessons = readdirSync(join(root, 'lessons'))
    .filter(name => /^\d/.test(name))
    .map((name): Lesson => {
      const files = readdirSync(join(root, 'lessons', name))
      const text = readFileSync(join(root, 'lessons', name, 'lesson.md'), 'utf8')
      return {
        ...parseLesson(text, name),
        picture: files.includes('picture.ts') ? name : null,
        finale: false,
      }
    })
  const source = readFileSync(join(root, 'lessons/questions.md'), 'utf8')
  for (const { code } of parseConversation(source, 'questions.md', lessons))
    for (const place of code)
      expect(readFileSync(join(root, 'solutions', place.file), 'utf8')).toMatch(
        new RegExp(`export (?:async )?(?:function|class) ${place.name}\\b`),
      )
})
