import { describe, expect, test } from 'vitest'
import { describeFinding } from '../../../src/grader/diagnose/describe.ts'
import type { Finding } from '../../../src/grader/diagnose/finding.ts'
import { hintsFor } from '../../../src/grader/diagnose/hints.ts'
import { withProblemHint } from '../../../src/grader/diagnose/problem-hints.ts'

const finding: Finding = {
  id: 'too-short',
  message: { template: '{call} returned {count} bytes.', words: { call: 'encode', count: '0' } },
  call: { name: 'encode', kind: 'function', arguments: ["'a'"], before: [] },
  returned: 'no bytes',
  thrown: null,
  broken: null,
  expected: 'bytes [ 61 ] (1)',
  shown: null,
  reference: 'RFC 4648 §4',
  comparison: [],
  place: null,
  test: 'one/2',
}
const at = (file: string, line: number) => ({ file, line, column: 1 })
const sources = (source: string | null) => ({
  files: ['jwt/a.ts'],
  imports: ['jwt/a.ts'],
  read: () => source,
  isGiven: (file: string) => file === 'jwt/errors.ts',
  contract: [],
})
const described = (change: Partial<Finding>, source: string | null) => {
  const changed = { ...finding, ...change }
  return describeFinding(changed, { refusals: [], hints: hintsFor(changed, sources(source)) })
}

describe('a diagnosis', () => {
  test('is made of the finding', () => {
    expect(described({}, 'text.length')).toMatchObject({
      id: 'too-short',
      message: 'encode returned 0 bytes.',
      call: "encode('a')",
      expected: 'bytes [ 61 ] (1)',
      actual: 'no bytes',
      reference: 'RFC 4648 §4',
      file: null,
      line: null,
    })
  })

  test("shows the learner's own error, with its code", () => {
    const thrown = { name: 'JwtError', message: 'too late', code: 'expired' }
    expect(described({ thrown }, null)).toMatchObject({
      actual: "threw JwtError: too late (code 'expired')",
      thrown,
    })
  })

  test('shows the last calls on the same object', () => {
    const before = ['new Tokens({ lifetime: 1 })', "Tokens.issue('ada')"]
    const call = { name: 'Tokens.rotate', kind: 'method' as const, arguments: ["'x'"], before }
    expect(described({ call }, null).call).toBe([...before, "Tokens.rotate('x')"].join('\n'))
  })

  test('has the call with whole keys beside the short one', () => {
    const call = {
      name: 'verify',
      kind: 'function' as const,
      arguments: ["{ kty: 'oct', k: '…' }"],
      before: [],
    }
    const inFull = "verify({ kty: 'oct', k: 'abc' })"
    expect(described({ call: { ...call, inFull } }, null).callInFull).toBe(inFull)
    expect(described({ call: { ...call, inFull: null } }, null)).not.toHaveProperty('callInFull')
  })

  test('gets a slip in the source before its message, and the place of it', () => {
    expect(described({}, 'x\ntext.lenght')).toMatchObject({
      message: 'Line 2 has .lenght; is .length meant?\n\nencode returned 0 bytes.',
      file: 'jwt/a.ts',
      line: 2,
    })
  })

  test('says what to look at when another file threw', () => {
    const thrown = { name: 'TypeError', message: 'bytes.subarray is not a function', code: null }
    expect(described({ thrown, place: at('jwt/b.ts', 1) }, '').message).toContain(
      'It was thrown in jwt/b.ts. Look at what jwt/a.ts passes to it.',
    )
    expect(described({ thrown, place: at('jwt/a.ts', 1) }, '').message).toBe('encode returned 0 bytes.')
  })

  test('names the name that may be meant, of a file of the lesson only', () => {
    const thrown = { name: 'ReferenceError', message: 'alphabet is not defined', code: null }
    const source = "const ALPHABET = ''"
    expect(described({ thrown, place: at('jwt/a.ts', 3) }, source).message).toBe(
      'Line 3 has alphabet; is ALPHABET meant?\n\nencode returned 0 bytes.',
    )
    expect(described({ thrown, place: at('../a.ts', 3) }, source).message).not.toContain('meant')
  })
})

test('a syntax error is shown with the bracket that may be missing', () => {
  const problem = {
    kind: 'syntax' as const,
    message: 'Cannot read.',
    file: 'jwt/a.ts',
    line: null,
    column: null,
  }
  expect(withProblemHint(problem, sources('f(1\n')).message).toMatch(/\n\nCannot read\.$/)
  expect(withProblemHint(problem, sources('f(1)'))).toEqual(problem)
})

test.each([
  [
    'the mark that is typographic',
    'const a = ‘b’',
    /^Line 1 has the typographic quotation mark ‘ \(U\+2018\)/,
  ],
  [
    'the character that is invisible',
    'const a = 1\nconst b\u200b = 2',
    /^Line 2 has the invisible character U\+200B/,
  ],
  ['the sign that looks like one', 'const a = 2 \u2212 1', /^Line 1 has the character \u2212/],
])('a syntax error is shown with %s', (_, source, says) => {
  const problem = { kind: 'syntax' as const, message: 'Cannot read.', file: 'jwt/a.ts', line: 1, column: 1 }
  expect(withProblemHint(problem, sources(source)).message).toMatch(says)
  expect(withProblemHint(problem, sources('const a = "‘\u200b\u2212" // ’'))).toEqual(problem)
})

describe('an export that is not there', () => {
  const missing = (from: string, name: string) => ({
    kind: 'import' as const,
    message: `${from} has no export called ${name}. Look at the spelling.`,
    file: 'jwt/a.ts',
    line: 1,
    column: 1,
    about: { kind: 'no-export' as const, from, name },
  })
  const hinted = (from: string, name: string, source: string) =>
    withProblemHint(missing(from, name), {
      ...sources(null),
      read: file => (file === 'jwt/b.ts' ? source : null),
    }).message

  test.each([
    'export type Code = 1',
    'export interface Code {}',
    'type Code = 1\nexport type { A, Code }',
    'type Code = 1\nexport { a, type Code }',
  ])('is a type: %s', source => {
    expect(hinted('./b.ts', 'Code', source)).toMatch(/Code is a type in \.\/b\.ts.*import { type Code }/)
  })

  test('is not called a type when it is none', () => {
    for (const source of ['export type Codes = 1', '// export type Code', 'type Code = 1'])
      expect(hinted('./b.ts', 'Code', source)).toBe(missing('./b.ts', 'Code').message)
    expect(hinted('../../b.ts', 'Code', 'export type Code = 1')).not.toContain('is a type')
  })

  test('of Node.js may be a type when it begins like one', () => {
    expect(hinted('node:crypto', 'BinaryLike', '')).toContain('If it is a type')
    expect(hinted('node:crypto', 'createHmca', '')).not.toContain('type')
  })
})

test('a file that every workspace is given is told with the way back', () => {
  const lost = (path: string) => ({
    kind: 'import' as const,
    message: 'It was not found.',
    file: 'jwt/a.ts',
    line: 1,
    column: 1,
    about: { kind: 'no-file' as const, path },
  })
  expect(withProblemHint(lost('jwt/errors.ts'), sources(null)).message).toMatch(
    /^It was not found\. Every workspace is given jwt\/errors\.ts\..*npx jwt-lessons init \.$/,
  )
  const { about: _, ...own } = lost('jwt/own.ts')
  expect(withProblemHint(lost('jwt/own.ts'), sources(null))).toEqual(own)
})

test('an error of the engine that was thrown while the file was loaded is told with what it means', () => {
  const thrown = (name: string, message: string) => ({
    kind: 'crash' as const,
    message: 'It throws.',
    file: 'jwt/a.ts',
    line: 1,
    column: 1,
    about: { kind: 'thrown' as const, name, message },
  })
  const told = (name: string, message: string) =>
    withProblemHint(thrown(name, message), sources(null)).message
  expect(told('ReferenceError', 'module is not defined')).toMatch(/^It throws\. .*`export`/)
  expect(told('ReferenceError', 'own words')).toBe('It throws.')
  expect(told('MyError', 'module is not defined')).toBe('It throws.')
})
