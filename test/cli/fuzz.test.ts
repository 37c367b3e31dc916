import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FuzzReport } from '../../src/fuzz/types.ts'

const dist = join(import.meta.dirname, '../../dist')
let folder: string
let workspace: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-lessons fuzz '))
  workspace = join(folder, 'work')
  run(folder, 'init', workspace)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(cwd: string, ...args: string[]) {
  const ran = spawnSync(process.execPath, [join(dist, 'cli.js'), ...args], { cwd, encoding: 'utf8' })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}
const solve = (): void => cpSync(join(dist, 'solutions'), workspace, { recursive: true })
function edit(file: string, from: string | RegExp, to: string | ((match: string) => string)): void {
  const path = join(workspace, file)
  const source = readFileSync(path, 'utf8')
  const changed = source.replace(from, to as string)
  expect(changed).not.toBe(source)
  writeFileSync(path, changed)
}
const fuzz = (...args: string[]): { code: number | null; report: FuzzReport } => {
  const { code, out } = run(workspace, 'fuzz', '--json', '--count', '1500', '--seed', '5', ...args)
  return { code, report: JSON.parse(out) }
}

test('nothing gets into our solutions', { timeout: 240_000 }, () => {
  solve()
  const { code, report } = fuzz()
  expect(code).toBe(0)
  for (const target of report.targets)
    expect(target).toMatchObject({
      thrown: 1500,
      accepted: 0,
      withoutCode: 0,
      stopped: null,
      honest: { refused: 0 },
    })
})

test('what gets in is shown with the lesson that closes the hole, and the exit code is 1', () => {
  solve()
  edit('jwt/index.ts', 'checkClaims(', 'void (')
  const { code, report } = fuzz('09')
  expect(code).toBe(1)
  const kinds = report.targets[0]?.findings.map(({ kind, lesson, result }) => ({ kind, lesson, result }))
  expect(kinds).toEqual([
    { kind: 'issuer', lesson: '08-claims', result: 'accepted' },
    { kind: 'audience', lesson: '08-claims', result: 'accepted' },
  ])
  const { out } = run(workspace, 'fuzz', '09', '--count', '400')
  expect(out).toContain('got in')
  expect(out).toContain('lesson 08')
})

test('the command at the end throws the same tokens again', () => {
  solve()
  const { out } = run(workspace, 'fuzz', '09', '--count', '50', '--seed', '5')
  expect(out).toContain('The same again: jwt-lessons fuzz 09 --count 50 --seed 5\n')
})

test('a function that hangs ends the run with its reason', () => {
  solve()
  edit(
    'jwt/index.ts',
    /export function verify\([\s\S]*?\{\n/,
    match => `${match}  if (token.length < 20) for (;;);\n`,
  )
  const { code, report } = fuzz('09')
  expect(code).toBe(1)
  expect(report.targets[0]?.stopped).toContain('no answer')
})

test('before there is anything to throw at, it says what to write', () => {
  const { code, err } = run(workspace, 'fuzz')
  expect(code).toBe(2)
  expect(err).toContain('verify (lesson 09)')
})

test('what is not written yet is left out, though the rest of its lesson is there', {
  timeout: 240_000,
}, () => {
  solve()
  const starter = (name: string) => (match: string) =>
    `${match}\n  throw Object.assign(new Error(), { name: 'NotImplementedError', in: '${name}' })\n`
  edit('jwt/rs256.ts', /export function verifyRs256\([\s\S]*?\{ header: .*\{\n/, starter('verifyRs256'))
  edit(
    'server/client-assertion.ts',
    / {2}constructor\(options: \{[\s\S]*?\}\) \{\n/,
    starter('TokenEndpoint'),
  )
  edit('jwt/es256.ts', 'export function verifyEd25519', 'function notThisOne')
  const { code, report } = fuzz('--count', '200')
  expect(report.targets.map(({ target }) => target)).toEqual([
    'verify',
    'select-key',
    'verify-es256',
    'key-for',
  ])
  expect(code).toBe(0)
})

test.each([
  [['--count', '0'], '--count takes'],
  [['--seed', 'x'], '--seed takes'],
  [['01'], 'These have'],
])('%j is a wrong request', (args, words) => {
  const { code, err } = run(workspace, 'fuzz', ...args)
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) })
})
