/** What the source shows about a file that can't be read or loaded. Pure but for reading the source. */
import { posix } from 'node:path'
import { codeOnly } from '../../source/mask-comments.ts'
import { unmatchedBracket } from '../../source/brackets.ts'
import type { LoadProblem, ProblemSubject } from '../../sandbox/types.ts'
import type { Problem } from '../types.ts'
import { meaningOf } from './engine-errors.ts'
import { readKnown, type Sources } from './hints.ts'
import { slipsIn } from './source-hints.ts'

/** A problem with what the source and the workspace show about it, if they show something. */
export function withProblemHint({ about, ...problem }: LoadProblem, sources: Sources): Problem {
  if (problem.kind === 'syntax') return withSyntaxHint(problem, sources)
  switch (about?.kind) {
    case 'no-export':
      return withTypeHint(problem, about, sources)
    case 'no-file':
      return withStarterHint(problem, about.path, sources)
    case 'thrown':
      return withMeaning(problem, about)
    default:
      return problem
  }
}

/** A sign that is not in the language, the bracket that may be missing, or the = on the line that can't be read. */
function withSyntaxHint(problem: Problem, sources: Sources): Problem {
  const source = readKnown(problem.file, sources)
  if (source === null) return problem
  const found =
    strangeCharacter(source) ??
    unmatchedBracket(source) ??
    slipsIn(source, sources.contract).find(({ line }) => line === problem.line)
  if (found === undefined || found === null) return problem
  return { ...problem, line: problem.line ?? found.line, message: `${found.text}\n\n${problem.message}` }
}

/** What stands in code in place of a character of the language, by what writes it. */
const STRANGE: [characters: RegExp, said: (shown: string) => string][] = [
  [
    /[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033]/u,
    shown =>
      `the typographic quotation mark ${shown}. Code has straight quotes: ' or ". Chats and web pages replace them`,
  ],
  [
    /[\u200b-\u200f\u2060\u00ad\u202a-\u202e]/u,
    shown => `the invisible character ${shown}. Delete it: it was copied along`,
  ],
  [
    /[\u2010-\u2015\u2212\uff08\uff09\uff0c\uff1b\uff1a\uff1d\uff5b\uff5d\u00d7]/u,
    shown =>
      `the character ${shown}, which is not the sign of the language that it looks like. Type that one instead`,
  ],
]

function strangeCharacter(source: string): { line: number; text: string } | null {
  const code = codeOnly(source)
  for (const [characters, said] of STRANGE) {
    const at = code.search(characters)
    if (at === -1) continue
    const line = code.slice(0, at).split('\n').length
    const [character = ''] = code.slice(at)
    const number = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
    const shown = /[\u200b-\u200f\u2060\u00ad\u202a-\u202e]/u.test(character)
      ? number
      : `${character} (${number})`
    return { line, text: `Line ${line} has ${said(shown)}.` }
  }
  return null
}

/** A type that is imported or exported as a value: it is gone when the types are removed, so it seems not to be there. */
function withTypeHint(
  problem: Problem,
  { from, name }: Extract<ProblemSubject, { kind: 'no-export' }>,
  sources: Sources,
): Problem {
  const written = `\`import { type ${name} } from '${from}'\` (or \`export { type ${name} }\`)`
  if (from.startsWith('node:') && /^[A-Z]/.test(name)) {
    return { ...problem, message: `${problem.message} If it is a type, write the word type: ${written}.` }
  }
  const file = posix.join(posix.dirname(problem.file ?? ''), from)
  if (!from.startsWith('.') || file.startsWith('..') || !exportsType(sources.read(file) ?? '', name))
    return problem
  const message = `${name} is a type in ${from}. Types are removed before the code runs, so it must be marked as one: ${written}.`
  return { ...problem, message }
}

function exportsType(source: string, name: string): boolean {
  const code = codeOnly(source)
  return [
    `export\\s+(?:declare\\s+)?(?:type|interface)\\s+${name}(?![\\w$])`,
    `export\\s+type\\s*\\{[^}]*(?<![\\w$])${name}(?![\\w$])`,
    `export\\s*\\{[^}]*(?<![\\w$])type\\s+${name}(?![\\w$])`,
  ].some(pattern => /^[\w$]+$/.test(name) && new RegExp(pattern).test(code))
}

/** A file that every workspace is given. */
function withStarterHint(problem: Problem, path: string, { isGiven }: Sources): Problem {
  if (!isGiven(path)) return problem
  const way = `Every workspace is given ${path}. If it is lost, this brings it back, and leaves all other files as they are: npx jwt-lessons init .`
  return { ...problem, message: `${problem.message} ${way}` }
}

/** What the engine throws at slips. */
const ENGINE_ERRORS = ['ReferenceError', 'TypeError', 'RangeError']

/** What the engine's error means, where it says something of a slip. */
function withMeaning(
  problem: Problem,
  { name, message }: Extract<ProblemSubject, { kind: 'thrown' }>,
): Problem {
  const meaning = ENGINE_ERRORS.includes(name) ? meaningOf(message) : null
  return meaning === null ? problem : { ...problem, message: `${problem.message} ${meaning}` }
}
