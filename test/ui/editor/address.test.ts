import { expect, test } from 'vitest'
import { fileAddress } from '../../../src/ui/editor/address.ts'

const path = '/home/ada/my work/jwt/hs256.ts'
const file = 'file:///home/ada/my%20work/jwt/hs256.ts'

test.each([
  [{ VISUAL: 'code --wait' }, 'vscode://file/home/ada/my%20work/jwt/hs256.ts:12'],
  [{ EDITOR: '/usr/bin/zed' }, 'zed://file/home/ada/my%20work/jwt/hs256.ts:12'],
  [{ EDITOR: 'idea' }, 'idea://open?file=%2Fhome%2Fada%2Fmy%20work%2Fjwt%2Fhs256.ts&line=12'],
  [{ EDITOR: 'vim' }, file],
  [{ EDITOR: 'vim', TERM: 'xterm-kitty' }, `${file}#12`],
  [{ EDITOR: 'constructor' }, file],
  [{}, file],
])('with %j a place is %s', (env, address) => {
  expect(fileAddress(env, path, 12)).toBe(address)
})

test('a file without a line is a file everywhere', () => {
  expect(fileAddress({ VISUAL: 'code', TERM: 'xterm-kitty' }, path, null)).toBe(file)
})
