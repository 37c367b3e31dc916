import crypto from 'node:crypto'
import module from 'node:module'
import type { Capability } from '../capability.ts'
import * as p from '../primordials.ts'
import type { Refuser } from '../refuse.ts'
import { replaceGlobal, replaceMember, takenAway } from '../stand-ins.ts'

const WHY = 'is disabled in this lesson: HMAC is what you are building, out of SHA-256'

/** What node:crypto keeps in the HMAC lesson; all else could compute or compare a MAC. */
const KEPT = [
  'createHash',
  'hash',
  'Hash',
  'getHashes',
  'randomBytes',
  'randomFillSync',
  'randomInt',
  'randomUUID',
  'constants',
]
/** All of node:crypto that could compute or compare a MAC. */
export const capability: Capability = { takeAway }

function takeAway(refuser: Refuser): void {
  for (const name of Reflect.ownKeys(crypto) as string[]) {
    if (!KEPT.includes(name)) replaceMember(crypto, name, takenAway(refuser, name, WHY))
  }
  module.syncBuiltinESMExports()
  // The module's own webcrypto can't be replaced; what it does can.
  for (const name of Reflect.ownKeys(SubtleCrypto.prototype) as string[]) {
    if (name === 'constructor' || typeof name === 'symbol') continue
    const refuse = (): never =>
      refuser.refuse({ what: name, kind: 'taken-away', message: `subtle.${name} ${WHY}` })
    p.defineProperty(SubtleCrypto.prototype, name, { value: refuse, writable: true, configurable: true })
  }
  // Another capability may have taken it away altogether.
  const web = crypto.webcrypto
  if (globalThis.crypto !== web) return
  replaceGlobal('crypto', {
    getRandomValues: web.getRandomValues.bind(web),
    randomUUID: web.randomUUID.bind(web),
    subtle: takenAway(refuser, 'crypto.subtle', WHY),
  })
  for (const name of ['Crypto', 'SubtleCrypto', 'CryptoKey']) {
    if (name in globalThis) replaceGlobal(name, takenAway(refuser, name, WHY))
  }
}
