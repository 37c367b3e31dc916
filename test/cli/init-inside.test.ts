/** `init` in the folders of another workspace: its library is no place for a second one. */
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from './desk.ts'

let desk: Desk
let root: string
beforeEach(async () => {
  desk = await createDesk()
  root = await desk.world.workspace()
})
afterEach(() => desk.remove())

describe('init makes nothing in the own folders of a workspace', () => {
  test.each<[string, string]>([
    ['jwt', 'another'],
    ['jwt', '.'],
    ['jwt/deep', '.'],
    ['server', 'another'],
    ['attacks', './a/b'],
    ['.jwt-lessons', 'x'],
    ['.', 'jwt'],
    ['.', 'jwt/another'],
  ])('in %s: init %s', async (place, named) => {
    const cwd = join(root, place)
    await mkdir(cwd, { recursive: true })
    const before = (await readdir(root, { recursive: true })).sort()
    const { exitCode, stdout, stderr } = await desk.runIn({ cwd }, 'init', named)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/ is (?:in )?(?:jwt|server|attacks|\.jwt-lessons)\/ of the workspace /u)
    expect(stderr).toContain(`of the workspace ${root}`)
    expect(stderr).toContain('name a folder that is not in it')
    expect((await readdir(root, { recursive: true })).sort()).toEqual(before)
  })

  test('nor through a link', async () => {
    await symlink(join(root, 'jwt'), join(desk.world.root, 'link'))
    expect((await desk.runIn({ cwd: desk.world.root }, 'init', 'link/new')).exitCode).toBe(2)
  })
})

describe('init makes one', () => {
  test.each(['other', 'jwt', 'server/x', '.'])('in any other folder: %s', async named => {
    const cwd = join(desk.world.root, 'elsewhere')
    await mkdir(cwd)
    expect((await desk.runIn({ cwd }, 'init', named)).exitCode).toBe(0)
  })

  test('beside the files of a workspace, where it is named', async () => {
    expect((await desk.runIn({ cwd: root }, 'init', 'second')).exitCode).toBe(0)
    expect((await desk.runIn({ cwd: root }, 'init', '.')).stdout).toContain('is a workspace already')
  })
})
