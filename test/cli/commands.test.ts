import { mkdtempSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { wallsFinding } from '../../src/commands/doctor-checks.ts'
import { wallsHere, wallsInWords } from '../../src/sandbox/walls.ts'
import { withReadOnly } from '../kit/ordinary-user.ts'
import { createDesk, type Desk, FAILING } from './desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
})
afterEach(() => desk.remove())

describe('init', () => {
  test('makes ./jwt-lessons and says what to do next', async () => {
    const { exitCode, stdout } = await desk.run('init')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Your workspace is ready')
    expect(stdout).toContain('  cd jwt-lessons\n  npx jwt-lessons\n')
    expect(await readdir(join(desk.world.root, 'jwt-lessons/jwt'))).toContain('base64url.ts')
  })

  test('names the files that it kept', async () => {
    await desk.world.write('my dir/README.md', 'mine')
    const { stdout } = await desk.run('init', 'my dir')
    expect(stdout).toContain('Kept as they were: README.md')
    expect(stdout).toContain('cd "my dir"')
    expect(await desk.world.read('my dir/README.md')).toBe('mine')
  })

  test('a second time changes nothing and says so', async () => {
    await desk.run('init')
    expect((await desk.run('init')).stdout).toContain('is a workspace already. Nothing was changed.')
  })

  test('inside a workspace does not make another by accident', async () => {
    const root = await desk.world.workspace()
    const { exitCode, stderr } = await desk.runIn({ cwd: join(root, 'jwt') }, 'init')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('You are in a workspace already')
    expect(await readdir(join(root, 'jwt'))).not.toContain('jwt-lessons')
  })

  test('with an empty name, as an unset variable gives, fills no folder', async () => {
    const { exitCode, stderr } = await desk.run('init', '')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('jwt-lessons init .')
    expect(await readdir(desk.world.root)).not.toContain('jwt')
  })

  test('where a file stands is 2', async () => {
    await desk.world.write('file', '')
    expect(await desk.run('init', 'file')).toMatchObject({ exitCode: 2, stdout: '' })
  })
})

describe('without a command and without a terminal', () => {
  test('and without a workspace it says how to make one', async () => {
    const { exitCode, stdout } = await desk.run()
    expect(exitCode).toBe(0)
    expect(stdout).toContain('npx jwt-lessons init')
  })

  test('it says why, to someone who sees one but whose keys do not arrive', async () => {
    const seen = await desk.runIn({ terminal: 'stdout' })
    expect(seen).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/input is not a terminal.*-it.*winpty/),
    })
    expect((await desk.run()).stderr).toBe('')
  })

  test('it says how far the learner is and what is next', async () => {
    const root = await desk.world.workspace()
    desk.verdicts['01-base64url-encode'] = { verdict: 'passed' }
    await desk.runIn({ cwd: root }, 'check')
    const { exitCode, stdout } = await desk.runIn({ cwd: root })
    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      '1 of 3 lessons passed.\nNext: 02-base64url-decode (Text to bytes), in jwt/base64url.ts',
    )
  })
})

describe('list', () => {
  test('without a workspace lists the course', async () => {
    const { exitCode, stdout } = await desk.run('list')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Build your own HS256 library\n  ○ not started 01 Bytes to text')
  })

  test('shows the last verdicts, and which files were saved since', async () => {
    const root = await desk.world.workspace()
    desk.verdicts['01-base64url-encode'] = { verdict: 'passed' }
    await desk.runIn({ cwd: root }, 'check')
    desk.verdicts['01-base64url-encode'] = FAILING
    await desk.runIn({ cwd: root }, 'check')
    await utimes(join(root, 'jwt/base64url.ts'), 0, 0)
    await utimes(join(root, 'jwt/hmac.ts'), 4102444800, 4102444800)
    const { stdout } = await desk.runIn({ cwd: root }, 'list', '--json')
    const { lessons } = JSON.parse(stdout)
    expect(lessons[0]).toMatchObject({
      id: '01-base64url-encode',
      verdict: 'failed',
      passedOnce: true,
      changedSince: false,
    })
    expect(lessons[2]).toMatchObject({ id: '04-hmac', verdict: 'not-started', changedSince: true })
    const text = (await desk.runIn({ cwd: root }, 'list')).stdout
    expect(text).toMatch(/✗ failed {6}01 Bytes to text +jwt\/base64url\.ts {2}passed before/)
    expect(text).toMatch(/04 A keyed hash +jwt\/hmac\.ts +saved since it was graded/)
  })
})

test('show prints the text, without hints', async () => {
  const { exitCode, stdout } = await desk.run('show', '4')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^# 04 A keyed hash\n/)
  expect(stdout).toContain(
    '## Step 1: The first step\n\n### One idea\n\nText of a page.\n\n### Task\n\nMake the first step true.',
  )
  expect(stdout).not.toContain('Hint 1')
})

describe('hint', () => {
  test('gives one tier after the other for the first step that has not passed', async () => {
    const root = await desk.world.workspace()
    desk.verdicts['01-base64url-encode'] = FAILING
    const hint = async () => (await desk.runIn({ cwd: root }, 'hint', '01')).stdout
    expect(await hint()).toContain('# Hint 1 of 3 for step 2: The second step\n\nHint 1 of the second step.')
    expect(await hint()).toContain('Hint 2 of the second step.')
    expect(await hint()).toContain('Hint 3 of the second step.')
    expect(await hint()).toContain(
      'Hint 3 of the second step.\n\nThis was the last hint. Our solution: jwt-lessons solution 01 --force',
    )
  })

  test('says first what stands in the way, without colours of its own', async () => {
    const root = await desk.world.workspace()
    const at = { file: 'jwt/base64url.ts', line: 1, column: 1 }
    const problem = { kind: 'crash', message: 'It throws: a\u001b[7mb.', ...at } as const
    desk.verdicts['01-base64url-encode'] = { verdict: 'broken', problem }
    const { stdout } = await desk.runIn({ cwd: root }, 'hint', '01')
    expect(stdout).toContain('First: It throws: a\\u001b[7mb.\n')
  })

  test('says when nothing is left', async () => {
    const root = await desk.world.workspace()
    desk.verdicts['01-base64url-encode'] = { verdict: 'passed' }
    expect((await desk.runIn({ cwd: root }, 'hint', '01')).stdout).toContain('nothing left to hint at')
  })
})

describe('solution', () => {
  let root: string
  const file = () => readFile(join(root, 'jwt/base64url.ts'), 'utf8')
  beforeEach(async () => {
    root = await desk.world.workspace()
  })
  const inside = (...args: string[]) => desk.runIn({ cwd: root }, ...args)

  test('is refused before the lesson has passed', async () => {
    const { exitCode, stdout, stderr } = await inside('solution', '01')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('jwt-lessons solution 01 --force')
  })

  test('is shown after it, and does not show the next lesson', async () => {
    desk.verdicts['01-base64url-encode'] = { verdict: 'passed' }
    const { exitCode, stdout } = await inside('solution', '01')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Your jwt/base64url.ts')
    expect(stdout).toContain('return ALPHABET + bytes.length')
    expect(stdout).not.toContain('unpack')
  })

  test('stands beside theirs where there is room', async () => {
    const { stdout } = await desk.runIn({ cwd: root, columns: 160 }, 'solution', '02', '--force')
    expect(stdout).toMatch(/Your jwt\/base64url\.ts +│ Our jwt\/base64url\.ts/)
  })

  test('is written with --apply, after a backup, and undone', async () => {
    const before = await file()
    expect((await inside('solution', '02', '--apply')).exitCode).toBe(1)
    expect(await file()).toBe(before)
    const { exitCode, stdout } = await inside('solution', '02', '--force', '--apply')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('.jwt-lessons/backups/2026-05-01T10-20-30.000Z-02-base64url-decode')
    expect(stdout).toContain('To grade it: jwt-lessons check 02')
    expect(await file()).toContain('unpack(text)')
    expect(await file()).toContain("throw notImplemented('encode')")
    await inside('reset', '02', '--undo')
    expect(await file()).toBe(before)
  })
})

describe('reset', () => {
  let root: string
  beforeEach(async () => {
    root = await desk.world.workspace()
    await writeFile(join(root, 'jwt/hmac.ts'), '// mine\n')
  })
  const file = () => readFile(join(root, 'jwt/hmac.ts'), 'utf8')

  test.each([
    ['y', 'notImplemented'],
    ['yes', 'notImplemented'],
    ['n', '// mine'],
    ['', '// mine'],
  ])('asks on a terminal: "%s"', async (answer, content) => {
    const { exitCode, stderr } = await desk.runIn({ cwd: root, answer }, 'reset', '04')
    expect(exitCode).toBe(0)
    expect(stderr).toContain('A backup is made first. [y/N]')
    expect(await file()).toContain(content)
  })

  test('does not ask with --yes, and prints where the backup is', async () => {
    const { stdout, stderr } = await desk.runIn({ cwd: root, answer: 'n' }, 'reset', '04', '--yes')
    expect(stderr).toBe('')
    expect(stdout).toContain('Your own is in .jwt-lessons/backups/2026-05-01T10-20-30.000Z-04-hmac')
    expect(await file()).toContain('notImplemented')
  })

  test('--undo brings it back; without a backup it is 2', async () => {
    await desk.runIn({ cwd: root }, 'reset', '04', '--yes')
    expect((await desk.runIn({ cwd: root }, 'reset', '04', '--undo')).exitCode).toBe(0)
    expect(await file()).toBe('// mine\n')
    expect((await desk.runIn({ cwd: root }, 'reset', '01', '--undo')).exitCode).toBe(2)
  })
})

function systemErrorOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

describe('doctor', () => {
  test('finds nothing wrong with a new workspace', async () => {
    for (const id of ['01-base64url-encode', '02-base64url-decode', '04-hmac'])
      await desk.world.write(`dist/tests/${id}.test.js`, '')
    const root = await desk.world.workspace()
    const { exitCode, stdout } = await desk.runIn({ cwd: root }, 'doctor')
    expect(stdout).not.toContain('✗')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`Node.js ${process.versions.node}`)
    expect(stdout).toContain('The grader works')
    expect(stdout).toContain(`Walls around your code: ${wallsInWords(wallsHere()).join(', ')}.`)
  })

  test('names what is wrong and the fix', async () => {
    const root = await desk.world.workspace()
    await rm(join(root, 'jwt/hmac.ts'))
    await writeFile(join(root, 'package.json'), '{}')
    await writeFile(join(root, '.jwt-lessons/progress.json'), '{')
    const { exitCode, stdout } = await desk.runIn({ cwd: root, terminal: 'stdout', columns: 40 }, 'doctor')
    expect(exitCode).toBe(1)
    for (const text of [
      'jwt/hmac.ts of 04-hmac is missing.',
      'fix: To get its starter: jwt-lessons reset 04',
      'Files are not modules.',
      'The progress is damaged',
      'Make it at least 60 by 16.',
      'fix: Install again',
    ]) {
      expect(stdout).toContain(text)
    }
  })

  test('names each file that can not be looked at, beside all the rest', async () => {
    const root = await desk.world.workspace()
    const outside = join(desk.world.root, 'outside')
    await mkdir(outside)
    for (const file of ['package.json', '.jwt-lessons/progress.json', 'jwt/hmac.ts']) {
      await rm(join(root, file))
      await symlink(outside, join(root, file))
    }
    const { exitCode, stdout } = await desk.runIn({ cwd: root }, 'doctor')
    expect(exitCode).toBe(1)
    for (const file of ['package.json', 'progress.json', 'hmac.ts'])
      expect(stdout).toContain(`${file} is a link that leads out of the workspace`)
    expect(stdout).toContain('It can be read and written.')
    expect(stdout).toContain('The grader works')
    await rm(join(root, 'jwt'), { recursive: true })
    await symlink(outside, join(root, 'jwt'))
    const { stdout: linked } = await desk.runIn({ cwd: root }, 'doctor')
    expect(linked).toContain(`${join(root, 'jwt')} is a link that leads out`)
  })

  test('says when nothing but the lists keeps code from the network', () => {
    expect(wallsFinding({ command: [], network: 'modules' })).toMatchObject({
      state: 'note',
      text: 'Walls around your code: process, permission model.',
      fix: expect.stringContaining('container without network'),
    })
  })

  test('says where there is no workspace', async () => {
    expect((await desk.run('doctor')).stdout).toContain('There is no workspace here.')
    const { stdout } = await desk.run('doctor', '--dir', 'not there')
    expect(stdout).toMatch(/There is no workspace in .*not there\.\n {7}fix: .* init "not there"\n/)
  })

  test('sees a file in the place of .jwt-lessons, which init can not replace', async () => {
    const root = await desk.world.workspace()
    await rm(join(root, '.jwt-lessons'), { recursive: true })
    await writeFile(join(root, '.jwt-lessons'), '')
    const { stdout } = await desk.runIn({ cwd: root }, 'doctor')
    expect(stdout).toContain('Its .jwt-lessons is not a folder')
    expect(stdout).toContain('Move .jwt-lessons away.')
  })

  test('names a folder or a dead link in the place of a file, and looks at the rest all the same', async () => {
    const root = await desk.world.workspace()
    for (const file of ['package.json', 'jwt/hmac.ts']) await rm(join(root, file))
    await mkdir(join(root, 'package.json'))
    await symlink('nowhere', join(root, 'jwt/hmac.ts'))
    const { exitCode, stdout } = await desk.runIn({ cwd: root }, 'doctor')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('package.json is a folder, but a file is needed there')
    expect(stdout.split('hmac.ts is a link that leads nowhere')).toHaveLength(2)
    expect(stdout).toContain('The progress can be read.')
  })

  test('does not call an unusable temporary folder a fault of the course', async () => {
    const root = await desk.world.workspace()
    const problem = {
      kind: 'temporary-folder',
      message: 'Nothing was graded. Set TMPDIR to another folder.',
      file: null,
      line: null,
      column: null,
    } as const
    desk.verdicts['01-base64url-encode'] = { verdict: 'broken', problem }
    const told = await desk.runIn({ cwd: root }, 'doctor')
    desk.services.startGrader = () =>
      Promise.reject(systemErrorOf(() => mkdtempSync(join(root, 'package.json/x'))))
    const thrown = await desk.runIn({ cwd: root }, 'doctor')
    for (const { exitCode, stdout } of [told, thrown]) {
      expect(exitCode).toBe(1)
      expect(stdout).toContain('Set TMPDIR')
      expect(stdout).not.toMatch(/our fault|report it/u)
    }
  })

  test('sees a folder that is read-only', async () => {
    const root = await desk.world.workspace()
    const { stdout } = await withReadOnly(desk.world.root, [join(root, 'jwt')], () =>
      desk.runIn({ cwd: root }, 'doctor'),
    )
    expect(stdout).toContain("You can't write in jwt.")
  })
})

test('every command has help, on stdout, and the version is printed', async () => {
  const { stdout } = await desk.run('--help')
  const commands = ['init', 'check', 'list', 'show', 'hint', 'solution', 'reset', 'inspect', 'kata', 'doctor']
  for (const command of commands) {
    expect(stdout).toContain(`  ${command} `)
    const help = await desk.run(command, '--help')
    expect(help).toMatchObject({ exitCode: 0, stderr: '' })
    expect(help.stdout).toContain(`Usage: jwt-lessons ${command}`)
  }
  expect(await desk.run('--version')).toEqual({ exitCode: 0, stdout: '0.1.0\n', stderr: '' })
})

test.each([
  'init one two',
  'list two',
  'show 1 2',
  'hint 1 2',
  'reset 1 2',
  'kata 1 2',
  'fuzz 1 2',
  'doctor two',
])('%s has an argument too many, and nothing is done', async typed => {
  const { exitCode, stdout, stderr } = await desk.run(...typed.split(' '))
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('too many arguments')
})

describe('a command that is none', () => {
  test('help names the options of a command, or all commands', async () => {
    expect((await desk.run('help', 'check')).stdout).toContain('--junit')
    expect((await desk.run('help')).stdout).toContain('Commands:')
    expect(await desk.run('help', 'chekc')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('check'),
    })
  })

  test('has no help of its own', async () => {
    expect(await desk.run('chekc', '--help')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('Did you mean check?'),
    })
  })

  test('the number of a lesson says what can be done with it', async () => {
    const { exitCode, stderr } = await desk.run('2')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('jwt-lessons show 02')
    expect(stderr).toContain('jwt-lessons check 02')
  })
})
