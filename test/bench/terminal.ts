/** A program in a pseudo-terminal whose screen can be read. */
import headless from '@xterm/headless'
import { spawn } from 'node-pty'

export type TerminalOptions = { cwd: string; env?: NodeJS.ProcessEnv; columns?: number; rows?: number }

export type BenchTerminal = {
  pid: number
  /** The visible screen, one string a row. */
  screen: () => string
  /** Everything that was written since the last call of this function. */
  takeOutput: () => string
  type: (keys: string) => void
  resize: (columns: number, rows: number) => void
  /**
   * Settles with the time, as of performance.now() in milliseconds, at which the screen satisfied the condition.
   * Rejects with the screen when that takes longer than `timeoutMs`.
   */
  until: (what: string, holds: (screen: string) => boolean, timeoutMs?: number) => Promise<number>
  /** Settles with the time at which this text had been written since the last `takeOutput`. */
  untilWritten: (what: RegExp, timeoutMs?: number) => Promise<number>
  exited: Promise<void>
  kill: () => Promise<void>
}

const PATIENCE_MS = 30_000

/** Starts `node` with these arguments on a terminal of 120 by 40, or as told. */
export function openTerminal(args: readonly string[], options: TerminalOptions): BenchTerminal {
  const { cwd, env = {}, columns = 120, rows = 40 } = options
  const emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true })
  const child = spawn(process.execPath, [...args], {
    cwd,
    cols: columns,
    rows,
    name: 'xterm-256color',
    env: { ...withoutCi(), ...env },
  })
  const listeners = new Set<() => void>()
  let output = ''
  let gone = false
  child.onData(data => {
    output += data
    emulator.write(data, () => {
      for (const listener of listeners) listener()
    })
  })
  emulator.onData(answer => child.write(answer))
  const exited = new Promise<void>(resolve => {
    child.onExit(() => {
      gone = true
      resolve()
      for (const listener of listeners) listener()
    })
  })

  const screen = (): string => {
    const { active } = emulator.buffer
    return Array.from(
      { length: emulator.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    ).join('\n')
  }
  const wait = (what: string, holds: () => boolean, timeoutMs: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer)
        listeners.delete(look)
      }
      const look = (): void => {
        if (holds()) {
          stop()
          resolve(performance.now())
        } else if (gone) {
          stop()
          reject(new Error(`The program ended before ${what}. Its screen:\n${screen()}`))
        }
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`${what} did not come within ${timeoutMs / 1000} s. The screen:\n${screen()}`))
      }, timeoutMs)
      listeners.add(look)
      look()
    })

  return {
    pid: child.pid,
    screen,
    takeOutput() {
      const taken = output
      output = ''
      return taken
    },
    type: keys => child.write(keys),
    resize(newColumns, newRows) {
      emulator.resize(newColumns, newRows)
      child.resize(newColumns, newRows)
    },
    until: (what, holds, timeoutMs = PATIENCE_MS) => wait(what, () => holds(screen()), timeoutMs),
    untilWritten: (what, timeoutMs = PATIENCE_MS) => wait(String(what), () => what.test(output), timeoutMs),
    exited,
    async kill() {
      if (!gone) child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
      await exited
      clearTimeout(timer)
      emulator.dispose()
    },
  }
}

/** Ink draws nothing live when it believes that it runs in CI. */
function withoutCi(): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (
      value !== undefined &&
      !/^(CI|CONTINUOUS_INTEGRATION|GITHUB_ACTIONS|NO_COLOR|FORCE_COLOR)$/.test(name)
    )
      env[name] = value
  }
  return env
}
