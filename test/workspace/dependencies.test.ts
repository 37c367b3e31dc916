import { expect, test } from 'vitest'
import { dependenciesOf, importedFiles } from '../../src/workspace/dependencies.ts'
import { mountType } from '../../src/workspace/mounts.ts'

test.each([
  ["import { a } from './b.ts'", ['jwt/b.ts']],
  ["import {\n  a,\n  b,\n} from './b.ts'", ['jwt/b.ts']],
  ['import * as b from "../server/b.ts"', ['server/b.ts']],
  ["import './side.ts'", ['jwt/side.ts']],
  ["export * from './b.ts'", ['jwt/b.ts']],
  ["const b = await import('./b.ts')", ['jwt/b.ts']],
  ["import type { B } from './b.ts'", ['jwt/b.ts']],
  ["import { createHash } from 'node:crypto'", []],
  ["import x from '../../outside.ts'", []],
  ["import { a } from './b.ts'\r\nimport { c } from './b.ts'\r\n", ['jwt/b.ts']],
  ["import { a } from './b.ts'\nexport function broken( {", ['jwt/b.ts']],
])('what a file imports: %s', (source, files) => {
  expect(importedFiles('jwt/a.ts', source)).toEqual(files)
})

test('imports are followed through files, missing ones and cycles included', async () => {
  const texts: Record<string, string> = {
    'jwt/index.ts': "import './hs256.ts'\nimport './gone.ts'",
    'jwt/hs256.ts': "import './base64url.ts'",
    'jwt/base64url.ts': "import './index.ts'",
    'jwt/claims.ts': "import './errors.ts'",
  }
  const found = await dependenciesOf(['jwt/index.ts'], async file => texts[file] ?? null)
  expect([...found].sort()).toEqual(['jwt/base64url.ts', 'jwt/gone.ts', 'jwt/hs256.ts', 'jwt/index.ts'])
})

test('the file system of a folder is that of the longest mount above it', () => {
  const table = `22 1 8:1 / / rw - ext4 /dev/sda1 rw
40 22 0:30 / /mnt/c rw,noatime - 9p drvfs rw
41 22 0:31 / /mnt/my\\040share rw shared:1 - cifs //host/share rw
42 22 0:32 / /mnt/c rw - ext4 /dev/sdb rw`
  expect(mountType(table, '/home/me')).toBe('ext4')
  expect(mountType(table, '/mnt/my share/jwt')).toBe('cifs')
  expect(mountType(table, '/mnt/c/x')).toBe('ext4')
  expect(mountType(table, '/mnt/cd')).toBe('ext4')
  expect(mountType('', '/x')).toBeNull()
})
