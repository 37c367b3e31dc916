import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebRequest } from '../../src/sandbox/encode.ts'
import type { CallOptions } from '../../src/sandbox/calls.ts'
import { standInForScrypt } from '../../src/sandbox/scrypt-stand-in.ts'
import type { CallReport, Outcome } from '../../src/sandbox/types.ts'
import { createWorld, type LoadOptions, type World } from './world.ts'

let world: World
beforeAll(() => {
  world = createWorld()
})
afterAll(() => world.close())

/** Calls `run`, exported by this text, once for each list of arguments. */
async function run(
  text: string,
  argLists: unknown[][],
  options: CallOptions = {},
  load: LoadOptions = {},
): Promise<CallReport[]> {
  const { sandbox, report } = await world.load(text, load)
  if (report.kind === 'problem') throw new Error(report.problem.message)
  const calls = argLists.map(args => ({ file: 'jwt/code.ts', name: 'run', args }))
  return (await sandbox.call(calls, options)).report
}

const returnedBy = (report: CallReport | undefined): unknown => {
  const outcome = report?.outcome as Outcome
  return outcome.kind === 'value' && 'value' in outcome.value ? outcome.value.value : outcome
}
const WEB = { web: true } as const
const ASYNC = { turns: 'one-by-one', awaits: true } as const
const REQUEST = new WebRequest('POST', 'https://a.test/b', [['x-a', '1']], new Uint8Array([104, 105]))

describe('a built-in prototype', () => {
  test.each([
    'Array.prototype.last = function () { return 1 }',
    'Object.prototype.isEmpty = () => true',
    'Promise.prototype.constructor = Array',
    'Object.getPrototypeOf(new Set().values()).next = () => ({ done: true })',
  ])('that code wants to change is said to be closed: %s', async text => {
    const { report } = await world.load(`${text}\nexport const run = () => 1`)
    expect(report).toMatchObject({ kind: 'problem', problem: { kind: 'crash' } })
    expect((report as { problem: { message: string } }).problem.message).toContain(
      'prototypes stay as they are',
    )
  })

  test('can have another method for one object, and for a class', async () => {
    const text = `import { EventEmitter } from 'node:events'
      class Own extends Promise { then(...args) { return super.then(...args) } }
      const emitter = new EventEmitter()
      emitter.emit = () => true
      const list = []
      list.push = () => 7
      String.prototype.shout = function () { return this.toUpperCase() }
      Uint8Array.prototype.sum = function () { return this.reduce((a, b) => a + b, 0) }
      export const run = () => [emitter.emit('x'), list.push(1), 'a'.shout(), new Uint8Array([1, 2]).sum(),
        Own.resolve(1) instanceof Promise].join()`
    const [seen] = await run(`${text}`, [[]])
    expect(returnedBy(seen)).toBe('true,7,A,3,true')
  })
})

describe('a promise', () => {
  test('of an async export is awaited', async () => {
    const [seen] = await run('export const run = async (a: number) => a + 1', [[1]], ASYNC)
    expect(returnedBy(seen)).toBe(2)
  })
  test('of any other export is what was returned, also in a lesson with Response', async () => {
    const text = 'export const run = async () => new Response("x")'
    const [seen] = await run(text, [[]], { turns: 'one-by-one' }, WEB)
    expect(seen?.outcome).toEqual({
      kind: 'value',
      value: { type: 'exotic', text: 'a Promise', is: 'promise' },
    })
  })
  test('that never settles is known at once', async () => {
    const [seen] = await run('export const run = () => new Promise(() => {})', [[]], ASYNC)
    expect(seen?.outcome).toMatchObject({ kind: 'broken', cause: 'never-settles' })
  })
  test('tells what became of the arguments', async () => {
    const text = 'export async function run(a: Uint8Array) { await null; a[0] = 9 }'
    const [seen] = await run(text, [[new Uint8Array([1, 2])]], ASYNC)
    expect(seen?.argsAfter).toEqual([{ type: 'bytes', name: 'Uint8Array', value: new Uint8Array([9, 2]) }])
  })
  test('may wait for a timer that holds nothing up, as it may in a server', async () => {
    const text = `export async function run() {
        await new Promise(done => setTimeout(done, 1).unref())
        await new Promise(done => AbortSignal.timeout(1).addEventListener('abort', done))
        return 1
      }`
    const [seen] = await run(text, [[]], ASYNC, WEB)
    expect(returnedBy(seen)).toBe(1)
  })
  test('of a watched call is watched until it settles', async () => {
    const text = 'export async function run(a: string, b: string) { await null; return a === b }'
    const secret = new TextEncoder().encode('a secret of some length')
    const [seen] = await run(
      text,
      [['a secret of some length', 'a secret of some length']],
      { ...ASYNC, comparisonsOf: [secret] },
      { instrument: true },
    )
    expect(seen?.watched?.earlyExits).toEqual(['==='])
  })
})

describe('of calls that run at once', () => {
  test('the one that hangs is told, and the others have their answers', async () => {
    const text = `export const run = async (a: number) => {
      if (a === 1) await new Promise(done => setTimeout(done, 60_000))
      return a
    }`
    const seen = await run(text, [[0], [1], [2]], { turns: 'together', awaits: true, callMs: 500 })
    expect(seen.map(({ outcome }) => outcome.kind)).toEqual(['value', 'broken', 'value'])
    expect(seen[1]?.outcome).toMatchObject({ cause: 'timeout' })
  })
})

describe('a Response', () => {
  test('of a function that is not async is read', async () => {
    const text = `export const run = (request: Request) =>
      new Response(request.headers.get('x-a'), { status: 201, headers: [['set-cookie', 'a=1'], ['set-cookie', 'b=2']] })`
    const [seen] = await run(text, [[REQUEST]], { turns: 'one-by-one' }, WEB)
    expect(seen?.outcome).toMatchObject({
      kind: 'value',
      value: { type: 'response', status: 201, body: new Uint8Array([49]) },
    })
    const { value } = (seen as CallReport).outcome as { value: { headers: [string, string][] } }
    expect(value.headers.filter(([name]) => name === 'set-cookie')).toHaveLength(2)
  })
})

describe('in a lesson with Request and Response', () => {
  const FORM = new WebRequest(
    'POST',
    'https://a.test/b',
    [['content-type', 'application/x-www-form-urlencoded']],
    new TextEncoder().encode('a=1&b=2'),
  )

  test.each([
    ['await r.text()', 'a=1&b=2'],
    ['await r.clone().text()', 'a=1&b=2'],
    ['(await r.formData()).get("b")', '2'],
    ['await (await r.blob()).text()', 'a=1&b=2'],
    ['(await r.arrayBuffer()).byteLength', 7],
    ['await new Request(r).text()', 'a=1&b=2'],
    ['[...r.headers].join()', 'content-type,application/x-www-form-urlencoded'],
    ['r.url', 'https://a.test/b'],
    ['(await (async () => { let n = 0; for await (const c of r.body) n += c.length; return n })())', 7],
    ['(await r.body.getReader().read()).value.length', 7],
    [
      'await new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([65])); c.close() } })).text()',
      'A',
    ],
    ['await new Response(new URLSearchParams("a=1")).text()', 'a=1'],
    ['await new Response(new Blob(["a"])).text()', 'a'],
    ['(await Response.json({ a: 1 }).json()).a', 1],
    ['Response.redirect("https://x.test/").headers.get("location")', 'https://x.test/'],
    ['new Headers([["a", "b"]]).get("A")', 'b'],
    [
      'await new Response(r.body.pipeThrough(new TextDecoderStream()).pipeThrough(new TextEncoderStream())).text()',
      'a=1&b=2',
    ],
    ['r.signal.aborted', false],
    // Not every Node has it.
    [
      "typeof URLPattern === 'undefined' || new URLPattern({ pathname: '/:name' }).exec(r.url).pathname.groups.name === 'b'",
      true,
    ],
  ])('%s works', async (expression, expected) => {
    const [seen] = await run(`export const run = async (r: any) => ${expression}`, [[FORM]], ASYNC, WEB)
    expect(returnedBy(seen)).toBe(expected)
  })
})

describe('scrypt', () => {
  const salt = new Uint8Array([1, 2, 3])
  const cost = { N: 16384, r: 8, p: 5 }
  const forms: [string, string][] = [
    ['sync', 'scryptSync(password, salt, 32, { N: 16384, r: 8, p: 5 })'],
    [
      'sync, with long names',
      'scryptSync(password, salt, 32, { cost: 16384, blockSize: 8, parallelization: 5 })',
    ],
    [
      'callback',
      'await new Promise((done, fail) => scrypt(password, salt, 32, { N: 16384, r: 8, p: 5 }, (e, key) => e ? fail(e) : done(key)))',
    ],
    ['promise', 'await promisify(scrypt)(password, salt, 32, { N: 16384, r: 8, p: 5 })'],
    ['default export', 'crypto.scryptSync(password, salt, 32, { N: 16384, r: 8, p: 5 })'],
  ]
  const textOf = (call: string): string =>
    `import crypto, { scrypt, scryptSync } from 'node:crypto'
     import { promisify } from 'node:util'
     export async function run(password: string, salt: Uint8Array) { return ${call} }`

  test.each(forms)('%s is counted, and a stand-in answers', async (_, call) => {
    const [seen] = await run(textOf(call), [['käse', salt]], ASYNC, { watches: ['scrypt'] })
    const password = new TextEncoder().encode('käse')
    expect(returnedBy(seen)).toEqual(standInForScrypt(password, salt, 32, cost))
    expect(seen?.called.map(({ name }) => name)).toEqual(['scrypt', 'scrypt done'])
    expect(seen?.called[0]).toMatchObject({ name: 'scrypt', details: { type: 'object' } })
    const details = (seen as CallReport).called[0]?.details as { entries: [string, { value: unknown }][] }
    expect(Object.fromEntries(details.entries.map(([name, { value }]) => [name, value]))).toEqual({
      password,
      salt,
      length: 32,
      ...cost,
    })
  })

  test('takes copies: the password may be wiped while it is under way', async () => {
    const text = `import { scrypt } from 'node:crypto'
      export const run = (password: Uint8Array, salt: Uint8Array) => new Promise(done => {
        const [own, window] = [password.slice(), new DataView(salt.slice().buffer, 1)]
        scrypt(own, window, 32, { N: 16384, r: 8, p: 5 }, (_, key) => done(key))
        own.fill(0)
        window.setUint8(0, 9)
      })`
    const password = new TextEncoder().encode('käse')
    const [seen] = await run(text, [[password, salt]], ASYNC, { watches: ['scrypt'] })
    expect(returnedBy(seen)).toEqual(standInForScrypt(password, salt.slice(1), 32, cost))
  })

  test('that nobody waits for is not done', async () => {
    const text = `import { scrypt } from 'node:crypto'
      export const run = async () => { scrypt('a', 'b', 32, () => {}) }`
    const [seen] = await run(text, [[]], ASYNC, { watches: ['scrypt'] })
    expect(seen?.called.map(({ name }) => name)).toEqual(['scrypt'])
  })

  test('is real when the test says so, counted all the same', async () => {
    const { scryptSync } = await import('node:crypto')
    const small = textOf('scryptSync(password, salt, 32, { N: 16, r: 8, p: 1 })')
    const [seen] = await run(
      small,
      [['a', salt]],
      { ...ASYNC, given: { scrypt: 'real' } },
      { watches: ['scrypt'] },
    )
    expect(returnedBy(seen)).toEqual(new Uint8Array(scryptSync('a', salt, 32, { N: 16, r: 8, p: 1 })))
    expect(seen?.called).toHaveLength(1)
  })

  test.each([
    'scryptSync(password, salt, 32, { N: 15 })',
    'scryptSync(password, salt, 32, { N: 2 ** 20 })',
    'scryptSync(password, salt, -1)',
    'scryptSync(5 as never, salt, 32)',
    'scryptSync(password, salt, 32, { N: 16, cost: 16 } as never)',
    'await promisify(scrypt)(password, salt, 32, { N: 15 } as never)',
  ])('%s is refused as Node refuses it', async call => {
    const [watched] = await run(textOf(call), [['a', salt]], ASYNC, { watches: ['scrypt'] })
    const [plain] = await run(textOf(call), [['a', salt]], ASYNC)
    expect(watched?.outcome).toMatchObject({ kind: 'thrown' })
    const thrown = (seen: CallReport | undefined): unknown =>
      (seen as { outcome: { value?: unknown } }).outcome.value
    expect(thrown(watched)).toEqual(thrown(plain))
  })

  test('the stand-in tells apart password, salt, length and cost', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
    const keys = [
      standInForScrypt(bytes('ab'), bytes('c'), 32, cost),
      standInForScrypt(bytes('a'), bytes('bc'), 32, cost),
      standInForScrypt(bytes('ab'), bytes('c'), 32, { ...cost, p: 1 }),
      standInForScrypt(bytes('ab'), bytes('c'), 32, { ...cost, N: 32768 }),
      standInForScrypt(bytes('ab'), bytes('c'), 64, cost).subarray(0, 32),
    ].map(key => Buffer.from(key).toString('hex'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(standInForScrypt(bytes('ab'), bytes('c'), 100, cost)).toHaveLength(100)
  })
})

describe('what is watched', () => {
  test('timingSafeEqual is told with both sides', async () => {
    const text = `import { timingSafeEqual } from 'node:crypto'
      export const run = (a: Uint8Array, b: Uint8Array) => timingSafeEqual(a, b)`
    const bytes = new Uint8Array([1, 2])
    const [seen] = await run(text, [[bytes, bytes]], {}, { watches: ['timing-safe-equal'] })
    expect(returnedBy(seen)).toBe(true)
    expect(seen?.called.map(({ name }) => name)).toEqual(['timingSafeEqual'])
  })

  test('each call has its own notes', async () => {
    const text = 'export const run = (a: number) => { for (let i = 0; i < a; i++) Math.random(); return 1 }'
    const seen = await run(text, [[2], [0], [1]], {}, { watches: ['random'] })
    expect(seen.map(({ called }) => called.length)).toEqual([2, 0, 1])
  })

  test.each([
    ['Date.now()', 'Date.now'],
    ['new Date().getTime()', 'new Date'],
    ['Date.parse(Date())', 'Date'],
    ['+new (class extends Date {})()', 'new Date'],
    ['(new Date(0).constructor as typeof Date).now()', 'Date.now'],
    ['performance.now()', 'performance.now'],
    ['process.hrtime()[0] + 1000', 'process.hrtime'],
    ['Number(process.hrtime.bigint()) + 1000', 'process.hrtime'],
  ])('the clock stands still in %s, and is seen to be read', async (expression, how) => {
    const text = `export const run = () => ${expression}`
    const [seen] = await run(text, [[]], { given: { clock: 1000 } }, { watches: ['clock'] })
    expect(returnedBy(seen)).toBe(1000)
    expect(seen?.called.map(({ name }) => name)).toEqual([how])
  })

  const TEMPORAL = {
    'Temporal.Now.instant().epochMilliseconds': 1000,
    'Temporal.Now.zonedDateTimeISO().epochMilliseconds': 1000,
    "Temporal.Now.zonedDateTimeISO('Asia/Tokyo').hour": 9,
    "Temporal.Now.plainDateTimeISO('UTC').toString()": '1970-01-01T00:00:01',
    "Temporal.Now.plainDateISO('UTC').toString()": '1970-01-01',
    "Temporal.Now.plainTimeISO('UTC').toString()": '00:00:01',
  }
  test('the clock stands still in Temporal, where Node has it', async () => {
    if (!('Temporal' in globalThis)) {
      // Newer ones run this file, too (npm run cheats).
      const [seen] = await run('export const run = () => typeof Temporal', [[]], {}, { watches: ['clock'] })
      expect(returnedBy(seen)).toBe('undefined')
      return
    }
    const text = `export const run = () => [${Object.keys(TEMPORAL).join()}].join()`
    const [seen] = await run(text, [[]], { given: { clock: 1000 } }, { watches: ['clock'] })
    expect(returnedBy(seen)).toBe(Object.values(TEMPORAL).join())
    expect(seen?.called.map(({ name }) => name)).toEqual(Object.keys(TEMPORAL).map(() => 'Temporal.Now'))
    const free =
      'export const run = () => Math.abs(Temporal.Now.instant().epochMilliseconds - Date.now()) < 1000'
    expect(returnedBy((await run(free, [[]], {}, { watches: ['clock'] }))[0])).toBe(true)
  })

  test('dates that are made of numbers are as ever', async () => {
    const text = `class Day extends Date { get day() { return this.getUTCDate() } }
      export const run = () => [new Date(5) instanceof Date, new Day(5).day, new Day(5) instanceof Day, Date.UTC(1970, 0, 2),
        Object.prototype.toString.call(new Date(0)), typeof Date(), new Date(0).toISOString()].join()`
    const [seen] = await run(text, [[]], {}, { watches: ['clock'] })
    expect(returnedBy(seen)).toBe('true,1,true,86400000,[object Date],string,1970-01-01T00:00:00.000Z')
    expect(seen?.called.length).toBe(1)
  })

  test('Math.random is fixed for the calls that ask for it, and for no others', async () => {
    const { sandbox } = await world.load('export const run = () => Math.random()', { watches: ['random'] })
    const call = { file: 'jwt/code.ts', name: 'run', args: [] }
    const fixed = await sandbox.call([call], { given: { random: 0.25 } })
    expect(returnedBy(fixed.report[0])).toBe(0.25)
    const free = await sandbox.call([call])
    expect(returnedBy(free.report[0])).not.toBe(0.25)
  })
})

describe('a look at the heap', () => {
  const keep = (what: string): string => `
    import { createHash } from 'node:crypto'
    const kept: unknown[] = []
    export function run(token: string, bytes: Uint8Array) { ${what} }`
  const token = `a.${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64url')}`
  const secret = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 11) & 0xff)

  async function heldBy(what: string): Promise<boolean[]> {
    const { sandbox } = await world.load(keep(what))
    await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [token, secret] }])
    const report = await sandbox.heap([token, secret])
    if (report.kind === 'broken') throw new Error(report.message)
    return report.held
  }

  test.each([
    ['nothing', ''],
    [
      'a hash',
      'kept.push(createHash("sha256").update(token).digest("hex"), createHash("sha256").update(bytes).digest())',
    ],
    ['a pattern that was tried on it', '/^[\\w.-]+$/.test(token)'],
    ['its length and parts of a split', 'kept.push(token.length, token.split(".")[0])'],
    [
      'a Buffer that is gone, beside one that is kept',
      'kept.push(Buffer.from("ab")); Buffer.from(token); Buffer.from(bytes); kept.push(Buffer.from("cd"))',
    ],
    ['what was thrown away', 'for (let i = 0; i < 100; i++) kept[0] = token + i; kept.length = 0'],
  ])('%s holds neither', async (_, what) => expect(await heldBy(what)).toEqual([false, false]))

  test.each([
    ['itself', 'kept.push(token)'],
    ['a name of a member', 'kept.push({ [token]: 1 })'],
    ['a key of a map', 'kept.push(new Map([[token, 1]]))'],
    ['a part of a longer string', 'kept.push(token + "|" + Math.random())'],
    ['put together, never read', 'kept.push(token.slice(0, 20) + token.slice(20))'],
    ['a closure', 'kept.push(() => token)'],
    ['its bytes', 'kept.push(new TextEncoder().encode(token))'],
    ['a private member', 'kept.push(new (class { #own = token; get x() { return this.#own } })())'],
  ])('the string is held as %s', async (_, what) => expect((await heldBy(what))[0]).toBe(true))

  test.each([
    ['themselves', 'kept.push(bytes)'],
    ['a copy', 'kept.push(bytes.slice())'],
    ['a Buffer', 'kept.push(Buffer.from(bytes))'],
    ['a bare buffer', 'kept.push(bytes.slice().buffer)'],
    [
      'a bare buffer whose prototype is frozen',
      'Object.freeze(ArrayBuffer.prototype); kept.push(bytes.slice().buffer)',
    ],
    [
      'a shared buffer',
      'const shared = new SharedArrayBuffer(32); new Uint8Array(shared).set(bytes); kept.push(shared)',
    ],
    ['hex', 'kept.push(Buffer.from(bytes).toString("hex"))'],
    ['base64', 'kept.push(Buffer.from(bytes).toString("base64"))'],
    ['a part of more', 'kept.push(new Uint8Array([1, ...bytes, 2]))'],
  ])('the bytes are held as %s', async (_, what) => expect((await heldBy(what))[1]).toBe(true))

  test('leaves the prototypes of buffers as they were', async () => {
    const text = `const before = [ArrayBuffer, SharedArrayBuffer].map(one => Object.getPrototypeOf(one.prototype))
      export const run = () => [ArrayBuffer, SharedArrayBuffer].map((one, at) => Object.getPrototypeOf(one.prototype) === before[at]).join()`
    const { sandbox } = await world.load(text)
    await sandbox.heap([token])
    const { report } = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [] }])
    expect(returnedBy(report[0])).toBe('true,true')
  })

  test('grows with what is kept', async () => {
    const { sandbox } = await world.load(keep('kept.push(token.repeat(100), new Uint8Array(1000))'))
    const measure = async (count: number): Promise<number> => {
      await sandbox.call(
        Array.from({ length: count }, (_, index) => ({
          file: 'jwt/code.ts',
          name: 'run',
          args: [`${token}${index}`, secret],
        })),
      )
      const report = await sandbox.heap([])
      return report.kind === 'measured' ? report.bytes : Number.NaN
    }
    const first = await measure(300)
    expect((await measure(300)) - first).toBeGreaterThan(300 * 1000)
  })

  test('does not grow with what is not', async () => {
    const { sandbox } = await world.load(keep('kept[0] = token.repeat(100)'))
    const sizes: number[] = []
    for (let round = 0; round < 4; round++) {
      await sandbox.call(
        Array.from({ length: 300 }, (_, index) => ({
          file: 'jwt/code.ts',
          name: 'run',
          args: [`${token}${index}`, secret],
        })),
      )
      const report = await sandbox.heap([])
      if (report.kind === 'measured') sizes.push(report.bytes)
    }
    expect((sizes[3] as number) - (sizes[1] as number)).toBeLessThan(300 * 100)
  })

  test('believes no stream and no inspector of learner code', async () => {
    const hide = `import { EventEmitter } from 'node:events'
      import util from 'node:util'
      const kept: unknown[] = []
      EventEmitter.prototype.emit = () => false
      util.inspect.defaultOptions = { maxArrayLength: 0 }
      Object.defineProperty(Uint8Array.prototype, util.inspect.custom, { value: () => 'nothing' })
      JSON.parse = () => ({})
      String.prototype.indexOf = () => -1
      export function run(token: string, bytes: Uint8Array) { kept.push(token, bytes) }`
    const { sandbox } = await world.load(hide)
    await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [token, secret] }])
    expect(await sandbox.heap([token, secret])).toMatchObject({ held: [true, true] })
  })
})
