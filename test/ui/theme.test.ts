import { expect, test } from 'vitest'
import { createTheme } from '../../src/ui/theme.ts'

const signsIn = (env: Record<string, string>, layout: 'screen' | 'linear' = 'screen') =>
  createTheme({ env, platform: 'linux', drawing: 'auto', layout }).signs

test('code in a sentence has marks where there are no colours', () => {
  expect(signsIn({ TERM: 'xterm' }).code).toBe('')
  for (const env of [{ TERM: 'xterm', NO_COLOR: '1' }, { TERM: 'dumb' }]) expect(signsIn(env).code).toBe('`')
  expect(signsIn({ TERM: 'xterm' }, 'linear').code).toBe('`')
})

test('a screen reader gets words', () => {
  expect(signsIn({ TERM: 'xterm-256color' }, 'linear')).toMatchObject({ passed: 'passed:', here: 'here:' })
})

test('pictures are told in words where nothing can be drawn', () => {
  const pictures = (env: Record<string, string>, layout: 'screen' | 'linear' = 'screen') =>
    createTheme({ env, platform: 'linux', drawing: 'auto', layout }).pictures
  expect(pictures({ TERM: 'xterm', NO_COLOR: '1' })).toBe('drawn')
  expect(pictures({ TERM: 'dumb' })).toBe('words')
  expect(pictures({ TERM: 'xterm' }, 'linear')).toBe('words')
})
