import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringWidthPlugin } from '../../src/text/string-width-plugin.ts'

let folder: string
let bundled: typeof stringWidth
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-width-'))
  const input = join(folder, 'entry.js')
  writeFileSync(input, `export { default } from 'string-width'\n`)
  const build = await rolldown({ input, platform: 'node', plugins: [stringWidthPlugin] })
  await build.write({ file: join(folder, 'bundle.mjs') })
  await build.close()
  bundled = (
    (await import(pathToFileURL(join(folder, 'bundle.mjs')).href)) as { default: typeof stringWidth }
  ).default
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the width of a string in the bundle is that of the library', () => {
  test('for every character of two bytes, alone, after a letter, and with its neighbour', () => {
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code)
      for (const text of [character, `a${character}`, character + String.fromCharCode(code ^ 1)])
        if (bundled(text) !== stringWidth(text))
          expect(`${code.toString(16)}: ${bundled(text)}`).toBe(`${code.toString(16)}: ${stringWidth(text)}`)
    }
  })

  test.each([
    '',
    'a \u001b[1;31mred\u001b[39m line ──▸ ✓',
    '\u001b]8;;file:///a\u0007link\u001b]8;;\u0007',
    'e\u0301 日本 👍🏽 ✓\ufe0f ↔\ufe0f',
    'a\u200db\u00ad',
    '\u001b[3',
  ])('for %j', text => {
    expect(bundled(text)).toBe(stringWidth(text))
    expect(bundled(text, { countAnsiEscapeCodes: true })).toBe(
      stringWidth(text, { countAnsiEscapeCodes: true }),
    )
    expect(bundled(text, { ambiguousIsNarrow: false })).toBe(stringWidth(text, { ambiguousIsNarrow: false }))
  })
})
