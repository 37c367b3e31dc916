import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromSecret, keyFromText, keysFromJwks } from '../../src/inspect/key.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'

const look = (token: string, secret?: string) =>
  inspectToken(token, secret === undefined ? null : keyFromSecret(Buffer.from(secret)), NOW)
const good = hs256({ alg: 'HS256' }, GOOD)
const [header, payload, signature] = good.split('.') as [string, string, string]
const all = ({ problems, warnings }: Awaited<ReturnType<typeof look>>) =>
  [...problems.map(one => `${one.message} ${one.fix}`), ...warnings.map(one => one.message)].join('\n')
const ids = async (token: string) => (await look(token)).warnings.map(one => one.id)

describe('a token with its segments in disorder', () => {
  it('has lost its header, and is not taken for a cookie', async () => {
    const { problems } = await look(`${payload}.${signature}`)
    expect(problems.map(one => one.id)).toEqual(['header-missing'])
    expect(problems[0]?.message).toContain('iss, aud, sub')
    expect((await look(`${segment({ user: 'ada' })}.${signature}`)).looksLike).toBe('session-cookie')
  })

  it('has header and payload in each other’s place', async () => {
    const { problems, warnings } = await look(`${payload}.${header}.${signature}`)
    expect(problems.map(one => one.id)).toEqual(['swapped-segments'])
    expect(warnings).toEqual([])
  })

  it.each([
    ['the header twice', `${header}.${header}.${payload}.${signature}`, 'Segments 1 and 2 are the same'],
    ['the payload twice', `${header}.${payload}.${payload}.${signature}`, 'Segments 2 and 3 are the same'],
    ['a dot in front', `.${good}`, 'segment 1 is empty'],
    ['two dots', `${header}..${payload}.${signature}`, 'segment 2 is empty'],
    ['a dot behind', `${good}.`, 'segment 4 is empty'],
  ])('has %s: that is named, and nothing is said of claims or signature', async (_, token, words) => {
    const found = await look(token)
    expect(all(found)).toContain(words)
    expect(found.warnings).toEqual([])
    expect(found.problems.map(one => one.id)).toEqual(['segment-count'])
    expect(found.time.state).toBe('unknown')
  })
})

it('a header that lost its first character is not blamed for the bits of its last one', async () => {
  const found = await look(`${segment({ alg: 'HS256', typ: 'JWT' }).slice(1)}.${payload}.${signature}`)
  expect(found.problems[0]?.fix).toContain('beginning cut off')
  expect(found.warnings).toEqual([])
})

describe('a token that was shortened with dots', () => {
  it.each([`${good.slice(0, 60)}...`, `${good.slice(0, 40)}...${good.slice(-20)}`])(
    'is not blamed for what is missing: %s',
    async token => {
      const { problems, warnings } = await look(token)
      expect(problems.map(one => one.id)).toEqual(['cut-short'])
      expect(warnings).toEqual([])
    },
  )

  it('is read up to where it was cut', async () => {
    expect((await look(`${header}.${payload}...`)).parts.map(part => part.name)).toEqual([
      'header',
      'payload',
    ])
  })
})

describe('what is not a token any more', () => {
  it.each(['<signature>', '[Signature Removed]', '[PII of type X is hidden]', '(removed)'])(
    'has a note instead of its signature: %s',
    async note => {
      const { problems, warnings, parts } = await look(`${header}.${payload}.${note}`)
      expect(problems.map(one => one.id)).toEqual(['cut-short'])
      expect(parts.map(part => part.name)).toEqual(['header', 'payload'])
      expect(warnings).toEqual([])
    },
  )

  it('a segment that was encoded twice is reported as that', async () => {
    const twice = [`${segment(header)}.${payload}.${signature}`, `${header}.${segment(payload)}.${signature}`]
    for (const token of twice) {
      const text = all(await look(token))
      expect(text).toContain('encoded twice')
      expect(text).not.toContain('cut off')
    }
  })

  it.each([
    ['xxxxx.yyyyy.zzzzz', 'placeholder'],
    [`${segment('"567890abcdef"')}.aabbcc.${'A'.repeat(27)}`, 'session-cookie'],
    ['header.payload.signature', 'placeholder'],
    ['-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc\n-----END PGP PUBLIC KEY BLOCK-----', 'pgp'],
  ])('%s is named', async (text, id) => {
    expect((await look(text)).looksLike).toBe(id)
  })

  it.each([
    ['JsonWebTokenError (signature mismatch)', 'no-token'],
    ['please help me with this...', 'no-token'],
    ['loading...', 'opaque-token'],
    ['v4.local.abc...', 'paseto'],
    ['{"a":"..."}', 'json-serialization'],
  ])('%s is not a token that was shortened', async (text, id) => {
    expect((await look(text)).looksLike).toBe(id)
  })

  it('an empty disclosure is called empty', async () => {
    const { warnings } = await look(`${good}~${segment(['salt', 'a', 1])}~~`)
    expect(warnings.find(one => one.id === 'bad-disclosure')?.message).toContain('It is empty')
  })
})

describe('a character that looks like another one', () => {
  it.each([
    ['U+0435 looks like "e"', `\u0435${good.slice(1)}`],
    ['U+FF45 looks like "e"', `\uff45${good.slice(1)}`],
    ['U+2013 looks like "-"', `${header}.${payload.slice(0, 8)}\u2013${payload.slice(9)}.${signature}`],
  ])('is named as that: %s', async (words, token) => {
    const text = all(await look(token))
    expect(text).toContain(words)
    expect(text).not.toContain('cut off')
  })

  it.each(['\uff0e', '\u00b7', '\u2024', ','])('is no dot: %s', async dot => {
    const found = await look(good.replaceAll('.', dot))
    expect(found.problems.map(one => one.id)).toEqual(['not-a-dot'])
    expect(found.problems[0]?.at).toBe(header.length + 1)
    expect(found.parts[1]?.json).toEqual(GOOD)
    expect(found.signature.state).toBe('not-checked')
  })
})

describe('what a token of its kind need not have', () => {
  const proof = { jti: 'a', htm: 'GET', htu: 'https://api.example/', iat: NOW }
  it('a DPoP proof, a security event and a key binding are not blamed for a missing exp', async () => {
    const found = await ids(hs256({ alg: 'HS256', typ: 'dpop+jwt' }, proof))
    expect(found).not.toContain('no-exp')
    expect(found).not.toContain('no-aud')
    expect(found).not.toContain('no-iss')
    expect(await ids(hs256({ alg: 'HS256', typ: 'secevent+jwt' }, proof))).not.toContain('no-exp')
    expect(await ids(hs256({ alg: 'HS256', typ: 'application/kb+jwt' }, proof))).not.toContain('no-iss')
    expect(await ids(hs256({ alg: 'HS256', typ: 'JWT' }, proof))).toContain('no-exp')
  })
})

describe('an SD-JWT without its last "~"', () => {
  it('is malformed; the disclosure is not taken for a key binding JWT', async () => {
    const disclosure = segment(['salt', 'email', 'a@example.com'])
    const _sd = [createHash('sha256').update(disclosure).digest('base64url')]
    const token = hs256({ alg: 'HS256' }, { ...GOOD, _sd })
    const found = await look(`${token}~${disclosure}`)
    expect(found.problems.map(one => one.id)).toEqual(['sd-jwt-end'])
    expect(found.keyBinding).toBeNull()
    expect(found.disclosures?.map(one => one.name)).toEqual(['email'])
    expect((await look(`${token}~${disclosure}~`)).problems).toEqual([])
  })
})

describe('an algorithm', () => {
  it.each([
    ['hs256', 'the name is "HS256"'],
    ['HS256 ', 'the name is "HS256"'],
    ['HS-256', 'the name is "HS256"'],
    ['HS1', 'SHA-1'],
    ['RS1', 'SHA-1'],
    ['RSA-OAEP', 'encrypts'],
    ['dir', 'encrypts'],
    ['MD5', 'not a registered algorithm'],
  ])('%s is reported as what it is', async (alg, words) => {
    expect(all(await look(hs256({ alg }, GOOD)))).toContain(words)
  })

  it('none in another spelling is not asked for a signature', async () => {
    expect(await ids(`${segment({ alg: 'None' })}.${payload}.`)).toEqual(['alg-none-variant'])
  })

  it('is another one than the header says', async () => {
    const hs = `${header}.${payload}`
    const sha512 = createHmac('sha512', SECRET).update(hs).digest('base64url')
    const { signature: found } = await look(`${hs}.${sha512}`, SECRET)
    expect(found.state).toBe('invalid')
    expect(found.message).toContain('made it with HS512, and the header says HS256')
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const input = `${segment({ alg: 'PS256' })}.${segment(GOOD)}`
    const rs512 = `${input}.${sign('sha512', Buffer.from(input), privateKey).toString('base64url')}`
    const key = keyFromText(String(publicKey.export({ type: 'spki', format: 'pem' })))
    expect((await inspectToken(rs512, key, NOW)).signature.message).toContain('made it with RS512')
  })
})

describe('a secret or key', () => {
  it('is empty, which is not called well-known from documentation', async () => {
    const text = all(await look(hs256({ alg: 'HS256' }, GOOD, '')))
    expect(text).toContain('The secret is empty')
    expect(text).not.toContain('documentation')
  })

  it('is well known and not the one that was given, or was given and did not sign', async () => {
    const text = all(await look(hs256({ alg: 'HS256' }, GOOD, 'secret'), SECRET))
    expect(text).toContain('A well-known secret made this signature, not the given one')
    const given = all(await look(good, 'secret'))
    expect(given).toContain('The given secret is a well-known one')
    expect(given).not.toContain('forge this token')
  })

  it('is hex in the other case', async () => {
    const hex = '0123456789abcdef'.repeat(4)
    const { signature: found } = await look(hs256({ alg: 'HS256' }, GOOD, hex), hex.toUpperCase())
    expect(found.message).toContain('right with the secret in small letters.')
  })

  it('has no kid in its set', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const input = `${segment({ alg: 'EdDSA', kid: 'k1' })}.${segment(GOOD)}`
    const token = `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
    const set = keysFromJwks(JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] }))
    const { message } = (await inspectToken(token, set, NOW)).signature
    expect(message).toContain('has no kid')
    expect(message).not.toContain('the kid is wrong')
  })

  it('is private, as an encrypted token needs it', async () => {
    const jwe = `${segment({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })}.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = keyFromText(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
    expect((await inspectToken(jwe, key, NOW)).warnings.map(one => one.id)).not.toContain('private-key')
  })
})

describe('what surrounds a token or stands in its place', () => {
  const notes = async (given: string) => (await look(given)).cleaned.map(({ message }) => message).join('\n')

  it('is the colours of a terminal', async () => {
    const given = `\u001b[32m${header}\u001b[0m.\u001b[33m${payload}\u001b[0m.\u001b[1;31m${signature}\u001b[0m\n`
    const { problems, cleaned, parts } = await look(given)
    expect(cleaned.map(({ id }) => id)).toEqual(['terminal-codes'])
    expect(problems).toEqual([])
    expect(parts).toHaveLength(3)
  })

  it.each(['\n', ' ', ', ', ''])('is the same token once more, after %j', async between => {
    const { cleaned, tokens, problems } = await look(`${good}${between}${good}`)
    expect(problems).toEqual([])
    expect(cleaned.map(({ id }) => id)).toEqual(['token-again'])
    expect(cleaned[0]?.message).toContain('2 times')
    expect(tokens).toEqual([])
  })

  it('is an invisible character, which is no space', async () => {
    expect(await notes(`${header}.${payload.slice(0, 8)}\u200b${payload.slice(8)}.${signature}`)).toContain(
      'invisible characters',
    )
    expect(await notes(`${header}.${payload.slice(0, 8)} ${payload.slice(8)}.${signature}`)).toContain(
      'spaces inside the token',
    )
  })

  it.each(['\n', '.\n', ',', ''])('is its content, decoded, with %j between the two', async between => {
    const { problems, looksLike } = await look(
      `{"alg":"HS256","typ":"JWT"}${between}{"sub":"ada","a":{"b":1}}`,
    )
    expect(looksLike).toBe('json')
    expect(problems[0]?.message).toContain('a header and what stood after it, decoded')
  })

  it.each([
    '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b6dpIBKNmYMkmM1T+AB',
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
  ])('is the hash of a password: %s', async given => {
    expect((await look(given)).looksLike).toBe('password-hash')
  })

  it('is a JWE in JSON, whose compact form has five segments', async () => {
    const { problems } = await look(
      '{"protected":"e30","iv":"a","ciphertext":"b","tag":"c","encrypted_key":"d"}',
    )
    expect(problems[0]?.fix).toContain('protected.encrypted_key.iv.ciphertext.tag')
  })
})
