import { afterAll, expect, it } from 'vitest'
import { BodyInPieces, WebRequest } from '../../src/sandbox/encode.ts'
import { plain } from '../../src/grader/diagnose/plain.ts'
import { createWorld } from './world.ts'

const world = createWorld()
afterAll(() => world.close())

it('a Request goes in and a Response comes out', { timeout: 120_000 }, async () => {
  world.write(
    'jwt/code.ts',
    `export async function run(request: Request) {
      return Response.json([request.url, request.headers.get('cookie'), await request.text()], { status: 201 })
    }`,
  )
  const sandbox = world.start()
  const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
  await sandbox.load({ forbids: [], watches: [], web: true, files, instrument: false })
  const request = new WebRequest('POST', 'http://a.test/b?c', [['Cookie', 'd=e']], Buffer.from('f'))
  const { report } = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args: [request] }], {
    turns: 'one-by-one',
    awaits: true,
  })
  const { outcome } = report[0] as (typeof report)[number]
  expect(outcome).toMatchObject({ kind: 'value', value: { type: 'response', status: 201 } })
  const { body } = (outcome as unknown as { value: { body: Uint8Array } }).value
  expect(JSON.parse(Buffer.from(body).toString())).toEqual(['http://a.test/b?c', 'd=e', 'f'])
})

it('a body comes in pieces, and not always to its end', { timeout: 120_000 }, async () => {
  world.write(
    'jwt/code.ts',
    `export async function run(request: Request, most: number) {
      const lengths = []
      try {
        for await (const { length } of request.body ?? []) if (lengths.push(length) === most) break
      } catch (error) {
        lengths.push((error as Error).message)
      }
      return lengths
    }
    export async function byob(request: Request) {
      const reader = request.body!.getReader({ mode: 'byob' })
      const lengths = []
      for (;;) {
        const { done, value } = await reader.read(new Uint8Array(4))
        if (done) return lengths
        lengths.push(value.length)
      }
    }`,
  )
  const sandbox = world.start()
  const files = [{ path: 'jwt/code.ts', exports: ['run', 'byob'], isEarlier: false }]
  await sandbox.load({ forbids: [], watches: [], web: true, files, instrument: false })
  const request = (ending: BodyInPieces['ending']) =>
    new WebRequest(
      'POST',
      'http://a.test/',
      [],
      new BodyInPieces([Buffer.from('abc'), Buffer.from('defgh')], ending),
    )
  const ask = async (name: string, ...args: unknown[]) => {
    const options = { turns: 'one-by-one', awaits: true } as const
    const { report } = await sandbox.call([{ file: 'jwt/code.ts', name, args }], options)
    const { outcome } = report[0] as (typeof report)[number]
    return outcome.kind === 'value' ? plain(outcome.value) : outcome
  }
  expect(await ask('run', request('end'), 9)).toEqual([3, 5])
  expect(await ask('byob', request('end'))).toEqual([3, 4, 1])
  expect(await ask('run', request('error'), 9)).toEqual([3, 5, 'the connection broke'])
  expect(await ask('run', request('nothing'), 2)).toEqual([3, 5])
  expect(await ask('run', request('nothing'), 9)).toMatchObject({ kind: 'broken', cause: 'never-settles' })
})

it('a body can be piped', { timeout: 120_000 }, async () => {
  world.write(
    'jwt/code.ts',
    `export async function run(request: Request) {
      const body = request.body!.pipeThrough(new TransformStream()).pipeThrough(new TextDecoderStream())
      const pieces = []
      for await (const piece of body) pieces.push(piece)
      await new Promise(resolve => setTimeout(resolve, 1))
      return pieces
    }`,
  )
  const sandbox = world.start()
  const files = [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }]
  await sandbox.load({ forbids: [], watches: [], web: true, files, instrument: false })
  const args = [new WebRequest('POST', 'http://a.test/', [], Buffer.from('f'))]
  const { report } = await sandbox.call([{ file: 'jwt/code.ts', name: 'run', args }], {
    turns: 'one-by-one',
    awaits: true,
  })
  const { outcome } = report[0] as (typeof report)[number]
  expect(outcome.kind === 'value' ? plain(outcome.value) : outcome).toEqual(['f'])
})

it('a Response is known by what it is', { timeout: 120_000 }, async () => {
  world.write(
    'jwt/code.ts',
    `class Extended extends Response {
      constructor(status: number) {
        super('body', { status, headers: { 'X-A': 'b' } })
      }
    }
    export const extended = () => new Extended(201)
    export const pretended = () => Object.create(Response.prototype)
    export function crowded() {
      const response = new Response()
      for (let index = 0; index < 3000; index++) response.headers.append('x-' + index, 'a')
      return response
    }
    export const lengthy = () => new Response(null, { headers: { 'X-A': 'a'.repeat(300_000) } })`,
  )
  const sandbox = world.start()
  const names = ['extended', 'pretended', 'crowded', 'lengthy']
  const files = [{ path: 'jwt/code.ts', exports: names, isEarlier: false }]
  await sandbox.load({ forbids: [], watches: [], web: true, files, instrument: false })
  const calls = names.map(name => ({ file: 'jwt/code.ts', name, args: [] }))
  const { report } = await sandbox.call(calls, { turns: 'one-by-one' })
  const text = 'a Response with more headers than a client takes'
  expect(report.map(({ outcome }) => outcome)).toMatchObject([
    { kind: 'value', value: { type: 'response', status: 201, body: new TextEncoder().encode('body') } },
    { kind: 'value', value: { type: 'object', name: 'Response' } },
    { kind: 'value', value: { type: 'exotic', text } },
    { kind: 'value', value: { type: 'exotic', text } },
  ])
})
