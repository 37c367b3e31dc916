import { describe, expect, test } from 'vitest'
import { editorCommand, noEditorText, splitCommand } from '../../../src/ui/editor/command.ts'

const place = { path: '/w/jwt/a b.ts', line: 12, column: 3 }
const start = { ...place, line: null, column: null }

describe('the command of an editor', () => {
  test.each([
    ['code', 'window', ['--goto', '/w/jwt/a b.ts:12:3']],
    ['code --wait', 'window', ['--goto', '/w/jwt/a b.ts:12:3']],
    ['code -n --wait', 'window', ['-n', '--goto', '/w/jwt/a b.ts:12:3']],
    ['codium', 'window', ['--goto', '/w/jwt/a b.ts:12:3']],
    ['cursor', 'window', ['--goto', '/w/jwt/a b.ts:12:3']],
    ['subl -w', 'window', ['/w/jwt/a b.ts:12:3']],
    ['zed', 'window', ['/w/jwt/a b.ts:12:3']],
    ['idea', 'window', ['--line', '12', '/w/jwt/a b.ts']],
    ['/opt/webstorm/bin/webstorm', 'window', ['--line', '12', '/w/jwt/a b.ts']],
    ['C:\\Code\\code.cmd', 'window', ['--goto', '/w/jwt/a b.ts:12:3']],
    ['notepad.exe', 'window', ['/w/jwt/a b.ts']],
    ['vim', 'terminal', ['+12', '/w/jwt/a b.ts']],
    ['nvim -p', 'terminal', ['-p', '+12', '/w/jwt/a b.ts']],
    ['nano', 'terminal', ['+12,3', '/w/jwt/a b.ts']],
    ['emacs -nw', 'terminal', ['-nw', '+12:3', '/w/jwt/a b.ts']],
    ['hx', 'terminal', ['/w/jwt/a b.ts:12:3']],
    ['micro', 'terminal', ['+12:3', '/w/jwt/a b.ts']],
    ['an-editor-nobody-knows', 'terminal', ['/w/jwt/a b.ts']],
  ])('%s', (editor, kind, args) => {
    expect(editorCommand({ EDITOR: editor }, place)).toMatchObject({ kind, args })
  })

  test.each(['code', 'vim', 'nano', 'hx', 'idea', 'zed'])('%s without a line gets just the file', editor => {
    expect(editorCommand({ EDITOR: editor }, start)?.args.at(-1)).toBe('/w/jwt/a b.ts')
  })

  test('VISUAL goes before EDITOR, and empty ones do not count', () => {
    expect(editorCommand({ VISUAL: 'nano', EDITOR: 'vim' }, start)?.program).toBe('nano')
    expect(editorCommand({ VISUAL: ' ', EDITOR: 'vim' }, start)?.program).toBe('vim')
  })

  test('a program with blanks in its path', () => {
    expect(editorCommand({ EDITOR: '"/Applications/My Editor/subl" -n' }, start)).toEqual({
      kind: 'window',
      program: '/Applications/My Editor/subl',
      args: ['-n', '/w/jwt/a b.ts'],
    })
    expect(splitCommand('a \'b c\'  d"e f"')).toEqual(['a', 'b c', 'de f'])
  })

  test('in the terminal of VS Code its own editor needs no setting', () => {
    expect(editorCommand({ TERM_PROGRAM: 'vscode' }, place)).toMatchObject({
      kind: 'window',
      program: 'code',
    })
  })

  test('without an editor the learner is told how to set one', () => {
    expect(editorCommand({}, place)).toBeNull()
    expect(noEditorText('linux', 'jwt/a.ts')).toContain('export EDITOR=')
    expect(noEditorText('win32', 'jwt/a.ts')).toContain('set EDITOR=')
  })
})
