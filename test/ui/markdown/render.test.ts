import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../../src/ui/markdown/render.ts'
import { asciiSigns, unicodeSigns } from '../../../src/text/signs.ts'
import { textOfRow } from '../../../src/text/span.ts'

const choice = { signs: unicodeSigns, links: 'clickable' as const }
const lines = (markdown: string, width = 40) => renderMarkdown(markdown, width, choice).map(textOfRow)

describe('Markdown on the screen', () => {
  test('prose is wrapped, with a blank line between paragraphs', () => {
    expect(lines('One **strong** word and\nsome `code` here.\n\nNext.', 20)).toEqual([
      'One strong word and',
      'some code here.',
      '',
      'Next.',
    ])
  })

  test('emphasis, code and headings keep their looks', () => {
    const [heading, , text] = renderMarkdown('# Title\n\na **b** _c_ `d`', 40, choice)
    expect(heading).toEqual([{ text: 'Title', role: 'heading' }])
    expect(text?.map(({ role }) => role)).toEqual(['plain', 'strong', 'plain', 'emphasis', 'plain', 'code'])
  })

  test('where nothing else tells code apart, it keeps its marks', () => {
    const marked = { ...choice, signs: { ...unicodeSigns, code: '`' } }
    expect(renderMarkdown('`|` is "or"', 40, marked).map(textOfRow)).toEqual(['`|` is "or"'])
  })

  test('a line of code that is too long goes on further in, with nothing lost', () => {
    expect(lines('```ts\n  const long = 1234567890\n```', 20)).toEqual([
      '│   const long =',
      '│     1234567890',
    ])
  })

  test('code in a sentence is broken only where it is longer than a line', () => {
    expect(lines('Or write `return refuse(404)` here.', 24)).toEqual(['Or write', 'return refuse(404) here.'])
    expect(lines('`one two three four five`', 12)).toEqual(['one two', 'three four', 'five'])
  })

  test('blank lines and indentation of code stay', () => {
    expect(lines('```js\nif (a) {\n\n  b()\n}\n```')).toEqual(['│ if (a) {', '│ ', '│   b()', '│ }'])
  })

  test('what a program prints is told apart from the program', () => {
    expect(lines('```ts\nconsole.log(1)\n```\n\n```text\n1\n```')).toEqual([
      '│ console.log(1)',
      '│ prints:',
      '│ 1',
    ])
  })

  test('a drawing alone is no output', () => {
    expect(lines('```text\na -> b\n```')).toEqual(['│ a -> b'])
  })

  test('lists are indented, also inside each other', () => {
    expect(lines('1. first one that is long\n2. second\n   - inner\n', 16)).toEqual([
      '1. first one',
      '   that is long',
      '2. second',
      '   • inner',
    ])
  })

  test('tables are aligned, and the widest column is wrapped', () => {
    expect(lines('| a | b |\n| --- | --- |\n| one | two words here |', 16)).toEqual([
      'a     b',
      '────  ──────────',
      'one   two words',
      '      here',
    ])
  })

  test('quotations have an edge', () => {
    expect(lines('> one\n> two')).toEqual(['│ one two'])
  })

  test('a link is clickable, or its address is printed', () => {
    const link = '[RFC 7515](https://example.org/7515)'
    const [row] = renderMarkdown(link, 60, choice)
    expect(row).toEqual([{ text: 'RFC 7515', role: 'link', href: 'https://example.org/7515' }])
    const printed = renderMarkdown(link, 60, { ...choice, links: 'printed' })
    expect(printed.map(textOfRow)).toEqual(['RFC 7515 (https://example.org/7515)'])
  })

  test('only web addresses become links', () => {
    expect(
      renderMarkdown('[a](javascript:alert) [b](file:///etc)', 60, choice)[0]?.some(part => part.href),
    ).toBe(false)
  })

  test('with ASCII signs no drawing character is left', () => {
    const rows = renderMarkdown('- a\n\n> b\n\n```ts\nc\n```\n\n---\n\n| a | b |\n| - | - |\n| 1 | 2 |', 40, {
      ...choice,
      signs: asciiSigns,
    })
    expect(rows.map(textOfRow).join('\n')).toMatch(/^[ -~\n]*$/)
  })

  test('entities and escapes are characters', () => {
    expect(lines('a &amp; b &lt; c \\* d')).toEqual(['a & b < c * d'])
  })
})
