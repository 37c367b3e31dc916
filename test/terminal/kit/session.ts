import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import xterm from '@xterm/headless'
import { spawn } from 'node-pty'
import { type Cell, cellRows, textRows } from './cells.ts'
import { cleanEnvironment } from './environment.ts'
import { type Modes, watchModes } from './modes.ts'

export type SessionOptions = {
  command: readonly string[]
  cwd: string
  columns: number
  rows: number
  /** The folder of the `node` that comes first on the PATH; this process's own when absent. */
  nodeFolder?: string
  /** Variables on top of a clean environment; undefined takes one away. */
  env?: Record<string, string | undefined>
}

/** How a program ended, and what it left of the terminal. */
export type End = {
  /** The exit code; 128 and the signal's number after a signal. */
  code: number
  modes: Modes
  /** `stty -g` before and after: the same when raw mode is off again. */
  settings: { before: string; after: string }
}

export type Condition = string | RegExp | ((screen: string) => boolean)

/** A program in a terminal that a test reads and types into. */
export type Session = {
  /** The screen as text: rows without blanks at their ends, joined by line breaks. */
  screen(): string
  cells(): Cell[][]
  modes(): Modes
  /** Where the terminal's cursor is, from 0. */
  cursor(): { x: number; y: number }
  /** What was written to the terminal so far, as it came; from a number of bytes on, if one is given. */
  written(from?: number): string
  bytesWritten(): number
  type(keys: string): void
  resize(columns: number, rows: number): void
  /**
   * Waits until the screen shows a text, matches a pattern or meets a condition; the screen as it then is.
   * @throws Error with the screen when that takes longer than the hang limit, or when the program ends before
   */
  waitFor(condition: Condition, hangLimit?: number): Promise<string>
  /** Waits until nothing was written for a while, in milliseconds. A guess on a slow machine: for pictures, not for verdicts. */
  waitUntilQuiet(quiet?: number): Promise<string>
  /** The program's process, once it runs. */
  pid(): number
  signal(name: NodeJS.Signals): void
  /** Takes the terminal away, as closing its window does. */
  hangUp(): void
  end: Promise<End>
  /** Ends what is left of the program and its temporary files. */
  dispose(): Promise<void>
}

/** Generous: it only tells a hang from a slow machine. In milliseconds. */
const usualHangLimit = 60_000

// The settings of the terminal are read by the shell that outlives the program. Its traps keep it alive on signals
// to the whole group, and unlike ignored signals they are not handed down.
const script = `trap : INT TERM QUIT
stty -g > "$SESSION_FILES/before"
sh -c 'echo $$ > "$SESSION_FILES/pid.new"; mv "$SESSION_FILES/pid.new" "$SESSION_FILES/pid"; exec "$@"' sh "$@"
code=$?
stty -g > "$SESSION_FILES/after"
exit $code`

const opened = new Set<Session>()

/** Starts a program in a terminal of a size. */
export function openSession(options: SessionOptions): Session {
  const { columns, rows, command, cwd } = options
  const files = mkdtempSync(join(tmpdir(), 'jwt-lessons-session-'))
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 })
  const modes = watchModes(terminal)
  const env = cleanEnvironment(options.nodeFolder ?? dirname(process.execPath), options.env)
  const child = spawn('sh', ['-c', script, 'sh', ...command], {
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { ...env, SESSION_FILES: files },
    // Bytes, so that a character cut in two is the terminal's business, as in life.
    encoding: null,
  })
  const chunks: Buffer[] = []
  let bytes = 0
  let lastWrite = Date.now()
  let pending = 0
  let isOver = false
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  // With no encoding node-pty hands out Buffers, whatever its types say.
  child.onData((data: unknown) => {
    const chunk = data as Buffer
    chunks.push(chunk)
    bytes += chunk.length
    lastWrite = Date.now()
    pending += 1
    terminal.write(chunk, () => {
      pending -= 1
      tell()
    })
  })
  // Answers of the terminal to questions of the program.
  terminal.onData(answer => {
    if (!isOver) child.write(answer)
  })
  const drained = async () => {
    while (pending > 0) await pause(5)
  }
  const setting = (name: string) => {
    try {
      return readFileSync(join(files, name), 'utf8')
    } catch {
      return ''
    }
  }
  const end = new Promise<End>(resolve => {
    child.onExit(async ({ exitCode, signal }) => {
      await drained()
      isOver = true
      const code = signal === undefined || signal === 0 ? exitCode : 128 + signal
      resolve({ code, modes: modes(), settings: { before: setting('before'), after: setting('after') } })
      tell()
    })
  })
  const screen = () => textRows(terminal).join('\n')

  const session: Session = {
    screen,
    cells: () => cellRows(terminal),
    modes,
    cursor: () => ({ x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY }),
    written: (from = 0) => Buffer.concat(chunks).subarray(from).toString('utf8'),
    bytesWritten: () => bytes,
    type: keys => child.write(keys),
    resize(newColumns, newRows) {
      // After what has come so far: @xterm/headless loses lines when it is resized in the middle of writes.
      pending += 1
      terminal.write('', () => {
        terminal.resize(newColumns, newRows)
        if (!isOver) child.resize(newColumns, newRows)
        pending -= 1
        tell()
      })
    },
    waitFor(condition, hangLimit = usualHangLimit) {
      // In the middle of a frame nothing is on the screen yet: a terminal shows it when synchronized output ends.
      const isMet = () => pending === 0 && !modes().synchronizedOutput && meets(screen(), condition)
      return new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer)
          listeners.delete(look)
          settle()
        }
        const complain = (why: string) =>
          finish(() => reject(new Error(`${why}: ${String(condition)}\n${framed(screen(), terminal.cols)}`)))
        const look = () => {
          if (isMet()) finish(() => resolve(screen()))
          else if (isOver) complain('The program ended before the screen showed this')
        }
        const timer = setTimeout(() => complain(`Not on the screen after ${hangLimit / 1000} s`), hangLimit)
        listeners.add(look)
        look()
      })
    },
    async waitUntilQuiet(quiet = 300) {
      const start = Date.now()
      while (!isOver && (pending > 0 || Date.now() - Math.max(start, lastWrite) < quiet)) await pause(20)
      return screen()
    },
    pid() {
      const pid = Number(setting('pid'))
      if (!(pid > 0)) throw new Error('The program has not started yet')
      return pid
    },
    signal: name => process.kill(session.pid(), name),
    // Closing our side is what a terminal window does; the system then sends SIGHUP.
    hangUp: () => (child as unknown as { destroy(): void }).destroy(),
    end,
    async dispose() {
      opened.delete(session)
      if (!isOver) {
        for (const pid of [Number(setting('pid')), child.pid]) kill(pid)
        session.hangUp()
        await Promise.race([end, pause(2000)])
      }
      rmSync(files, { recursive: true, force: true })
      terminal.dispose()
    },
  }
  opened.add(session)
  return session
}

/** Ends all sessions of a test, passed or failed. */
export async function closeSessions(): Promise<void> {
  await Promise.all([...opened].map(session => session.dispose()))
}

function meets(screen: string, condition: Condition): boolean {
  if (typeof condition === 'string') return screen.includes(condition)
  return condition instanceof RegExp ? condition.test(screen) : condition(screen)
}

function framed(screen: string, columns: number): string {
  const edge = '-'.repeat(columns)
  return [edge, screen, edge].join('\n')
}

function kill(pid: number): void {
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
