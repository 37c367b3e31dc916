import { execFileSync } from 'node:child_process'
import { chmod, lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Lesson } from '../../src/course/types.ts'
import { BACKUP_LIMITS, backUp, listBackups, undo } from '../../src/workspace/backups.ts'
import { applySolution, exportsIn, resetLesson } from '../../src/workspace/replace.ts'
import { createWorld, STARTER, type World } from './world.ts'

const NOW = new Date('2026-05-01T10:20:30.000Z')
const MINE = STARTER.replace("throw notImplemented('encode')", "return 'my encode'").replace(
  "throw notImplemented('decode')",
  'return new Uint8Array(7)',
)

let world: World
let root: string
beforeEach(async () => {
  world = await createWorld()
  root = await world.workspace()
  await writeFile(join(root, 'jwt/base64url.ts'), MINE)
})
afterEach(() => world.remove())

const lesson = (id: string) => world.course.lessons.find(found => found.id === id) as Lesson
const reset = (id: string) => resetLesson(root, world.course, lesson(id), world.supplies.startersDir, NOW)
const file = () => readFile(join(root, 'jwt/base64url.ts'), 'utf8')

describe('reset', () => {
  test('puts back only what the lesson added, after a backup', async () => {
    const { backup, files } = await reset('02-base64url-decode')
    expect(files).toEqual([{ path: 'jwt/base64url.ts', scope: 'functions', otherLessonsLost: false }])
    expect(await file()).toContain('my encode')
    expect(await file()).toContain("throw notImplemented('decode')")
    expect(backup).toBe('.jwt-lessons/backups/2026-05-01T10-20-30.000Z-02-base64url-decode')
    expect(await readFile(join(root, backup as string, 'jwt/base64url.ts'), 'utf8')).toBe(MINE)
  })

  test('of a file that cannot be parsed puts back all of it, and says so', async () => {
    const broken = `${MINE}export function (`
    await writeFile(join(root, 'jwt/base64url.ts'), broken)
    const { backup, files } = await reset('02-base64url-decode')
    expect(files).toEqual([{ path: 'jwt/base64url.ts', scope: 'file', otherLessonsLost: true }])
    expect(await file()).toBe(STARTER)
    expect(await readFile(join(root, backup as string, 'jwt/base64url.ts'), 'utf8')).toBe(broken)
  })

  test('of a file of one lesson puts back all of it', async () => {
    await writeFile(join(root, 'jwt/hmac.ts'), 'const helper = 1\nexport function hmac() { return helper }\n')
    expect((await reset('04-hmac')).files).toEqual([
      { path: 'jwt/hmac.ts', scope: 'file', otherLessonsLost: false },
    ])
    expect(await readFile(join(root, 'jwt/hmac.ts'), 'utf8')).not.toContain('helper')
  })

  test('brings back a file that was deleted', async () => {
    await rm(join(root, 'jwt/hmac.ts'))
    expect((await reset('04-hmac')).files[0]?.scope).toBe('file')
    expect(await readFile(join(root, 'jwt/hmac.ts'), 'utf8')).toContain('notImplemented')
  })

  test('of what is the starter already changes nothing', async () => {
    const { backup, files } = await reset('04-hmac')
    expect({ backup, scope: files[0]?.scope }).toEqual({ backup: null, scope: 'unchanged' })
    expect(await listBackups(root)).toEqual([])
  })

  test('replaces nothing when the backup can not be made', async () => {
    await writeFile(join(root, '.jwt-lessons/backups'), 'a file where the folder should be')
    await expect(reset('02-base64url-decode')).rejects.toMatchObject({ name: 'WorkspaceError' })
    expect(await file()).toBe(MINE)
  })

  test('writes through a link and leaves it a link', async () => {
    await rename(join(root, 'jwt/base64url.ts'), join(root, 'elsewhere.ts'))
    await symlink('../elsewhere.ts', join(root, 'jwt/base64url.ts'))
    await reset('02-base64url-decode')
    expect((await lstat(join(root, 'jwt/base64url.ts'))).isSymbolicLink()).toBe(true)
    expect(await readFile(join(root, 'elsewhere.ts'), 'utf8')).toContain("notImplemented('decode')")
  })

  test('touches nothing behind a link that leads out of the workspace', async () => {
    await rename(join(root, 'jwt/base64url.ts'), join(world.root, 'elsewhere.ts'))
    await symlink(join(world.root, 'elsewhere.ts'), join(root, 'jwt/base64url.ts'))
    await expect(reset('02-base64url-decode')).rejects.toMatchObject({ code: 'outside' })
    expect(await world.read('elsewhere.ts')).toBe(MINE)
    expect(await listBackups(root)).toEqual([])
  })

  test.each(['.jwt-lessons', '.jwt-lessons/backups', 'jwt'])(
    'writes nothing through %s when it is a link that leads out',
    async folder => {
      await mkdir(join(root, '.jwt-lessons/backups'), { recursive: true })
      const outside = join(world.root, 'outside')
      await rename(join(root, folder), outside)
      await symlink(outside, join(root, folder))
      const before = await readdir(outside, { recursive: true })
      await expect(reset('02-base64url-decode')).rejects.toMatchObject({ code: 'outside' })
      expect(await readdir(outside, { recursive: true })).toEqual(before)
    },
  )

  test.skipIf(process.platform === 'win32')('never waits for a pipe instead of a file', async () => {
    await rm(join(root, 'jwt/base64url.ts'))
    execFileSync('mkfifo', [join(root, 'jwt/base64url.ts')])
    await expect(reset('02-base64url-decode')).rejects.toMatchObject({ code: 'not-a-file' })
  })

  test.skipIf(process.platform === 'win32')(
    'keeps the mode of the file, and of what undo brings back',
    async () => {
      const mode = async () => (await lstat(join(root, 'jwt/base64url.ts'))).mode & 0o777
      await chmod(join(root, 'jwt/base64url.ts'), 0o600)
      await reset('02-base64url-decode')
      expect(await mode()).toBe(0o600)
      await rm(join(root, 'jwt/base64url.ts'))
      await undo(root, '02-base64url-decode', new Date(NOW.getTime() + 1000))
      expect(await mode()).toBe(0o600)
    },
  )
})

describe('undo', () => {
  test('brings back the file byte for byte, and undoing twice is redoing', async () => {
    const odd = Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x0d, 0x0a])
    await writeFile(join(root, 'jwt/hmac.ts'), odd)
    await reset('04-hmac')
    const starter = await readFile(join(root, 'jwt/hmac.ts'))
    await undo(root, '04-hmac', new Date(NOW.getTime() + 1000))
    expect(await readFile(join(root, 'jwt/hmac.ts'))).toEqual(odd)
    await undo(root, '04-hmac', new Date(NOW.getTime() + 2000))
    expect(await readFile(join(root, 'jwt/hmac.ts'))).toEqual(starter)
  })

  test('takes the last backup of that lesson, not of another', async () => {
    await reset('02-base64url-decode')
    await writeFile(join(root, 'jwt/hmac.ts'), '// mine\n')
    await resetLesson(
      root,
      world.course,
      lesson('04-hmac'),
      world.supplies.startersDir,
      new Date(NOW.getTime() + 5000),
    )
    await undo(root, '02-base64url-decode', new Date(NOW.getTime() + 6000))
    expect(await file()).toBe(MINE)
  })

  test('never finds a backup that was not completed', async () => {
    await expect(backUp(root, '04-hmac', ['jwt/hmac.ts', 'attacks'], NOW)).rejects.toMatchObject({
      name: 'WorkspaceError',
    })
    expect(await readdir(join(root, '.jwt-lessons/backups')).catch(() => [])).toEqual([])
  })

  test('brings the last backup back also where the clock was set back', async () => {
    await reset('02-base64url-decode')
    await writeFile(join(root, 'jwt/base64url.ts'), '// later\n')
    const earlier = new Date(NOW.getTime() - 86_400_000)
    await resetLesson(root, world.course, lesson('02-base64url-decode'), world.supplies.startersDir, earlier)
    await undo(root, '02-base64url-decode', earlier)
    expect(await file()).toBe('// later\n')
  })

  test('old backups beyond the limits go, the newest of each lesson never', async () => {
    const day = 86_400_000
    await backUp(root, '04-hmac', ['jwt/hmac.ts'], NOW)
    for (let count = 0; count < BACKUP_LIMITS.count + 20; count++)
      await backUp(root, '02-base64url-decode', ['jwt/base64url.ts'], new Date(NOW.getTime() + count * day))
    const kept = await listBackups(root)
    expect(kept.filter(({ lesson }) => lesson === '04-hmac')).toHaveLength(1)
    expect(kept.length).toBe(BACKUP_LIMITS.count + 1)
  })

  test('of an old backup that is a link only the link goes', async () => {
    const age = (BACKUP_LIMITS.days + 1) * 24 * 60 * 60 * 1000
    await backUp(root, '01-base64url-encode', ['jwt/base64url.ts'], NOW)
    const folder = join(root, '.jwt-lessons/backups')
    await symlink('../../jwt', join(folder, '2020-01-01T00-00-00.000Z-01-base64url-encode'))
    for (let at = 0; at <= BACKUP_LIMITS.count; at++)
      await backUp(root, '01-base64url-encode', ['jwt/base64url.ts'], new Date(NOW.getTime() + age + at))
    expect((await readdir(folder)).some(name => name.startsWith('2020'))).toBe(false)
    expect(await file()).toBe(MINE)
  })

  test('without a backup says so', async () => {
    await expect(undo(root, '04-hmac', NOW)).rejects.toMatchObject({ code: 'no-backup' })
  })

  test('two backups in one moment are two folders, the later listed first', async () => {
    await reset('02-base64url-decode')
    await writeFile(join(root, 'jwt/base64url.ts'), `${MINE}// second\n`)
    await reset('02-base64url-decode')
    const backups = await listBackups(root)
    expect(await readdir(join(root, '.jwt-lessons/backups'))).toHaveLength(2)
    expect(await readFile(join(root, backups[0]?.path as string, 'jwt/base64url.ts'), 'utf8')).toContain(
      '// second',
    )
  })
})

describe('solution', () => {
  const apply = (id: string) => applySolution(root, world.course, lesson(id), world.solutionsDir, NOW)

  test('is written for the lesson only, with its helpers, after a backup', async () => {
    const { backup, files } = await apply('02-base64url-decode')
    expect(files[0]?.scope).toBe('functions')
    expect(await file()).toContain('my encode')
    expect(await file()).toContain('function unpack')
    expect(await readFile(join(root, backup as string, 'jwt/base64url.ts'), 'utf8')).toBe(MINE)
  })
})

test('a lesson of two files names its exports by file', () => {
  const two: Lesson = {
    ...lesson('04-hmac'),
    files: ['attacks/a.ts', 'jwt/keys.ts'],
    exports: ['forge', 'jwt/keys.ts#select'],
  }
  expect(exportsIn(two, 'attacks/a.ts')).toEqual(['forge'])
  expect(exportsIn(two, 'jwt/keys.ts')).toEqual(['select'])
})
