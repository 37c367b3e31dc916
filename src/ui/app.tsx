import { useApp, useStdin, useStdout, useWindowSize } from 'ink'
import { useMemo, useRef, useState } from 'react'
import { Screen } from './components/Screen.tsx'
import { TooSmall } from './components/TooSmall.tsx'
import { editorCommand, editorName, noEditorText } from './editor/command.ts'
import { openEditor } from './editor/open.ts'
import { stopReading } from './editor/stop-reading.ts'
import type { Session } from './effects/session.ts'
import { frameOf } from './frame.ts'
import { useCommands } from './hooks/use-commands.ts'
import { useFreshFrame } from './hooks/use-fresh-frame.ts'
import { hasShell, stopUntilContinued, useJobControl } from './hooks/use-job-control.ts'
import { useMouseWheel, type WheelTurn } from './hooks/use-mouse-wheel.ts'
import { useStore } from './hooks/use-store.ts'
import type { Command } from './keys/binding.ts'
import { focusedPane, isTooSmall, type PlacedPane } from './layout.ts'
import { LinearScreen } from './reader/LinearScreen.tsx'
import { reportText } from './report.ts'
import { paste, runCommand } from './run-command.ts'
import type { PaneMeasure } from './state/actions.ts'
import { currentLesson } from './state/selectors.ts'
import type { Store } from './store.ts'
import type { RenderContext } from './view.ts'

/** What the window is made of. */
export type AppProps = {
  store: Store
  session: Session
  view: RenderContext
  /** `linear` for a screen reader. */
  layout: 'screen' | 'linear'
  platform: NodeJS.Platform
  /** Runs what takes the terminal for itself: Ctrl+C does not end the window meanwhile. */
  withTerminal(action: () => Promise<void>): Promise<void>
}

const wheelLines = 3

/** The window: draws the state, and turns keys and the mouse into commands. */
export function App({ store, session, view, layout, platform, withTerminal }: AppProps) {
  const state = useStore(store)
  const { columns, rows } = useWindowSize()
  const { stdin } = useStdin()
  const { stdout } = useStdout()
  const { suspendTerminal } = useApp()
  const [mouse, setMouse] = useState<'wheel' | 'select'>('select')
  /** Whether something else has the terminal now. */
  const isGiven = useRef(false)
  const size = useMemo(() => ({ columns, rows }), [columns, rows])
  const tooSmall = isTooSmall(size)
  const isDrawn = layout === 'screen' && !tooSmall
  const frame = useMemo(() => (isDrawn ? frameOf(state, view, size) : null), [state, view, size, isDrawn])
  // A report is there to be copied, and a terminal that reports the mouse does not select text.
  const wheelActive = layout === 'screen' && mouse === 'wheel' && state.overlay?.kind !== 'report'

  /** Runs what takes the terminal for itself. */
  const withoutWindow = async (run: () => Promise<void>) => {
    isGiven.current = true
    try {
      await withTerminal(() => wheel.withTerminal(() => suspendTerminal(run)))
    } finally {
      isGiven.current = false
      // What was typed in between was echoed by the terminal, and may be on the screen.
      fresh.redraw()
    }
  }
  const edit = async () => {
    if (editorName(view.system.env) === null) {
      const [file = ''] = currentLesson(store.get()).files
      return session.say({ tone: 'info', text: noEditorText(platform, file) })
    }
    const place = await session.placeToEdit()
    const command = editorCommand(view.system.env, place)
    if (command === null) return
    try {
      if (command.kind === 'window') {
        await openEditor(command, view.root)
        return session.say({ tone: 'info', text: `${place.file} is open in ${command.program}` })
      }
      await withoutWindow(async () => {
        await stopReading(stdin)
        await openEditor(command, view.root)
      })
      session.grading.request('save', [place.file])
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      session.say({ tone: 'error', text: `${command.program} could not be started: ${reason}` })
    }
  }
  const suspend = async () => {
    if (!hasShell())
      return session.say({ tone: 'info', text: 'No shell is there that could continue the program' })
    // An editor that stops takes everything with it that the shell started; it comes back by itself.
    if (isGiven.current) return stopUntilContinued('process')
    await withoutWindow(async () => {
      await stopReading(stdin)
      await stopUntilContinued('group')
    })
  }
  const redraw = async () => {
    if (!isGiven.current) await withoutWindow(async () => {})
  }
  const tools = {
    store,
    session,
    loaded: view.loaded,
    pane: () => measure(focusedPane(currentFrame().body)),
    panes: () => panesOf(currentFrame()),
    edit,
    suspend,
    copy: () => {
      // OSC 52: the terminal puts the text on the clipboard, also over SSH.
      const text = Buffer.from(reportText(store.get(), view.system)).toString('base64')
      stdout.write(`\u001b]52;c;${text}\u0007`)
      session.say({
        tone: 'info',
        text: 'Sent to the clipboard. If your terminal does not allow that, select the text',
      })
    },
    toggleMouse: () => {
      setMouse(mouse === 'wheel' ? 'select' : 'wheel')
      const text =
        mouse === 'wheel'
          ? 'The mouse selects text again'
          : 'The mouse wheel scrolls now, and the mouse selects no text; m goes back'
      session.say({ tone: 'info', text })
    },
  }
  /** The frame of the state as it is: several keys may arrive before the next one is drawn. */
  const currentFrame = () => frameOf(store.get(), view, size)
  const turn = ({ direction, column }: WheelTurn) => {
    const { body } = currentFrame()
    const isRight = body.kind === 'columns' && column > body.leftWidth
    const pane =
      body.kind === 'single'
        ? body.pane
        : isRight
          ? (body.right.find(one => one.focused) ?? body.right[0])
          : body.left
    store.dispatch({ type: 'move', movement: direction, pane: measure(pane), lines: wheelLines })
  }
  useCommands(store, {
    run: (command: Command, key: string) => runCommand(command, key, tools),
    paste: text => void paste(text, tools),
  })
  const wheel = useMouseWheel(turn, { isActive: wheelActive })
  const fresh = useFreshFrame({ isActive: layout === 'screen' })
  useJobControl({ onStop: suspend, onContinue: redraw })

  if (layout === 'linear') return <LinearScreen state={state} view={view} columns={columns} />
  return frame === null ? <TooSmall size={size} /> : <Screen frame={frame} size={size} theme={view.theme} />
}

function measure(pane: PlacedPane | null | undefined): PaneMeasure {
  if (pane == null) return { id: 'text', rows: 0, height: 1, offset: 0 }
  return { id: pane.id, rows: pane.rows.length, height: pane.height, offset: pane.offset }
}

function panesOf({ body }: ReturnType<typeof frameOf>) {
  if (body.kind === 'single') return body.tabs.map(tab => tab.id)
  return [body.left.id, ...body.right.map(pane => pane.id)]
}
