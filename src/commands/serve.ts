import { AppError, messageOf } from '../serve/app.ts'
import { DEMO_USER } from '../serve/demo.ts'
import { type Serving, startServing } from '../serve/serve.ts'
import { visible } from '../text/visible.ts'
import { requireWorkspace } from '../workspace/find.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { RequestError } from './request.ts'

export type ServeCommandOptions = CommonOptions & { port?: string; dir?: string; signal?: AbortSignal }

/** Without --port; another one when it is taken. */
const PORT = 8023

/** `jwt-lessons serve`: serves the learner's own app of lesson 23 until it is interrupted. */
export async function runServe(options: ServeCommandOptions, io: CommandIo): Promise<ExitCode> {
  const port = portOf(options.port)
  const workspace = await requireWorkspace(io.cwd, options.dir ?? null)
  const say = (text: string): void => void io.stdout.write(`${visible(text)}\n`)
  const unguard = guardAgainst(error =>
    say(`Your app threw ${messageOf(error)}, where nothing could catch it.`),
  )
  const serving = await startServing({
    workspaceRoot: workspace.root,
    port: port ?? PORT,
    ifTaken: port === null ? 'use-another' : 'fail',
    tell: say,
  }).catch(error => {
    unguard()
    throw told(error, port ?? PORT)
  })
  // Before the address is told: who reads it may press Ctrl+C at once.
  const ended = interrupted(options.signal)
  say(introduction(serving, workspace.root))
  try {
    await ended
  } finally {
    await serving.close()
    unguard()
  }
  return 0
}

/** @throws RequestError for anything but a number of a port */
function portOf(text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new RequestError(
    'wrong-option',
    `--port takes a number from 0 to 65535, not "${text}". 0 is any free port.`,
  )
}

function introduction({ origin, isOtherPort }: Serving, root: string): string {
  const lines = [
    ...(isOtherPort ? [`Port ${PORT} is taken, so another one is used. --port chooses one.`] : []),
    `Your server: ${origin}/`,
    `  code      ${root}`,
    `  user      ${DEMO_USER.username}`,
    `  password  ${DEMO_USER.password}`,
    `  key set   ${origin}/.well-known/jwks.json`,
    'Open the address in a browser. Each request is told here. Ctrl+C ends it.',
    '',
  ]
  return lines.join('\n')
}

/** An error that says what to do. */
function told(error: unknown, port: number): unknown {
  if (error instanceof AppError) return new RequestError('not-loaded', error.message)
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return new RequestError(
      'wrong-option',
      `Port ${port} is taken. Choose another one with --port; 0 is any free port.`,
    )
  if ((error as NodeJS.ErrnoException).code === 'EACCES')
    return new RequestError(
      'wrong-option',
      `Port ${port} needs rights that you don't have. Choose one above 1023.`,
    )
  return error
}

/** Errors that the learner's code throws outside of any request do not end the program. Returns the way back. */
function guardAgainst(tell: (error: unknown) => void): () => void {
  const before = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', tell)
  return () => {
    process.removeListener('uncaughtException', tell)
    for (const listener of before) process.on('uncaughtException', listener)
  }
}

function interrupted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve())
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}
