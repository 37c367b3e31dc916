import type { Readable, Writable } from 'node:stream'

/** A stream that may be a terminal. */
export type Output = Writable & { isTTY?: boolean }

/** All that a command knows of the world; tests give their own. */
export type CommandIo = {
  stdout: Output
  stderr: Output
  stdin: Readable & { isTTY?: boolean }
  /** Whether stdout is a terminal. */
  isTTY: boolean
  env: Record<string, string | undefined>
  cwd: string
  /** Width of the terminal, or undefined where it has none. */
  columns: number | undefined
  now: () => Date
}

/** 0 all is well, 1 something has not passed, 2 the request was wrong. */
export type ExitCode = 0 | 1 | 2

/** Options that every command takes. */
export type CommonOptions = {
  /** `false` after `--no-color`. */
  color?: boolean
  /** Signs of plain ASCII only. */
  ascii?: boolean
  /** `false` after `--no-motion`. */
  motion?: boolean
}
