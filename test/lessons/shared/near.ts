/** Texts that are nearly another one, for claims that must be equal. */
import { strings } from '../../../src/grader/kit/index.ts'

/** Texts with every part that a careless comparison might pass over: digits, a user, a port, a fragment, lines. */
export const EVERY_PART = [
  'https://u7:pw@www.a.example:8443//v2/b_c;d=1?e#f',
  'x|ada-b~c+d@a.example, (B) [e] {0} "f" %41&\ng h',
]

/** Each of these texts beside each of its edits, in both directions. */
export const EDITED = EVERY_PART.flatMap(text =>
  edited(text).map((other, index) => (index % 2 === 0 ? [other, text] : [text, other]) as [string, string]),
)

/** This text with one character replaced by one of its kind, and left out or doubled, at each place. */
export function edited(text: string): string[] {
  return Array.from({ length: text.length }, (_, index) => {
    const [start, character, end] = [text.slice(0, index), text.charAt(index), text.slice(index + 1)]
    const doubled = start + character + character + end
    return [start + neighbour(character) + end, index % 2 === 0 ? doubled : start + end]
  })
    .flat()
    .filter(other => other !== text)
}

/** Another character of the same kind: a digit for a digit, a letter for a letter of the same case. */
function neighbour(character: string): string {
  const kind = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', '-_.~/:;,|@?&=#+'].find(characters =>
    characters.includes(character),
  )
  return kind === undefined ? 'x' : kind.charAt((kind.indexOf(character) + 1) % kind.length)
}

/** Texts that are nearly this one. */
export function near(text: string): string[] {
  const wrapped = strings`
    / // \x20 \n \t \r\n \0 \u00a0 \u200b \u00ad \u0301 .evil.test @evil.test # ? :443 /. . * x ,
  `.map(after => text + after)
  const before = [' ', '\t', '\0', '\ufeff', 'x', '/', '*', 'evil-'].map(start => start + text)
  const changedWhole = [
    '',
    '*',
    '.*',
    text.slice(0, -1),
    text.slice(1),
    text.slice(0, 1),
    text.toUpperCase(),
    text.charAt(0).toUpperCase() + text.slice(1),
    text + text,
    `${text},${text}`,
    `${text} ${text}`,
    `"${text}"`,
    `^${text}$`,
    text.replace('.', '-'),
    text.replace('a', '\u0430'),
    text.replace('https', 'http'),
    text.replace('a', '%61'),
    text.split('').reverse().join(''),
  ]
  return [...new Set([...wrapped, ...before, ...changedWhole])].filter(other => other !== text)
}

/** Values that are neither a string nor an array, some of which turn into this string when they are converted. */
export const otherTypes = (text: string): unknown[] => [
  ...[null, 0, 1, 42, 1.5, true, false],
  ...[{}, { [text]: true }, { value: text }, { 0: text, length: 1 }, { includes: text }],
]
