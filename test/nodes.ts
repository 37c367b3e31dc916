/** Programs of other Nodes, for tests that run on all that are supported. */
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'

/** `.nodes/22.18/node_modules/node/bin/node` and the like, as CI installs them, and those of JWT_LESSONS_NODES. */
export function otherNodes(): string[] {
  const installed = existsSync('.nodes')
    ? readdirSync('.nodes').map(name => resolve('.nodes', name, 'node_modules/node/bin/node'))
    : []
  return [...installed, ...(process.env.JWT_LESSONS_NODES?.split(delimiter) ?? [])].filter(path =>
    existsSync(path),
  )
}
