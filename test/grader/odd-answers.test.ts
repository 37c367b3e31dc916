/** Our solutions, whose functions and methods answer now and then with what nobody expects: the learner hears so, and it is never our fault. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Course } from '../../src/course/types.ts'
import { createDesk, type Desk, dist } from './desk.ts'

/** JwtError is that of the workspace. */
const ODD = [
  `'\\ud800a\\udc00'`,
  `'\\u001b]0;x\\u0007\\u009b2J\\u202e##[error]\\n::error::x'`,
  `(() => { let o: any = {}; for (let i = 0; i < 23; i++) o = { a: o, __proto__: null }; return o })()`,
  `JSON.parse('{"__proto__":1,"constructor":null,"hasOwnProperty":2,"then":3,"header":{"__proto__":5},"payload":[]}')`,
  'Number.NaN',
  '-0',
  '10n ** 5000n',
  'undefined',
  'null',
  `Symbol('x')`,
  '() => 1',
  'new Uint8Array(0)',
  'new (class Odd extends Uint8Array {})(3)',
  `Object.assign(new Error('x'), { code: 5, name: 3 })`,
  'new Date(Number.NaN)',
  'Promise.resolve(1)',
  `''`,
  '[, 1, ,]',
  'true',
  `'a.b.c'`,
  `{ header: { alg: 'HS256' }, payload: { exp: 'x' }, token: 5, keys: [null], status: 200 }`,
  `typeof Response === 'function' ? new Response('\\u001b[2J', { status: 299, headers: { a: 'b' } }) : 1`,
  `typeof Response === 'function' ? Response.error() : 1`,
  `(() => { throw { code: 'malformed', message: [] } })()`,
  `(() => { throw new JwtError('\\u001b]0;x\\u0007__proto__' as never, 'm') })()`,
  `(() => { throw Object.assign(new JwtError('x' as never, 'm'), { code: { toString: () => 'expired' } }) })()`,
  `(() => { throw new JwtError('constructor' as never, '') })()`,
  `new Proxy({}, { get() { throw new Error('read') } })`,
  `{ get token(): any { throw new Error('read') }, get userId(): any { throw 5 } }`,
  `(() => { throw undefined })()`,
  `'x'.repeat(300_000)`,
]

const course = JSON.parse(readFileSync(join(dist, 'course.json'), 'utf8')) as Course
const lessons = course.lessons.filter(({ files }) => /^export (?:async )?function/m.test(solution(files[0])))
let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
})
afterAll(() => desk.close())

test.each(lessons.map(({ id, files }) => ({ id, file: files[0] as string })))('$id', async ({ id, file }) => {
  const up = '../'.repeat(file.split('/').length - 1)
  const head = file === 'jwt/errors.ts' ? '' : `import { JwtError as OddError } from '${up}jwt/errors.ts'; `
  const odd = ODD.map(one => `() => (${head === '' ? one : one.replaceAll('JwtError', 'OddError')})`)
  for (const when of ['true', 'count % 5 === 3']) {
    const functions = solution(file).replace(
      /^export (async )?function (\w+)/gm,
      (_, isAsync = '', name) =>
        `export ${isAsync}function ${name}(...args: any[]): any { count++; return ${when} ? ODD[(count * 7) % ODD.length]!() : (${name}_ as any)(...args) }\n${isAsync}function ${name}_`,
    )
    const text = `${head}let count = 0; const ODD: (() => any)[] = [${odd.join(', ')}]; ${functions}`
    const report = await desk.gradeWith(id, text)
    expect(JSON.stringify(report)).not.toMatch(/"internal"|our fault/)
    if (when === 'true') expect(report.verdict).not.toBe('passed')
  }
})

/** A method of each class is odd, or all of them; the properties too. */
const METHODS = course.lessons.flatMap(({ id, files: [file = ''] }) =>
  [...solution(file).matchAll(/^export class (\w+)(?: .*)? \{\n([\s\S]*?)^\}/gm)].flatMap(
    ([, name = '', body = '']) => {
      const methods = [...body.matchAll(/^ {2}(?:get )?(?!constructor)(\w+)\(/gm)].map(
        ([, method]) => method as string,
      )
      return [...methods, '*'].map(method => ({ id, file, name, method }))
    },
  ),
)

test('the classes of the lessons are found', () => {
  expect(METHODS.map(({ name, method }) => `${name}.${method}`)).toEqual([
    ...['TokenEndpoint.exchange', 'TokenEndpoint.*'],
    ...['issue', 'rotate', 'revokeAll', '*'].map(method => `RefreshTokens.${method}`),
    ...['size', 'revoke', 'revokeUser', 'isRevoked', '*'].map(method => `Revocations.${method}`),
  ])
})

test.each(METHODS)('$id, $method of $name', async ({ id, file, name, method }) => {
  const up = '../'.repeat(file.split('/').length - 1)
  const odd = ODD.map(one => `() => (${one.replaceAll('JwtError', 'OddError')})`)
  const isOdd = method === '*' ? 'name !== "constructor"' : `name === ${JSON.stringify(method)}`
  for (const when of ['true', 'count % 5 === 3']) {
    const text = `import { JwtError as OddError } from '${up}jwt/errors.ts'
      let count = 0; const ODD: (() => any)[] = [${odd.join(', ')}]; ${solution(file)}
      const methods: any = Object.getOwnPropertyDescriptors(${name}.prototype)
      for (const [name, { value, get }] of Object.entries<any>(methods).filter(([name]) => ${isOdd})) {
        const answer = function (this: any, ...args: any[]): any { count++; return ${when} ? ODD[(count * 7) % ODD.length]!() : (value ?? get).apply(this, args) }
        Object.defineProperty(${name}.prototype, name, get ? { get: answer } : { value: answer })
      }`
    const report = await desk.gradeWith(id, text)
    expect(JSON.stringify(report)).not.toMatch(/"internal"|our fault/)
    if (when === 'true') expect(report.verdict).toBe('failed')
  }
})

function solution(file = ''): string {
  return readFileSync(join('solutions', file), 'utf8')
}

test('answers of megabytes fill the thread of a run, and the runs after it are graded all the same', {
  timeout: 120_000,
}, async () => {
  const lesson = '11-weak-secret'
  const huge = `export const crackSecret = () => 'a.' + 'b'.repeat(2_000_000) + '.' + 'c'.repeat(2_000_000)`
  for (let run = 0; run < 5; run++) {
    const { verdict, problem } = await desk.gradeWith(lesson, huge)
    expect([verdict, problem]).toEqual(['failed', null])
  }
})
