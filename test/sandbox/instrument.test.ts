/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are sources. */
import { runInThisContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instrument, type Names } from '../../src/sandbox/child/instrument.ts'

const names: Names = {
  work: 'watchTestWork',
  compare: 'watchTestCompare',
  seeCase: 'watchTestCase',
  seeKey: 'watchTestKey',
  source: 'watchTestSource',
  evaluate: 'watchTestEvaluate',
}
const globals = globalThis as unknown as Record<string, unknown>
let work = 0
let compared: [string, unknown, unknown][] = []
let keys: unknown[] = []

beforeAll(() => {
  globals[names.work] = () => {
    work++
  }
  globals[names.compare] = (operator: string, left: unknown, right: unknown) => {
    compared.push([operator, left, right])
    return new Function('a', 'b', `return a ${operator} b`)(left, right)
  }
  globals[names.seeCase] = (value: unknown, label: unknown) => {
    compared.push(['switch', value, label])
    return label
  }
  globals[names.seeKey] = (name: unknown) => {
    keys.push(name)
    return name
  }
  globals[names.evaluate] = (text: unknown) => text
  globals[names.source] = (text: unknown) =>
    typeof text === 'string' ? instrument(text, names, 'script') : text
})
afterAll(() => {
  for (const name of Object.values(names)) delete globals[name]
})

const evaluate = (source: string): unknown => runInThisContext(source)
const wrapped = (body: string, kind = 'function'): string => `(${kind} () {${body}\n})()`

/** Bodies of functions; what they return must not change. */
const bodies = [
  'return 1 === 1',
  'return (1) === (2)',
  'return ((1) /* === */) === /* !== */ ((1))',
  'return 1 // ===\n === 1',
  "return typeof 'x' === 'string' && !('a' == 'b') || 3 < 4",
  'return 1 < 2 === true',
  'return (1, 2) === (3, 2)',
  'const x = 5\nreturn [x > 4 ? "big" : "small", x >= 5, x <= 4, x !== 5, x != "5"]',
  'const a = []; for (let i = 0; i < 3; i++) a.push(i); return a',
  'let i = 0; for (;;) if (++i > 3) break\nreturn i',
  'let i = 0; for (; i < 3; i++);\nreturn i',
  'let i = 0; while (i < 5) i++\nreturn i',
  'let i = 0; do i++; while (i < 5); return i',
  'let i = 0\ndo { i += 2 } while (i < 5)\nreturn i',
  'const a = []; for (const k in { x: 1, y: 2 }) a.push(k); return a',
  'const a = []; for (const [k, v] of Object.entries({ x: 1 })) a.push(k + v); return a',
  'for (var i = 0, n = 3 < 4 ? 2 : 1; i < n; i++) ; return i',
  "for (const x of ['a' in { a: 1 } ? 1 : 2]) return x",
  'outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer } } return "done"',
  'done: { if (1 === 1) break done\nreturn "not here" } return "here"',
  'label: switch (1) { case 1: break label; default: return "no" } return "yes"',
  'const f = n => { switch (n) { case 1: case 2: return "low"; case (3): return "three"; case n > 10 ? n : -1: return "big"; default: return "other" } }; return [1, 2, 3, 4, 50].map(f)',
  'switch (true) { case 1 > 2: return "a"; case "x" === "x": return "b" }',
  'const n = 2; switch (n, n) { case 1, 2: return "comma" } return "none"',
  'switch (3) { default: return "d"; case 1: return "one" }',
  'const out = []; for (let i = 0; i < 4; i++) switch (i) { case 1: continue; case 3: { let i = 9; out.push(i); break } default: out.push(i) } return out',
  'switch (1) { case 1: let x = 2; const f = () => x; return f() }',
  'const f = (a, b = a === 1 ? "one" : "other", { c = a > 0 } = {}) => [b, c]; return [f(1), f(-2)]',
  'const f = x => ({ x }); return f(1)',
  'const { a = 1 === 1 ? "x" : "y", b: { c = 2 > 3 } = {}, ...d } = { d: 4 }; return [a, c, d]',
  'let a, b; ({ a = 1 < 2, b = a === true } = {}); return [a, b]',
  'const o = { eval, x: 1 }; return [Object.keys(o), typeof o.eval]',
  'const f = x => (x, x + 1); return f(1)',
  'const f = x => x ? y => y === x : () => {}; return f(1)(1)',
  'const f = x => x === 1; return f(1)',
  'const f = async x => { await null; return x === 1 }; return f(1)',
  'const f = function* (n) { for (let i = 0; i < n; i++) { const got = yield i === 1; if (got) return got } }; return [...f(3)]',
  'const a = { get b() { return 1 === 1 }, set c(v) { this.d = v > 1 }, e() { return 2 }, async f() {}, *g() {}, [1 < 2 ? "h" : "i"]: 3 }; a.c = 2; return [a.b, a.d, a.e(), a.h]',
  'class A { x = 1 === 1; static y = 2 > 1 ? "s" : "t"; #z = 3; static { this.w = 4 < 5 } has(o) { return #z in o && o.#z === 3 } get z() { return this.#z } }; return [new A().x, A.y, A.w, new A().has(new A()), new A().has({}), new A().z]',
  'class A { constructor() { this.a = 1 } } class B extends (1 < 2 ? A : Object) { constructor() { super(); this.b = super.constructor === A } } return new B()',
  '"use strict"; return this === undefined',
  "'use strict'\nreturn (function () { 'use strict'\nreturn this === undefined })()",
  'const o = { a: { b() { return this === o.a } } }; return [o?.a?.b(), o.x?.y.z === undefined, (o?.a).b()]',
  'const o = { n: 1, f() { return this?.n } }; return [(0 || o.f)(), (true ? o.f : 0)?.call({ n: 2 }), o.f()]',
  'let a = null; a ??= 1 === 1 ? 5 : 6; a ||= 7; a &&= a < 6 ? 8 : 9; return a',
  'let f; f ??= () => {}; let g = 1; g &&= function () {}; return [f.name, g.name]',
  'const o = { z: 0 }; o.x ??= 1 === 1; o["y"] ||= (2, 3); o.z &&= o.q(); return o',
  'return `${1 === 1 ? `in ${2 > 1}` : ""}` + String.raw`${3 < 4}\\n`',
  'const { a = 1 === 1, ...rest } = { b: 2 }; const [x = 2 > 1] = []; return [a, rest, x]',
  'try { throw 1 < 2 } catch (e) { if (e === true) return "caught" } finally { void (1 === 1) }',
  'try { throw 1 } catch { return 1 === 1 }',
  'const f = 1 ? function () {} : 0; const g = 0 || (() => {}); const C = null ?? class {}; return [f.name, g.name, C.name]',
  'if (1 === 2) return 1\nelse if (2 === 2) return 2\nelse return 3',
  'if (1 < 2) { } else ;\nreturn "empty"',
  'let x = 1\nif (x) x++\nelse x--\nreturn x',
  'const x = 1\n"a" === "b" && x\nreturn x',
  'let out = 0\nvar i = 0\n;[1, 2].forEach(n => out += n > 1 ? 10 : n)\nreturn out',
  'return [1, 2, 3].filter(n => n !== 2).map(n => n * 2).every(n => n > 1)',
  'return ((a, b) => a.length === b.length && a.every((v, i) => v === b[i]))([1, 2], [1, 2])',
  'return "3" > 2 && 10n > 9 && !(null >= 1) && [] == "" && NaN !== NaN',
  'const order = []; const v = n => ({ valueOf() { order.push(n); return n } }); void (v(1) < v(2)); void (v(3) > v(4)); return order',
  'var f = 5; { function f() { return 1 === 1 } } return typeof f',
  'return new (1 < 2 ? Array : Object)(3).length',
  'return eval("const a = 1; a === 1 ? `yes` : `no`")',
  'const here = 4; return eval("here === 4")',
  'return /=== (?:a|b)/v.test("=== a") === true',
  'return void 0 === undefined && delete {}.x === true',
  'let n = 0; const f = () => n++ < 3 ? f() : n; return f()',
  'const t = (s, ...v) => s.raw.join("|") + v; return t`a${1 === 1}b${2}`',
  'return (function fact(n) { return n <= 1 ? 1 : n * fact(n - 1) })(5)',
  'return arguments.length === 0 && new.target === undefined',
  'var a = 1, b = (a, 2) < 3, c; return [a, b, c]',
  'const o = { n: 1, f() { return this.n } }; const k = "f"; o["n"] += 1; o[(0, "n")]++; return [o[k](), o?.[k]?.(), delete o[k], k in o]',
  'const k = "b"; const [a] = [[1, 2]]; const t = {}; [t[k], t[`${k}2`]] = a; for (t[k + 3] of [7]); return t',
  'class A { m() { return 1 } } class B extends A { n(k) { return super[k]() } } return new B().n("m")',
]

describe('instrumented code', () => {
  it.each(bodies)('gives the same: %s', async body => {
    const source = wrapped(body)
    const original = await evaluate(source)
    expect(await evaluate(instrument(source, names, 'script'))).toEqual(original)
  })

  it('gives the same in async code', async () => {
    const body =
      'const out = []; for await (const x of [1, Promise.resolve(2)]) out.push(x === 2 ? await x : x); return out'
    expect(await evaluate(instrument(wrapped(body, 'async function'), names, 'script'))).toEqual([1, 2])
  })

  it('reads a module with imports and exports', () => {
    const source =
      "import a, { b as c } from './x.ts'\nexport * as d from './y.ts'\nexport { c }\nexport default a === c\nexport const e = await c?.(1 < 2)\nexport function* f() {}\n"
    const result = instrument(source, names)
    expect(result).toContain("import a, { b as c } from './x.ts'")
    expect(result).toContain("export default watchTestCompare('===',a , c)")
    expect(result.split('\n')).toHaveLength(source.split('\n').length)
  })

  it('throws for what is no JavaScript', () => {
    expect(() => instrument('const = 1', names)).toThrow(SyntaxError)
  })

  it('hands over what is compared', () => {
    compared = []
    evaluate(instrument(wrapped('const x = "a"; switch (x) { case "b": } return x === "c"'), names, 'script'))
    expect(compared).toEqual([
      ['switch', 'a', 'b'],
      ['===', 'a', 'c'],
    ])
  })

  it('hands over what is compared in the default of a shorthand', () => {
    compared = []
    evaluate(
      instrument(
        wrapped('const { a = "x" === "y" } = {}; return (({ b = a > "z" }) => b)({})'),
        names,
        'script',
      ),
    )
    expect(compared).toEqual([
      ['===', 'x', 'y'],
      ['>', false, 'z'],
    ])
  })

  it('gives no eval away in a shorthand', () => {
    expect(instrument('({ eval }).eval("1")', names, 'script')).toBe(`({ eval:${names.evaluate} }).eval("1")`)
  })

  it('hands over the names of members that are computed', () => {
    keys = []
    evaluate(
      instrument(
        wrapped('const o = { ab: [5] }; const k = "ab"; return o[k][0] + o.ab[1 - 1]'),
        names,
        'script',
      ),
    )
    expect(keys).toEqual(['ab', 0])
  })

  it('counts the branches that read or call something, and no others', () => {
    const count = (code: string): number => {
      work = 0
      evaluate(instrument(wrapped(code), names, 'script'))
      return work
    }
    const start = 'let a = [1, 2], x = 1, y = 2, same = true; const f = () => 3; '
    const none = count(start)
    for (const code of [
      'same = same && x',
      'same ||= y',
      'same = x ? y : 0',
      'if (x !== y) same = false; else { x += 1 }',
    ])
      expect(count(start + code), code).toBe(none)
    for (const code of [
      'same = x && a[y]',
      'x &&= f()',
      'same = x ? a.length : 0',
      'if (x !== y) { same = [...a] }',
      'if (x) for (;;) break',
    ])
      expect(count(start + code), code).toBeGreaterThan(none)
  })

  it('counts rounds of every kind of loop', () => {
    const loops = [
      'for (let i = 0; i < 100; i++) ;',
      'let i = 0; while (i < 100) i++',
      'let i = 0; do i++; while (i < 100)',
      'for (const x of new Array(100)) void x',
      'new Array(100).fill(0).map(x => x + 1)',
      'new Array(100).fill(0).every(function (x) { return x === 0 })',
      'const f = n => n > 0 && f(n - 1); f(100)',
    ]
    for (const loop of loops) {
      work = 0
      evaluate(instrument(wrapped(loop), names, 'script'))
      expect(work, loop).toBeGreaterThanOrEqual(100)
      expect(work, loop).toBeLessThan(350)
    }
  })
})
