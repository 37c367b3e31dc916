import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorkspace } from '../../src/workspace/create.ts'
import { findWorkspace, requireWorkspace, workspaceAt } from '../../src/workspace/find.ts'
import { withReadOnly } from '../kit/ordinary-user.ts'
import { createWorld, STARTER, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.remove())

describe('a new workspace', () => {
  test('has what the README says', async () => {
    const { workspace, created, kept } = await createWorkspace(join(world.root, 'new'), world.supplies)
    expect(kept).toEqual([])
    expect((await readdir(workspace.root)).sort()).toEqual(
      [
        '.gitignore',
        '.jwt-lessons',
        'README.md',
        'attacks',
        'jwt',
        'package.json',
        'server',
        'tsconfig.json',
        'vitest.config.ts',
      ].sort(),
    )
    expect(created).toContain('jwt/base64url.ts')
    expect(await readFile(join(workspace.root, 'jwt/base64url.ts'), 'utf8')).toBe(STARTER)
    const manifest = JSON.parse(await readFile(join(workspace.root, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      type: 'module',
      scripts: { start: 'jwt-lessons', test: 'jwt-lessons check' },
    })
    const { compilerOptions } = JSON.parse(await readFile(join(workspace.root, 'tsconfig.json'), 'utf8'))
    expect(compilerOptions).toMatchObject({
      strict: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
    })
  })

  test('never writes over a file, and says which it kept', async () => {
    await world.write('new/README.md', 'mine')
    await world.write('new/jwt/base64url.ts', 'mine too')
    const { created, kept } = await createWorkspace(join(world.root, 'new'), world.supplies)
    expect(kept.sort()).toEqual(['README.md', 'jwt/base64url.ts'])
    expect(created).not.toContain('README.md')
    expect(await world.read('new/README.md')).toBe('mine')
    expect(await world.read('new/jwt/base64url.ts')).toBe('mine too')
  })

  test('a second time changes nothing, progress included', async () => {
    const root = await world.workspace()
    await writeFile(join(root, '.jwt-lessons/progress.json'), '{"schema":1,"note":"mine"}')
    const { created } = await createWorkspace(root, world.supplies)
    expect(created).toEqual([])
    expect(await readFile(join(root, '.jwt-lessons/progress.json'), 'utf8')).toContain('mine')
  })

  test('where a file stands is refused in words', async () => {
    await world.write('new', 'a file')
    await expect(createWorkspace(join(world.root, 'new'), world.supplies)).rejects.toMatchObject({
      name: 'WorkspaceError',
      message: expect.stringContaining('Choose another folder'),
    })
  })

  test.each<[string, string, (path: string) => Promise<unknown>, string]>([
    [
      'a folder',
      'package.json',
      path => mkdir(path, { recursive: true }),
      'is a folder, but a file is needed',
    ],
    [
      'a folder',
      'jwt/base64url.ts',
      path => mkdir(path, { recursive: true }),
      'is a folder, but a file is needed',
    ],
    ['a dead link', 'package.json', path => symlink('nowhere', path), 'is a link that leads nowhere'],
    ['a dead link', 'jwt/hmac.ts', path => symlink('nowhere', path), 'is a link that leads nowhere'],
    ['a link to itself', 'README.md', path => symlink('README.md', path), 'is a link that leads to itself'],
  ])('where %s has the name of %s makes nothing, and says that', async (_, file, make, words) => {
    const root = join(world.root, 'new')
    await mkdir(join(root, file.includes('/') ? 'jwt' : '.'), { recursive: true })
    await make(join(root, file))
    const before = (await readdir(root, { recursive: true })).sort()
    await expect(createWorkspace(root, world.supplies)).rejects.toMatchObject({
      name: 'WorkspaceError',
      message: expect.stringContaining(`${join(root, file)} ${words}`),
    })
    expect((await readdir(root, { recursive: true })).sort()).toEqual(before)
  })

  test.each(['new', 'new/jwt', 'new/server'])('where %s is a dead link is refused as that', async place => {
    const path = join(world.root, place)
    if (place !== 'new') await mkdir(join(world.root, 'new'))
    await symlink('nowhere', path)
    await expect(createWorkspace(join(world.root, 'new'), world.supplies)).rejects.toMatchObject({
      message: expect.stringContaining(`${path} is a link that leads nowhere`),
    })
  })

  test('in a read-only folder is refused in words', async () => {
    const locked = join(world.root, 'locked')
    await mkdir(locked)
    await withReadOnly(world.root, [locked], () =>
      expect(createWorkspace(join(locked, 'new'), world.supplies)).rejects.toMatchObject({
        code: 'not-permitted',
        message: expect.stringContaining('Nothing was changed'),
      }),
    )
  })
})

describe('a workspace is found', () => {
  test('from itself, from a folder in it, from the folder above, and through a link', async () => {
    const { workspace } = await createWorkspace(join(world.root, 'course/jwt-lessons'), world.supplies)
    await symlink(workspace.root, join(world.root, 'link'))
    for (const from of ['course/jwt-lessons', 'course/jwt-lessons/jwt', 'course', 'link', 'link/server']) {
      expect(await findWorkspace(join(world.root, from)), from).toEqual(workspace)
    }
  })

  test('a copy without hidden folders counts, and remembers nothing', async () => {
    await world.write('copy/jwt/errors.ts', '')
    expect(await workspaceAt(join(world.root, 'copy'))).toMatchObject({ remembers: false })
  })

  test('any other folder is none, and the way out is named', async () => {
    expect(await workspaceAt(join(world.root, 'dist'))).toBeNull()
    await expect(requireWorkspace(world.root, null)).rejects.toMatchObject({
      code: 'no-workspace',
      message: expect.stringContaining('npx jwt-lessons init'),
    })
    await expect(requireWorkspace(world.root, 'some where')).rejects.toThrow('init "some where"')
  })
})
