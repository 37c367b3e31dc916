/** The lab of lesson 20: the learner's app, a page of another port, and a page of another site. */
import { randomBytes } from 'node:crypto'
import { createApp } from './app.ts'
import { createAttacker } from './attacker.ts'
import type { CookieCode } from './cookie-code.ts'
import { type LabServer, type Reply, serve } from './http.ts'

/** Where the three are. For a browser the first two are one site and two origins; the third is another site. */
export type Origins = { app: string; sibling: string; stranger: string }

export type StorageLab = { origins: Origins; close: () => Promise<void> }

/**
 * Starts the lab on free ports of the loopback interface.
 * @param tell is given one line for each thing that happens; the pages show the same lines
 */
export async function startStorageLab(code: CookieCode, tell: (line: string) => void): Promise<StorageLab> {
  const servers: LabServer[] = []
  const tellAll = (line: string): void => {
    tell(line)
    for (const server of servers) server.tell(line)
  }
  const notYet = (): Reply => ({ status: 503 })
  const handlers = { app: notYet, sibling: notYet, stranger: notYet } as Record<
    keyof Origins,
    Parameters<typeof serve>[1]
  >
  const start = async (name: keyof Origins, host: string): Promise<string> => {
    const server = await serve([host], request => handlers[name](request))
    servers.push(server)
    return `http://${host}:${server.port}`
  }
  const origins: Origins = {
    app: await start('app', 'localhost'),
    sibling: await start('sibling', 'localhost'),
    stranger: await start('stranger', '127.0.0.1'),
  }
  const secret = randomBytes(32).toString('hex')
  handlers.app = createApp({ origins, code, secret, tell: tellAll })
  handlers.sibling = createAttacker({ origins, kind: 'sibling', tell: tellAll })
  handlers.stranger = createAttacker({ origins, kind: 'stranger', tell: tellAll })
  return {
    origins,
    async close() {
      await Promise.all(servers.map(server => server.close()))
      code.close()
    },
  }
}
