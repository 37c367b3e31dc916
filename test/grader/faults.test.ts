import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDesk, type Desk, firstDiagnosis } from './desk.ts'

const ENCODE = '01-base64url-encode'
const TIMEOUT = 240_000
const right = `export function encode(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  let text = ''
  let bits = 0
  let count = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff
    count += 8
    while (count >= 6) {
      count -= 6
      text += alphabet[(bits >> count) & 63]
    }
  }
  return count > 0 ? text + alphabet[(bits << (6 - count)) & 63] : text
}
`
const inCall = (line: string): string => right.replace("  let text = ''", `  ${line}\n  let text = ''`)

describe('code that can not be graded', { timeout: TIMEOUT }, () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await createDesk()
  }, TIMEOUT)
  afterAll(() => desk.close())

  it('names the call that never returned', async () => {
    const report = await desk.gradeWith(ENCODE, inCall('while (bytes.length === 2) {}'))
    expect(report.verdict).toBe('broken')
    expect(report.problem?.kind).toBe('timeout')
    expect(firstDiagnosis(report).id).toBe('timeout')
    expect(firstDiagnosis(report).call).toMatch(/^encode\(bytes \[ 66 6f \]/)
  })

  it('names the call whose promise nobody handled', async () => {
    const report = await desk.gradeWith(
      ENCODE,
      inCall("if (bytes.length === 2) void Promise.reject(new Error('oh'))"),
    )
    const diagnosis = report.steps.flatMap(step => step.tests).find(test => test.diagnosis)?.diagnosis
    expect(diagnosis?.id).toBe('unhandled-rejection')
    expect(diagnosis?.call).toMatch(/^encode\(bytes \[ 66 6f \]/)
    expect(diagnosis?.actual).toContain('Error: oh')
    expect(diagnosis?.line).toBe(3)
  })

  it('shows file, line and source line of a syntax error', async () => {
    const { verdict, problem } = await desk.gradeWith(
      ENCODE,
      'export function encode(bytes: Uint8Array): string {\n  return bytes..x\n}\n',
    )
    expect(verdict).toBe('broken')
    expect(problem).toMatchObject({ kind: 'syntax', file: 'jwt/base64url.ts', line: 2 })
    expect(problem?.message).toContain('2 |   return bytes..x')
  })

  it.each([
    [
      'a brace is missing above an export',
      'function f() {\n',
      /Line 1 opens a { .*something above this line is still open/s,
    ],
    ['a brace is missing at the end', '', /Line \d+ opens a { .*it ends while something is still open/s],
  ])('says where to look when %s', async (_name, before, says) => {
    const open = before === '' ? right.trimEnd().replace(/\}$/, '') : right
    const { problem } = await desk.gradeWith(ENCODE, `${before}${open}`)
    expect(problem).toMatchObject({ kind: 'syntax', file: 'jwt/base64url.ts' })
    expect(problem?.message).toMatch(says)
  })

  it.each([
    ['is misspelt', 'void bytes.lenght', /^Line 2 has \.lenght; is \.length meant\?/],
    [
      'is not defined',
      'void byts',
      /^Line 2 has byts; is bytes meant\?.*ReferenceError: byts is not defined/s,
    ],
  ])('names what %s', async (_name, statement, says) => {
    const source = `export function encode(bytes: Uint8Array): string {\n  ${statement}\n  return ''\n}\n`
    const report = await desk.gradeWith(ENCODE, source)
    const diagnosis = report.steps.flatMap(step => step.tests).find(test => test.diagnosis)?.diagnosis
    expect(diagnosis).toMatchObject({
      file: 'jwt/base64url.ts',
      line: 2,
      message: expect.stringMatching(says),
    })
  })

  it('names what is declared twice', async () => {
    const { problem } = await desk.gradeWith(ENCODE, `${right}const twice = 1\nconst twice = 2\n`)
    expect(problem).toMatchObject({ kind: 'syntax', file: 'jwt/base64url.ts' })
    expect(problem?.message).toContain("'twice' has already been declared")
  })

  it('says what to write instead of an enum', async () => {
    const { problem } = await desk.gradeWith(ENCODE, `enum Size { Group = 3 }\n${right}`)
    expect(problem).toMatchObject({ kind: 'syntax', file: 'jwt/base64url.ts', line: 1 })
    expect(problem?.message).toMatch(/enum.*union of strings/s)
  })

  it('says what to write instead of module.exports', async () => {
    const { problem } = await desk.gradeWith(
      ENCODE,
      `${right.replace('export function', 'function')}\nmodule.exports = { encode }\n`,
    )
    expect(problem).toMatchObject({ kind: 'crash', file: 'jwt/base64url.ts' })
    expect(problem?.message).toMatch(/module is not defined.*`export` in front of the function/s)
  })

  it('names typographic quotes', async () => {
    const { problem } = await desk.gradeWith(ENCODE, right.replace("let text = ''", 'let text = ‘’'))
    expect(problem).toMatchObject({ kind: 'syntax', file: 'jwt/base64url.ts' })
    expect(problem?.message).toMatch(/^Line \d has the typographic quotation mark ‘/)
  })

  it('says which export is missing, and how it is written', async () => {
    const { problem } = await desk.gradeWith(ENCODE, right.replace('export function', 'function'))
    expect(problem).toMatchObject({ kind: 'missing-export', file: 'jwt/base64url.ts' })
    expect(problem?.message).toContain('export function encode')
  })

  it('says that the file is missing, and how to get it back', async () => {
    rmSync(join(desk.root, 'jwt/base64url.ts'))
    const { problem } = await desk.grade(ENCODE)
    expect(problem?.kind).toBe('missing-file')
    expect(problem?.message).toContain('jwt-lessons reset')
    expect((await desk.gradeWith(ENCODE, right)).verdict).toBe('passed')
  })

  it.each([
    ["import { JwtError } from './errors'", "Write './errors.ts'"],
    ["import { JwtError } from './errors.js'", "Write './errors.ts'"],
    ["import { JwtError } from './eror.ts'", 'There is no file jwt/eror.ts'],
    ["import { JwtEror } from './errors.ts'", 'has no export called JwtEror'],
    ["import { JwtErrorCode } from './errors.ts'", "import { type JwtErrorCode } from './errors.ts'"],
    ["export { JwtErrorCode } from './errors.ts'", 'is a type'],
    ["import { encode as other } from 'base64url'", 'is a package'],
  ])('says how to write %s', async (line, fix) => {
    const { verdict, problem } = await desk.gradeWith(ENCODE, `${line}\n${right}`)
    expect(verdict).toBe('broken')
    expect(problem?.kind).toBe('import')
    expect(problem?.message).toContain(fix)
    expect(problem?.file).toBe('jwt/base64url.ts')
  })

  it('says how a file that every workspace is given comes back', async () => {
    rmSync(join(desk.root, 'jwt/errors.ts'))
    const { problem } = await desk.gradeWith(ENCODE, `import { JwtError } from './errors.ts'\n${right}`)
    expect(problem?.kind).toBe('import')
    expect(problem?.message).toContain('npx jwt-lessons init .')
    expect(problem).not.toHaveProperty('about')
  })

  it('keeps a megabyte of output to a bound, with a note', async () => {
    const report = await desk.gradeWith(ENCODE, inCall("console.log('x'.repeat(1000))"))
    const text = report.console.map(part => part.text).join('')
    expect(report.verdict).toBe('passed')
    expect(text.length).toBeLessThan(20_000)
    expect(text).toContain('output cut here')
  })

  it('goes on with the other lessons when one breaks', async () => {
    desk.write('jwt/claims.ts', 'for (;;) {}\n')
    const report = await desk.grader.grade([ENCODE, '07-expiry', '04-hmac'])
    expect(report.lessons.map(({ id, verdict }) => [id, verdict])).toEqual([
      [ENCODE, 'passed'],
      ['04-hmac', 'passed'],
      ['07-expiry', 'broken'],
    ])
  })

  it.each([
    ['CRLF', right.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${right}`],
    ['tabs', right.replaceAll('  ', '\t')],
    ['a last line without an end', right.trimEnd()],
  ])('takes a file with %s', async (_what, text) => {
    expect((await desk.gradeWith(ENCODE, text)).verdict).toBe('passed')
  })

  it('sees a file that an editor saved by renaming another one', async () => {
    writeFileSync(
      join(desk.root, 'jwt/.base64url.ts.swp'),
      'export function encode(): string {\n  return "AAAA"\n}\n',
    )
    renameSync(join(desk.root, 'jwt/.base64url.ts.swp'), join(desk.root, 'jwt/base64url.ts'))
    expect((await desk.grade(ENCODE)).verdict).toBe('failed')
    expect((await desk.gradeWith(ENCODE, right)).verdict).toBe('passed')
  })

  it('gives the same verdict for code that leaves timers behind, every time', async () => {
    const source = inCall("setTimeout(() => {\n    throw new Error('late')\n  }, bytes.length % 3)")
    for (let round = 0; round < 3; round++)
      expect((await desk.gradeWith(ENCODE, source)).verdict).toBe('passed')
  })
})

describe('workspaces in odd places', { timeout: TIMEOUT }, () => {
  const names = [
    'with blanks',
    'com,ma',
    'st*r',
    'ümlaut 日本',
    "quote'n",
    'per%41cent',
    'hash#tag',
    '[brackets]',
    '.hidden',
  ]
  const fit = process.platform === 'win32' ? names.filter(name => !name.includes('*')) : names

  it.each(fit)('grades in a folder called %s, with the place of an error', async folderName => {
    const desk = await createDesk({ folderName })
    try {
      expect((await desk.grade('05-sign')).verdict).toBe('passed')
      const report = await desk.gradeWith(ENCODE, inCall("throw new Error('here')"))
      const diagnosis = report.steps.flatMap(step => step.tests).find(test => test.diagnosis)?.diagnosis
      expect(diagnosis).toMatchObject({ id: 'threw', file: 'jwt/base64url.ts', line: 3 })
      const outside = await desk.gradeWith(
        ENCODE,
        `import { taken } from '../../outside.ts'\nvoid taken\n${right}`,
      )
      expect(outside.problem?.message).toContain('leads out of the workspace')
    } finally {
      await desk.close()
    }
  })

  it('grades a folder that is opened by a link', async () => {
    const desk = await createDesk({ linked: true })
    try {
      expect((await desk.grade('05-sign')).verdict).toBe('passed')
    } finally {
      await desk.close()
    }
  })
})

describe('what stands instead of the function', { timeout: TIMEOUT }, () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await createDesk()
  }, TIMEOUT)
  afterAll(() => desk.close())

  it.each([
    ['nothing', '// empty\n', 'There is no code in it. To get the starter back: jwt-lessons reset 1'],
    ['a function that is not exported', right.replace('export ', ''), 'write the word export before it'],
    ['another name', right.replace('encode', 'Encode'), 'It exports `Encode`; capitals count'],
    ['a default export', right.replace('export', 'export default'), 'without default'],
    ['a number', 'export const encode = 5\n', 'but that is not a function'],
  ])('is told: %s', async (_what, source, says) => {
    const { problem } = await desk.gradeWith(ENCODE, source)
    expect(problem?.kind).toBe('missing-export')
    expect(problem?.message).toContain(says)
  })

  it('is a file in UTF-16', async () => {
    const { problem } = await desk.gradeWith(ENCODE, Buffer.from(`\ufeff${right}`, 'utf16le'))
    expect(problem).toMatchObject({ kind: 'syntax', message: expect.stringContaining('encoding UTF-8') })
  })

  it('is an import that leads nowhere, with its place', async () => {
    const { problem } = await desk.gradeWith(
      ENCODE,
      `import { JwtError } from './errors'\nvoid JwtError\n${right}`,
    )
    expect(problem).toMatchObject({ kind: 'import', file: 'jwt/base64url.ts', line: 1, column: 26 })
  })

  it('is a generator', async () => {
    const report = await desk.gradeWith(
      ENCODE,
      right.replace('function', 'function*').replace('): string', '): any'),
    )
    expect(firstDiagnosis(report).id).toBe('returned-generator')
  })
})
