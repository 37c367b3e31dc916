/** `questions` and `certificate`, with the real course and our solutions as the learner's code. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const dist = join(import.meta.dirname, '../../dist')
let folder: string
let workspace: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons questions ')))
  workspace = join(folder, 'work')
  run(folder, 'init', workspace)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(cwd: string, ...args: string[]) {
  const ran = spawnSync(process.execPath, [join(dist, 'cli.js'), ...args], { cwd, encoding: 'utf8' })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}
const solve = (): void => cpSync(join(dist, 'solutions'), workspace, { recursive: true })
const read = (name: string): string => readFileSync(join(workspace, 'certificate', name), 'utf8')

describe('questions', () => {
  test('each is answered with lessons and with functions, written or not', () => {
    const { code, out } = run(workspace, 'questions')
    expect(code).toBe(0)
    expect(out).toMatch(/^1\. When is a JWT made/)
    expect(out).toContain('  server/login.ts  login: not written yet')
    expect(out.match(/^\d+\. /gm)?.length).toBe(11)
  })

  test('one question shows the lines of the learner’s own code', () => {
    solve()
    const { out } = run(workspace, 'questions', '7')
    const source = readFileSync(join(workspace, 'jwt/rs256.ts'), 'utf8').split('\n')
    const line = source.findIndex(text => text.startsWith('export function signRs256')) + 1
    expect(out).toContain(`  jwt/rs256.ts:${line}  signRs256`)
    expect(out).toContain(`\njwt/rs256.ts:${line}\nexport function signRs256(`)
    expect(out).not.toMatch(/^1\. /m)
  })

  test('what stands in the code steers no terminal', () => {
    solve()
    const file = join(workspace, 'jwt/rs256.ts')
    const source = readFileSync(file, 'utf8')
    const start = 'export function signRs256('
    writeFileSync(file, source.replace(start, `${start}/* \u001b[7m\u001b]0;a\u0007 */`))
    const { out } = run(workspace, 'questions', '7')
    expect(out).toContain(`${start}/* \\u001b[7m\\u001b]0;a\\u0007 */`)
  })

  test('with our solutions every function has its line', () => {
    solve()
    const { questions } = JSON.parse(run(workspace, 'questions', '--json').out)
    for (const { code } of questions) for (const { line } of code) expect(line).toEqual(expect.any(Number))
  })

  test('without a workspace the questions are there all the same', () => {
    const { code, out } = run(folder, 'questions', '1')
    expect(code).toBe(0)
    expect(out).toContain('not written yet')
  })

  test('a number that is none is said', () => {
    expect(run(workspace, 'questions', '99')).toMatchObject({ code: 2, out: '' })
    expect(run(workspace, 'questions', '0').err).toContain('There are questions 1 to 11')
  })
})

describe('certificate', () => {
  test('jose verifies what the learner’s code signed; a later one lacks what does not pass then, and the first is backed up', async () => {
    solve()
    const { code, out } = run(workspace, 'certificate', '--name', 'Zoë <b>')
    expect({ code, out }).toMatchObject({ code: 0 })
    const first = read('certificate.jwt')
    const keys = createLocalJWKSet(JSON.parse(read('jwks.json')) as JSONWebKeySet)
    const { payload } = await jwtVerify(first.trim(), keys, { algorithms: ['RS256'] })
    expect(payload).toMatchObject({ sub: 'Zoë <b>' })
    expect(payload.passed).toEqual(
      JSON.parse(readFileSync(join(dist, 'course.json'), 'utf8')).lessons.map(({ id }: { id: string }) => id),
    )
    expect(read('index.html')).toContain('Zoë &lt;b&gt;')
    expect(read('index.html')).not.toContain('<b>.</b><b>')
    const inspected = spawnSync(
      process.execPath,
      [join(dist, 'cli.js'), 'inspect', '--jwks', 'certificate/jwks.json'],
      {
        cwd: workspace,
        encoding: 'utf8',
        input: read('certificate.jwt'),
      },
    )
    expect(inspected.stdout).toMatch(/signature[^\n]*(?:right|valid|matches)/i)
    expect(inspected.status).toBe(0)

    writeFileSync(join(workspace, 'attacks/none.ts'), 'export const forgeUnsigned = () => ""\n')
    expect(run(workspace, 'certificate').out).toContain('10-alg-none')
    const { passed } = JSON.parse(
      Buffer.from(read('certificate.jwt').split('.')[1] as string, 'base64url').toString(),
    )
    expect(passed).not.toContain('10-alg-none')
    const backups = join(workspace, '.jwt-lessons/backups')
    const [backup = ''] = readdirSync(backups).filter(name => name.endsWith('-certificate'))
    expect(readFileSync(join(backups, backup, 'certificate/certificate.jwt'), 'utf8')).toBe(first)
  })

  test('without a server of one’s own there is none, and it is said why', () => {
    const { code, err } = run(workspace, 'certificate')
    expect(code).toBe(2)
    expect(err).toContain('signRs256 is not written yet. See: jwt-lessons check 14')
    expect(existsSync(join(workspace, 'certificate'))).toBe(false)
  })

  test('a name that nobody sees is refused', () => {
    expect(run(workspace, 'certificate', '--name', ' ').code).toBe(2)
    expect(run(workspace, 'certificate', '--name', 'a\u202eb').code).toBe(2)
  })
})
