import { afterAll, expect, it } from 'vitest'
import { WebRequest } from '../../src/sandbox/encode.ts'
import { createWorld } from './world.ts'

const world = createWorld()
afterAll(() => world.close())

it('a Request goes in and a Response comes out', { timeout: 60_000 }, async () => {
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
