import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nearNameIn, slipsIn } from '../../../src/grader/diagnose/source-hints.ts'
import { codeOnly } from '../../../src/source/mask-comments.ts'

describe('code without its texts', () => {
  test.each([
    ["a('b') // c", 'a(   )     '],
    ['a /* b\nc */ d', 'a     \n     d'],
    ['"\\"" + b', '     + b'],
    ['x = /[\'"]/.test(y)', 'x =       .test(y)'],
    ['n / 2 / m', 'n / 2 / m'],
    ["'never closed\nnext", '             \nnext'],
  ])('%s', (source, code) => {
    const only = codeOnly(source)
    expect(only).toHaveLength(source.length)
    expect(only).toBe(code)
  })
})

test('what a template takes in is code', () => {
  const hole = (code: string) => `\${${code}}`
  const source = `\`x ${hole('a')} y ${hole(`{ b: \`z${hole('c')}\` }`)} t\` + d`
  expect(codeOnly(source).replace(/ +/g, ' ').trim()).toBe('a { b: c } + d')
  expect(codeOnly(source)).toHaveLength(source.length)
})

describe('a slip', () => {
  test.each([
    ['for (let i = 0; i < text.lenght; i++)', 'Line 1 has .lenght; is .length meant?'],
    ['\ntext.charcodeAt(0)', 'Line 2 has .charcodeAt; is .charCodeAt meant?'],
    [
      'function f(options: { now: number; lifetime: number }) {\n  return options.lifetme',
      'Line 2 has .lifetme; is .lifetime meant?',
    ],
    ['if (value = -1) return', 'Line 1 has a single = in its condition: = stores a value, === compares two.'],
    [
      'if (now >= exp) new JwtError("expired", "late")',
      'Line 1 makes a JwtError and does nothing with it: write throw before new.',
    ],
    [
      '{\n  new JwtError("expired", "late")',
      'Line 2 makes a JwtError and does nothing with it: write throw before new.',
    ],
  ])('%s', (source, text) => {
    expect(slipsIn(source).map(slip => slip.text)).toEqual([text])
  })

  test.each([
    'header.alg !== "HS256" && claims.audience',
    'const f = (header: Json, lifetime?: number) => header.headers ?? o.lifetimes',
    'const part = { lenght: 1 }; part.lenght',
    'const f = (options: { issuer: string }) => tokens.issue(options)',
    'const f = (options: { clientId: string }, form: Form) => form.client_id === options.clientId',
    '// text.lenght',
    'const access = { client_id: options.clientId }',
    'if (a === b || c <= d || (e => f)(g)) h = i',
    'if (done) x = 1',
    'while ((match = pattern.exec(text)) !== null) use(match)',
    'if (list.some(item => (found = item))) x()',
    'throw new JwtError("expired", "late")',
    'const error =\n  new JwtError("expired", "late")',
    'return new JwtError("expired", "late")',
  ])('is not seen in %s', source => {
    expect(slipsIn(source)).toEqual([])
  })
})

test('a name of the contract is no slip, and a misspelling of it is one', () => {
  const source = 'const form: any = { audience: 1 }\nconst f = (o: any) => o.audienca\ntext.lenght'
  expect(slipsIn(source).map(slip => slip.line)).toEqual([2, 3])
  expect(slipsIn(source, ['audienca']).map(slip => slip.line)).toEqual([3])
})

/** The names in the text of a program's lesson. */
function contractOf(path: string): string[] {
  const [, , lesson = ''] = path.split('/')
  const text = path.startsWith('test/lessons') ? readFileSync(`lessons/${lesson}/lesson.md`, 'utf8') : ''
  return text.match(/[A-Za-z_$][\w$]*/g) ?? []
}

test('no right answer has a slip', () => {
  const right = ['solutions', 'test/lessons']
    .flatMap(folder => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && /(?:solutions|programs)\b/.test(entry.parentPath))
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({ path, source: readFileSync(path, 'utf8') }))
    .filter(({ source }) => !source.startsWith('// diagnosis'))
  expect(right.length).toBeGreaterThan(50)
  for (const { path, source } of right)
    expect({ path, slips: slipsIn(source, contractOf(path)) }).toEqual({ path, slips: [] })
})

test('the name that may be meant', () => {
  expect(nearNameIn("const ALPHABET = 'AB'\nalphabet.indexOf(x)", 'alphabet')).toBe('ALPHABET')
  expect(nearNameIn('const bits = 1', 'quite')).toBeNull()
})
