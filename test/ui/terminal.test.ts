import { describe, expect, test } from 'vitest'
import { colorLevel, hasHyperlinks, isAsciiOnly } from '../../src/ui/terminal.ts'

describe('how many colours', () => {
  test.each([
    [{ TERM: 'xterm-256color' }, 2],
    [{ TERM: 'xterm' }, 1],
    [{ TERM: 'dumb' }, 0],
    [{ TERM: 'xterm', COLORTERM: 'truecolor' }, 3],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux' }, 2],
    [{ TERM_PROGRAM: 'vscode', TERM: 'xterm-256color' }, 3],
    [{ WT_SESSION: '1' }, 3],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, 2],
    [{ TERM: 'xterm-256color', FORCE_COLOR: '0' }, 0],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, 1],
    [{ TERM: 'xterm', FORCE_COLOR: '3' }, 3],
    [{ TERM: 'xterm', FORCE_COLOR: '3', NO_COLOR: '1' }, 0],
  ])('%o: level %i', (env, level) => {
    expect(colorLevel(env, 'linux')).toBe(level)
  })
})

describe('links that can be clicked', () => {
  test.each([
    [{ TERM_PROGRAM: 'iTerm.app' }, true],
    [{ TERM: 'xterm-kitty' }, true],
    [{ VTE_VERSION: '7600' }, true],
    [{ WT_SESSION: '1' }, true],
    [{ TERM_PROGRAM: 'vscode', VTE_VERSION: '7600' }, false],
    [{ TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }, true],
    [{ TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }, false],
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM: 'xterm-256color', FORCE_HYPERLINK: '1' }, true],
    [{ TERM_PROGRAM: 'iTerm.app', FORCE_HYPERLINK: '0' }, false],
  ])('%o: %s', (env, has) => {
    expect(hasHyperlinks(env)).toBe(has)
  })
})

test('a dumb terminal and the console of Linux get plain signs', () => {
  expect(['dumb', 'linux', 'xterm'].map(TERM => isAsciiOnly({ TERM }))).toEqual([true, true, false])
})
