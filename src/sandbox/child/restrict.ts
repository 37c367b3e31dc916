/** Takes things away before learner code is loaded: what a lesson asks to be built by hand, and all ways out. */
import crypto from 'node:crypto'
import module from 'node:module'
import type { LoadRequest } from '../protocol.ts'
import type { Capture } from './console.ts'
import { allowGlobals, replacePerformance } from './globals.ts'
import { gutBuiltins } from './gut.ts'
import { lockPrototypes } from './lockdown.ts'
import * as p from './primordials.ts'
import { forbidden, restrictProcess } from './process.ts'
import type { Refuser } from './refuse.ts'

const BY_HAND = 'is taken away in this lesson: base64url is what you are building, by hand'
const OWN_HMAC = 'is taken away in this lesson: HMAC is what you are building, out of SHA-256'

/** What node:crypto keeps in the HMAC lesson; all else could compute or compare a MAC. */
const HASH_ONLY = [
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
/** What no lesson needs of node:crypto: settings of the whole process. */
const FORBIDDEN_CRYPTO = ['setEngine', 'setFips', 'secureHeapUsed']

/** Globals that could encode or decode base64 or base64url, or hand out something that does. */
const BASE64_GLOBALS = [
  'Buffer',
  'btoa',
  'atob',
  'Blob',
  'File',
  'FileReader',
  'Response',
  'Request',
  'FormData',
  'crypto',
  'Crypto',
  'CryptoKey',
  'SubtleCrypto',
]

/** Applies a lesson's profile to this process. Can't be undone: a process serves one lesson. */
export function restrict(
  profile: LoadRequest['profile'],
  refuser: Refuser,
  capture: Capture,
  learnerConsole: object,
  /** Whether a global is one of ours. */
  isOwn: (name: string) => boolean,
): void {
  const real = globalThis.process
  allowGlobals(name => forbidden(refuser, name), isOwn, { web: profile === 'web' })
  replacePerformance()
  if (profile === 'by-hand') takeAwayBase64(refuser)
  if (profile === 'hash-only') takeAwayHmac(refuser)
  if (profile === 'crypto') forbidCryptoSettings(refuser)
  replaceGlobal('console', learnerConsole)
  gutBuiltins(refuser, real, profile)
  replaceGlobal('process', restrictProcess(real, refuser, capture))
}

export { lockPrototypes }

function replaceGlobal(name: string, value: unknown): void {
  // Redefining a lazy global would load what is behind it (a whole HTTP client, for fetch); deleting does not.
  Reflect.deleteProperty(globalThis, name)
  p.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true })
}

/** A stand-in that stays: Node's own code may ask the global object for Buffer, and must get none of the learner's. */
function fixGlobal(name: string, value: unknown): void {
  Reflect.deleteProperty(globalThis, name)
  p.defineProperty(globalThis, name, { value, writable: false, enumerable: false, configurable: false })
}

function replaceMember(owner: object, name: PropertyKey, value: unknown): void {
  p.defineProperty(owner, name, { value, writable: true, enumerable: true, configurable: true })
}

/** A stand-in that says why, whatever is done with it. */
function takenAway(refuser: Refuser, what: string, why: string): object {
  const refuse = (): never => refuser.refuse({ what, kind: 'taken-away', message: `${what} ${why}` })
  const isInstance = (): boolean => false
  // A class can be called with `new`; without that, code that tries hears that this is no constructor.
  return new Proxy(class {} as object, {
    get: (_target, key) => (key === Symbol.hasInstance ? isInstance : refuse()),
    getOwnPropertyDescriptor: refuse,
    apply: refuse,
    construct: refuse,
  })
}

function takeAwayBase64(refuser: Refuser): void {
  const methods: [object, string, string][] = [
    [p.bufferPrototype, 'base64Slice', 'Buffer'],
    [p.bufferPrototype, 'base64urlSlice', 'Buffer'],
    [p.bufferPrototype, 'base64Write', 'Buffer'],
    [p.bufferPrototype, 'base64urlWrite', 'Buffer'],
    [p.Uint8ArrayClass.prototype, 'toBase64', 'Uint8Array.prototype.toBase64'],
    [p.Uint8ArrayClass.prototype, 'setFromBase64', 'Uint8Array.prototype.setFromBase64'],
    [p.Uint8ArrayClass, 'fromBase64', 'Uint8Array.fromBase64'],
  ]
  for (const [owner, name, what] of methods) {
    if (!(name in owner)) continue
    const refuse = (): never => refuser.refuse({ what, kind: 'taken-away', message: `${what} ${BY_HAND}` })
    p.defineProperty(owner, name, { value: refuse, writable: true, enumerable: false, configurable: true })
  }
  // Node's own code needs Buffer: for code that gets hold of the class, only its base64 is gone.
  for (const [owner, name] of [
    [p.bufferPrototype, 'toString'],
    [p.bufferPrototype, 'toLocaleString'],
    [p.bufferPrototype, 'write'],
    [p.bufferPrototype, 'fill'],
    [p.BufferClass, 'from'],
    [p.BufferClass, 'alloc'],
  ] as const) {
    refuseBase64(refuser, owner, name)
  }
  for (const name of BASE64_GLOBALS) {
    if (name in globalThis) fixGlobal(name, takenAway(refuser, name, BY_HAND))
  }
}

/** Wraps a method so that it refuses the encodings base64 and base64url; an encoding is a text, nothing that turns into one. */
function refuseBase64(refuser: Refuser, owner: object, name: string): void {
  const original = p.getOwnPropertyDescriptor(owner, name)?.value as (...args: unknown[]) => unknown
  const isBase64 = /^base64/i
  function wrapped(this: unknown, ...args: unknown[]): unknown {
    for (let index = 0; index < args.length; index++) {
      const arg = args[index]
      if (typeof arg === 'string' && arg.length < 12 && p.matches(isBase64, arg)) {
        refuser.refuse({ what: 'Buffer', kind: 'taken-away', message: `Buffer ${BY_HAND}` })
      }
    }
    return p.apply(original, this, args)
  }
  p.defineProperty(owner, name, { value: wrapped, writable: true, enumerable: false, configurable: true })
}

function takeAwayHmac(refuser: Refuser): void {
  for (const name of Reflect.ownKeys(crypto) as string[]) {
    if (!HASH_ONLY.includes(name)) replaceMember(crypto, name, takenAway(refuser, name, OWN_HMAC))
  }
  module.syncBuiltinESMExports()
  // The module's own webcrypto can't be replaced; what it does can.
  for (const name of Reflect.ownKeys(SubtleCrypto.prototype) as string[]) {
    if (name === 'constructor' || typeof name === 'symbol') continue
    const refuse = (): never =>
      refuser.refuse({ what: name, kind: 'taken-away', message: `subtle.${name} ${OWN_HMAC}` })
    p.defineProperty(SubtleCrypto.prototype, name, { value: refuse, writable: true, configurable: true })
  }
  const web = globalThis.crypto
  replaceGlobal('crypto', {
    getRandomValues: web.getRandomValues.bind(web),
    randomUUID: web.randomUUID.bind(web),
    subtle: takenAway(refuser, 'crypto.subtle', OWN_HMAC),
  })
  for (const name of ['Crypto', 'SubtleCrypto', 'CryptoKey']) {
    if (name in globalThis) replaceGlobal(name, takenAway(refuser, name, OWN_HMAC))
  }
}

function forbidCryptoSettings(refuser: Refuser): void {
  for (const name of FORBIDDEN_CRYPTO) {
    if (name in crypto) replaceMember(crypto, name, forbidden(refuser, name))
  }
  module.syncBuiltinESMExports()
}
