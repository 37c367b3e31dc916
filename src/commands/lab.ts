import { openCookieCode } from '../lab/cookie-code.ts'
import { startStorageLab } from '../lab/storage.ts'
import { printable } from '../text/visible.ts'
import { requireWorkspace } from '../workspace/find.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { RequestError } from './request.ts'
import type { Services } from './session.ts'

export type LabOptions = CommonOptions & { name: string; dir?: string; signal?: AbortSignal }

/** `jwt-lessons lab storage`: serves the pages of lesson 20 until it is interrupted. */
export async function runLab(options: LabOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  if (options.name !== 'storage')
    throw new RequestError(
      'unknown-command',
      `There is no lab "${options.name}". There is one: jwt-lessons lab storage`,
    )
  const workspace = await requireWorkspace(io.cwd, options.dir ?? null)
  const { course, assets } = services
  const code = openCookieCode({ workspaceRoot: workspace.root, course, assets })
  const lab = await startStorageLab(code, line => void io.stdout.write(`${printable(line)}\n`))
  const { app, sibling, stranger } = lab.origins
  io.stdout.write(
    `Open this in your browser:  ${app}/\n` +
      `  your app       ${app}   with the cookie code of ${workspace.root}\n` +
      `  another port   ${sibling}   the same site, another origin\n` +
      `  another site   ${stranger}\n` +
      'What happens there is told here. Ctrl+C ends the lab.\n\n',
  )
  try {
    await (options.signal === undefined ? interrupted() : aborted(options.signal))
  } finally {
    await lab.close()
  }
  return 0
}

function interrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
