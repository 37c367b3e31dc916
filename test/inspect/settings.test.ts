/** A file of settings, or a piece of source code, given as the secret: the value in it is what was meant. */
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromPaste, keyFromSecret } from '../../src/inspect/key.ts'
import { GOOD, hs256, NOW, SECRET } from './tokens.ts'

const S = 'a plain secret: of thirty-nine letters!'
const look = async (given: string, signed: string | Uint8Array = S) => {
  const token = hs256({ alg: 'HS256' }, GOOD, signed)
  const inspection = await inspectToken(token, keyFromSecret(Buffer.from(given)), NOW)
  for (const piece of [S, SECRET, 'hunter2', 'thirty'])
    expect(JSON.stringify({ ...inspection, parts: [] })).not.toContain(piece)
  const isRight = inspection.signature.state === 'valid'
  if (!isRight && given.includes('JWT_SECRET'))
    expect(inspection.warnings.map(one => one.id)).not.toContain('short-secret')
  return inspection.signature
}
const env = (line: string) => `# settings\nPORT=3000\n\n${line}\nDATABASE_URL=postgres://a:hunter2@db/x\n`

describe('the value that made the signature is named', () => {
  it.each<[string, string, string]>([
    ['in .env', env(`JWT_SECRET=${S}`), 'JWT_SECRET'],
    ['in .env with quotes', env(`JWT_SECRET="${S}"`), 'JWT_SECRET'],
    ['in .env with export', env(`export JWT_SECRET='${S}'`), 'JWT_SECRET'],
    ['in .env with a comment behind', env(`JWT_SECRET="${S}" # do not share`), 'JWT_SECRET'],
    ['in .env with a comment and no quotes', env(`APP_KEY=${S}   # do not share`), 'APP_KEY'],
    ['with CR LF', env(`JWT_SECRET=${S}`).replaceAll('\n', '\r\n'), 'JWT_SECRET'],
    ['with a byte order mark', `\ufeffJWT_SECRET=${S}\nA=1\n`, 'JWT_SECRET'],
    ['with spaces', env(`  JWT_SECRET = ${S}`), 'JWT_SECRET'],
    ['in YAML', `port: 3000\njwt:\n  secret: "${S}"\n`, 'secret'],
    ['in a list of YAML', `environment:\n  - PORT=3000\n  - JWT_SECRET=${S}\n`, 'JWT_SECRET'],
    ['in INI', `[jwt]\nsecret = ${S}\nttl = 900\n`, 'secret'],
    ['in Java', `app.port=1\napp.jwt.secret=${S}\n`, 'app.jwt.secret'],
    ['in JSON', JSON.stringify({ port: 1, jwt: { secret: S } }), 'jwt.secret'],
    ['in JavaScript', `const port = 1;\nconst secret = '${S}';\n`, 'secret'],
    ['in an object', `{\n  port: 3000,\n  secret: '${S}',\n}\n`, 'secret'],
    ['in PowerShell', `$env:PORT = "1"\n$env:JWT_SECRET = "${S}"\n`, 'JWT_SECRET'],
    ['in a Dockerfile', `ENV PORT=1\nENV JWT_SECRET=${S}\n`, 'JWT_SECRET'],
  ])('%s', async (_, given, name) => {
    const { state, message } = await look(given)
    expect(state).toBe('invalid')
    expect(message).toMatch(/list of settings/u)
    expect(message).toContain(`right with the value of ${name}`)
  })

  it('of a single line, alone as well', async () => {
    for (const given of [
      `JWT_SECRET=${S}`,
      `JWT_SECRET="${S}"\n`,
      `export JWT_SECRET=${S}`,
      `const secret = '${S}';`,
      `$env:JWT_SECRET = "${S}"`,
    ])
      expect((await look(given)).message).toMatch(
        /right with the (?:value of .*|secret .*without the name.*)\(NAME=value\)/u,
      )
  })

  it('decoded, when that is right', async () => {
    const bytes = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex')
    for (const [form, words] of [
      ['base64', /base64/u],
      ['hex', /hex/u],
    ] as const)
      expect((await look(env(`JWT_SECRET=${bytes.toString(form)}`), bytes)).message).toMatch(words)
  })
})

describe('when no value is right, that is told', () => {
  it.each<[string, string, RegExp]>([
    ['a list', env('JWT_SECRET=another'), /list of settings.*value of JWT_SECRET/u],
    ['a list without a likely name', 'A=1\nB=2\nC=3\n', /list of settings/u],
    ['one line', 'JWT_SECRET=another', /a setting \(NAME=value\).*value of JWT_SECRET/u],
    [
      'JSON',
      JSON.stringify({ port: 1, jwt: { secret: 'another' } }),
      /list of settings.*value of jwt\.secret/u,
    ],
  ])('%s', async (_, given, words) => {
    const { state, message } = await look(given)
    expect(state).toBe('invalid')
    expect(message).toMatch(/^Wrong: /u)
    expect(message).toMatch(words)
    expect(message).not.toContain('another')
  })

  it.each([
    'a secret',
    'abc=def',
    'c2VjcmV0IGJ5dGVz==',
    'one line\nanother line\n',
    'https://example.com/?a=b',
    '{"kty":"oct","k":"YWJj"}',
    'word: with a colon',
    '=\n=',
  ])('%j is no setting', async given => {
    expect((await look(given)).message).not.toMatch(/setting|value of/u)
  })

  it('a right secret that looks like a setting is right', async () => {
    expect((await look('JWT_SECRET=x', 'JWT_SECRET=x')).state).toBe('valid')
  })
})

it('pasted in the course, it is the same', async () => {
  const { signature } = await inspectToken(
    hs256({ alg: 'HS256' }, GOOD, S),
    keyFromPaste(env(`JWT_SECRET=${S}`)),
    NOW,
  )
  expect(signature.message).toContain('right with the value of JWT_SECRET')
})

it('a long file costs a bounded time', async () => {
  const long = Array.from({ length: 5000 }, (_, index) => `KEY_${index}=${index}`).join('\n')
  const started = performance.now()
  await look(long)
  expect(performance.now() - started).toBeLessThan(3000)
})
