import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandIo } from '../../src/commands/io.ts'
import { offeredWorkspace } from '../../src/commands/offer.ts'
import { STARTER } from '../workspace/world.ts'
import { createDesk, type Desk, NOW } from './desk.ts'

/** A workspace whose folder jwt/ somebody deleted or moved (compare rust-lang/rustlings#2068). */
let desk: Desk
let root: string
let progress: string
beforeEach(async () => {
  desk = await createDesk()
  root = await desk.world.workspace()
  desk.verdicts['01-base64url-encode'] = { verdict: 'passed' }
  await desk.runIn({ cwd: root }, 'check')
  progress = await desk.world.read('my work/.jwt-lessons/progress.json')
  expect(progress).toContain('"passed"')
  await rename(join(root, 'jwt'), join(desk.world.root, 'moved'))
})
afterEach(() => desk.remove())

const COMMANDS = [
  ['check'],
  ['list'],
  ['hint', '01'],
  ['reset', '01'],
  ['solution', '01'],
  ['questions'],
  ['fuzz'],
  ['kata'],
  ['serve'],
  ['lab', 'storage'],
  ['certificate'],
  ['init'],
  [],
]

describe('a workspace without its folder jwt/', () => {
  test.each(COMMANDS)(
    '%s says that the folder is missing, and how its starters come back',
    async (...typed) => {
      const { exitCode, stdout, stderr } = await desk.runIn({ cwd: root }, ...typed)
      expect(stderr).toContain(`The folder jwt/ is missing in ${root}`)
      expect(stderr).toContain('npx jwt-lessons init .')
      expect(stderr).not.toContain('no workspace')
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    },
  )

  test('is found from a folder in it and from the one above, with the path to type there', async () => {
    const below = await desk.runIn({ cwd: join(root, 'server') }, 'check')
    expect(below.stderr).toContain('npx jwt-lessons init ..')
    const named = await desk.run('check', '--dir', 'my work')
    expect(named.stderr).toContain('npx jwt-lessons init "my work"')
    await rename(root, join(desk.world.root, 'jwt-lessons'))
    const above = await desk.run('check')
    expect(above.stderr).toContain('npx jwt-lessons init jwt-lessons')
  })

  test('init brings the starters back, and everything else is as it was', async () => {
    await writeFile(join(root, 'server', 'mine.ts'), 'mine')
    const { exitCode, stdout } = await desk.runIn({ cwd: root }, 'init', '.')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Your workspace is ready')
    expect(await desk.world.read('my work/jwt/base64url.ts')).toBe(STARTER)
    expect(await desk.world.read('my work/server/mine.ts')).toBe('mine')
    expect(await desk.world.read('my work/.jwt-lessons/progress.json')).toBe(progress)
    expect((await desk.runIn({ cwd: root }, 'list')).exitCode).toBe(0)
  })

  test('init from the folder above brings them back too', async () => {
    await rename(root, join(desk.world.root, 'jwt-lessons'))
    expect((await desk.run('init')).exitCode).toBe(0)
    expect(await desk.world.read('jwt-lessons/.jwt-lessons/progress.json')).toBe(progress)
    expect(await desk.world.read('jwt-lessons/jwt/base64url.ts')).toBe(STARTER)
  })

  test('doctor names it as what is wrong', async () => {
    for (const run of [desk.runIn({ cwd: root }, 'doctor'), desk.run('doctor', '--dir', 'my work')]) {
      const { exitCode, stdout } = await run
      expect(exitCode).toBe(1)
      expect(stdout).toMatch(
        /bad {2}The folder jwt\/ is missing in .*my work\.\n {7}fix: .*npx jwt-lessons init /u,
      )
      expect(stdout).not.toContain('no workspace')
    }
  })

  test('a file named jwt is said to be in the way', async () => {
    await writeFile(join(root, 'jwt'), '')
    const { exitCode, stderr } = await desk.runIn({ cwd: root }, 'check')
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${join(root, 'jwt')} is not a folder`)
    expect(stderr).toContain('npx jwt-lessons init .')
    const init = await desk.runIn({ cwd: root }, 'init', '.')
    expect(init.exitCode).toBe(2)
    expect(init.stderr).toContain('a file where a folder is needed')
  })

  test('with an empty jwt/ it is a workspace like any other', async () => {
    await mkdir(join(root, 'jwt'))
    expect((await desk.runIn({ cwd: root }, 'list')).stdout).toContain('1 of ')
  })

  test('a folder that is no workspace besides is none', async () => {
    await rm(join(root, '.jwt-lessons'), { recursive: true })
    expect((await desk.runIn({ cwd: root }, 'check')).stderr).toContain('There is no workspace')
  })
})

describe('on a terminal', () => {
  const io = (answer: string): [CommandIo, () => string] => {
    const stdin: PassThrough & { isTTY?: boolean } = new PassThrough()
    stdin.write(`${answer}\n`)
    let said = ''
    const stream = () =>
      new Writable({
        decodeStrings: false,
        write(chunk, _encoding, done) {
          said += chunk
          done()
        },
      })
    const [stdout, stderr] = [stream(), stream()]
    return [
      { stdout, stderr, stdin, isTTY: true, env: {}, cwd: root, columns: 80, now: () => NOW },
      () => said,
    ]
  }

  test('the starters are offered back, and no workspace is made inside of it', async () => {
    const [asked, said] = io('')
    expect(await offeredWorkspace(asked, desk.services)).toMatchObject({ root, remembers: true })
    expect(said()).toContain(`The folder jwt/ is missing in ${root}`)
    expect(said()).toContain('[Y/n]')
    expect(await desk.world.read('my work/jwt/base64url.ts')).toBe(STARTER)
    expect(await desk.world.read('my work/.jwt-lessons/progress.json')).toBe(progress)
  })

  test('with a no nothing is made', async () => {
    const [asked, said] = io('n')
    expect(await offeredWorkspace(asked, desk.services)).toBeNull()
    expect(said()).toContain('Nothing was changed')
    await expect(desk.world.read('my work/jwt/base64url.ts')).rejects.toThrow('ENOENT')
  })

  test('a file in the way is an error, not a question', async () => {
    await writeFile(join(root, 'jwt'), '')
    await expect(offeredWorkspace(io('')[0], desk.services)).rejects.toMatchObject({ code: 'no-jwt-folder' })
  })
})
