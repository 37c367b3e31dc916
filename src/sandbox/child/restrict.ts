/** Takes things away before learner code is loaded: what a lesson forbids, and all ways out. */
import crypto from 'node:crypto'
import { capabilities } from 'virtual:capabilities'
import type { Preparation } from '../protocol.ts'
import type { Capability } from './capability.ts'
import type { Capture } from './console.ts'
import { allowGlobals, replacePerformance } from './globals.ts'
import { gutBuiltins } from './gut.ts'
import { forbidden, restrictProcess } from './process.ts'
import type { Refuser } from './refuse.ts'
import { replaceGlobal, replaceMember } from './stand-ins.ts'
import { replaceStructuredClone } from './structured-clone.ts'

/** What no lesson needs of node:crypto: settings of the whole process. */
const FORBIDDEN_CRYPTO = ['setEngine', 'setFips', 'secureHeapUsed']

/** The capabilities that a lesson forbids. @throws Error when there is none of a name */
export function forbiddenBy({ forbids }: Pick<Preparation, 'forbids'>): Capability[] {
  return forbids.map(name => {
    const capability = capabilities[name]
    if (capability === undefined) throw new Error(`There is no capability ${name}.`)
    return capability
  })
}

/** Takes away what a lesson forbids, and all ways out. Can't be undone: a process serves one lesson. */
export function restrict(
  request: Preparation,
  refuser: Refuser,
  capture: Capture,
  learnerConsole: object,
  /** Whether a global is one of ours. */
  isOwn: (name: string) => boolean,
): void {
  const real = globalThis.process
  allowGlobals(name => forbidden(refuser, name), isOwn, { web: request.web })
  replacePerformance()
  replaceStructuredClone()
  for (const name of FORBIDDEN_CRYPTO) {
    if (name in crypto) replaceMember(crypto, name, forbidden(refuser, name))
  }
  for (const { takeAway } of forbiddenBy(request)) takeAway?.(refuser)
  replaceGlobal('console', learnerConsole)
  gutBuiltins(refuser, real)
  replaceGlobal('process', restrictProcess(real, refuser, capture))
}
