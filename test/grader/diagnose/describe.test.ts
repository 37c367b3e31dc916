import { describe, expect, test } from 'vitest'
import { describeFinding } from '../../../src/grader/diagnose/describe.ts'
import type { Finding } from '../../../src/grader/diagnose/finding.ts'
import { hintsFor, withSyntaxHint } from '../../../src/grader/diagnose/hints.ts'

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
  expect(withSyntaxHint(problem, sources('f(1\n')).message).toMatch(/\n\nCannot read\.$/)
  expect(withSyntaxHint(problem, sources('f(1)'))).toEqual(problem)
})
