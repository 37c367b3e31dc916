import type { Encoded, WireDescribed } from './protocol.ts'
import type { Described } from './types.ts'

/**
 * By it an instance is known whichever copy of its class it is of: pictures are bundled apart from the program, and have
 * a copy of their own.
 */
const KIND = Symbol.for('jwt-lessons.kind')

function isOfKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && (value as { [KIND]?: unknown })[KIND] === kind
}

/** A body as it comes over a network: piece by piece, and not always to its end. */
export class BodyInPieces {
  readonly pieces: readonly Uint8Array[]
  /** What follows the last piece: the end, nothing ever, or a broken connection. */
  readonly ending: 'end' | 'nothing' | 'error'

  constructor(pieces: readonly Uint8Array[], ending: BodyInPieces['ending'] = 'end') {
    this.pieces = pieces
    this.ending = ending
  }
}

export type RequestBody = Uint8Array | BodyInPieces | null

/** A Request on its way into the sandbox: what one is made of, as plain data. */
export class WebRequest {
  readonly method: string
  readonly url: string
  readonly headers: [string, string][]
  readonly body: RequestBody

  constructor(method: string, url: string, headers: [string, string][] = [], body: RequestBody = null) {
    this.method = method
    this.url = url
    this.headers = headers
    this.body = body
  }

  get [KIND](): 'request' {
    return 'request'
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return isOfKind(value, 'request')
  }
}

/**
 * A function without parameters, as an argument: it returns what the call under way is given by this name, a time for
 * instance that moves on: `new GivenFunction('now')` and `{ given: { now: 1700000000 } }`.
 */
export class GivenFunction {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  get [KIND](): 'given' {
    return 'given'
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return isOfKind(value, 'given')
  }
}

/** The arguments of one call; windows into one buffer are so in the sandbox, too. */
export function encodeArguments(args: readonly unknown[]): Encoded[] {
  const buffers: Buffers = new Map()
  return args.map(argument => encodeArgument(argument, buffers))
}

/** The copy of each buffer that arguments are windows into. */
type Buffers = Map<ArrayBufferLike, ArrayBuffer>

/**
 * Takes an argument apart for the way into the sandbox.
 * A Uint8Array keeps its offset and the bytes around it, so that learner code sees a real view. Of a Buffer only its
 * own bytes go: what lies around it in Node's pool is not the caller's.
 */
function encodeArgument(value: unknown, buffers: Buffers): Encoded {
  if (Buffer.isBuffer(value)) return ownBytes(value)
  if (value instanceof Uint8Array) {
    if (value.byteLength === value.buffer.byteLength) return ownBytes(value)
    const whole = buffers.get(value.buffer) ?? ownBytes(new Uint8Array(value.buffer))
    buffers.set(value.buffer, whole)
    return { k: 'view', buffer: whole, offset: value.byteOffset, length: value.byteLength }
  }
  if (value instanceof WebRequest) {
    const { url, method, headers, body } = value
    return { k: 'request', url, method, headers, body: encodeBody(body) }
  }
  if (value instanceof GivenFunction) return { k: 'given', name: value.name }
  if (Array.isArray(value)) return { k: 'array', items: value.map(item => encodeArgument(item, buffers)) }
  if (typeof value === 'object' && value !== null) {
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return { k: 'other', v: value }
    const entries = Object.entries(value).map(([name, member]): [string, Encoded] => [
      name,
      encodeArgument(member, buffers),
    ])
    return { k: 'object', entries, bare: prototype === null }
  }
  return value as string | number | boolean | bigint | null | undefined
}

function encodeBody(body: RequestBody): Extract<Encoded, { k: 'request' }>['body'] {
  if (body instanceof BodyInPieces) return { pieces: body.pieces.map(ownBytes), ending: body.ending }
  return body === null ? null : ownBytes(body)
}

/** A copy of exactly these bytes. */
export function ownBytes(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.prototype.slice.call(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .buffer as ArrayBuffer
}

/** A description as the host uses it. */
export function receiveDescribed(described: WireDescribed): Described {
  switch (described.type) {
    case 'bytes':
      return { type: 'bytes', value: new Uint8Array(described.value), name: described.name }
    case 'array':
      return { type: 'array', items: described.items.map(receiveDescribed) }
    case 'object':
      return {
        type: 'object',
        name: described.name,
        entries: described.entries.map(([name, member]): [string, Described] => [
          name,
          receiveDescribed(member),
        ]),
      }
    case 'response':
      return { ...described, body: new Uint8Array(described.body) }
    default:
      return described
  }
}
