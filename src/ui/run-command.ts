import type { Session } from './effects/session.ts'
import type { Command } from './keys/binding.ts'
import type { Action, Movement, PaneMeasure } from './state/actions.ts'
import { takesText } from './keys/find.ts'
import { onEnter } from './keys/go-on.ts'
import { currentLesson, modeOf } from './state/selectors.ts'
import { tooLongText } from './state/overlays.ts'
import type { Notice, PaneId, State } from './state/state.ts'
import type { Store } from './store.ts'
import { drawingOf } from './screens/picture.ts'
import type { LazyModules } from './view.ts'
import type { PasteListener } from './whole-pastes.ts'

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
  /** Gives the terminal back to the shell until the program is continued. */
  suspend(): Promise<void>
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
  close: { type: 'close' },
  hint: { type: 'hint' },
  filter: { type: 'filter' },
  search: { type: 'search' },
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

/** Does what a command says. `key` is the key that gave it. */
export function runCommand(command: Command, key: string, tools: CommandTools): void {
  const { store } = tools
  const state = store.get()
  const movement = movements[command]
  const action = actions[command]
  if (movement !== undefined) store.dispatch({ type: 'move', movement, pane: tools.pane(), lines: 1 })
  else if (action !== undefined) store.dispatch(action)
  else if (command === 'confirm') confirm(state, tools)
  else if (command === 'read-on') readOn(state, tools)
  else if (command === 'answer')
    store.dispatch({
      type: 'choose',
      answer: 'abcd'.indexOf(key.toLowerCase()),
    })
  else runEffect(command, tools)
}

/** Enter: what the screen waits for, or a line that says what that is. */
function confirm(state: State, tools: CommandTools): void {
  const { store, session } = tools
  const next = onEnter(state)
  switch (next.kind) {
    case 'dispatch':
      store.dispatch(next.action)
      break
    case 'say':
      session.say({ tone: 'info', text: next.text })
      break
    case 'read-on':
      readOn(state, tools)
      break
    case 'grade':
      session.grading.request('key')
      break
    case 'check-all':
      runEffect('check-all', tools)
      break
    case 'kata':
      void session.kata.confirm()
      break
  }
}

/** Space: what is left of a text comes before what Enter does, so that nothing is skipped unseen. */
function readOn(state: State, tools: CommandTools): void {
  const { store } = tools
  const seen = tools.pane()
  const mode = modeOf(state)
  const isText = mode !== 'predict' && mode !== 'lessons' && mode !== 'welcome'
  if (isText && seen.offset + seen.height < seen.rows)
    store.dispatch({ type: 'move', movement: 'page-down', pane: seen, lines: 1 })
  else if (mode === 'read') store.dispatch({ type: 'next' })
  else confirm(state, tools)
}

/** Commands that reach out of the screen, or need to know more than the state. */
function runEffect(command: Command, tools: CommandTools): void {
  const { store, session } = tools
  switch (command) {
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
    case 'picture':
    case 'inspect':
      void openLoaded(command, tools)
      break
    case 'inspect-token':
      void inspectToken(tools)
      break
    case 'messages':
      if (tokensShown(tools) !== undefined) store.dispatch({ type: 'picture-focus' })
      break
    case 'left':
      moveSideways(-1, tools)
      break
    case 'right':
      moveSideways(1, tools)
      break
    case 'copy':
      tools.copy()
      break
    case 'mouse':
      tools.toggleMouse()
      break
    case 'suspend':
      void tools.suspend()
      break
  }
}

/** A string that was pasted: into the field of the screen; on the Welcome page, a token to take apart. */
export async function paste(text: string, tools: CommandTools): Promise<void> {
  const { store } = tools
  const state = store.get()
  // One that was too long is empty, and the notice says why.
  if (text === '' || !takesPaste(state)) return
  store.dispatch({ type: 'notice', notice: null })
  if (isWelcome(state)) await openLoaded('inspect', tools)
  store.dispatch({ type: 'type', text })
}

/** Whether something happens with what is pasted. */
function takesPaste(state: State): boolean {
  return isWelcome(state) || takesText(modeOf(state))
}

function isWelcome(state: State): boolean {
  const mode = modeOf(state)
  return mode === 'welcome' || mode === 'welcome-typing'
}

/** Says how far a long paste is, and that one is too long, as soon as that is known. */
export function pasteNotices({ store, session }: Pick<CommandTools, 'store' | 'session'>): PasteListener {
  const say = (notice: Notice) => {
    if (takesPaste(store.get())) session.say(notice)
  }
  return {
    onProgress: characters =>
      say({ tone: 'info', text: `Reading what you paste: ${(characters / 1_048_576).toFixed(1)} MiB` }),
    onTooLong: () => say({ tone: 'warning', text: tooLongText }),
  }
}

async function openLoaded(
  overlay: 'picture' | 'inspect',
  { store, session, loaded }: CommandTools,
): Promise<void> {
  // The field is there at once: what is typed or pasted right after the key must not be lost.
  if (overlay === 'inspect') store.dispatch({ type: 'open', overlay, input: '' })
  if (!(await isLoaded(overlay, session)) || overlay === 'inspect') return
  const picture = loaded.pictures.get(currentLesson(store.get()).picture ?? '')
  store.dispatch({ type: 'open', overlay, input: picture?.defaultInput ?? '' })
}

/** Loads what a screen needs. Says why when that did not work. */
async function isLoaded(overlay: 'picture' | 'inspect', session: Session): Promise<boolean> {
  try {
    await session.previewing.load(overlay)
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    session.say({ tone: 'error', text: `This part of the program could not be read: ${reason}` })
    return false
  }
}

/** Takes a token of the message under the cursor apart. */
async function inspectToken(tools: CommandTools): Promise<void> {
  tools.store.dispatch({ type: 'inspect-token', tokens: tokensShown(tools) ?? [] })
  await isLoaded('inspect', tools.session)
}

/** The tokens of the message under the cursor; undefined for a picture that is no sequence. */
function tokensShown({ store, loaded }: CommandTools): string[] | undefined {
  const { overlay } = store.get()
  return overlay?.kind === 'picture' ? drawingOf(overlay, loaded)?.tokens : undefined
}

/** The arrow keys on the Welcome page and in a picture that has something to scrub. */
function moveSideways(by: 1 | -1, tools: CommandTools): void {
  const { store, loaded } = tools
  const { overlay } = store.get()
  if (overlay?.kind === 'welcome') store.dispatch({ type: 'part', by })
  if (overlay?.kind !== 'picture') return
  const range = loaded.pictures.get(overlay.name)?.cursorRange(overlay.input) ?? null
  if (range === null) return
  const isSequence = tokensShown(tools) !== undefined
  store.dispatch({ type: 'scrub', by, range, ...(isSequence && { focus: 'messages' }) })
}
