/** A workspace with one file, and sandboxes on the built program. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Sandbox, startSandbox } from '../../src/sandbox/host.ts'
import type { LoadReport, Outcome } from '../../src/sandbox/types.ts'

/** The built program; run `npm run build` first. */
export const program = resolve(process.env.JWT_LESSONS_DIST ?? 'dist', 'sandbox-child.js')

export type World = {
  root: string
  write: (path: string, text: string) => void
  start: (deadlineMs?: number) => Sandbox
  /** Loads jwt/code.ts, made of this text, in a new sandbox. */
  load: (text: string, options?: LoadOptions) => Promise<{ sandbox: Sandbox; report: LoadReport }>
  /** The outcome of one call of `run`, exported by this text, in a new sandbox. */
  run: (text: string, ...args: unknown[]) => Promise<Outcome>
  close: () => void
}

export type LoadOptions = {
  forbids?: string[]
  watches?: string[]
  web?: true
  instrument?: true
  deadlineMs?: number
}

/** Makes a world. */
export function createWorld(): World {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-sandbox-')))
  mkdirSync(join(root, 'jwt'))
  const sandboxes: Sandbox[] = []
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text)
  const start = (deadlineMs = 2_000): Sandbox => {
    const sandbox = startSandbox({ program, workspaceRoot: root, deadlineMs })
    sandboxes.push(sandbox)
    return sandbox
  }
  const load: World['load'] = async (
    text,
    { forbids = [], watches = [], web, instrument, deadlineMs } = {},
  ) => {
    write('jwt/code.ts', text)
    const sandbox = start(deadlineMs)
    const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
    const { report } = await sandbox.load({
      forbids,
      watches,
      web: web === true,
      files,
      instrument: instrument === true,
    })
    return { sandbox, report }
  }
  return {
    root,
    write,
    start,
    load,
    async run(text, ...args) {
      const { sandbox, report } = await load(text)
      if (report.kind === 'problem') throw new Error(report.problem.message)
      const reply = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args }])
      return (reply.report[0] as { outcome: Outcome }).outcome
    },
    close() {
      for (const sandbox of sandboxes) sandbox.kill()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
