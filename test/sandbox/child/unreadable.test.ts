import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { noPermission } from '../../../src/sandbox/child/unreadable.ts'
import { createWorld } from '../world.ts'

it('a file without read permission is not called missing', () => {
  const denied = Object.assign(new Error('permission denied'), { code: 'EACCES' })
  expect(noPermission(denied, 'jwt/hmac.ts')).toContain("jwt/hmac.ts can't be read")
  expect(noPermission(Object.assign(new Error('none'), { code: 'ENOENT' }), 'jwt/hmac.ts')).toBeNull()
  expect(noPermission(null, 'jwt/hmac.ts')).toBeNull()
})

// Rights bind neither root nor, in this form, anybody on Windows.
it.skipIf(process.getuid === undefined || process.getuid() === 0)(
  'an imported file without read permission is named, and not the one that imports it',
  async () => {
    const world = createWorld()
    try {
      world.write('jwt/closed.ts', '')
      chmodSync(join(world.root, 'jwt/closed.ts'), 0)
      const { report } = await world.load("import './closed.ts'")
      const message = expect.stringContaining("jwt/closed.ts can't be read")
      expect(report).toMatchObject({ problem: { file: 'jwt/closed.ts', message } })
    } finally {
      world.close()
    }
  },
)
