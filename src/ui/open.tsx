import { constants } from 'node:os'
import { join } from 'node:path'
import { render } from 'ink'
import type { Course } from '../course/types.ts'
import { App } from './app.tsx'
import { CrashBoundary } from './components/CrashBoundary.tsx'
import { fileAddress } from './editor/address.ts'
import { createSession, goodbye } from './effects/session.ts'
import { createTypesetter } from './markdown/typesetter.ts'
import type { GraderPort, KataPort, PreviewPort, FinalePort, PicturePort, WorkspacePort } from './ports.ts'
import { pasteNotices } from './run-command.ts'
import { mostCharacters } from './state/overlays.ts'
import { initialState } from './state/state.ts'
import { createStore } from './store.ts'
import type { Environment } from './terminal.ts'
import { createTheme } from './theme.ts'
import type { RenderContext } from './view.ts'
import { withWholePastes } from './whole-pastes.ts'

export type OpenUiOptions = {
  workspace: WorkspacePort
  course: Course
  grader: GraderPort
  preview: PreviewPort
  loadPicture: PicturePort
  finale: FinalePort
  kata: KataPort
  env: Environment
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  /** Milliseconds since 1970. */
  now(): number
  /** `ascii` for `--ascii`. */
  drawing: 'auto' | 'ascii'
  /** `still` for `--no-motion`: the stopwatch of a kata, all that moves by itself, stands between verdicts. */
  motion: 'seconds' | 'still'
  platform: NodeJS.Platform
  /** Lines to say at the start: a damaged progress file that was put aside, for instance. */
  notes: string[]
}

/** How often the screen may be drawn, in frames a second: a verdict must not wait for the next frame. */
const framesPerSecond = 240

/**
 * Opens the window and waits until the learner leaves it. The terminal is as it was before, whatever happens.
 * The grader is not closed: who made it does that.
 * @returns the exit code: 0, or 1 after a fault of ours, or 128 and the number of the signal that ended it
 */
export async function openUi(options: OpenUiOptions): Promise<number> {
  const { workspace, course, env, stdin, stdout } = options
  const layout = env.INK_SCREEN_READER === 'true' ? 'linear' : 'screen'
  const store = createStore(initialState(course, workspace.progress))
  const view = createView(options, layout)
  // A screen reader would read every second aloud.
  const motion = layout === 'linear' ? 'still' : options.motion
  const session = createSession({ ...options, motion, store, loaded: view.loaded })
  for (const text of options.notes) session.say({ tone: 'warning', text })

  // While an editor has the terminal, Ctrl+C is the editor's; the system tells it to both.
  let editors = 0
  const withTerminal = async (action: () => Promise<void>) => {
    editors += 1
    try {
      await action()
    } finally {
      editors -= 1
    }
  }
  let failure: Failure | null = null
  const fail = (reason: Failure) => {
    failure ??= reason
    // React may be in the middle of drawing, or Ink not be there yet.
    queueMicrotask(() => window.unmount())
  }
  const window = render(
    <CrashBoundary onCrash={error => fail({ kind: 'fault', error })}>
      <App
        store={store}
        session={session}
        view={view}
        layout={layout}
        platform={options.platform}
        withTerminal={withTerminal}
      />
    </CrashBoundary>,
    {
      stdin: withWholePastes(stdin, mostCharacters, pasteNotices({ store, session })),
      stdout,
      interactive: true,
      alternateScreen: layout === 'screen',
      isScreenReaderEnabled: layout === 'linear',
      incrementalRendering: true,
      maxFps: framesPerSecond,
      exitOnCtrlC: true,
      // What is printed in this process would land on the screen, if it is the same terminal.
      patchConsole: stdout === process.stdout,
    },
  )
  const release = listenForEnds(reason => {
    const isEditors = reason.kind === 'signal' && reason.signal === 'SIGINT' && editors > 0
    if (!isEditors) fail(reason)
  })
  try {
    void session.start()
    await window.waitUntilExit()
  } catch (error) {
    failure ??= { kind: 'fault', error }
  } finally {
    await session.end()
    release()
  }
  // Without an alternate screen to leave, the last line of the window is still there, and still open.
  const lineEnd = layout === 'linear' ? '\n' : ''
  stdout.write(`${lineEnd}${failure === null ? goodbye(store) : farewell(failure)}\n`)
  return failure === null ? 0 : exitCode(failure)
}

function createView(options: OpenUiOptions, layout: 'screen' | 'linear'): RenderContext {
  const { env, platform, drawing, workspace } = options
  const theme = createTheme({ env, platform, drawing, layout })
  return {
    theme,
    typesetter: createTypesetter({ signs: theme.signs, links: theme.links ? 'clickable' : 'printed' }),
    fileUrl: (file, line = null) => fileAddress(env, join(workspace.root, file), line),
    clock: at => new Date(at).toLocaleTimeString('en-GB'),
    root: workspace.root,
    system: { node: process.versions.node, platform, env },
    loaded: { pictures: new Map(), inspectionRows: null },
  }
}

/** Why the window closed before the learner left it. */
type Failure = { kind: 'fault'; error: unknown } | { kind: 'signal'; signal: NodeJS.Signals }

const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT']

/** Listens for signals and for faults of ours that nothing caught. The result stops it. */
function listenForEnds(fail: (failure: Failure) => void): () => void {
  const onFault = (error: unknown) => fail({ kind: 'fault', error })
  const onSignal = (signal: NodeJS.Signals) => fail({ kind: 'signal', signal })
  process.on('uncaughtException', onFault)
  process.on('unhandledRejection', onFault)
  for (const signal of signals) process.on(signal, onSignal)
  return () => {
    process.off('uncaughtException', onFault)
    process.off('unhandledRejection', onFault)
    for (const signal of signals) process.off(signal, onSignal)
  }
}

function farewell(failure: Failure): string {
  if (failure.kind === 'signal') return `Ended by ${failure.signal}. Your files and your progress are kept.`
  const reason = failure.error instanceof Error ? failure.error.message : String(failure.error)
  return `jwt-lessons stopped: a problem in the program, not in your code.\n${reason}\nYour files and your progress are kept. Start it again with: jwt-lessons`
}

function exitCode(failure: Failure): number {
  return failure.kind === 'signal' ? 128 + (constants.signals[failure.signal] ?? 0) : 1
}
