import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk, FAILING } from './desk.ts'

let desk: Desk
let root: string
beforeEach(async () => {
  desk = await createDesk()
  root = await desk.world.workspace()
})
afterEach(() => desk.remove())

const inside = (...args: string[]) => desk.runIn({ cwd: root }, ...args)
const progress = async () => JSON.parse(await readFile(join(root, '.jwt-lessons/progress.json'), 'utf8'))

const ALL_PASSED = {
  '01-base64url-encode': { verdict: 'passed' },
  '02-base64url-decode': { verdict: 'passed' },
  '04-hmac': { verdict: 'passed' },
} as const

describe('check', () => {
  test('leaves the mark of a syntax error under its column', async () => {
    const message = 'It can not be read.\n  12 | a = = b\n     |     ^'
    const problem = { kind: 'syntax', message, file: 'jwt/base64url.ts', line: 12, column: 5 } as const
    Object.assign(desk.verdicts, ALL_PASSED, { '01-base64url-encode': { verdict: 'broken', problem } })
    const { stdout } = await inside('check')
    expect(stdout).toContain('  It can not be read.\n    12 | a = = b\n       |     ^\n')
  })

  test('shows the name of a file on one line, without colours of its own', async () => {
    const file = 'jwt/a\u001b[32m\n::error::b.ts'
    const problem = { kind: 'import', message: 'It is a package.', file, line: 1, column: 15 } as const
    Object.assign(desk.verdicts, ALL_PASSED, { '01-base64url-encode': { verdict: 'broken', problem } })
    const { stdout } = await inside('check')
    const shown = 'jwt/a\\u001b[32m\\n::error::b.ts'
    expect(stdout).toContain(`\n  ${shown}:1:15\n`)
    expect(stdout).toContain(`\nNext: 01-base64url-encode, in ${shown}. Its text`)
  })

  test('is 0 when all passed', async () => {
    Object.assign(desk.verdicts, ALL_PASSED)
    const { exitCode, stdout, stderr } = await inside('check')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('3 of 3 lessons passed.')
    expect(stderr).toBe('')
  })

  test('is 1 when something has not, and says all of the first failing test', async () => {
    Object.assign(desk.verdicts, ALL_PASSED, { '01-base64url-encode': FAILING })
    const { exitCode, stdout } = await inside('check')
    expect(exitCode).toBe(1)
    expect(stdout).toBe(`✗ failed      01 Bytes to text  step 2: The second step
✓ passed      02 Text to bytes
✓ passed      04 A keyed hash

01-base64url-encode: Bytes to text
  Step 2 of 2: The second step
  ✗ one byte <&> "tail"
    Your output ends with "=": that is padding.
    call      encode(bytes [ 66 ])
    expected  'Zg'
    actual    'Zg=='
    expected  Zg
    actual    Zg==
                ^
    rule      RFC 7515 §2
    code      jwt/base64url.ts:12
  ✗ two bytes
  Random inputs came from seed 7; the same again: jwt-lessons check 01 --seed 7
  Your code printed:
    │ debug \\u001b[2J me

2 of 3 lessons passed.
Next: 01-base64url-encode, in jwt/base64url.ts. Its text: jwt-lessons show 01. Grade it: jwt-lessons check 01
`)
  })

  test('says why a lesson could not be graded, and where', async () => {
    const problem = {
      kind: 'syntax',
      message: 'There is a bracket too many.',
      file: 'jwt/hmac.ts',
      line: 3,
      column: 9,
    } as const
    desk.verdicts['04-hmac'] = { verdict: 'broken', problem, blockedBy: ['01-base64url-encode'] }
    const { stdout } = await inside('check', 'hmac')
    expect(stdout).toContain('! broken      04 A keyed hash')
    expect(stdout).toContain('  There is a bracket too many.\n  jwt/hmac.ts:3:9')
    expect(stdout).toContain('It uses files of 01-base64url-encode, which does not pass itself.')
  })

  test('grades only the named lessons', async () => {
    Object.assign(desk.verdicts, ALL_PASSED)
    const { stdout } = await inside('check', 'hmac', '1')
    expect(stdout).toContain('2 of 2 lessons passed.')
    expect(stdout).not.toContain('Text to bytes')
  })

  test('--json prints one document and nothing else', async () => {
    desk.verdicts['01-base64url-encode'] = FAILING
    const { exitCode, stdout, stderr } = await inside('check', '--json')
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({ schema: 1, course: '0.1.0', passed: 0, total: 3 })
    expect(document.lessons[0].steps[1].tests[0].diagnosis).toMatchObject({
      id: 'padding-kept',
      reference: 'RFC 7515 §2',
    })
    expect(exitCode).toBe(1)
    expect(stderr).toBe('')
  })

  test('--dir grades another workspace', async () => {
    Object.assign(desk.verdicts, ALL_PASSED)
    expect((await desk.run('check', '--dir', root)).exitCode).toBe(0)
  })

  test('--budget takes whole seconds only', async () => {
    Object.assign(desk.verdicts, ALL_PASSED)
    expect((await inside('check', '--budget', '60')).exitCode).toBe(0)
    for (const budget of ['0', '1.5', 'long', '3601']) {
      const { exitCode, stderr } = await inside('check', `--budget=${budget}`)
      expect(exitCode).toBe(2)
      expect(stderr).toContain('--budget takes a whole number of seconds')
    }
  })

  test('--seed repeats a run, and takes whole numbers only', async () => {
    await inside('check', '--seed', '42')
    expect(desk.seeds).toEqual([42])
    for (const seed of ['-1', '1.5', 'x', '1e3', '', '99999999999']) {
      const { exitCode, stderr } = await inside('check', `--seed=${seed}`)
      expect({ seed, exitCode }).toEqual({ seed, exitCode: 2 })
      expect(stderr).toContain('--seed takes a whole number')
    }
  })

  test('--junit writes a report beside the text', async () => {
    desk.verdicts['01-base64url-encode'] = FAILING
    const { stdout } = await inside('check', '--junit', 'out/report.xml')
    expect(stdout).toContain('Next:')
    expect(await readFile(join(root, 'out/report.xml'), 'utf8')).toContain('<testsuites name="jwt-lessons"')
  })

  test('--junit to a place that cannot be written is said', async () => {
    const { exitCode, stderr } = await inside('check', '--junit', 'README.md/report.xml')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('The JUnit report was not written.')
  })

  test('a lesson that this Node can not grade is skipped: said, remembered, and no failure', async () => {
    const skipped = 'This lesson needs ML-DSA signatures.'
    Object.assign(desk.verdicts, ALL_PASSED, { '04-hmac': { verdict: 'skipped', skipped } })
    const { exitCode, stdout } = await desk.runIn({ cwd: root }, 'check')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/skipped {5}04 A keyed hash\n {4}This lesson needs ML-DSA signatures\./)
    expect(stdout).toContain('2 of 3 lessons passed, 1 skipped.')
    expect(stdout).not.toContain('Next:')
    expect((await desk.runIn({ cwd: root }, 'list')).stdout).toContain('skipped     04 A keyed hash')
    expect((await desk.runIn({ cwd: root })).stdout).toContain('All is done.')
  })

  test('remembers the verdicts', async () => {
    desk.verdicts['01-base64url-encode'] = { verdict: 'passed' }
    desk.verdicts['02-base64url-decode'] = FAILING
    await inside('check')
    const { lessons } = await progress()
    expect(lessons['01-base64url-encode']).toMatchObject({
      verdict: 'passed',
      firstPassedAt: '2026-05-01T10:20:30.000Z',
    })
    expect(lessons['02-base64url-decode']).toMatchObject({ verdict: 'failed', attempts: 1 })
  })

  test('a temporary folder that can not be used is `internal` for other programs: their kinds are a contract', async () => {
    const message = 'Nothing was graded. Set TMPDIR to another folder.'
    const problem = { kind: 'temporary-folder', message, file: null, line: null, column: null } as const
    desk.verdicts['01-base64url-encode'] = { verdict: 'broken', problem }
    const { stdout } = await inside('check', '01', '--json')
    expect(JSON.parse(stdout).lessons[0].problem).toMatchObject({ kind: 'internal', message })
    expect((await progress()).lessons).toEqual({})
  })

  test('a fault of ours never counts as an attempt', async () => {
    const problem = {
      kind: 'internal',
      message: 'The engine died.',
      file: null,
      line: null,
      column: null,
    } as const
    desk.verdicts['01-base64url-encode'] = { verdict: 'broken', problem }
    const { stdout, exitCode } = await inside('check', '01')
    expect(stdout).toContain('The engine died.')
    expect(exitCode).toBe(1)
    expect((await progress()).lessons).toEqual({})
  })

  test('a damaged progress file is told, kept and rebuilt', async () => {
    Object.assign(desk.verdicts, ALL_PASSED)
    await writeFile(join(root, '.jwt-lessons/progress.json'), 'not json')
    const { exitCode, stderr, stdout } = await inside('list', '--json')
    expect(exitCode).toBe(0)
    expect(stderr).toContain(
      'progress.json was damaged (it is not valid JSON). It is kept as .jwt-lessons/progress.damaged-',
    )
    expect(JSON.parse(stdout).passed).toBe(3)
  })
})

describe('a wrong request is 2, with the way out', () => {
  test.each([
    [['check', 'expirey-hmac'], 'There is no lesson "expirey-hmac"'],
    [['check', 'hmca'], 'Did you mean 04-hmac?'],
    [['check', '99'], 'See all: jwt-lessons list'],
    [['check', 'base64url'], 'is part of several lessons: 01-base64url-encode, 02-base64url-decode'],
    [['chekc'], 'There is no command "chekc". Did you mean check?'],
    [['frobnicate'], 'See all: jwt-lessons --help'],
    [['check', '--jsno'], 'Did you mean --json?'],
    [['show'], "missing required argument 'lesson'"],
    [['check', '--dir', 'nowhere'], 'is not a workspace'],
  ])('%j', async (args, message) => {
    const { exitCode, stderr, stdout } = await inside(...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('no workspace', async () => {
    const { exitCode, stderr } = await desk.run('check')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('npx jwt-lessons init')
  })

  test('progress of a later version', async () => {
    await writeFile(join(root, '.jwt-lessons/progress.json'), '{"schema": 2}')
    const { exitCode, stderr } = await inside('check')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('npx jwt-lessons@latest')
  })

  test('a grader that does not start is a problem of the program, without a stack', async () => {
    desk.services.startGrader = async () => {
      throw new Error('no engine')
    }
    const { exitCode, stderr } = await inside('check')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('your code is not the cause: no engine')
    expect(stderr).not.toContain('    at ')
  })
})

describe('colours', () => {
  const colours = '\u001b['
  test.each([
    ['on a terminal', { terminal: 'stdout' }, [], true],
    ['not in a pipe', {}, [], false],
    ['not with NO_COLOR', { terminal: 'stdout', env: { NO_COLOR: '1' } }, [], false],
    ['in a pipe with FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, [], true],
    ['not with FORCE_COLOR=0', { terminal: 'stdout', env: { FORCE_COLOR: '0' } }, [], false],
    ['not with --no-color', { terminal: 'stdout', env: { FORCE_COLOR: '1' } }, ['--no-color'], false],
    ['not on a dumb terminal', { terminal: 'stdout', env: { TERM: 'dumb' } }, [], false],
  ] as const)('%s', async (_, place, args, coloured) => {
    Object.assign(desk.verdicts, ALL_PASSED)
    const { stdout } = await desk.runIn({ cwd: root, ...place }, 'check', ...args)
    expect(stdout.includes(colours)).toBe(coloured)
  })

  test('plain signs with --ascii, before or after the command', async () => {
    Object.assign(desk.verdicts, ALL_PASSED)
    for (const args of [
      ['--ascii', 'check'],
      ['check', '--ascii'],
    ])
      expect((await inside(...args)).stdout).toMatch(/^\+ passed/)
  })
})
