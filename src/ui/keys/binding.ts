import type { Mode } from '../state/selectors.ts'
import type { State } from '../state/state.ts'

/** What a key does. */
export type Command =
  | 'confirm'
  | 'read-on'
  | 'next'
  | 'back'
  | 'answer'
  | 'grade'
  | 'hint'
  | 'edit'
  | 'picture'
  | 'inspect'
  | 'inspect-token'
  | 'messages'
  | 'solution'
  | 'reset'
  | 'reset-yes'
  | 'undo'
  | 'lessons'
  | 'kata'
  | 'check-all'
  | 'report'
  | 'copy'
  | 'previous-failure'
  | 'next-failure'
  | 'pane'
  | 'field'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'start'
  | 'end'
  | 'search'
  | 'filter'
  | 'erase'
  | 'erase-word'
  | 'erase-all'
  | 'help'
  | 'mouse'
  | 'suspend'
  | 'close'
  | 'quit'

export type KeyGroup = 'Lesson' | 'Help' | 'Course' | 'Move' | 'Program'

/** Keys that belong together, once. The input hook, the key bar and the help screen all read them. */
export type KeyBinding = {
  /** What each key does, by its name as `keyName` gives it. */
  keys: Readonly<Record<string, Command>>
  /** How the keys are written on the screen. */
  shown: string
  /** A word or two for the key bar. */
  label: string | ((state: State) => string)
  group: KeyGroup
  /** A sentence for the help screen; null leaves the keys out there. */
  help: string | null
  modes: readonly Mode[]
  /** Places in the key bar by mode, small first; not there elsewhere. What does not fit is left out from the end. */
  bar: Partial<Record<Mode, number>>
  /** When they are on the key bar; always, if it is left out. */
  barWhen?(state: State): boolean
}
