import { expect, test } from 'vitest'
import type { Lesson, Page } from '../../src/course/types.ts'
import { course } from '../ui/kit/course.ts'
import { complaintsAboutPages } from './pages.ts'

const lesson = course.lessons[0] as Lesson

/** The first lesson with other pages before its first task. */
function withPages(...pages: Page[]): Lesson {
  return { ...lesson, steps: lesson.steps.map((step, index) => (index === 0 ? { ...step, pages } : step)) }
}

const complaints = (changed: Lesson) =>
  complaintsAboutPages({ ...course, lessons: [changed, ...course.lessons.slice(1)] }, changed)
const page = (title: string, lines: string[]): Page => ({ kind: 'page', title, text: lines.join('\n') })
const paragraphs = (count: number) => Array.from({ length: count }, () => 'One line.\n')

test('a page may fill the screen, and no more', () => {
  expect(complaints(withPages(page('Full', paragraphs(8))))).toEqual([])
  expect(complaints(withPages(page('Long', paragraphs(9))))).toEqual([
    'the page "Long" is 2 lines too long for 80x24',
  ])
})

test('lines of code are not counted', () => {
  const code = ['```ts', ...Array.from({ length: 40 }, () => 'let x'), '```']
  expect(complaints(withPages(page('Code', [...paragraphs(6), ...code])))).toEqual([])
})

test('two pages are the most before a question or task', () => {
  const short = page('Short', ['Text.'])
  expect(complaints(withPages(short))).toEqual([])
  expect(complaints(withPages(short, short))).toEqual([
    'step 1: 3 pages in a row stand before a question or task; 2 are the most',
  ])
  const question = lesson.steps[0]?.pages.find(({ kind }) => kind === 'question') as Page
  expect(complaints(withPages(short, question, short, short))).toEqual([])
  expect(complaints(withPages(short, question, short, short, short))).toEqual([
    'step 1: 3 pages in a row stand before a question or task; 2 are the most',
  ])
})
