// lesson: 05-sign
// verdict: broken
// what: rewrites the answer on its way: no answers at all
const out: string[] = []
let job: any
for (let i = 0; i < 8; i++) Object.defineProperty(Array.prototype, i, { configurable: true, set(v) { if (v?.loader?.loadCache) job ??= v; Object.defineProperty(this, i, { value: v, writable: true, configurable: true, enumerable: true }) }, get() { return undefined } })
try { await import('./claims.ts?x=1' as any) } catch (e) { out.push('E ' + e) }
for (let i = 0; i < 8; i++) delete (Array.prototype as any)[i]
try {
  const ns: any = {}
  Map.prototype.forEach.call(job.loader.loadCache, (variants: any, url: string) => { for (const k of Reflect.ownKeys(variants)) { try { ns[url] = variants[k]?.module?.getNamespace?.() } catch {} } })
  const fs = ns['node:fs'].default, mod = ns['node:module'].default, v8 = ns['node:v8'].default
  const write = fs.writeSync
  fs.writeSync = (fd: number, bytes: Uint8Array, at: number, length: number, position: any) => {
    if (fd !== 1 || at !== 0) return write(fd, bytes, at, length, position)
    const message = v8.deserialize(new Uint8Array(bytes).subarray(4))
    if (message.answers) { message.answers = [] }
    const body = v8.serialize(message)
    const frame = new Uint8Array(4 + body.length)
    new DataView(frame.buffer).setUint32(0, body.length, true); frame.set(body, 4)
    for (let done = 0; done < frame.length; ) done += write(1, frame, done, frame.length - done, null)
    return length
  }
  mod.syncBuiltinESMExports()
} catch (e) { out.push('ERR ' + (e as any).stack) }
console.log(out.join('\n'))
export function signHs256(): string { return '' }
export function verifyHs256(): any { return '' }
