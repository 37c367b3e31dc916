import { describe, expect, test } from 'vitest'
import { failed, report, wrongAlphabet } from './kit/reports.ts'
import { openWindow } from './kit/window.ts'

const sizes = [
  [60, 16],
  [80, 24],
  [120, 40],
  [200, 60],
] as const

/** The keys from one screen to the next; the names are those of the files that hold the screens. */
const walk: [string, string][] = [
  ['welcome', ''],
  ['why', '\r'],
  ['read', 'n'],
  ['read-table', 'n'],
  ['predict', 'n'],
  ['predict-answered', 'ab'],
  ['build', '\r'],
  ['hint', 'hh'],
  ['next-step', 'save:failed'],
  ['failed', ']'],
  ['syntax', 'save:syntax'],
  ['passed', 'save:passed'],
  ['recap', '\r'],
  ['solution', 's'],
  ['lessons', '\u001b l'],
  ['search', '/ver'],
  ['help', '\u001b \u001b ?'],
  ['map', '\u001b c'],
  ['report', '\u001b !'],
  ['reset', '\u001b r'],
]

const saves = {
  failed: {
    ...report(1, [
      failed('two bytes', wrongAlphabet),
      failed('one byte', wrongAlphabet),
      failed('no padding'),
    ]),
    console: [{ step: 'tails', text: 'hello\nworld\n' }],
  },
  syntax: {
    ...report(0),
    verdict: 'broken' as const,
    steps: [],
    problem: {
      kind: 'syntax' as const,
      message: "Expected ';' but found '}'\n\n   12 |   return text }\n      |               ^",
      file: 'jwt/base64url.ts',
      line: 12,
      column: 15,
    },
  },
  passed: report(3),
}

// To change a screen on purpose: npx vitest run test/ui/screens.test.ts -u, and look at the difference.
describe.each(sizes)('every screen at %ix%i', (columns, rows) => {
  test('looks as it was agreed', async () => {
    const window = await openWindow({ columns, rows })
    for (const [name, keys] of walk) {
      if (keys.startsWith('save:')) {
        window.grader.answer(saves[keys.slice(5) as keyof typeof saves])
        await window.save('jwt/base64url.ts')
      } else for (const part of keys.split(' ')) await window.type(part)
      const screen = window.screen()
      expect(screen.split('\n')).toHaveLength(rows)
      await expect(`${screen}\n`).toMatchFileSnapshot(`screens/${columns}x${rows}/${name}.txt`)
    }
    await window.quit()
  })
})
