/** Which globals learner code sees: those that are listed here, and no others, whatever Node adds in the future. */
import * as p from './primordials.ts'

/** The language itself. */
const LANGUAGE =
  `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error
AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis JSON Math Intl
Temporal ArrayBuffer SharedArrayBuffer Atomics DataView Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array
BigUint64Array BigInt64Array Uint8ClampedArray Float16Array Float32Array Float64Array BigInt Map Set WeakMap WeakSet WeakRef
FinalizationRegistry Iterator AsyncIterator Proxy Reflect DisposableStack AsyncDisposableStack decodeURI decodeURIComponent
encodeURI encodeURIComponent escape unescape eval isFinite isNaN WebAssembly`.split(/\s+/)

/** What Node and the web add, and what computes only. */
const ADDED =
  `console process global Buffer atob btoa crypto Crypto CryptoKey SubtleCrypto URL URLSearchParams URLPattern TextEncoder TextDecoder
structuredClone queueMicrotask setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate performance
AbortController AbortSignal Event EventTarget CustomEvent DOMException QuotaExceededError Blob`.split(/\s+/)

/** What a lesson with Request and Response has besides. */
const WEB =
  `Request Response Headers FormData File ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader
ReadableStreamDefaultController ReadableByteStreamController ReadableStreamBYOBRequest WritableStream
WritableStreamDefaultWriter WritableStreamDefaultController TransformStream TransformStreamDefaultController
ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream`.split(/\s+/)

/** Node's HTTP client puts its dispatcher there when it is loaded, by whatever way. */
const DISPATCHERS = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2']
/** Node's HTTP client looks there for the base of every URL of a Request; undefined is none. */
const ORIGIN = 'undici.globalOrigin.1'

/** Takes every global away that is not listed; `standIn` makes what stands in its place. */
export function allowGlobals(
  standIn: (name: string) => unknown,
  isOwn: (name: string) => boolean,
  options: { web: boolean },
): void {
  const allowed = new Set([...LANGUAGE, ...ADDED, ...(options.web ? WEB : [])])
  for (const name of Reflect.ownKeys(globalThis)) {
    if (typeof name === 'symbol' || allowed.has(name) || isOwn(name)) continue
    // Redefining a lazy global would load what is behind it (a whole HTTP client, for fetch); deleting does not.
    Reflect.deleteProperty(globalThis, name)
    const value = standIn(name)
    p.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true })
  }
  const nothing = Object.freeze(Object.create(null))
  for (const name of DISPATCHERS) {
    const fixed = { value: nothing, writable: false, enumerable: false, configurable: false }
    p.defineProperty(globalThis, Symbol.for(name), fixed)
  }
  const none = { value: undefined, writable: false, enumerable: false, configurable: false }
  p.defineProperty(globalThis, Symbol.for(ORIGIN), none)
  for (const name of ['compileStreaming', 'instantiateStreaming'])
    Reflect.deleteProperty((globalThis as unknown as { WebAssembly: object }).WebAssembly, name)
}

/** Of `performance` the clock; all else tells about the process or watches it. */
export function replacePerformance(): void {
  const real = globalThis.performance
  const now = real.now.bind(real)
  const { timeOrigin } = real
  const value = {
    now,
    timeOrigin,
    mark: () => undefined,
    measure: () => undefined,
    toJSON: () => ({ timeOrigin }),
  }
  Reflect.deleteProperty(globalThis, 'performance')
  p.defineProperty(globalThis, 'performance', { value, writable: true, enumerable: true, configurable: true })
}
