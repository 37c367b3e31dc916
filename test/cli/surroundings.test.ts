/** The built program in places that are not as they should be. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const dist = join(import.meta.dirname, '../../dist')
const isWindows = process.platform === 'win32'
const isRoot = process.getuid?.() === 0
const LESSON = '01'

let root: string
let workspace: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons places ')))
  workspace = join(root, 'work')
  run(['init', workspace])
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

type Place = {
  cwd?: string
  env?: Record<string, string | undefined>
  stdout?: number
  program?: string
  user?: number | undefined
}

function run(args: string[], { cwd = root, env = {}, stdout, program, user }: Place = {}) {
  const ran = spawnSync(process.execPath, [program ?? join(dist, 'cli.js'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    timeout: 120_000,
    ...(user === undefined ? {} : { uid: user, gid: user }),
  })
  return { code: ran.status, out: ran.stdout ?? '', err: ran.stderr }
}

const solve = (): void => cpSync(join(dist, 'solutions'), workspace, { recursive: true })

describe('the output', () => {
  test.skipIf(isWindows)('a full disk leaves the exit code what it is, and is said in one line', () => {
    const full = openSync('/dev/full', 'w')
    const { code, err } = run(['check', LESSON], { cwd: workspace, stdout: full })
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^the output .*disk is full.*\n$/) })
    solve()
    expect(run(['check', LESSON], { cwd: workspace, stdout: full }).code).toBe(0)
  })

  test('a reader that is gone leaves the exit code what it is', async () => {
    const child = spawn(process.execPath, [join(dist, 'cli.js'), 'check', LESSON, '--json'], {
      cwd: workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(1)
  })

  test('names with escape sequences reach the terminal as text', () => {
    const odd = join(root, 'a\u001b]0;title\u0007\u202eb')
    const { out } = run(['init', odd])
    expect(out).toContain('a\\u001b]0;title\\u0007\\u202eb')
    expect(run(['check'], { cwd: root, env: {} }).err).not.toContain('\u001b')
  })

  test('in CI, what learner code prints is no command to the runner', () => {
    const file = join(workspace, 'jwt/base64url.ts')
    writeFileSync(
      file,
      `console.log('::error::x')\nconsole.log('  ::set-output name=a::b')\nconsole.log('##[error]x')\n${readFileSync(file, 'utf8')}`.replace(
        "throw notImplemented('encode')",
        "return ''",
      ),
    )
    const { out } = run(['check', LESSON], { cwd: workspace, env: { CI: 'true' } })
    expect(out).toContain('error::x')
    expect(out).not.toMatch(/^[\s|]*::/m)
    expect(out).not.toContain('##[')
    const json = run(['check', LESSON, '--json'], { cwd: workspace, env: { CI: 'true' } }).out
    expect(json).not.toContain('##[')
    expect(JSON.stringify(JSON.parse(json))).toContain('##[error]x')
  })
})

describe('the folder', () => {
  test.skipIf(isWindows)('that was removed is named', () => {
    const shell = spawnSync(
      '/bin/sh',
      [
        '-c',
        'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$1" check',
        process.execPath,
        join(dist, 'cli.js'),
      ],
      { cwd: root, encoding: 'utf8' },
    )
    expect(shell).toMatchObject({ status: 2, stderr: expect.stringContaining('current folder was removed') })
  })

  test.skipIf(isWindows).each(['/proc/foo', '/dev/null/foo', '/sys/foo'])(
    'init %s ends, with a reason',
    place => {
      const { code, err } = run(['init', place])
      expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 2, lines: 1 })
      expect(err).not.toContain('report')
    },
  )

  test('below node_modules is a folder like any other', () => {
    const odd = join(root, 'node_modules/work')
    run(['init', odd])
    cpSync(join(dist, 'solutions'), odd, { recursive: true })
    expect(run(['check', LESSON], { cwd: odd }).code).toBe(0)
  })

  test.skipIf(isWindows).each([
    ['a pipe', 'not an ordinary file', 'pipe', (file: string) => execFileSync('mkfifo', [file])],
    ['a dead link', 'leads nowhere', 'leads nowhere', (file: string) => symlinkSync('nowhere.ts', file)],
  ])('with %s for a source file is graded, and reset refuses it', (_, checked, refused, make) => {
    rmSync(join(workspace, 'jwt/base64url.ts'))
    make(join(workspace, 'jwt/base64url.ts'))
    const { code, out } = run(['check', LESSON, '--json'], { cwd: workspace })
    expect({ code, problem: JSON.parse(out).lessons[0].problem }).toMatchObject({
      code: 1,
      problem: { kind: 'missing-file', message: expect.stringContaining(checked) },
    })
    expect(run(['reset', LESSON, '--yes'], { cwd: workspace })).toMatchObject({
      code: 2,
      err: expect.stringContaining(refused),
    })
  })

  test.skipIf(isWindows)('with a pipe or a giant for progress.json opens, and keeps that aside', () => {
    const progress = join(workspace, '.jwt-lessons/progress.json')
    rmSync(progress)
    execFileSync('mkfifo', [progress])
    expect(run(['list'], { cwd: workspace })).toMatchObject({
      code: 0,
      err: expect.stringContaining('kept as'),
    })
    writeFileSync(progress, Buffer.alloc(100_000_000, 32))
    expect(run(['list'], { cwd: workspace })).toMatchObject({
      code: 0,
      err: expect.stringContaining('too large'),
    })
    expect(
      readdirSync(join(workspace, '.jwt-lessons')).filter(name => name.includes('damaged')),
    ).toHaveLength(2)
  })
})

describe('a folder that somebody else handed in', () => {
  const contents = (): Record<string, string> =>
    Object.fromEntries(
      (
        readdirSync(workspace, { recursive: true, withFileTypes: true }) as {
          name: string
          parentPath: string
          isFile(): boolean
        }[]
      )
        .filter(entry => entry.isFile())
        .map(entry => {
          const path = join(entry.parentPath, entry.name)
          return [path, readFileSync(path, 'utf8')]
        }),
    )

  test('check --dir writes nothing into it, whatever its progress says', () => {
    rmSync(join(workspace, 'jwt/json.ts'))
    for (const text of ['{"schema": 99}', 'damaged', '']) {
      writeFileSync(join(workspace, '.jwt-lessons/progress.json'), text)
      const before = contents()
      expect(run(['check', LESSON, '--dir', workspace]).code).toBe(1)
      expect(run(['list', '--dir', workspace]).code).toBe(0)
      expect(contents()).toEqual(before)
    }
  })

  test('check --dir --record notes the verdicts', () => {
    solve()
    run(['check', LESSON, '--dir', workspace, '--record'])
    expect(readFileSync(join(workspace, '.jwt-lessons/progress.json'), 'utf8')).toContain('"passed"')
  })

  test('nothing is written through links that lead out of it', () => {
    const outside = join(root, 'outside')
    mkdirSync(outside)
    rmSync(join(workspace, '.jwt-lessons'), { recursive: true })
    symlinkSync(outside, join(workspace, '.jwt-lessons'))
    run(['check', LESSON, '--dir', workspace])
    run(['check', LESSON, '--dir', workspace, '--record'])
    run(['hint', LESSON], { cwd: workspace })
    expect(readdirSync(outside)).toEqual([])
  })

  test('a program inside of the workspace refuses to grade it', () => {
    const own = join(workspace, 'node_modules/jwt-lessons')
    cpSync(dist, join(own, 'dist'), { recursive: true })
    for (const command of [['check'], ['list'], ['hint', '01']]) {
      const { code, err } = run(command, { cwd: workspace, program: join(own, 'dist/cli.js') })
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('inside the workspace') })
    }
  })
})

test('what is set for another Vitest does not count', { timeout: 120_000 }, () => {
  solve()
  const env = { VITEST_MAX_WORKERS: '0' }
  expect(run(['check', LESSON], { cwd: workspace, env })).toMatchObject({ code: 0, err: '' })
})

test.skipIf(isWindows)('a command that is told runs nothing that is in the name of a folder', () => {
  for (const name of ['$(touch ran)', '`touch ran`', `it's $(touch ran)`, '"; touch ran; "', 'a b']) {
    const { err } = run(['check', '--dir', name])
    const [, command = ''] = /To make one: npx jwt-lessons (init .*)\n/.exec(err) ?? []
    const words = `jwt() { printf '%s' "$2"; }; jwt ${command}`
    expect(execFileSync('/bin/sh', ['-c', words], { cwd: root, encoding: 'utf8' })).toBe(name)
  }
  expect(existsSync(join(root, 'ran'))).toBe(false)
})

test.skipIf(isWindows)('a file that is imported and can not be read is named', () => {
  solve()
  // Rights do not bind root, who becomes somebody else for it.
  const user = isRoot ? 65_534 : undefined
  if (isRoot) execFileSync('chown', ['-R', '65534:65534', workspace])
  chmodSync(root, 0o755)
  chmodSync(join(workspace, 'jwt/base64url.ts'), 0)
  const { out } = run(['check', '05'], { cwd: workspace, user, env: { TMPDIR: tmpdir() } })
  expect(out).toContain("jwt/base64url.ts can't be read: you have no permission")
})

test.skipIf(isWindows)('a temporary folder that is none is named, with the way out', () => {
  // In /proc, where there is one, nobody can make anything, and Node would go on trying.
  for (const folder of [join(workspace, 'package.json'), '/proc'].filter(path => existsSync(path))) {
    const { code, err } = run(['check', LESSON], { cwd: workspace, env: { TMPDIR: folder } })
    expect(code).toBe(2)
    expect(err).toBe(
      `Nothing can be written to the temporary folder ${folder}. Set TMPDIR (TEMP on Windows) to a folder that you can write to.\n`,
    )
  }
})

test.skipIf(isWindows)('a temporary folder that is not there yet is made', () => {
  const folder = join(root, 'not/yet')
  expect(run(['check', LESSON, '--json'], { cwd: workspace, env: { TMPDIR: folder } }).code).toBe(1)
  expect(existsSync(folder)).toBe(true)
})

describe('a user without a home', () => {
  test.skipIf(isWindows || !isRoot)(
    'checks with an installation that nobody can write to',
    { timeout: 120_000 },
    () => {
      solve()
      const nobody = 65_534
      execFileSync('chown', ['-R', `${nobody}:${nobody}`, workspace])
      chmodSync(root, 0o755)
      const marker = join(root, 'marker')
      writeFileSync(marker, '')
      const place = { cwd: workspace, user: nobody, env: { HOME: '/nowhere', TMPDIR: tmpdir() } }
      expect(run(['check', LESSON], place)).toMatchObject({ code: 0, err: '' })
      expect(run(['doctor'], place).out).toContain('The grader works')
      expect(existsSync('/nowhere')).toBe(false)
    },
  )

  test('leaves nothing in the home of one who has it', () => {
    const home = join(root, 'home')
    mkdirSync(home)
    run(['check', LESSON], { cwd: workspace, env: { HOME: home } })
    expect(readdirSync(home)).toEqual([])
  })
})
