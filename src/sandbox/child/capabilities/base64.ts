import { StringDecoder } from 'node:string_decoder'
import type { Capability } from '../capability.ts'
import * as p from '../primordials.ts'
import type { Refuser } from '../refuse.ts'
import { fixGlobal, takenAway } from '../stand-ins.ts'

const WHY = 'is disabled in this lesson: base64url is what you are building, by hand'

/** Globals that could encode or decode base64 or base64url, or hand out something that does. */
const GLOBALS = [
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

/** Everything that knows base64 or base64url. Without `imports` beside it, node:crypto still writes its results so. */
export const capability: Capability = { takeAway }

function takeAway(refuser: Refuser): void {
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
    const refuse = (): never => refuser.refuse({ what, kind: 'taken-away', message: `${what} ${WHY}` })
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
  for (const member of ['write', 'end', 'text']) {
    if (!(member in StringDecoder.prototype)) continue
    const refuse = (): never =>
      refuser.refuse({ what: 'StringDecoder', kind: 'taken-away', message: `StringDecoder ${WHY}` })
    p.defineProperty(StringDecoder.prototype, member, { value: refuse, writable: true, configurable: true })
  }
  for (const name of GLOBALS) {
    if (name in globalThis) fixGlobal(name, takenAway(refuser, name, WHY))
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
        refuser.refuse({ what: 'Buffer', kind: 'taken-away', message: `Buffer ${WHY}` })
      }
    }
    return p.apply(original, this, args)
  }
  p.defineProperty(owner, name, { value: wrapped, writable: true, enumerable: false, configurable: true })
}
