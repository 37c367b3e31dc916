import {
  chosenAnswers,
  currentLesson,
  currentQuestion,
  currentReport,
  failures,
  firstOpenStep,
  lessonAfter,
  type Mode,
} from './state/selectors.ts'
import type { State } from './state/state.ts'

/** What a key does. */
export type Command =
  | 'next'
  | 'read-on'
  | 'back'
  | 'confirm'
  | 'grade'
  | 'hint'
  | 'edit'
  | 'picture'
  | 'inspect'
  | 'solution'
  | 'reset'
  | 'reset-yes'
  | 'undo'
  | 'lessons'
  | 'check-all'
  | 'report'
  | 'previous-failure'
  | 'next-failure'
  | 'pane'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'start'
  | 'end'
  | 'help'
  | 'close'
  | 'filter'
  | 'search'
  | 'copy'
  | 'mouse'
  | 'erase'
  | 'erase-word'
  | 'erase-all'
  | 'field'
  | 'kata'
  | 'kata-go'
  | 'scrub-left'
  | 'scrub-right'
  | 'quit'
  | 'answer-1'
  | 'answer-2'
  | 'answer-3'
  | 'answer-4'

export type KeyGroup = 'Lesson' | 'Help' | 'Course' | 'Move' | 'Program'

/** One line of the key table. The input hook, the key bar and the help screen all read it. */
export type KeyBinding = {
  command: Command
  /** Names as `keyName` gives them. The first is the one that is shown. */
  keys: readonly string[]
  /** How the keys are written on the screen, when the first name alone says too little. */
  shown?: string
  /** A word or two for the key bar. */
  label: string
  /** A sentence for the help screen; null leaves it out there. */
  help: string | null
  group: KeyGroup
  modes: readonly Mode[]
  /** Place in the key bar, small first; null keeps it out. What does not fit is left out from the end. */
  bar: number | null
  when?(state: State): boolean
}

const lesson = ['read', 'predict', 'build', 'recap'] as const
const overlays = ['help', 'lessons', 'map', 'solution', 'report'] as const
/** Screens with a field that letters go into. */
export const typing = ['search', 'picture', 'inspect'] as const
const scrolling = [...lesson, ...overlays, ...typing, 'welcome', 'confirm-reset', 'kata'] as const

function isLastLesson(state: State): boolean {
  return lessonAfter(state, state.lessonId) === null
}

/** The task on the screen is not the one that has to pass next: Enter leads on instead of checking again. */
function leadsOn(state: State): boolean {
  const report = currentReport(state)
  if (report === null || report.problem !== null || report.verdict === 'not-started') return false
  return report.verdict === 'passed' || state.step !== firstOpenStep(state)
}

/** The arrow keys stand on the right answer, and it was chosen: Enter goes on. */
function isAnswered(state: State): boolean {
  const question = currentQuestion(state)
  if (question?.answers[state.answer]?.correct !== true) return false
  return chosenAnswers(state, question).at(-1) === state.answer
}

/** Every key, in the order of the help screen. Of two lines with the same key the first that applies counts. */
export const keyTable: readonly KeyBinding[] = [
  {
    command: 'answer-1',
    keys: ['a', 'A'],
    shown: 'a-d',
    label: 'answer',
    help: 'choose an answer',
    group: 'Lesson',
    modes: ['predict'],
    bar: 2,
  },
  {
    command: 'answer-2',
    keys: ['b', 'B'],
    label: 'answer',
    help: null,
    group: 'Lesson',
    modes: ['predict'],
    bar: null,
  },
  {
    command: 'answer-3',
    keys: ['c', 'C'],
    label: 'answer',
    help: null,
    group: 'Lesson',
    modes: ['predict'],
    bar: null,
  },
  {
    command: 'answer-4',
    keys: ['d', 'D'],
    label: 'answer',
    help: null,
    group: 'Lesson',
    modes: ['predict'],
    bar: null,
  },
  {
    command: 'confirm',
    keys: ['enter', ' '],
    label: 'start',
    help: null,
    group: 'Lesson',
    modes: ['welcome'],
    bar: 1,
  },
  {
    command: 'read-on',
    keys: [' ', 'enter'],
    label: 'read on',
    help: 'read on: the rest of a page, then the next page',
    group: 'Lesson',
    modes: ['read'],
    bar: 0,
  },
  {
    command: 'next',
    keys: ['n', 'right'],
    label: 'next',
    help: 'next page, question or task',
    group: 'Lesson',
    modes: ['read'],
    bar: 1,
  },
  {
    command: 'confirm',
    keys: ['enter'],
    label: 'go on',
    help: null,
    group: 'Lesson',
    modes: ['predict'],
    bar: 1,
    when: isAnswered,
  },
  {
    command: 'confirm',
    keys: ['enter'],
    label: 'choose',
    help: null,
    group: 'Lesson',
    modes: ['predict'],
    bar: 1,
    when: state => !isAnswered(state),
  },
  {
    command: 'confirm',
    keys: ['enter'],
    label: 'go on',
    help: 'go on when the screen waits for it',
    group: 'Lesson',
    modes: ['build'],
    bar: 0,
    when: leadsOn,
  },
  {
    command: 'confirm',
    keys: ['enter'],
    label: 'next lesson',
    help: null,
    group: 'Lesson',
    modes: ['recap'],
    bar: 0,
    when: state => !isLastLesson(state),
  },
  {
    command: 'check-all',
    keys: ['enter'],
    label: 'check all',
    help: null,
    group: 'Lesson',
    modes: ['recap'],
    bar: 0,
    when: isLastLesson,
  },
  {
    command: 'next',
    keys: ['n', 'right'],
    label: 'next',
    help: null,
    group: 'Lesson',
    modes: ['predict'],
    bar: 3,
  },
  {
    command: 'next',
    keys: ['n', 'right'],
    label: 'next step',
    help: null,
    group: 'Lesson',
    modes: ['build'],
    bar: 6,
  },
  {
    command: 'next',
    keys: ['n', 'right'],
    label: 'next',
    help: null,
    group: 'Lesson',
    modes: ['recap'],
    bar: null,
  },
  {
    command: 'back',
    keys: ['b', 'left'],
    label: 'back',
    help: 'back a page, a question or a task (on a question: the arrow)',
    group: 'Lesson',
    modes: ['read', 'build', 'recap'],
    bar: 7,
  },
  {
    command: 'back',
    keys: ['left'],
    shown: 'Left',
    label: 'back',
    help: null,
    group: 'Lesson',
    modes: ['predict'],
    bar: 7,
  },
  {
    command: 'edit',
    keys: ['e'],
    label: 'edit',
    help: 'open the file in $VISUAL or $EDITOR',
    group: 'Lesson',
    modes: lesson,
    bar: 2,
  },
  {
    command: 'grade',
    keys: ['g', 'enter'],
    shown: 'g',
    label: 'check',
    help: 'check this lesson now, without a save',
    group: 'Lesson',
    modes: ['build'],
    bar: 9,
  },
  {
    command: 'grade',
    keys: ['g'],
    label: 'check',
    help: null,
    group: 'Lesson',
    modes: ['read', 'predict', 'recap'],
    bar: null,
  },
  {
    command: 'previous-failure',
    keys: ['['],
    shown: '[ ]',
    label: 'failures',
    help: 'previous or next failure',
    group: 'Lesson',
    modes: lesson,
    bar: 5,
    when: state => state.stage === 'build' && failures(state).length > 1,
  },
  {
    command: 'next-failure',
    keys: [']'],
    label: 'failure',
    help: null,
    group: 'Lesson',
    modes: lesson,
    bar: null,
  },
  {
    command: 'previous-failure',
    keys: ['['],
    label: 'failure',
    help: null,
    group: 'Lesson',
    modes: lesson,
    bar: null,
  },
  {
    command: 'reset',
    keys: ['r'],
    label: 'reset',
    help: 'put the starter back (asks, and keeps a backup)',
    group: 'Lesson',
    modes: lesson,
    bar: null,
  },
  {
    command: 'undo',
    keys: ['u'],
    label: 'undo reset',
    help: 'bring back the file that a reset replaced',
    group: 'Lesson',
    modes: lesson,
    bar: 1,
    when: state => state.undo !== null,
  },
  {
    command: 'hint',
    keys: ['h'],
    label: 'hint',
    help: 'one more hint for this step',
    group: 'Help',
    modes: lesson,
    bar: 3,
    when: state => state.stage === 'build',
  },
  { command: 'hint', keys: ['h'], label: 'hint', help: null, group: 'Help', modes: lesson, bar: null },
  {
    command: 'picture',
    keys: ['p'],
    label: 'picture',
    help: 'draw what your code does with an input of yours',
    group: 'Help',
    modes: lesson,
    bar: 8,
    when: state => currentLesson(state).picture !== null,
  },
  { command: 'picture', keys: ['p'], label: 'picture', help: null, group: 'Help', modes: lesson, bar: null },
  {
    command: 'inspect',
    keys: ['i'],
    label: 'inspect',
    help: 'take a token apart, and check its signature',
    group: 'Help',
    modes: lesson,
    bar: null,
  },
  {
    command: 'solution',
    keys: ['s'],
    label: 'solution',
    help: 'our solution beside yours, once the lesson is passed',
    group: 'Help',
    modes: lesson,
    bar: 8,
    when: state => state.stage === 'recap',
  },
  {
    command: 'solution',
    keys: ['s'],
    label: 'solution',
    help: null,
    group: 'Help',
    modes: lesson,
    bar: null,
  },
  {
    command: 'report',
    keys: ['!'],
    label: 'report',
    help: 'write a report about this lesson, to send to us',
    group: 'Help',
    modes: lesson,
    bar: null,
  },
  {
    command: 'lessons',
    keys: ['l'],
    label: 'lessons',
    help: 'the list of lessons',
    group: 'Course',
    modes: [...lesson, 'welcome', 'map'],
    bar: 4,
  },
  {
    command: 'kata',
    keys: ['t'],
    label: 'kata',
    help: 'kata: a passed lesson again, against the clock',
    group: 'Course',
    modes: [...lesson, 'lessons'],
    bar: 9,
    when: state => state.stage === 'recap' || state.overlay?.kind === 'lessons',
  },
  {
    command: 'kata',
    keys: ['t'],
    label: 'kata',
    help: null,
    group: 'Course',
    modes: lesson,
    bar: null,
  },
  {
    command: 'kata-go',
    keys: ['enter'],
    label: 'begin',
    help: null,
    group: 'Course',
    modes: ['kata'],
    bar: 1,
    when: state => state.overlay?.kind === 'kata' && state.overlay.phase.kind === 'choosing',
  },
  {
    command: 'kata-go',
    keys: ['enter'],
    label: 'again',
    help: null,
    group: 'Course',
    modes: ['kata'],
    bar: 1,
    when: state => state.overlay?.kind === 'kata' && state.overlay.phase.kind === 'passed',
  },
  {
    command: 'edit',
    keys: ['e'],
    label: 'edit',
    help: null,
    group: 'Lesson',
    modes: ['kata'],
    bar: 2,
    when: state => state.overlay?.kind === 'kata' && state.overlay.phase.kind === 'running',
  },
  {
    command: 'close',
    keys: ['escape'],
    label: 'back',
    help: null,
    group: 'Program',
    modes: ['kata'],
    bar: 6,
  },
  {
    command: 'check-all',
    keys: ['c'],
    label: 'check all',
    help: 'check all lessons',
    group: 'Course',
    modes: [...lesson, 'map'],
    bar: null,
  },
  {
    command: 'confirm',
    keys: ['enter'],
    label: 'open',
    help: null,
    group: 'Course',
    modes: ['lessons', 'search'],
    bar: 1,
  },
  {
    command: 'search',
    keys: ['/'],
    label: 'search',
    help: 'search in the list',
    group: 'Course',
    modes: ['lessons'],
    bar: 2,
  },
  {
    command: 'filter',
    keys: ['f'],
    label: 'filter',
    help: 'in the list: all, open or done lessons',
    group: 'Course',
    modes: ['lessons'],
    bar: 3,
  },
  { command: 'copy', keys: ['y'], label: 'copy', help: null, group: 'Help', modes: ['report'], bar: 1 },
  {
    command: 'reset-yes',
    keys: ['y'],
    label: 'yes, reset',
    help: null,
    group: 'Lesson',
    modes: ['confirm-reset'],
    bar: 1,
  },
  {
    command: 'close',
    keys: ['n', 'escape', 'q'],
    label: 'no',
    help: null,
    group: 'Lesson',
    modes: ['confirm-reset'],
    bar: 2,
  },
  {
    command: 'up',
    keys: ['up', 'k'],
    shown: 'j k',
    label: 'scroll',
    help: 'scroll, or move the choice (arrows too)',
    group: 'Move',
    modes: without(scrolling, typing),
    bar: null,
  },
  {
    command: 'down',
    keys: ['down', 'j'],
    label: 'down',
    help: null,
    group: 'Move',
    modes: without(scrolling, typing),
    bar: null,
  },
  { command: 'up', keys: ['up'], label: 'up', help: null, group: 'Move', modes: typing, bar: null },
  { command: 'down', keys: ['down'], label: 'down', help: null, group: 'Move', modes: typing, bar: null },
  {
    command: 'page-up',
    keys: ['pageup', 'ctrl+b'],
    shown: 'PgUp PgDn',
    label: 'page',
    help: 'scroll by a screen (Space: down)',
    group: 'Move',
    modes: scrolling,
    bar: null,
  },
  {
    command: 'page-down',
    keys: ['pagedown', 'ctrl+f'],
    label: 'page',
    help: null,
    group: 'Move',
    modes: scrolling,
    bar: null,
  },
  {
    command: 'page-down',
    keys: [' '],
    label: 'page',
    help: null,
    group: 'Move',
    modes: without(scrolling, [...typing, 'welcome']),
    bar: null,
  },
  {
    command: 'start',
    keys: ['home'],
    shown: 'Home End',
    label: 'start',
    help: 'scroll to the start or the end',
    group: 'Move',
    modes: scrolling,
    bar: null,
  },
  { command: 'end', keys: ['end'], label: 'end', help: null, group: 'Move', modes: scrolling, bar: null },
  {
    command: 'pane',
    keys: ['tab'],
    label: 'pane',
    help: 'the other pane',
    group: 'Move',
    modes: [...lesson, 'lessons', 'kata'],
    bar: 5,
    when: state => state.overlay?.kind !== 'kata' || state.overlay.phase.kind === 'running',
  },
  {
    command: 'erase',
    keys: ['backspace', 'delete'],
    label: 'erase',
    help: null,
    group: 'Move',
    modes: typing,
    bar: null,
  },
  {
    command: 'erase-word',
    keys: ['ctrl+w'],
    label: 'erase',
    help: null,
    group: 'Move',
    modes: typing,
    bar: null,
  },
  {
    command: 'erase-all',
    keys: ['ctrl+u'],
    label: 'empty',
    help: null,
    group: 'Move',
    modes: typing,
    bar: 3,
  },
  {
    command: 'field',
    keys: ['tab'],
    label: 'other field',
    help: null,
    group: 'Move',
    modes: ['inspect'],
    bar: 1,
  },
  {
    command: 'scrub-left',
    keys: ['left'],
    label: 'earlier',
    help: null,
    group: 'Move',
    modes: ['picture'],
    bar: null,
  },
  {
    command: 'scrub-right',
    keys: ['right'],
    label: 'later',
    help: null,
    group: 'Move',
    modes: ['picture'],
    bar: null,
  },
  {
    command: 'help',
    keys: ['?'],
    label: 'help',
    help: 'this list',
    group: 'Program',
    modes: [...lesson, 'welcome', 'lessons', 'map', 'solution', 'report'],
    bar: 5,
  },
  {
    command: 'mouse',
    keys: ['m'],
    label: 'mouse',
    help: 'mouse wheel scrolls, or mouse selects text',
    group: 'Program',
    modes: [...lesson, ...overlays],
    bar: null,
  },
  { command: 'close', keys: ['escape'], label: 'back', help: null, group: 'Program', modes: typing, bar: 2 },
  {
    command: 'close',
    keys: ['escape', 'q', 'enter', '?', 'l'],
    label: 'back',
    help: 'back to the lesson',
    group: 'Program',
    modes: overlays,
    bar: 6,
  },
  {
    command: 'quit',
    keys: ['q'],
    label: 'quit',
    help: 'leave; everything is kept',
    group: 'Program',
    modes: [...lesson, 'welcome'],
    bar: 6,
  },
  {
    command: 'quit',
    keys: ['ctrl+c'],
    shown: 'Ctrl+C',
    label: 'quit',
    help: 'leave, always',
    group: 'Program',
    modes: [...scrolling],
    bar: null,
  },
]

function without(modes: readonly Mode[], others: readonly Mode[]): Mode[] {
  return modes.filter(mode => !others.includes(mode))
}
