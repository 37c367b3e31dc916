import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from './world.ts'

const world = createWorld()
afterAll(() => world.close())

const bytes = new Uint8Array(2048).map((_, index) => (index * 31) & 0xff)
const other = bytes.map((byte, index) => (index === 2000 ? byte ^ 1 : byte))

async function watched(body: string, a = bytes, b = other) {
  const source = `import crypto, { createHash } from 'node:crypto'\nimport util from 'node:util'\nvoid [crypto, createHash, util]\nexport function run(a: Uint8Array, b: Uint8Array): unknown {\n${body}\n}\n`
  const { sandbox, report } = await world.load(source, { instrument: true, deadlineMs: 10_000 })
  expect(report.kind).toBe('loaded')
  const reply = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [a, b] }], {
    comparisonsOf: [a, b],
  })
  return reply.report[0]
}

const hex = "const hex = (v: Uint8Array) => Array.from(v, n => n.toString(16).padStart(2, '0')).join('')\n"

describe('watched calls', { timeout: 120_000 }, () => {
  it.each([
    ['===', `${hex}return hex(a) === hex(b)`],
    ['!==', `${hex}return !(hex(a) !== hex(b))`],
    ['==', 'return a.toString() == b.toString()'],
    ['switch', `${hex}switch (hex(a)) { case hex(b): return true; default: return false }`],
    ['Buffer.equals', 'return Buffer.from(a).equals(b)'],
    ['Buffer.compare', 'return Buffer.compare(a, b) === 0'],
    [
      'String.startsWith',
      "return Buffer.from(a).toString('latin1').startsWith(Buffer.from(b).toString('latin1'))",
    ],
    [
      'String.localeCompare',
      "return Buffer.from(a).toString('base64').localeCompare(Buffer.from(b).toString('base64')) === 0",
    ],
    ['Array.includes', 'return [a.join()].includes(b.join())'],
    [
      'Array.sort',
      'const one = { toString: () => a.join() }\nconst two = { toString: () => b.join() }\nreturn [one, two].sort()[0] === one && [two, one].sort()[0] === two',
    ],
    [
      'Array.toSorted',
      'const one = { toString: () => a.join() }\nconst two = { toString: () => b.join() }\nreturn [one, two].toSorted()[0] === one && [two, one].toSorted()[0] === two',
    ],
    ['Set.union', 'return new Set([a.join()]).union(new Set([b.join()])).size === 1'],
    ['Set.isSupersetOf', "return new Set([a.join(), 'x', 'y']).isSupersetOf(new Set([b.join()]))"],
    ['===', 'return JSON.stringify(a) === JSON.stringify(b)'],
    [
      '===',
      "const big = (v: Uint8Array) => BigInt('0x' + Buffer.from(v).toString('hex'))\nreturn big(a) === big(b)",
    ],
    ['===', 'return eval("a.join() === b.join()")'],
    ['util.isDeepStrictEqual', 'return util.isDeepStrictEqual(a, b)'],
    ['Object.is', 'return Object.is(a.join(), b.join())'],
    ["a key's look-up", `${hex}return new Set([hex(a)]).has(hex(b))`],
    ["a key's look-up", `${hex}return new Map([[hex(a), true]]).get(hex(b)) ?? false`],
    ["a key's look-up", `${hex}return new Set([hex(a)]).delete(hex(b))`],
    ["a key's look-up", `${hex}return new Map([[hex(a), 1]]).delete(hex(b))`],
    ['in', `${hex}return hex(b) in { [hex(a)]: 1 }`],
    ['a pattern', `${hex}return new RegExp('^' + hex(a) + '$').test(hex(b))`],
    ['a pattern', `${hex}return hex(b).match(hex(a)) !== null`],
    ["a key's look-up", `${hex}return new Set([hex(a), hex(b)]).size === 1`],
    ['Object.hasOwn', `${hex}return Object.hasOwn({ [hex(a)]: 1 }, hex(b))`],
    ['Intl.Collator', `${hex}return new Intl.Collator().compare(hex(a), hex(b)) === 0`],
    ['[name]', `${hex}return ({ [hex(a)]: true } as Record<string, boolean>)[hex(b)] === true`],
    ['Symbol.for', `${hex}return Symbol.for(hex(a)) === Symbol.for(hex(b))`],
    ['[name]', `${hex}return Object.keys({ [hex(a)]: 1, [hex(b)]: 1 }).length === 1`],
    ['Object.hasOwn', "return Object.hasOwn(Object.fromEntries([[a.join('-'), 1]]), b.join('-'))"],
    ['groupBy', `${hex}return Map.groupBy([hex(a), hex(b)], key => key).size === 1`],
    ['groupBy', `${hex}return Object.keys(Object.groupBy([hex(a), hex(b)], key => key)).length === 1`],
    [
      'Object.fromEntries',
      `${hex}return Object.keys(Object.fromEntries([[hex(a), 1], [hex(b), 1]])).length === 1`,
    ],
    ['URLSearchParams.has', `${hex}return new URLSearchParams([[hex(a), '1']]).has(hex(b))`],
    ['propertyIsEnumerable', `${hex}return ({ [hex(a)]: 1 }).propertyIsEnumerable(hex(b))`],
    [
      'Reflect.getOwnPropertyDescriptor',
      `${hex}return !!Reflect.getOwnPropertyDescriptor({ [hex(a)]: 1 }, hex(b))`,
    ],
    ['===', 'return globalThis.eval(JSON.stringify(a.join()) + " === " + JSON.stringify(b.join()))'],
    [
      '===',
      'return Reflect.get(globalThis, "eval")(JSON.stringify(a.join()) + " === " + JSON.stringify(b.join()))',
    ],
    [
      '===',
      'const { eval: run } = globalThis as never\nreturn (run as Function)(JSON.stringify(a.join()) + " === " + JSON.stringify(b.join()))',
    ],
    [
      '===',
      '(globalThis as never as { t: unknown }).t = [a.join(), b.join()]\nreturn Reflect.apply(eval, undefined, ["t[0] === t[1]"])',
    ],
    ['===', 'return eval("eval(`a.join() === b.join()`)")'],
    ['===', 'return Reflect.construct(Function, ["x", "y", "return x === y"])(a.join(), b.join())'],
    ['===', 'return (() => {}).constructor("x", "y", "return x === y")(a.join(), b.join())'],
    [
      '===',
      'return Object.getPrototypeOf(function* () {}).constructor("x", "y", "return x === y")(a.join(), b.join()).next().value',
    ],
    [
      '===',
      'return Object.getPrototypeOf(async function* () {}).constructor("x", "y", "yield x === y") && Object.getPrototypeOf(function* () {}).constructor("x", "y", "yield x === y")(a.join(), b.join()).next().value',
    ],
    ['===', 'class F extends Function {}\nreturn new F("x", "y", "return x === y")(a.join(), b.join())'],
    ['===', 'return new Function("return eval(\\"this.p === this.q\\")").call({ p: a.join(), q: b.join() })'],
    ['===', 'const { same = a.join() === b.join() } = {}\nreturn same'],
    ['===', 'return (({ same = a.join() === b.join() } = {}) => same)()'],
    [
      '===',
      'const run = ({ eval }).eval\nreturn run(JSON.stringify(a.join()) + " === " + JSON.stringify(b.join()))',
    ],
    [
      '===',
      'const Raw = Object.getPrototypeOf((function* () {}).constructor)\nreturn new Raw("x", "y", "return x === y")(a.join(), b.join())',
    ],
    [
      '===',
      'const { construct } = Reflect\nlet Raw = Function\nReflect.construct = (...all) => { Raw = all[0]; return construct(...all) }\nnew Function()\nReflect.construct = construct\nreturn new Raw("x", "y", "return x === y")(a.join(), b.join())',
    ],
    [
      '===',
      'let Raw = Function\n;(Function as never as { [name: symbol]: unknown })[util.inspect.custom] = function () { Raw = this; return "" }\nutil.inspect(Function, { showProxy: true })\nreturn new Raw("x", "y", "return x === y")(a.join(), b.join())',
    ],
    [
      '===',
      'Set.prototype.has = () => false\nArray.prototype.push = () => 0\nString.prototype.slice = () => ""\nreturn eval("a.join() === b.join()")',
    ],
    ['==', 'return ([...a] as never) == b.join()'],
    ['==', 'return (new String(a.join()) as never) == b.join()'],
    ['<', 'return !(new String(a.join()) < new String(b.join()))'],
    ['util.isDeepStrictEqual', 'return util.isDeepStrictEqual([...a], [...b])'],
    ['util.isDeepStrictEqual', 'return util.isDeepStrictEqual({ v: a }, { v: b })'],
    [
      'util.isDeepStrictEqual',
      'return util.isDeepStrictEqual(new Map([[1, a.join()]]), new Map([[1, b.join()]]))',
    ],
    ['util.isDeepStrictEqual', 'return util.isDeepStrictEqual(Uint16Array.from(a), Uint16Array.from(b))'],
    ['util.isDeepStrictEqual', 'return util.isDeepStrictEqual(a.buffer, b.buffer)'],
    ['URLSearchParams.has', "return new URLSearchParams([['x', a.join()]]).has('x', b.join())"],
  ])('see %s in: %s', async (what, body) => {
    const report = await watched(body)
    expect(report?.outcome).toMatchObject({ kind: 'value' })
    expect(report?.watched?.earlyExits).toContain(what)
  })

  it.each([
    [
      'a loop over all bytes',
      'let d = 0\nfor (let i = 0; i < a.length; i++) d |= a[i]! ^ b[i]!\nreturn d === 0',
    ],
    [
      'digests of both sides',
      "const d = (v: Uint8Array) => createHash('sha256').update(v).digest('hex')\nreturn d(a) === d(b)",
    ],
    [
      'the difference of two numbers',
      "const big = (v: Uint8Array) => BigInt('0x' + Buffer.from(v).toString('hex'))\nreturn (big(a) ^ big(b)) === 0n",
    ],
    [
      'a look at which object it is',
      'if (a === b || Object.is(a, b) || a == b) return true\nreturn crypto.timingSafeEqual(a, b)',
    ],
    ['timingSafeEqual', 'return crypto.timingSafeEqual(a, b)'],
    ['reduce', 'return a.reduce((d, n, i) => d | (n ^ b[i]!), a.length ^ b.length) === 0'],
  ])('find nothing in %s', async (_what, body) => {
    expect((await watched(body))?.watched?.earlyExits).toEqual([])
  })

  it('see short byte strings in lists and members as well', async () => {
    const [a, b] = [bytes.slice(0, 20), bytes.slice(0, 20)]
    for (const [one, other] of [
      ['[...a]', '[...b]'],
      ['{ v: [a] }', '{ v: [b] }'],
      ['Float64Array.from(a)', 'Float64Array.from(b)'],
    ]) {
      const report = await watched(`return util.isDeepStrictEqual(${one}, ${other})`, a, b)
      expect(report?.watched?.earlyExits, one).toEqual(['util.isDeepStrictEqual'])
    }
  })

  it('see short byte strings in texts, whatever stands around and between their digits', async () => {
    const [a, b] = [bytes.slice(0, 32), bytes.slice(0, 32)]
    for (const text of [
      'JSON.stringify(Buffer.from(v))',
      'util.inspect(v)',
      "v.join('.')",
      "Array.from(v, n => n.toString(2).padStart(8, '0')).join('')",
      "Array.from(v, n => n.toString(16).padStart(2, '0').toUpperCase()).join(':')",
      "'Bearer ' + Buffer.from(v).toString('base64url')",
    ]) {
      const report = await watched(
        `const text = (v: Uint8Array) => ${text}\nreturn text(a) === text(b)`,
        a,
        b,
      )
      expect(report?.watched?.earlyExits, text).toEqual(['==='])
    }
  })

  it('count the members up to which two sets are compared', async () => {
    for (const [body, find] of [
      ['return numbered(a).isSubsetOf(numbered(b))', 2001],
      ['return numbered(a).isSupersetOf(numbered(b))', 2001],
      ['return numbered(a).isDisjointFrom(numbered(b.with(1, 1)))', 1],
    ] as const) {
      const numbered = 'const numbered = (v: Uint8Array) => new Set(Array.from(v, (n, i) => i * 256 + n))\n'
      const without = await watched(`${numbered}numbered(a); numbered(b.with(1, 1)); return true`)
      const report = await watched(numbered + body)
      const apart = (report?.watched?.work ?? 0) - (without?.watched?.work ?? 0)
      expect(apart, body).toBe(find)
    }
  })

  it('run nothing of a file that can not be instrumented', async () => {
    // The parser does not know `import.source`, which Node 24 does; Node 22 refuses the file by itself.
    world.write('jwt/late.ts', "export const never = () => import.source('./x.ts')\nglobalThis.ran = true\n")
    const source =
      "let told = ''\ntry { await import('./late.ts') } catch (error) { told = String(error) }\nexport const run = () => ['ran' in globalThis, told].join()\n"
    const { sandbox } = await world.load(source, { instrument: true })
    const { report } = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [] }])
    expect(report[0]?.outcome).toMatchObject({
      kind: 'value',
      value: {
        value: expect.stringMatching(
          /^false,(?:Error: This lesson watches your code|SyntaxError: Unexpected identifier 'source')/,
        ),
      },
    })
  })

  it('count the work, which tells where a loop stopped', async () => {
    const body = 'for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false\nreturn true'
    const early = await watched(
      body,
      bytes,
      bytes.map((byte, index) => (index === 3 ? byte ^ 1 : byte)),
    )
    const late = await watched(body)
    expect(late?.watched?.work).toBeGreaterThan(1990)
    expect(early?.watched?.work).toBeLessThan(20)
  })
})
