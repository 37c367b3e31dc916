/** The learner's own app and the adapter of the workspace, loaded into this process. */
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DemoOptions } from './demo.ts'

export type App = (request: Request) => Promise<Response> | Response
export type Loaded = {
  createApp: (options: DemoOptions) => App
  listen: (app: App, address: { port: number; host: string }) => Promise<Server>
}

const APP = 'server/app.ts'
const ADAPTER = 'server/adapter.ts'

/** The app can't be started; the message says why and what to do. */
export class AppError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'AppError'
  }
}

/**
 * Loads both files.
 * @throws AppError when one is missing, can't be loaded, or does not export what is needed
 */
export async function loadApp(workspaceRoot: string): Promise<Loaded> {
  const load = async (file: string, name: string): Promise<unknown> => {
    const path = join(workspaceRoot, file)
    if (!existsSync(path))
      throw new AppError(
        `There is no ${file} in ${workspaceRoot}. Open the course once: it adds what is new.`,
      )
    try {
      const loaded = (await import(pathToFileURL(path).href)) as Record<string, unknown>
      if (typeof loaded[name] === 'function') return loaded[name]
    } catch (error) {
      throw new AppError(`${file} can't be loaded: ${messageOf(error)}. See: jwt-lessons check 23`, error)
    }
    throw new AppError(`${file} exports no function ${name}. See: jwt-lessons show 23`)
  }
  return {
    createApp: (await load(APP, 'createApp')) as Loaded['createApp'],
    listen: (await load(ADAPTER, 'listen')) as Loaded['listen'],
  }
}

/**
 * Makes the app.
 * @throws AppError when createApp throws, or returns something that is not a function
 */
export function makeApp({ createApp }: Loaded, options: DemoOptions): App {
  let app: unknown
  try {
    app = createApp(options)
  } catch (error) {
    throw new AppError(`createApp in ${APP} threw ${messageOf(error)}. See: jwt-lessons check 23`, error)
  }
  if (typeof app !== 'function')
    throw new AppError(`createApp in ${APP} returned no function. See: jwt-lessons show 23`)
  return app as App
}

/** An error of the learner's in one line. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${String(error.message).split('\n')[0]}` : String(error)
  } catch {
    // An object without a prototype, for instance.
    return 'something that can not be shown'
  }
}
