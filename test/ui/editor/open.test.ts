import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EditorCommand } from '../../../src/ui/editor/command.ts'
import { openEditor } from '../../../src/ui/editor/open.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jwt lessons '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const write = "require('node:fs').writeFileSync('opened.txt', process.argv[1])"

test('an editor in the terminal is waited for, in the workspace', async () => {
  await openEditor({ kind: 'terminal', program: process.execPath, args: ['-e', write, 'a b.ts'] }, folder)
  expect(await readFile(join(folder, 'opened.txt'), 'utf8')).toBe('a b.ts')
})

test.each(['terminal', 'window'] as const)('a program that is not there is an error (%s)', async kind => {
  await expect(openEditor({ kind, program: 'no-such-editor-here', args: [] }, folder)).rejects.toThrow(
    /ENOENT/,
  )
})

test('an editor with a window is not waited for', async () => {
  const lasting: EditorCommand = {
    kind: 'window',
    program: process.execPath,
    args: ['-e', 'setTimeout(() => {}, 2000)'],
  }
  const first = await Promise.race([
    openEditor(lasting, folder).then(() => 'opened'),
    new Promise(done => setTimeout(done, 1900, 'waited')),
  ])
  expect(first).toBe('opened')
})
