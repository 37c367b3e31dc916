// lesson: 05-sign
// verdict: failed
// what: everything that the module loader gives when it is taken by bind
const out: string[] = []
const bind = Function.prototype.bind, apply = Reflect.apply
let loader: any
try {
  Function.prototype.bind = function (this: any, ...a: any[]) { if (a[0]?.loadCache) loader ??= a[0]; return apply(bind, this, a) } as any
  try { await import('./claims.ts?x=1' as any) } catch (e) { out.push('E ' + e) }
  Function.prototype.bind = bind
} catch (e) { out.push('B ' + e) }
const say = async (what: string, run: () => any) => { try { out.push(`${what}: ${String(await run()).slice(0, 200)}`) } catch (e) { out.push(`${what} THROWS ${(e as any).message?.slice(0, 120)}`) } }
out.push('loader ' + loader?.constructor?.name)
try {
  const ns: any = {}
  Map.prototype.forEach.call(loader.loadCache, (variants: any, url: string) => { for (const k of Reflect.ownKeys(variants)) { try { ns[url] = variants[k]?.module?.getNamespace?.() } catch {} } })
  out.push(Object.keys(ns).join(' '))
  const fs = ns['node:fs']?.default, mod = ns['node:module']?.default, v8 = ns['node:v8']?.default
  for (const n of ['readdirSync', 'readFileSync', 'writeSync', 'readSync', 'openSync']) await say('fs.' + n, () => fs[n](n === 'writeSync' ? 2 : '.', n === 'writeSync' ? 'x' : undefined))
  await say('fs.promises', () => fs.promises.readdir('.'))
  await say('fs.ReadStream', () => new fs.ReadStream('jwt/hs256.ts'))
  await say('createRequire', () => mod.createRequire('/x.js'))
  await say('new Module', () => { const m = new mod('x'); return m.require('net') })
  await say('Module.prototype.require', () => mod.prototype.require.call({ path: '/' , filename: '/x', paths: [] }, 'net'))
  await say('Module._load', () => mod._load('net'))
  await say('registerHooks', () => mod.registerHooks({}))
  await say('v8.serialize', () => v8.serialize(1))
  await say('v8.snapshot', () => v8.getHeapSnapshot())
  for (const o of [loader, Object.getPrototypeOf(loader)]) out.push('L ' + Reflect.ownKeys(o).map(String).join(' '))
  for (const m of ['node:net', 'node:sqlite', 'node:vm', 'node:http2', 'node:inspector', 'node:repl', 'node:test', 'node:worker_threads', 'node:tls', 'node:fs/promises', 'node:cluster']) {
    await say('loader.import ' + m, async () => { const n = await loader.import(m, undefined, { __proto__: null }); return typeof n + ' ' + Object.keys(n).length + ' ' + String(n.default && Reflect.ownKeys(n.default).length) })
    await say('loader.getOrCreate ' + m, async () => { const j = await loader.getOrCreateModuleJob?.(undefined, { specifier: m, attributes: { __proto__: null } }); return j?.constructor?.name })
    await say('loader.load ' + m, async () => { const j = await loader.load?.(m, { format: 'builtin', importAttributes: {} }); return JSON.stringify(j) })
  }
  await say('resolveSync', () => JSON.stringify(loader.resolveSync('file:///', { specifier: 'node:net', attributes: {} })))
  await say('setCustomizations', () => { loader.setCustomizations?.(undefined); return 'done' })
  await say('register', () => { loader.register?.('data:text/javascript,1', 'file:///', undefined, undefined, true); return 'registered' })
  await say('forceLoadHooks', () => { loader.forceLoadHooks?.(); return 'done' })
  await say('loadCache.set', () => { const c = loader.loadCache; return Reflect.ownKeys(Object.getPrototypeOf(c)).map(String).join(' ') })
  await say('child ns', () => Object.keys(ns).filter(k => k.includes('sandbox-')).map(k => k + ':' + (ns[k] ? Object.keys(ns[k]) : typeof ns[k])).join())
  await say('eval of module', async () => { const u = 'file:///x.js'; const m = await loader.eval?.('import fs from "node:net"; globalThis.qq = fs', u, false); return typeof (globalThis as any).qq })
  await say('createModuleWrap', async () => { const w = loader.createModuleWrap?.('import * as n from "node:net"; globalThis.qq = n', 'file:///x.js'); return w?.constructor?.name })
  await say('require chain', async () => { const j = await loader.importSyncForRequire?.({}, 'x', 'x'); return typeof j })
} catch (e) { out.push('ERR ' + (e as any).stack) }
console.log(out.join('\n'))
export function signHs256(): string { return '' }
export function verifyHs256(): any { return '' }
