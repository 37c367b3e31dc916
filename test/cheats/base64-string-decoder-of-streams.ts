// lesson: 01-base64url-encode
// verdict: failed
// what: gets at the streams of Node by a socket of its HTTP client, and lets them encode
// setter of Object.prototype -> stream.Readable, whose setEncoding('base64url') encodes natively.
const g = globalThis as any
class FakeBuffer extends Uint8Array { static alloc = (n: number) => new Uint8Array(n); static allocUnsafe = (n: number) => new Uint8Array(n); static allocUnsafeSlow = (n: number) => new Uint8Array(n); static from = (x: any) => new Uint8Array(x?.length ?? 0); static isBuffer = () => false; static concat = () => new Uint8Array(0); static byteLength = (s: string) => s.length }
let socket: any
const log: string[] = []
let Readable: any
try {
  g.Buffer = FakeBuffer; g.File ??= class {}; g.Blob = class {}; g.File = class {}; g.FormData = class {}
  try { void g.Headers } catch (e) { log.push('first ' + (e as any).stack) ; try { void g.Headers } catch (e) { log.push('second ' + (e as any).stack) } }
  const d = g[Symbol.for('undici.globalDispatcher.1')]
  log.push(`dispatcher ${d?.constructor?.name}`)
  for (const name of ['_hadError', '_parent', '_host', 'connecting']) Object.defineProperty(Object.prototype, name, { configurable: true, set(v) { socket ??= this; Object.defineProperty(this, name, { value: v, writable: true, configurable: true, enumerable: true }) }, get() { return undefined } })
  await new Promise(resolve => {
    try { d.dispatch({ origin: 'http://127.0.0.1:9', path: '/', method: 'GET', headers: {} }, { onConnect() {}, onHeaders() { return true }, onData() { return true }, onComplete: resolve, onError: resolve, onRequestStart() {}, onResponseStart() {}, onResponseData() {}, onResponseEnd: resolve, onResponseError: resolve }) } catch (e) { log.push('dispatch ' + (e as any).stack); resolve(0) }
  })
  for (const name of ['_hadError', '_parent', '_host', 'connecting']) delete (Object.prototype as any)[name]
  log.push(`socket ${socket?.constructor?.name}`)
  let c = socket.constructor
  while (c && c.name !== 'Readable') c = Object.getPrototypeOf(c)
  Readable = c
  log.push(`Readable ${typeof Readable}`)
} catch (e) { log.push('ERR ' + (e as any).stack) }
console.log(log.join('\n'))
export function encode(bytes: Uint8Array): string {
  const r = new Readable({ read() {}, highWaterMark: 1e9 })
  r.setEncoding('base64url')
  if (bytes.length === 0) return ''
  r.push(bytes); r.push(null)
  let text = ''
  for (let chunk; (chunk = r.read()) !== null; ) text += chunk
  return text
}
export function decode(text: string): Uint8Array { throw 0 }
