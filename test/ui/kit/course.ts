import type { Chapter, Course, Lesson } from '../../../src/course/types.ts'

const first: Lesson = {
  id: '01-base64url-encode',
  number: 1,
  title: 'Bytes to text',
  chapter: 'build',
  minutes: 20,
  files: ['jwt/base64url.ts'],
  exports: ['encode'],
  uses: [],
  forbids: ['base64', 'imports'],
  watches: [],
  async: [],
  web: false,
  needs: null,
  picture: '01-base64url-encode',
  finale: false,
  why: 'A token travels in places that take only some characters: headers, addresses, cookies.\n\nIn 2015 a payment provider lost logins because `+` in a token became a blank on the way. The bytes were right. **The alphabet was not.**',
  steps: [
    {
      id: 'group',
      title: 'Three bytes, four characters',
      pages: [
        {
          kind: 'page',
          title: 'A byte is eight bits',
          text: [
            'A computer keeps text as bytes. A byte is a number from 0 to 255, written with eight bits.',
            '',
            '```ts',
            "const bytes = new TextEncoder().encode('Man')",
            'console.log([...bytes])',
            '```',
            '',
            '```text',
            '[ 77, 97, 110 ]',
            '```',
            '',
            'Three bytes are 24 bits, and 24 is four times six. See [RFC 4648 §5](https://www.rfc-editor.org/rfc/rfc4648#section-5).',
          ].join('\n'),
        },
        {
          kind: 'page',
          title: 'Six bits name a character',
          text: [
            '| bits | number | character |',
            '| --- | --- | --- |',
            '| 010011 | 19 | T |',
            '| 010110 | 22 | W |',
            '| 111110 | 62 | `-` |',
            '| 111111 | 63 | `_` |',
            '',
            '日本語の文字も折り返されます。CJK text wraps by its width on the screen.',
            '',
            '1. Take three bytes.',
            '2. Cut them into four groups of six bits.',
            '3. Look each group up:',
            '   - `A` to `Z` are 0 to 25',
            '   - `a` to `z` are 26 to 51',
            '',
            '> Padding with `=` is left out in tokens.',
          ].join('\n'),
        },
        {
          kind: 'question',
          id: 'tail-length',
          prompt: 'How many characters is one byte?',
          answers: [
            {
              text: '1',
              correct: false,
              explanation: 'A character holds six bits, and a byte has eight. Two are left over.',
            },
            {
              text: '2',
              correct: true,
              explanation: 'Eight bits need two characters of six bits: twelve bits, four of them zero.',
            },
            {
              text: '3',
              correct: false,
              explanation: 'Three characters hold 18 bits, which is enough for two bytes.',
            },
            {
              text: '4',
              correct: false,
              explanation: 'That is with padding, `Zg==`, which base64url in tokens leaves out.',
            },
          ],
        },
      ],
      task: 'Write `encode` so that three bytes give four characters.\n\n```ts\nencode(new Uint8Array([0x4d, 0x61, 0x6e])) // TWFu\n```\n\nTake the bytes three at a time; `<<` moves bits to the left.',
      hints: [
        'How many bits are in the group?',
        'Put three bytes into one number: `(a << 16) | (b << 8) | c`.',
        '```ts\nconst group = (a << 16) | (b << 8) | c\ntext += alphabet[(group >> 18) & 63]\n```',
      ],
    },
    {
      id: 'tails',
      title: 'Tails of one and two bytes',
      pages: [
        {
          kind: 'page',
          title: 'What is left over',
          text: 'One byte is eight bits: one character of six, and two bits more.',
        },
      ],
      task: 'One byte gives two characters, two bytes give three. There is no padding.',
      hints: [
        'What is missing is zero bits.',
        'Two characters for one byte, three for two.',
        '`text += alphabet[(a & 3) << 4]`',
      ],
    },
    {
      id: 'every-input',
      title: 'Every input',
      pages: [],
      task: 'All bytes from 0 to 255, an empty input, and 64 KiB at once.',
      hints: ['Does the loop end?', 'Do not put all of it on the stack.', 'A `for` loop by three.'],
    },
  ],
  recap:
    'You can turn any bytes into text that travels everywhere.\n\n- No padding, no `+`, no `/`.\n- The length of the text tells the number of bytes.',
  reading:
    '- [RFC 4648 §5](https://www.rfc-editor.org/rfc/rfc4648#section-5): the alphabet\n- [RFC 7515 Appendix C](https://www.rfc-editor.org/rfc/rfc7515#appendix-C): notes on base64url',
}

const titles: [string, string, string][] = [
  ['02-base64url-decode', 'Text to bytes', 'build'],
  ['03-segments', 'JSON segments', 'build'],
  ['04-hmac', 'A keyed hash', 'build'],
  ['05-sign', 'Sign', 'build'],
  ['06-verify', 'Verify', 'build'],
  ['10-alg-none', 'The algorithm none', 'break'],
  ['11-weak-secret', 'A weak secret', 'break'],
]

const others: Lesson[] = titles.map(([id, title, chapter]) => ({
  ...first,
  id,
  number: Number(id.slice(0, 2)),
  title,
  chapter,
  files: [`jwt/${id.slice(3)}.ts`],
  exports: ['run'],
  picture: null,
}))

const lessons = [first, ...others]

const chapters: Chapter[] = [
  {
    id: 'build',
    title: 'Build a token',
    goal: 'write a library that makes and checks such tokens',
    lessonIds: lessons.filter(lesson => lesson.chapter === 'build').map(lesson => lesson.id),
  },
  {
    id: 'break',
    title: 'Break it',
    goal: 'break it the way attackers do',
    lessonIds: lessons.filter(lesson => lesson.chapter === 'break').map(lesson => lesson.id),
  },
]

/** A small course with everything that the screen can show. */
export const course: Course = { version: '0.1.0', chapters, lessons }
