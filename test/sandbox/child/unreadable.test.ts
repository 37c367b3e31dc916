import { expect, it } from 'vitest'
import { noPermission } from '../../../src/sandbox/child/unreadable.ts'

it('a file without read permission is not called missing', () => {
  const denied = Object.assign(new Error('permission denied'), { code: 'EACCES' })
  expect(noPermission(denied, 'jwt/hmac.ts')).toContain("jwt/hmac.ts can't be read")
  expect(noPermission(Object.assign(new Error('none'), { code: 'ENOENT' }), 'jwt/hmac.ts')).toBeNull()
  expect(noPermission(null, 'jwt/hmac.ts')).toBeNull()
})
