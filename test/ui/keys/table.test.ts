import { describe, expect, test } from 'vitest'
import type { Lesson } from '../../../src/course/types.ts'
import { keyBarRow } from '../../../src/ui/components/key-bar.ts'
import { leadsOn } from '../../../src/ui/keys/go-on.ts'
import { keyTable } from '../../../src/ui/keys/table.ts'
import { commandFor, keyBar, takesText } from '../../../src/ui/keys/find.ts'
import { helpPanes } from '../../../src/ui/screens/help.ts'
import type { Mode } from '../../../src/ui/state/selectors.ts'
import { taskOf } from '../../../src/ui/state/positions.ts'
import { initialState, type State } from '../../../src/ui/state/state.ts'
import { textOfRow } from '../../../src/text/span.ts'
import { widthOfRow } from '../../../src/text/width.ts'
import { emptyProgress } from '../../../src/workspace/progress.ts'
import { course } from '../kit/course.ts'
import { report } from '../kit/reports.ts'

const state: State = {
  ...initialState(course, emptyProgress('0.1.0')),
  overlay: null,
  ...taskOf(course.lessons[0] as Lesson, 0),
}
const passed: State = { ...state, reports: { [state.lessonId]: report(3) } }
const modes = [...new Set(keyTable.flatMap(binding => binding.modes))]

describe('the key table', () => {
  test('Enter on the last recap leads to the whole course, for there is no next lesson', () => {
    const last: State = { ...state, stage: 'recap', lessonId: course.lessons.at(-1)?.id ?? '' }
    expect(textOfRow(keyBarRow(last, 80))).toContain('Enter check all')
  })

  test('no key is written down twice for a screen', () => {
    for (const mode of modes) {
      const keys = keyTable
        .filter(binding => binding.modes.includes(mode))
        .flatMap(({ keys }) => Object.keys(keys))
      const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
      // On a question the letters a to d are its answers.
      expect(
        twice.filter(key => mode !== 'predict' || !/[bc]/.test(key)),
        mode,
      ).toEqual([])
    }
  })

  test.each([
    ['n', 'read', 'next'],
    ['enter', 'read', 'confirm'],
    ['right', 'read', 'next'],
    ['left', 'build', 'back'],
    ['c', 'predict', 'answer'],
    ['b', 'predict', 'answer'],
    ['left', 'predict', 'back'],
    ['enter', 'predict', 'confirm'],
    ['h', 'build', 'hint'],
    ['e', 'read', 'edit'],
    ['g', 'read', 'grade'],
    ['g', 'build', 'grade'],
    ['enter', 'build', 'confirm'],
    ['enter', 'recap', 'confirm'],
    ['[', 'build', 'previous-failure'],
    [']', 'build', 'next-failure'],
    ['tab', 'build', 'pane'],
    ['j', 'read', 'down'],
    ['k', 'lessons', 'up'],
    ['/', 'lessons', 'search'],
    ['f', 'lessons', 'filter'],
    ['enter', 'lessons', 'confirm'],
    ['q', 'lessons', 'close'],
    ['q', 'read', 'quit'],
    ['?', 'read', 'help'],
    ['?', 'help', 'close'],
    ['y', 'confirm-reset', 'reset-yes'],
    ['n', 'confirm-reset', 'close'],
    ['y', 'report', 'copy'],
    ['left', 'picture', 'left'],
    ['escape', 'inspect', 'close'],
    [' ', 'read', 'read-on'],
    [' ', 'predict', 'read-on'],
    [' ', 'build', 'read-on'],
    [' ', 'recap', 'read-on'],
    [' ', 'lessons', 'read-on'],
    ['i', 'map', 'inspect'],
    ['i', 'welcome', 'inspect'],
    ['i', 'welcome-typing', null],
    ['left', 'welcome', 'left'],
    ['ctrl+z', 'build', 'suspend'],
  ] satisfies [string, Mode, string | null][])('%s on the screen %s: %s', (key, mode, command) => {
    expect(commandFor(key, mode)).toBe(command)
  })

  test('Enter goes on when the lesson is passed or another step is shown, and checks when it is not', () => {
    expect(leadsOn(state)).toBe(false)
    expect(leadsOn(passed)).toBe(true)
    expect(leadsOn({ ...passed, reports: { [state.lessonId]: report(1) } })).toBe(true)
  })

  test.each(modes)('Ctrl+C quits on the screen %s', mode => {
    expect(commandFor('ctrl+c', mode)).toBe('quit')
  })

  test.each(modes.filter(mode => takesText(mode) && mode !== 'welcome'))(
    'letters are text on the screen %s',
    mode => {
      // Where a message with a token is lit, i takes it apart.
      for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789 ?![].-_/')
        expect(commandFor(letter, mode)).toBe(mode === 'messages' && letter === 'i' ? 'inspect-token' : null)
    },
  )

  test.each(modes)('there is a way out of the screen %s in its key bar', mode => {
    const commands = keyBar(mode, state).flatMap(binding => Object.values(binding.keys))
    expect(commands.some(command => ['close', 'quit', 'confirm'].includes(command))).toBe(true)
  })

  test('every command of the product page has a line in the help', () => {
    const shown = keyTable
      .filter(binding => binding.help !== null)
      .flatMap(binding => Object.keys(binding.keys))
    for (const key of [
      '?',
      'h',
      'l',
      'e',
      'p',
      'i',
      'c',
      '[',
      '!',
      's',
      'r',
      'n',
      'b',
      'q',
      'ctrl+c',
      'tab',
    ]) {
      expect(shown).toContain(key)
    }
  })
})

describe('the key bar', () => {
  test.each([60, 80, 100, 200])('fits into %i columns and ends with help and quit', columns => {
    const row = keyBarRow(state, columns)
    expect(widthOfRow(row)).toBeLessThanOrEqual(columns)
    expect(textOfRow(row)).toMatch(/\? help {3}q quit$/)
  })

  test('n on the last task leads to the recap, and is not offered before all steps pass', () => {
    const last = taskOf(course.lessons[0] as Lesson, 2)
    expect(textOfRow(keyBarRow(state, 120))).toContain('n next step')
    expect(textOfRow(keyBarRow({ ...state, ...last }, 120))).not.toMatch(/\bn (next|recap)/)
    expect(textOfRow(keyBarRow({ ...passed, ...last }, 120))).toContain('n recap')
  })

  test('names what Enter does once the lesson passes', () => {
    expect(textOfRow(keyBarRow(passed, 60))).toContain('Enter go on')
  })
})

test.each([58, 78, 118, 198])('the help fits into %i columns', width => {
  for (const pane of helpPanes()) {
    for (const row of pane.content(width, 40).rows) expect(widthOfRow(row)).toBeLessThanOrEqual(width)
  }
})
