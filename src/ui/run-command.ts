import type { Session } from './effects/session.ts'
import type { Command } from './key-table.ts'
import type { Action, Movement, PaneMeasure } from './state/actions.ts'
import { currentLesson } from './state/selectors.ts'
import type { PaneId } from './state/state.ts'
import type { Store } from './store.ts'
import type { LazyModules } from './view.ts'

/** What a command may need of the window: the pane that scrolls, the panes there are, and what only a terminal can do. */
export type CommandTools = {
  store: Store
  session: Session
  loaded: LazyModules
  pane(): PaneMeasure
  panes(): PaneId[]
  edit(): Promise<void>
  copy(): void
  toggleMouse(): void
}

const movements: Partial<Record<Command, Movement>> = {
  up: 'up',
  down: 'down',
  'page-up': 'page-up',
  'page-down': 'page-down',
  start: 'start',
  end: 'end',
}

const actions: Partial<Record<Command, Action>> = {
  next: { type: 'next' },
  back: { type: 'back' },
  confirm: { type: 'confirm' },
  close: { type: 'close' },
  hint: { type: 'hint' },
  filter: { type: 'filter' },
  search: { type: 'search' },
  'answer-1': { type: 'choose', answer: 0 },
  'answer-2': { type: 'choose', answer: 1 },
  'answer-3': { type: 'choose', answer: 2 },
  'answer-4': { type: 'choose', answer: 3 },
  'previous-failure': { type: 'failure', by: -1 },
  'next-failure': { type: 'failure', by: 1 },
  lessons: { type: 'open', overlay: 'lessons' },
  help: { type: 'open', overlay: 'help' },
  report: { type: 'open', overlay: 'report' },
  reset: { type: 'open', overlay: 'confirm-reset' },
  erase: { type: 'erase', what: 'character' },
  'erase-word': { type: 'erase', what: 'word' },
  'erase-all': { type: 'erase', what: 'all' },
  field: { type: 'field' },
}

/** Does what a command says. */
export function runCommand(command: Command, tools: CommandTools): void {
  const { store } = tools
  const movement = movements[command]
  const action = actions[command]
  if (movement !== undefined) store.dispatch({ type: 'move', movement, pane: tools.pane(), lines: 1 })
  else if (action !== undefined) store.dispatch(action)
  else runEffect(command, tools)
}

/** Commands that reach out of the screen, or need to know more than the state. */
function runEffect(command: Command, tools: CommandTools): void {
  const { store, session } = tools
  switch (command) {
    case 'read-on':
      readOn(tools)
      break
    case 'grade':
      session.grading.request('key')
      break
    case 'check-all':
      store.dispatch({ type: 'open', overlay: 'map' })
      session.grading.requestAll()
      break
    case 'pane':
      store.dispatch({ type: 'focus-next', panes: tools.panes() })
      break
    case 'edit':
      void tools.edit()
      break
    case 'solution':
      void session.showSolution('overlay')
      break
    case 'reset-yes':
      void session.reset()
      break
    case 'undo':
      void session.undo()
      break
    case 'kata':
      void session.kata.open()
      break
    case 'kata-go':
      void session.kata.confirm()
      break
    case 'picture':
    case 'inspect':
      void openLoaded(command, tools)
      break
    case 'scrub-left':
      scrub(-1, tools)
      break
    case 'scrub-right':
      scrub(1, tools)
      break
    case 'copy':
      tools.copy()
      break
    case 'mouse':
      tools.toggleMouse()
      break
  }
}

/** What is left of a page comes before the next page, so that nothing is skipped unseen. */
function readOn({ store, pane }: CommandTools): void {
  const seen = pane()
  const isAtEnd = seen.offset + seen.height >= seen.rows
  store.dispatch(isAtEnd ? { type: 'next' } : { type: 'move', movement: 'page-down', pane: seen, lines: 1 })
}

async function openLoaded(
  overlay: 'picture' | 'inspect',
  { store, session, loaded }: CommandTools,
): Promise<void> {
  try {
    await session.observing.load(overlay)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return session.say({ tone: 'error', text: `This part of the program could not be read: ${reason}` })
  }
  const picture =
    overlay === 'picture' ? loaded.pictures?.get(currentLesson(store.get()).picture ?? '') : undefined
  store.dispatch({ type: 'open', overlay, input: picture?.defaultInput ?? '' })
}

function scrub(by: 1 | -1, { store, loaded }: CommandTools): void {
  const { overlay } = store.get()
  if (overlay?.kind !== 'picture') return
  const range = loaded.pictures?.get(overlay.name)?.cursorRange(overlay.input) ?? null
  if (range !== null) store.dispatch({ type: 'scrub', by, range })
}
