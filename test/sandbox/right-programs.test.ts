/** What a right program may use: the platform as far as it computes, and prototypes of its own making. */
import { afterAll, expect, test } from 'vitest'
import { createWorld } from './world.ts'

const world = createWorld()
afterAll(() => world.close())

const EXPRESSIONS: Record<string, string> = {
  "Buffer.from('abc').toString('base64url') + Buffer.concat([Buffer.alloc(2)]).length": 'YWJj2',
  "Buffer.from('ff', 'hex').readUInt8(0)": '255',
  "new URL('../c?x=1#y', 'https://a.test/b/').href": 'https://a.test/c?x=1#y',
  "[...new URLSearchParams('a=1&b=2')].join()": 'a,1,b,2',
  "new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode('é'))": 'é',
  "new TextDecoder('utf-16le').decode(new Uint8Array([97, 0]))": 'a',
  "(await crypto.subtle.digest('SHA-256', new Uint8Array(3))).byteLength": '32',
  "(await crypto.subtle.exportKey('jwk', await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']))).kty":
    'oct',
  'crypto.randomUUID().length + crypto.getRandomValues(new Uint8Array(4)).length': '40',
  "new Intl.NumberFormat('de').format(1234.5)": '1.234,5',
  "[...new Intl.Segmenter('en').segment('ab')].length": '2',
  'structuredClone({ a: new Map([[1, [new Date(0)]]]) }).a.get(1)[0].getTime()': '0',
  "structuredClone(new Error('x')).message": 'x',
  "(e => [e.name, e.message, e.stack.includes('x'), e.cause.a, Object.keys(e).length].join())(structuredClone(new RangeError('x', { cause: { a: 1 } })))":
    'RangeError,x,true,1,0',
  '(a => { a.self = a; const c = structuredClone(a); return c.self === c && c !== a })({ list: [1, , 3] })':
    'true',
  '(c => [c.length, 1 in c, c.at(-1)].join())(structuredClone([1, , 3]))': '3,false,3',
  '(b => { const [x, y] = structuredClone([b.subarray(1), b]); y[1] = 9; return [x[0], b[1], x.constructor.name].join() })(Buffer.from([1, 2]))':
    '9,2,Uint8Array',
  '(b => { const c = structuredClone(b, { transfer: [b.buffer] }); return [b.length, ...c].join() })(new Uint16Array([7, 8]))':
    '0,7,8',
  "[...structuredClone(new Set([new Date(5), /a/gi, Object('s'), 5n]))].map(x => typeof x + +(x.valueOf() == 5)).join()":
    'object1,object0,object0,bigint1',
  'structuredClone(new DataView(new ArrayBuffer(4), 1, 2)).byteLength': '2',
  'structuredClone(Object.create({ a: 1 }, { b: { value: 2, enumerable: true }, c: { value: 3 } })).b': '2',
  'JSON.stringify(structuredClone({ __proto__: null, ["__proto__"]: 1, get x() { return 2 } }))':
    '{"__proto__":1,"x":2}',
  '(() => { try { structuredClone(() => {}) } catch (error) { return error.name + (error instanceof DOMException) } })()':
    'DataCloneErrortrue',
  "structuredClone({ key: await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']) }).key.algorithm.name":
    'HMAC',
  "structuredClone(new (class A { a = new (class extends Map {})([['k', -0]]) })()).a.get('k')": '0',
  '[1, 2, 3].values().map(x => x * 2).filter(x => x > 2).toArray().join()': '4,6',
  'Iterator.from([1, 2]).take(1).toArray().join()': '1',
  'new Uint8Array([3, 1, 2]).toSorted().with(0, 9).join()': '9,2,3',
  'Uint8Array.from([1, 2], x => x * 2).findLast(x => x > 1)': '4',
  '[...(function* () { yield* [1, 2]; return 3 })()].join()': '1,2',
  'await (async () => { let s = 0; for await (const x of (async function* () { yield 1; yield 2 })()) s += x; return s })()':
    '3',
  "Object.entries(Object.groupBy(['a', 'bb'], x => x.length)).join()": '1,a,2,bb',
  '[3, 1].toSorted().concat([2]).at(-1)': '2',
  "await new Blob(['abc']).text()": 'abc',
  "await (async reader => { const { value } = await reader.read(); reader.releaseLock(); return value.length })(new Blob(['abc']).stream().getReader())":
    '3',
  "await (async () => { for await (const part of new Blob(['abc']).stream()) return part.length })()": '3',
  "await (async hash => { hash.end('x'); let n = 0; for await (const part of hash) n += part.length; return n })(createHash('sha256'))":
    '32',
  "await (async hash => { hash.end('x'); return (await hash.map(part => part.length).toArray()).join() })(createHash('sha256'))":
    '32',
  'new (class extends Array { get last() { return this.at(-1) } })(1, 2, 3).map(x => x).last': '3',
  'await Promise.all([1, Promise.resolve(2)]).then(list => list.join())': '1,2',
  "(await Promise.allSettled([Promise.reject(new Error('x'))]))[0].status": 'rejected',
  'await new (class extends Promise { finally(f) { return super.finally(f) } })(done => done(5)).finally(() => {})':
    '5',
  'await util.promisify((a, done) => done(null, a + 1))(1)': '2',
  'util.inspect({ a: [1, new Set([2])] })': '{ a: [ 1, Set(1) { 2 } ] }',
  "util.format('%s %d', 'a', 1) + util.styleText('red', 'x').includes('x')": 'a 1true',
  '(() => { try { assert.deepStrictEqual({ a: 1 }, { a: 2 }) } catch (error) { return error.name } })()':
    'AssertionError',
  '(() => { try { assert(0) } catch (error) { return error.name } })()': 'AssertionError',
  'await timers.setTimeout(1, 7)': '7',
  "(await once(later('x', 8), 'x'))[0]": '8',
  'AbortSignal.any([AbortSignal.abort()]).aborted': 'true',
  "new DOMException('a', 'b').name": 'b',
  'performance.now() > 0 && process.hrtime.bigint() > 0n': 'true',
  'JSON.stringify(Object.getOwnPropertyNames(class { static #x = 1; static get x() { return this.#x } }).length)':
    '4',
  'typeof (await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))).instance': 'object',
}
// A decorator of own making, as a function that is called: the syntax is none of JavaScript yet.
EXPRESSIONS[
  '((target, wrap) => { const f = target.prototype.f; target.prototype.f = wrap(f); return new target().f(1) })(class { f(a) { return a } }, f => function (a) { return f.call(this, a) + 1 })'
] = '2'

test('nothing of it is refused', { timeout: 120_000 }, async () => {
  const calls = Object.keys(EXPRESSIONS).map(text => `async () => ${text}`)
  const source = `
    import assert from 'node:assert'
    import { createHash } from 'node:crypto'
    import { EventEmitter, once } from 'node:events'
    import timers from 'node:timers/promises'
    import util from 'node:util'
    const later = (name, value) => { const emitter = new EventEmitter(); setTimeout(() => emitter.emit(name, value), 1); return emitter }
    const all = [${calls.join(',\n')}]
    export const run = async () => {
      const seen = []
      for (const one of all) {
        try { seen.push(String(await one())) } catch (error) { seen.push(String(error)) }
      }
      return seen
    }`
  const { sandbox, report } = await world.load(source)
  expect(report).toMatchObject({ kind: 'loaded' })
  const reply = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [] }], {
    turns: 'one-by-one',
    awaits: true,
  })
  const { items } = (reply.report[0] as { outcome: { value: { items: { value: string }[] } } }).outcome.value
  const seen = Object.fromEntries(Object.keys(EXPRESSIONS).map((text, index) => [text, items[index]?.value]))
  expect(seen).toEqual(EXPRESSIONS)
})

test('a JSON file of the workspace can be imported, in each of the lessons that share a process', async () => {
  world.write('jwt/data.json', '\uFEFF{ "a": [1], "__proto__": 2 }')
  const { sandbox, report } = await world.load(`
    import data from './data.json' with { type: 'json' }
    export const run = async () => {
      const { default: again } = await import('./data.json', { with: { type: 'json' } })
      return JSON.stringify(data) + (again === data)
    }`)
  expect(report).toMatchObject({ kind: 'loaded', imported: ['jwt/code.ts', 'jwt/data.json'] })
  const call = { file: 'jwt/code.ts', name: 'run', args: [] }
  const options = { turns: 'one-by-one', awaits: true } as const
  const value = { type: 'string', value: '{"a":[1],"__proto__":2}true' }
  for (const _ of ['one lesson', 'the next one']) {
    const { report: answers } = await sandbox.call([call], options)
    expect(answers[0]?.outcome).toEqual({ kind: 'value', value })
    const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
    const next = await sandbox.load({ forbids: [], watches: [], web: false, files, instrument: false })
    expect(next.report).toMatchObject({ kind: 'loaded' })
  }
})

test('of a JSON file that can not be read it is said which one it is', async () => {
  world.write('jwt/data.json', '{ "a": [1 }')
  const { report } = await world.load("import data from './data.json' with { type: 'json' }")
  const message = expect.stringMatching(/^jwt\/data\.json is not valid JSON: Expected ',' or '\]'/)
  expect(report).toMatchObject({ problem: { kind: 'syntax', file: 'jwt/data.json', message } })
})

test.each([
  ["import data from './data.json'", /^jwt\/data\.json is JSON, .* with \{ type: 'json' \}\.$/],
  ["import data from './data.json' with { type: 'text' }", /^jwt\/data\.json is JSON/],
  ["import { a } from './other.ts' with { type: 'json' }", /^jwt\/other\.ts is imported with attributes/],
  ["await import('./other.ts', { with: { type: 'json' } })", /^jwt\/other\.ts is imported with attributes/],
])('what Node itself does not import is not imported here: %s', async (source, message) => {
  world.write('jwt/data.json', '{}')
  world.write('jwt/other.ts', 'export const a = 1')
  const { report } = await world.load(source)
  expect(report).toMatchObject({ problem: { kind: 'import', message: expect.stringMatching(message) } })
})
