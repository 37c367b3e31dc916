import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeIfAbsent } from '../../src/workspace/disk.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-disk-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a file that is written only where nothing is', () => {
  test('is there whole or not at all, whenever one looks', async () => {
    const path = join(folder, 'large.ts')
    const text = 'x'.repeat(32 * 1024 * 1024)
    let isDone = false
    const written = writeIfAbsent(path, text).finally(() => {
      isDone = true
    })
    const sizes = new Set<number>()
    while (!isDone) {
      if (existsSync(path)) sizes.add(statSync(path).size)
      await new Promise(resolve => setImmediate(resolve))
    }
    expect(await written).toBe(true)
    expect([...sizes].filter(size => size !== text.length)).toEqual([])
    expect(readdirSync(folder)).toEqual(['large.ts'])
  })

  test('does not replace what is there', async () => {
    const path = join(folder, 'a.ts')
    writeFileSync(path, 'mine')
    expect(await writeIfAbsent(path, 'ours')).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe('mine')
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link.ts'))
    await expect(writeIfAbsent(join(folder, 'link.ts'), 'ours')).rejects.toMatchObject({
      name: 'WorkspaceError',
      message: expect.stringContaining('link.ts is a link that leads nowhere'),
    })
    expect(readdirSync(folder).sort()).toEqual(['a.ts', 'link.ts'])
  })
})
