import { describe, expect, test } from 'vitest'
import type { Lesson } from '../../src/course/types.ts'
import { keyBarRow } from '../../src/ui/components/key-bar.ts'
import { keyTable } from '../../src/ui/key-table.ts'
import { commandFor, keyBar, takesText } from '../../src/ui/keys.ts'
import { helpPanes } from '../../src/ui/screens/help.ts'
import type { Mode } from '../../src/ui/state/selectors.ts'
import { taskOf } from '../../src/ui/state/positions.ts'
import { initialState, type State } from '../../src/ui/state/state.ts'
import { textOfRow } from '../../src/text/span.ts'
import { widthOfRow } from '../../src/text/width.ts'
import { emptyProgress } from '../../src/workspace/progress.ts'
import { course } from './kit/course.ts'
import { report } from './kit/reports.ts'

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
    expect(commandFor('enter', 'recap', last)).toBe('check-all')
    expect(textOfRow(keyBarRow(last, 80))).toContain('Enter check all')
  })

  test.each([
    ['n', 'read', 'next'],
    ['enter', 'read', 'read-on'],
    ['right', 'read', 'next'],
    ['left', 'build', 'back'],
    ['c', 'predict', 'answer-3'],
    ['b', 'predict', 'answer-2'],
    ['left', 'predict', 'back'],
    ['enter', 'predict', 'confirm'],
    ['h', 'build', 'hint'],
    ['e', 'read', 'edit'],
    ['g', 'read', 'grade'],
    ['g', 'build', 'grade'],
    ['enter', 'build', 'grade'],
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
    ['left', 'picture', 'scrub-left'],
    ['escape', 'inspect', 'close'],
    [' ', 'read', 'read-on'],
  ] satisfies [string, Mode, string][])('%s on the screen %s: %s', (key, mode, command) => {
    expect(commandFor(key, mode, state)).toBe(command)
  })

  test('Enter goes on when the lesson is passed, and checks when it is not', () => {
    expect(commandFor('enter', 'build', state)).toBe('grade')
    expect(commandFor('enter', 'build', passed)).toBe('confirm')
  })

  test.each(modes)('Ctrl+C quits on the screen %s', mode => {
    expect(commandFor('ctrl+c', mode, state)).toBe('quit')
  })

  test.each(modes.filter(takesText))('letters are text on the screen %s', mode => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789 ?![].-_/')
      expect(commandFor(letter, mode, state)).toBeNull()
  })

  test.each(modes)('there is a way out of the screen %s in its key bar', mode => {
    const commands = keyBar(mode, state).map(binding => binding.command)
    expect(commands.some(command => ['close', 'quit', 'confirm'].includes(command))).toBe(true)
  })

  test('every command of the product page has a line in the help', () => {
    const shown = keyTable.filter(binding => binding.help !== null).flatMap(binding => binding.keys)
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

  test('names what Enter does once the lesson passes', () => {
    expect(textOfRow(keyBarRow(passed, 60))).toContain('Enter go on')
  })
})

test.each([58, 78, 118, 198])('the help fits into %i columns', width => {
  for (const pane of helpPanes()) {
    for (const row of pane.content(width, 40).rows) expect(widthOfRow(row)).toBeLessThanOrEqual(width)
  }
})
