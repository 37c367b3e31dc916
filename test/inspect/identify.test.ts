import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { hs256, GOOD, NOW, RFC7515_A3_KEY, segment } from './tokens.ts'

const look = (given: string) => inspectToken(given, null, NOW)
const pem = (type: 'spki' | 'pkcs8') => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return String(
    type === 'spki' ? publicKey.export({ type, format: 'pem' }) : privateKey.export({ type, format: 'pem' }),
  )
}
const [protectedHeader, payload, signature] = hs256({ alg: 'HS256' }, GOOD).split('.')
const random = 'dGhlIHF1aWNrIGJyb3du-jumps_over91LazyDogsXq'

it.each(['.', '..', '....'])('segments that are all empty are told as that: %s', async given => {
  const { problems } = await look(given)
  expect(problems.map(({ message }) => message).join(' ')).toContain('The header is empty')
})

describe('what is not a JWT is named', () => {
  it.each<[string, string, string, RegExp]>([
    ['an opaque token', 'ya29.a0AfByC-1234567890abcdefghijklmnop', 'opaque-token', /opaque token.*Google/u],
    ['an opaque token of nobody known', random, 'opaque-token', /opaque token/u],
    ['a word', 'hello', 'opaque-token', /If it is a token at all/u],
    ['an opaque token with dots', 'mF_9.B5f-4.1JqM', 'opaque-token', /opaque token/u],
    ['an opaque token with five segments', 'aa.bb.cc.dd.ee', 'opaque-token', /opaque token/u],
    ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`, 'opaque-token', /GitHub/u],
    ['a Slack token', `xoxb-${'12345'.repeat(4)}`, 'opaque-token', /Slack/u],
    ['a Stripe key', `sk_test_${'a1B2'.repeat(6)}`, 'opaque-token', /Stripe/u],
    ['Bearer and an opaque token', `Bearer ${random}`, 'opaque-token', /opaque token/u],
    ['PASETO, local', `v4.local.${random}`, 'paseto', /PASETO/u],
    [
      'PASETO, public',
      `v4.public.${segment({ sub: 'alice', exp: '2030-01-01T00:00:00+00:00' })}${'A'.repeat(86)}`,
      'paseto',
      /PASETO/u,
    ],
    [
      'PASETO with a footer',
      `Bearer v3.public.${segment({ sub: 'alice' })}.${segment({ kid: '1' })}`,
      'paseto',
      /PASETO/u,
    ],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000', 'uuid', /UUID/u],
    ['hex', 'deadbeef'.repeat(8), 'hex', /64 hexadecimal characters, 32 bytes/u],
    ['a public key', pem('spki'), 'is-a-key', /PEM file: a key/u],
    ['a private key', pem('pkcs8'), 'is-a-key', /PEM file: a key/u],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      'is-a-key',
      /certificate/u,
    ],
    ['an OpenSSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabc me@host', 'is-a-key', /OpenSSH/u],
    ['a JWK', JSON.stringify(RFC7515_A3_KEY), 'is-a-key', /a JWK: a key/u],
    ['a JWK Set', JSON.stringify({ keys: [RFC7515_A3_KEY] }, null, 2), 'is-a-key', /JWK Set with 1 key\b/u],
    [
      'a flattened JWS',
      JSON.stringify({ protected: protectedHeader, payload, signature }),
      'json-serialization',
      /flattened JSON serialization/u,
    ],
    [
      'a general JWS',
      JSON.stringify({ payload, signatures: [{ protected: protectedHeader, signature }] }),
      'json-serialization',
      /general JSON serialization, with 1 signature/u,
    ],
    [
      'a JWE in JSON',
      JSON.stringify({ protected: protectedHeader, iv: 'AAAA', ciphertext: 'AAAA', tag: 'AAAA' }),
      'json-serialization',
      /JWE in the JSON/u,
    ],
    ['claims', JSON.stringify(GOOD), 'json', /claims of a token, decoded/u],
    ['a header', '{"alg":"HS256","typ":"JWT"}', 'json', /header of a token, decoded/u],
    [
      'a token response without a JWT',
      JSON.stringify({ access_token: random, token_type: 'Bearer' }),
      'opaque-token',
      /None of its tokens is a JWT/u,
    ],
    ['an error response', '{"error":"invalid_grant"}', 'json', /error response/u],
    [
      'discovery metadata',
      '{"issuer":"https://a.example","jwks_uri":"https://a.example/jwks"}',
      'json',
      /metadata/u,
    ],
    ['damaged JSON', '{"access_token": ', 'json-serialization', /not valid JSON/u],
    ['a file name', 'token.jwt', 'file-name', /name of a file/u],
    ['a path', './keys/public.pem', 'file-name', /name of a file/u],
    ['a Windows path', 'C:\\Users\\ann\\token.txt', 'file-name', /name of a file/u],
    ['a URL', 'https://login.example/authorize?client_id=1', 'url', /URL/u],
    ['a variable', '$TOKEN', 'placeholder', /placeholder/u],
    ['a variable in braces', '$' + '{ACCESS_TOKEN}', 'placeholder', /placeholder/u],
    ['a placeholder', '<your token>', 'placeholder', /placeholder/u],
    ['HTML', '<!DOCTYPE html><html><body>Log in</body></html>', 'html', /HTML/u],
    [
      'an HTTP response',
      'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n',
      'http-message',
      /HTTP message/u,
    ],
    ['Basic credentials', 'Basic YWxpY2U6c2VjcmV0', 'basic-credentials', /Basic credentials/u],
    ['an e-mail address', 'alice@example.com', 'email', /e-mail/u],
    ['a sentence', 'please log in again to get a new one', 'no-token', /no JWT in this text/u],
    [
      'a signed cookie of Express',
      's:abcDEF123.kGQ7rQ2ZtqfW1uX3V0oXoH2hQkWmYxJv9aPzQwErTyU',
      'session-cookie',
      /Express/u,
    ],
    [
      'a cookie of Flask',
      `${segment({ user: 1 })}.ZxYw1Q.${'aB3_'.repeat(6)}xyz`,
      'session-cookie',
      /Flask/u,
    ],
    [
      'a compressed cookie of Flask',
      `.eJwVjDsOwjAQBa.ZxYw1Q.${'aB3_'.repeat(6)}xyz`,
      'session-cookie',
      /Flask/u,
    ],
    [
      'a cookie of cookie-session',
      `${segment({ views: 3 })}.${'aB3_'.repeat(6)}xyz`,
      'session-cookie',
      /cookie-session/u,
    ],
    [
      'a cookie of Laravel',
      segment({ iv: 'a', value: 'b', mac: 'c', tag: '' }),
      'session-cookie',
      /Laravel/u,
    ],
    ['a cookie of Rails', `BAh7B0kiD3Nlc3Npb25faWQ=--${'0a1b2c3d'.repeat(5)}`, 'session-cookie', /Rails/u],
    [
      'an encrypted cookie of Rails',
      'Zm9vYmFy--MTIzNDU2Nzg5MDEy--QUJDREVGR0hJSktMTU5PUA==',
      'session-cookie',
      /Rails/u,
    ],
    [
      'a value signed by Django',
      `${segment({ a: 1 })}:1rVxyz:${'aB3_'.repeat(10)}abc`,
      'session-cookie',
      /Django/u,
    ],
    ['a cookie of ASP.NET Core', `CfDJ8${'aB3_'.repeat(20)}`, 'session-cookie', /ASP\.NET/u],
    ['a Fernet token', `gAAAAA${'Bk2_'.repeat(25)}==`, 'fernet', /Fernet/u],
    ['SAML', Buffer.from('<samlp:Response ID="1">').toString('base64'), 'saml', /SAML/u],
    ['an iron-session cookie', 'Fe26.2*1*abc*def*ghi', 'iron', /iron-session/u],
    ['one disclosure', segment(['salt', 'name', 'Alice']), 'sd-jwt-disclosure', /disclosure/u],
    [
      'a bot token of Discord',
      'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs',
      'opaque-token',
      /opaque/u,
    ],
    [
      'a token in capitals',
      `${protectedHeader}.${payload}.${signature}`.toUpperCase(),
      'case-changed',
      /all capitals/u,
    ],
    [
      'a token in small letters',
      `${protectedHeader}.${payload}.${signature}`.toLowerCase(),
      'case-changed',
      /all small/u,
    ],
    ['a scheme alone', 'Authorization: Bearer', 'empty', /no token after it/u],
    ['a variable of Node.js', 'process.env.TOKEN', 'placeholder', /placeholder/u],
    ['a path of Windows', 'C:/Users/ann/token', 'file-name', /name of a file/u],
    ['a payload alone', segment(GOOD), 'encoded-json', /payload of a token, perhaps/u],
  ])('%s', async (_name, given, id, words) => {
    const { kind, looksLike, problems, signature: check, parts } = await look(given)
    expect([kind, looksLike, problems.map(one => one.id)]).toEqual(['unreadable', id, [id]])
    expect(problems[0]?.message).toMatch(words)
    expect(problems[0]?.message).toMatch(/\.$/u)
    expect(problems[0]?.fix).toMatch(/\S/u)
    expect(`${problems[0]?.message}${problems[0]?.fix}`).not.toMatch(
      /cut off\?/u.test(given) ? /$^/u : /Was the end cut off/u,
    )
    expect(check.state).toBe('not-checked')
    expect(parts).toEqual([])
  })

  it('and what is a damaged JWT is told as that', async () => {
    const body = segment(GOOD)
    for (const header of [
      segment('{"alg":"HS256"'),
      segment("{'alg':'HS256'}"),
      `\u0435yJhbGciOiJIUzI1NiJ9`,
      'yJhbGciOiJIUzI1NiJ9',
    ]) {
      const { looksLike, problems, parts } = await look(`${header}.${body}.${'A'.repeat(43)}`)
      expect(looksLike).toBeNull()
      expect(problems[0]?.segment).toBe('header')
      expect(parts[1]?.json).toEqual(GOOD)
    }
  })
})
