import { sourcePicture } from './source-picture.ts'
import { PassThrough } from 'node:stream'
import { Terminal } from '@xterm/headless'
import { expect } from 'vitest'
import { type OpenUiOptions, openUi } from '../../../src/ui/open.tsx'
import { course } from './course.ts'
import { type FakeGrader, type FakeWorkspace, fakeGrader, fakeKata, fakeWorkspace } from './ports.ts'

/** The program in a terminal that a test can read and type into. */
export type Window = {
  workspace: FakeWorkspace
  grader: FakeGrader
  /** Types keys and waits until the screen stands still. */
  type(keys: string): Promise<void>
  /** Saves workspace files and waits for the verdict. */
  save(...files: string[]): Promise<void>
  resize(columns: number, rows: number): Promise<void>
  /** The screen as text, without blanks at the ends of the lines. */
  screen(): string
  /** Everything that was sent to the terminal. */
  sent(): string
  settle(): Promise<void>
  /** Waits until a text is on the screen. */
  see(text: string): Promise<void>
  /** Leaves the program; the exit code. */
  quit(): Promise<number>
  exit: Promise<number>
}

export type WindowOptions = Partial<Omit<OpenUiOptions, 'workspace' | 'grader'>> & {
  columns: number
  rows: number
  workspace?: FakeWorkspace
  grader?: FakeGrader
}

// Five seconds past noon, wherever the test runs.
const noon = new Date(2026, 2, 1, 12, 0, 5).getTime()

/**
 * The screen stands still when nothing was sent in so many turns of the event loop. Time alone does not say that: on a
 * busy machine all of it may pass before the program has its turn. Escape waits for 20 ms, a new size for 40.
 */
const quietTurns = 12
const turnMs = 5

/** Opens the program on ports of memory in a terminal of a size. */
export async function openWindow({ columns, rows, ...given }: WindowOptions): Promise<Window> {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true })
  const stdin = fakeStdin()
  let sent = ''
  const stdout = fakeStdout(columns, rows, chunk => {
    sent += chunk
    terminal.write(chunk)
  })
  const workspace = given.workspace ?? fakeWorkspace()
  const grader = given.grader ?? fakeGrader()
  const exit = openUi({
    course,
    preview: async () => [],
    loadPicture: sourcePicture,
    finale: async () => {},
    kata: fakeKata(),
    motion: 'seconds',
    env: { TERM: 'xterm-256color' },
    now: () => noon,
    drawing: 'auto',
    platform: 'linux',
    notes: [],
    ...given,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    workspace,
    grader,
  })
  const settle = async () => {
    let before = sent.length
    for (let turn = 0; turn < quietTurns; turn++) {
      await new Promise(resolve => setTimeout(resolve, turnMs))
      await new Promise(resolve => setImmediate(resolve))
      if (sent.length !== before) turn = -1
      before = sent.length
    }
    await new Promise<void>(resolve => terminal.write('', resolve))
  }
  await settle()
  const window: Window = {
    workspace,
    grader,
    exit,
    settle,
    sent: () => sent,
    screen: () => {
      const { active } = terminal.buffer
      const lines = Array.from(
        { length: terminal.rows },
        (_, row) => active.getLine(active.viewportY + row)?.translateToString(true, 0, terminal.cols) ?? '',
      )
      return lines.map(line => line.trimEnd()).join('\n')
    },
    async type(keys) {
      stdin.write(keys)
      await settle()
    },
    async save(...files) {
      workspace.save(...files)
      await settle()
    },
    async resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows)
      Object.assign(stdout, { columns: newColumns, rows: newRows })
      stdout.emit('resize')
      await settle()
    },
    async see(text) {
      await expect.poll(() => window.screen(), { timeout: 60_000 }).toContain(text)
      await settle()
    },
    async quit() {
      stdin.write('\u0003')
      return exit
    },
  }
  opened.add(window)
  return window
}

const opened = new Set<Window>()

/** Leaves all windows that a test opened. */
export async function closeWindows(): Promise<void> {
  const windows = [...opened]
  opened.clear()
  for (const window of windows) await window.quit()
}

function fakeStdin() {
  return Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => {},
    ref: () => {},
    unref: () => {},
  })
}

function fakeStdout(columns: number, rows: number, onChunk: (chunk: string) => void) {
  const stream = new PassThrough()
  const write = (chunk: string, encoding?: unknown, callback?: () => void) => {
    onChunk(String(chunk))
    const done = typeof encoding === 'function' ? encoding : callback
    if (done !== undefined) queueMicrotask(() => done())
    return true
  }
  return Object.assign(stream, { isTTY: true, columns, rows, write })
}
