import { describe, expect, test } from 'vitest'
import { CourseError } from '../../src/course/errors.ts'
import { parseLesson } from '../../src/course/parse.ts'
import { LESSON } from './lesson-text.ts'

const parse = (source: string) => parseLesson(source, '01-base64url-encode/lesson.md')

function faultOf(source: string): string {
  try {
    parse(source)
  } catch (error) {
    expect(error).toBeInstanceOf(CourseError)
    return (error as CourseError).message
  }
  throw new Error('the lesson was accepted')
}

describe('a lesson in its form', () => {
  const lesson = parse(LESSON)

  test('has what its front matter says', () => {
    expect(lesson).toMatchObject({
      id: '01-base64url-encode',
      number: 1,
      title: 'Bytes to text',
      chapter: 'build',
      minutes: 20,
      files: ['jwt/base64url.ts'],
      exports: ['encode'],
      forbids: ['base64', 'imports'],
      watches: [],
      async: [],
      web: false,
      needs: null,
      picture: null,
    })
  })

  test('has its texts', () => {
    expect(lesson.why).toBe('A bug.')
    expect(lesson.recap).toBe('Done.')
    expect(lesson.reading).toContain('rfc4648#section-5')
  })

  test('has its steps with their pages and questions in order, a task and three hints', () => {
    expect(lesson.steps).toEqual([
      {
        id: 'group',
        title: 'Three bytes, four characters',
        pages: [
          {
            kind: 'page',
            title: 'Bits',
            text: 'Text with code:\n\n```ts\n# not a heading\n## not a heading either\n```',
          },
          expect.objectContaining({ kind: 'question', id: 'tail-length' }),
          { kind: 'page', title: 'Groups', text: 'More.\n\n#### A deeper heading stays text' },
        ],
        task: 'Make it true.',
        hints: ['A nudge.', 'The idea.', 'Nearly the code.'],
      },
      { id: 'tails', title: 'Tails', pages: [], task: 'And now tails.', hints: ['a', 'b', 'c'] },
    ])
  })

  test('has its questions, answers over several lines included', () => {
    expect(lesson.steps[0]?.pages[1]).toEqual({
      kind: 'question',
      id: 'tail-length',
      prompt: 'How many characters are one byte?\n\nThink of `ff`.',
      answers: [
        { text: '1', correct: false, explanation: 'One character has six bits.' },
        { text: '2', correct: true, explanation: 'Eight bits need two\ncharacters: 8 — not 6 — bits.' },
        { text: 'a — b', correct: false, explanation: 'Nothing says so.' },
        {
          text: '4',
          correct: false,
          explanation: 'Four would be padding.\n\n```text\n- [ ] not an answer\n```',
        },
      ],
    })
  })

  test('reads the same with CRLF and a byte order mark', () => {
    expect(parse(`\uFEFF${LESSON.replaceAll('\n', '\r\n')}`)).toEqual(lesson)
  })
})

describe('a fault is said with file and line', () => {
  test.each([
    ['no front matter', LESSON.replace('---\n', ''), ':1: the file must start with front matter'],
    ['broken YAML', LESSON.replace('[encode]', '[encode'), ':8: front matter: '],
    ['a missing field', LESSON.replace('minutes: 20\n', ''), 'minutes: is missing'],
    [
      'an unknown field',
      LESSON.replace('minutes: 20\n', 'minutes: 20\nminuets: 20\n'),
      ':6: minuets: is not a field',
    ],
    [
      'no whole number',
      LESSON.replace('minutes: 20', 'minutes: soon'),
      ':5: minutes: must be a whole number',
    ],
    [
      'a flag that is none',
      LESSON.replace('forbids: [base64, imports]', 'web: perhaps'),
      ':8: web: must be true or false',
    ],
    ['an id without number', LESSON.replace('id: 01-', 'id: '), ':2: id: must be two digits'],
    ['a list that is a text', LESSON.replace('[encode]', 'encode'), ':7: exports: must be a list'],
    [
      'another first heading',
      LESSON.replace('# 01 Bytes', '# Bytes'),
      ':15: the first heading must be "# 01 Bytes to text"',
    ],
    ['an unknown section', LESSON.replace('## Recap', '## Summary'), '"Summary" is no section of a lesson'],
    ['a missing section', LESSON.replace('## Recap\nDone.\n', ''), 'the section "## Recap" is missing'],
    ['a section twice', LESSON.replace('## Recap', '## Recap\nx\n## Recap'), '"## Recap" stands here twice'],
    [
      'sections in another order',
      LESSON.replace('## Why it matters\nA bug.\n', '').replace(
        '## Recap',
        '## Why it matters\nA bug.\n## Recap',
      ),
      '"Why it matters" must stand before',
    ],
    ['an empty section', LESSON.replace('A bug.\n', ''), ':17: "Why it matters" has no text'],
    [
      'text that no page has',
      LESSON.replace('### Bits', 'Stray.\n### Bits'),
      ':20: text between "## Step 1: Three bytes, four characters"',
    ],
    [
      'a step without a task',
      LESSON.replace('### Task\nMake it true.\n', ''),
      '"## Step 1: Three bytes, four characters" has no "### Task"',
    ],
    [
      'a step with nothing but pages',
      LESSON.replace(/### Task\nAnd now[\s\S]*(?=## Recap)/, '### Page\nText.\n'),
      '"## Step 2: Tails" has no "### Task"',
    ],
    [
      'a page after the task',
      LESSON.replace('### Hint 1\nA', '### More\nx\n### Hint 1\nA'),
      'expected "### Hint 1"',
    ],
    [
      'an id for two questions',
      LESSON.replace(/(### Question[\s\S]*?)(?=### Groups)/, '$1$1'),
      'two questions have the id "tail-length"',
    ],
    [
      'another step title',
      LESSON.replace('## Step 2: Tails', '## Step 2: Heads'),
      'expected "## Step 2: Tails"',
    ],
    [
      'a step too many',
      LESSON.replace('## Recap', '## Step 3: More\nx\n## Recap'),
      '"Step 3: More" is not in the front matter',
    ],
    [
      'a hint too few',
      LESSON.replace('### Hint 3\nNearly the code.\n', ''),
      'a step has 3 hints, this one has 2',
    ],
    ['hints out of order', LESSON.replace('### Hint 2\nThe', '### Hint 4\nThe'), 'expected "### Hint 2"'],
    [
      'a question without id',
      LESSON.replace('Question tail-length:', 'Question:'),
      'expected "### Question <id>: <prompt>"',
    ],
    [
      'three answers',
      LESSON.replace('- [ ] **1** — One character has six bits.\n', ''),
      'a question has four answers, this one has 3',
    ],
    [
      'two right answers',
      LESSON.replace('- [ ] **1**', '- [x] **1**'),
      'a question has one right answer, this one has 2',
    ],
    ['an answer without explanation', LESSON.replace('**1** — One', '**1**: One'), 'an answer has the form'],
  ])('%s', (_, source, message) => {
    const fault = faultOf(source)
    expect(fault).toMatch(/^01-base64url-encode\/lesson\.md:\d+: /)
    expect(fault).toContain(message)
  })
})
