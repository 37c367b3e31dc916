import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readInside } from '../../src/workspace/inside.ts'
import { requireWorkspace } from '../../src/workspace/find.ts'
import { openWorkspace } from '../../src/workspace/open.ts'
import { emptyProgress, lessonProgress, recordHint, recordVerdict } from '../../src/workspace/progress.ts'
import { updateProgress } from '../../src/workspace/progress-disk.ts'
import { withReadOnly } from '../kit/ordinary-user.ts'
import { createWorld, type World } from './world.ts'

const NOW = new Date('2026-05-01T10:20:30.000Z')

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.remove())

const open = async (root: string) => openWorkspace(await requireWorkspace(root, null), world.supplies, NOW)

describe('a new version of the course', () => {
  test('adds the starters of new lessons and touches no file that is there', async () => {
    const root = await world.workspace()
    await writeFile(join(root, 'jwt/base64url.ts'), '// mine\n')
    await world.write('dist/starters/attacks/none.ts', '// new\n')
    await world.write('dist/starters/jwt/base64url.ts', '// changed by the course\n')
    const { added } = await open(root)
    expect(added).toEqual(['attacks/none.ts'])
    expect(await readFile(join(root, 'attacks/none.ts'), 'utf8')).toBe('// new\n')
    expect(await readFile(join(root, 'jwt/base64url.ts'), 'utf8')).toBe('// mine\n')
    expect((await open(root)).added).toEqual([])
  })

  test('does not bring back a file that the learner deleted', async () => {
    const root = await world.workspace()
    await rm(join(root, 'jwt/hmac.ts'))
    expect((await open(root)).added).toEqual([])
    expect(await readdir(join(root, 'jwt'))).not.toContain('hmac.ts')
  })

  test('opens a workspace of schema 1', async () => {
    const root = join(world.root, 'old')
    await cp(join(import.meta.dirname, '../fixtures/workspace-schema-1'), root, { recursive: true })
    const mine = await readFile(join(root, 'jwt/base64url.ts'), 'utf8')
    const { progress, added, damaged } = await open(root)
    expect(damaged).toBeNull()
    expect(lessonProgress(progress, '01-base64url-encode')).toEqual({
      verdict: 'passed',
      gradedAt: '2026-03-01T20:05:00.000Z',
      firstPassedAt: '2026-03-01T19:45:30.000Z',
      attempts: 4,
      hints: { tails: 2 },
      answers: { 'tail-length': 1 },
    })
    expect(progress.position).toMatchObject({ lesson: '02-base64url-decode', step: 'strict', page: 2 })
    expect(added).toEqual(['jwt/hmac.ts'])
    expect(await readFile(join(root, 'jwt/base64url.ts'), 'utf8')).toBe(mine)
  })
})

describe('progress on disk', () => {
  test('that is damaged is kept aside, and said', async () => {
    const root = await world.workspace()
    await writeFile(join(root, '.jwt-lessons/progress.json'), '{"schema": 1, "les')
    const { damaged, progress } = await open(root)
    expect(damaged).toEqual({
      keptAs: '.jwt-lessons/progress.damaged-2026-05-01T10-20-30.000Z.json',
      reason: 'it is not valid JSON',
    })
    expect(await readFile(join(root, damaged?.keptAs as string), 'utf8')).toBe('{"schema": 1, "les')
    expect(progress.lessons).toEqual({})
    expect((await open(root)).damaged).toBeNull()
  })

  test('of a later version is refused and stays as it is', async () => {
    const root = await world.workspace()
    await writeFile(join(root, '.jwt-lessons/progress.json'), '{"schema": 7}')
    await expect(open(root)).rejects.toMatchObject({
      code: 'newer-schema',
      message: expect.stringContaining('@latest'),
    })
    await expect(updateProgress(root, emptyProgress(''), progress => progress, NOW)).rejects.toThrow(
      'schema 7',
    )
    expect(await readFile(join(root, '.jwt-lessons/progress.json'), 'utf8')).toBe('{"schema": 7}')
  })

  test('keeps what many writers note at once', async () => {
    const root = await world.workspace()
    const ids = Array.from({ length: 12 }, (_, index) => `lesson-${index}`)
    const old = emptyProgress('0.1.0')
    await Promise.all(
      ids.map(id =>
        updateProgress(root, old, progress => recordVerdict(progress, id, 'passed', NOW.toISOString()), NOW),
      ),
    )
    const { progress } = await open(root)
    expect(ids.map(id => lessonProgress(progress, id).verdict)).toEqual(ids.map(() => 'passed'))
    expect((await readdir(join(root, '.jwt-lessons'))).sort()).toEqual(['progress.json'])
  })

  test('a window that knows more than the disk does not lose it', async () => {
    const root = await world.workspace()
    const known = recordVerdict(emptyProgress('0.1.0'), '01', 'passed', NOW.toISOString())
    await updateProgress(root, known, progress => recordHint(progress, '02', 'a', 1), NOW)
    expect(lessonProgress((await open(root)).progress, '01').verdict).toBe('passed')
  })

  test('a lock that a dead process left is taken over', async () => {
    const root = await world.workspace()
    await writeFile(join(root, '.jwt-lessons/progress.lock'), '1')
    await updateProgress(root, emptyProgress(''), progress => recordHint(progress, '01', 'a', 1), NOW)
    expect(lessonProgress((await open(root)).progress, '01').hints).toEqual({ a: 1 })
    expect(await readInside(root, '.jwt-lessons/progress.lock')).toBeNull()
  })

  test('a copy without hidden folders is left as it is', async () => {
    await world.write('copy/jwt/errors.ts', '')
    const root = join(world.root, 'copy')
    expect((await open(root)).added).toEqual([])
    await updateProgress(root, emptyProgress(''), progress => recordHint(progress, '01', 'a', 1), NOW)
    expect(await readdir(root)).toEqual(['jwt'])
  })

  test('of a read-only workspace is read, and not writing is said', async () => {
    const root = await world.workspace()
    await world.write('dist/starters/attacks/none.ts', '// new\n')
    const locked = ['attacks', '.jwt-lessons'].map(folder => join(root, folder))
    const { notWritten, progress } = await withReadOnly(world.root, locked, () => open(root))
    expect(notWritten).toContain('read-only')
    expect(progress.given).toContain('jwt/hmac.ts')
  })
})
