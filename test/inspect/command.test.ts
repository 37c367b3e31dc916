import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type InspectIo, type InspectOptions, runInspect } from '../../src/commands/inspect.ts'
import {
  GOOD,
  hs256,
  NOW,
  RFC7515_A1,
  RFC7515_A1_KEY,
  RFC7515_A3,
  RFC7515_A3_KEY,
  SECRET,
  segment,
} from './tokens.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect - \u00e9 '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

class Sink extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

async function run(options: InspectOptions, more: Partial<InspectIo> & { input?: string | Buffer } = {}) {
  const stdout = new Sink()
  const stderr = new Sink()
  const { input, ...io } = more
  const stdin: InspectIo['stdin'] = Readable.from([input ?? ''])
  const code = await runInspect(options, {
    stdout,
    stderr,
    stdin,
    isTTY: false,
    env: {},
    cwd: folder,
    columns: 80,
    now: () => NOW,
    ...io,
  })
  return { code, out: stdout.text, err: stderr.text }
}

const good = hs256({ alg: 'HS256' }, GOOD)

describe('inspect ends with', () => {
  it.each<[string, InspectOptions, number]>([
    ['0 for a well-formed token', { token: good }, 0],
    ['0 for a good signature', { token: good, secret: SECRET }, 0],
    ['0 for a token without exp', { token: hs256({ alg: 'HS256' }, { sub: 'a' }) }, 0],
    ['1 for a bad signature', { token: good, secret: SECRET.toUpperCase() }, 1],
    ['1 for an expired token', { token: RFC7515_A1 }, 1],
    ['1 for a token that is not valid yet', { token: hs256({ alg: 'HS256' }, { ...GOOD, nbf: NOW + 5 }) }, 1],
    ['1 for a time that is none', { token: hs256({ alg: 'HS256' }, { ...GOOD, exp: 'soon' }) }, 1],
    [
      '1 for an unsigned token and a secret',
      { token: `${segment({ alg: 'none' })}.${segment(GOOD)}.`, secret: SECRET },
      1,
    ],
    ['2 for a malformed token', { token: `${good}=` }, 2],
    ['2 for an empty secret', { token: good, secret: '' }, 2],
    ['2 for two keys', { token: good, secret: SECRET, key: 'k.pem' }, 2],
    ['2 for a file that is not there', { token: good, key: 'k.pem' }, 2],
    ['2 for no token', {}, 2],
  ])('%s', async (_name, options, code) => {
    expect((await run(options)).code).toBe(code)
  })
})

describe('the key', () => {
  it('comes from a secret file, byte by byte', async () => {
    const secret = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index))
    await writeFile(join(folder, 'secret.bin'), secret)
    const result = await run({ token: hs256({ alg: 'HS256' }, GOOD, secret), secretFile: 'secret.bin' })
    expect(result).toMatchObject({ code: 0, err: '' })
    expect(result.out).toContain('Right: a secret of 32 bytes')
  })

  it('with a line break at its end is told', async () => {
    await writeFile(join(folder, 'secret.txt'), `${SECRET}\n`)
    const result = await run({ token: good, secretFile: 'secret.txt' })
    expect(result.code).toBe(1)
    expect(result.out.replaceAll(/\s+/gu, ' ')).toContain(
      'right with the secret without the line break at its end',
    )
  })

  it('given by the name of its file gets a hint, and the file is not read', async () => {
    await writeFile(join(folder, 'secret.txt'), SECRET)
    await writeFile(join(folder, 'token.txt'), good)
    const warned = async (secret: string) => {
      const { code, out } = await run({ token: good, secret, json: true })
      const { warnings } = JSON.parse(out) as { warnings: { id: string; message: string }[] }
      return { code, said: warnings.find(({ id }) => id === 'secret-is-file-name')?.message }
    }
    for (const secret of ['secret.txt', './secret.txt', join(folder, 'secret.txt'), '@secret.txt']) {
      const { code, said } = await warned(secret)
      expect(code).toBe(1)
      expect(said).toContain('--secret-file')
    }
    for (const secret of ['no-such.txt', '.', 'a\0b', 'x'.repeat(5000), SECRET])
      expect((await warned(secret)).said).toBeUndefined()
    // A secret that is right is the secret, whatever files there are.
    await writeFile(join(folder, SECRET), '')
    expect(await warned(SECRET)).toEqual({ code: 0, said: undefined })
  })

  it('comes from a JWK or a JWKS file', async () => {
    await writeFile(join(folder, 'a1.json'), JSON.stringify(RFC7515_A1_KEY))
    await writeFile(join(folder, 'set.json'), JSON.stringify({ keys: [RFC7515_A1_KEY, RFC7515_A3_KEY] }))
    expect((await run({ token: RFC7515_A1, key: 'a1.json' })).out).toContain(
      'Right: a secret JWK of 64 bytes',
    )
    expect((await run({ token: RFC7515_A3, jwks: join(folder, 'set.json') })).out).toContain(
      'Right: an EC key on P-256',
    )
  })

  it('comes from a file in DER, byte by byte', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await writeFile(join(folder, 'key.der'), publicKey.export({ type: 'spki', format: 'der' }))
    const input = `${segment({ alg: 'RS256' })}.${segment(GOOD)}`
    const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    expect(await run({ token, key: 'key.der' })).toMatchObject({ code: 0, err: '' })
  })

  const UNREADABLE: [key: string, words: string][] = [
    ['nowhere.pem', 'there is no such file'],
    ['.', 'it is a folder'],
  ]
  if (process.platform !== 'win32') UNREADABLE.push(['/dev/zero', 'has more than 8 MiB'])
  it.each(UNREADABLE)('in %s is told: %s', async (key, words) => {
    const result = await run({ token: good, key })
    expect(result).toMatchObject({ code: 2, out: '' })
    expect(result.err).toContain(words)
  })

  it('never shows, wherever it comes from and whatever goes wrong', async () => {
    const hidden = 'hunter2-hunter2-hunter2-hunter2-hunter2'
    await writeFile(join(folder, 'secret.txt'), hidden)
    await writeFile(join(folder, 'broken.json'), `{"kty":"oct","k":"${hidden}`)
    await writeFile(join(folder, 'oct.json'), JSON.stringify({ kty: 'oct', k: hidden }))
    await writeFile(
      join(folder, 'odd.json'),
      JSON.stringify({ kty: 'EC', crv: 'P-256', x: hidden, y: hidden, d: hidden }),
    )
    const tokens = [
      good,
      RFC7515_A3,
      hs256({ alg: 'HS256' }, GOOD, hidden),
      'broken',
      hs256({ alg: 'HS256', crit: ['x'] }, GOOD),
    ]
    const keys: InspectOptions[] = [
      { secret: hidden },
      { secretFile: 'secret.txt' },
      { key: 'secret.txt' },
      { key: 'broken.json' },
      { key: 'oct.json' },
      { key: 'odd.json' },
      { jwks: 'broken.json' },
      { jwks: 'oct.json' },
    ]
    for (const token of tokens) {
      for (const key of keys) {
        for (const json of [true, false]) {
          const { out, err } = await run({ token, json, ...key })
          expect(out + err).not.toContain('hunter2')
        }
      }
    }
  })
})

describe('several arguments', () => {
  it.each<[string, string[]]>([
    ['Bearer and a token', ['Bearer', good]],
    ['a whole header', ['Authorization:', 'Bearer', good]],
    ['a scheme in lower case', ['bearer', good]],
  ])('that are plainly one token are joined: %s', async (_name, tokens) => {
    const result = await run({ tokens, secret: SECRET })
    expect(result).toMatchObject({ code: 0, err: '' })
    expect(result.out).toContain('"Bearer " was put aside')
  })

  it.each<[string, string[], RegExp]>([
    ['two tokens', [good, RFC7515_A1], /one token.*2 arguments.*each one alone/su],
    ['a token and a secret', [good, 'hunter2-hunter2'], /--secret-file FILE/u],
    ['a secret and a token', ['hunter2-hunter2', good], /--secret-file FILE/u],
    ['words', ['what', 'is', 'hunter2'], /in quotes/u],
    ['- and a token', ['-', good], /one token/u],
  ])('that are not are refused with the way out, and not repeated: %s', async (_name, tokens, words) => {
    const result = await run({ tokens })
    expect(result).toMatchObject({ code: 2, out: '' })
    expect(result.err).toMatch(words)
    expect(result.err).not.toContain('hunter2')
    expect(result.err).toContain('jwt-lessons inspect - < token.txt')
  })

  it('none is stdin', async () => {
    expect((await run({ tokens: [] }, { input: good })).code).toBe(0)
  })
})

describe('- and an argument behave alike', () => {
  it.each([
    `Bearer ${good}`,
    `export TOKEN="${good}"`,
    `${good}\n${RFC7515_A1}\n`,
    'ya29.a0AfByC-1234567890abcdefghijklmnop',
    `${good.slice(0, 60)}...`,
    'token.jwt',
    '',
  ])('%j', async given => {
    const argument = await run({ tokens: [given] })
    expect(await run({ tokens: ['-'] }, { input: given })).toEqual(argument)
    expect(await run({}, { input: given })).toEqual(argument)
  })
})

describe('--words', () => {
  const weak = hs256({ alg: 'HS256' }, GOOD, 'tiger7')
  it('finds the secret and says in which line, not which one', async () => {
    await writeFile(join(folder, 'words.txt'), 'lion\nzebra\ntiger7\n')
    const result = await run({ token: weak, words: 'words.txt' })
    expect(result).toMatchObject({ code: 0, err: '' })
    expect(result.out).toMatch(/Words {6}line 3 of the list is the secret; 3 words tried/u)
    expect(result.out).toContain('[secret-in-word-list] RFC 8725')
    expect(result.out).not.toContain('tiger7')
    expect(result.out).not.toContain('Not checked')
    const json = JSON.parse((await run({ token: weak, words: 'words.txt', json: true })).out)
    expect(json.wordList).toMatchObject({ tried: 3, line: 3 })
  })

  it('says when no word fits', async () => {
    await writeFile(join(folder, 'words.txt'), 'lion\n')
    expect((await run({ token: weak, words: 'words.txt' })).out).toContain(
      'no word of the list is the secret; 1 word tried',
    )
  })

  it('shows its progress and rate on a terminal only', async () => {
    await writeFile(
      join(folder, 'words.txt'),
      Array.from({ length: 60_000 }, (_, index) => `w${index}\n`).join(''),
    )
    const terminal = Object.assign(new Sink(), { isTTY: true })
    await run({ token: weak, words: 'words.txt' }, { stderr: terminal })
    expect(terminal.text).toMatch(/\r[\d,]+ words tried, [\d,]+ a second/u)
    expect(terminal.text).toMatch(/\r +\r$/u)
    expect((await run({ token: weak, words: 'words.txt' })).err).toBe('')
  })

  it.each<[string, InspectOptions]>([
    ['key', { token: weak, key: '-----BEGIN PRIVATE KEY-----\nMIIEvgIBADAN\n-----END PRIVATE KEY-----' }],
    ['jwks', { token: weak, jwks: '{"keys":[{"k":"MIIEvgIBADAN"}]}' }],
  ])('does not repeat what is given as --%s instead of a file', async (_name, options) => {
    const { code, out, err } = await run(options)
    expect(code).toBe(2)
    expect(err).toContain('Save it, and give the name of the file.')
    expect(out + err).not.toContain('MIIEvgIBADAN')
  })

  it.each<[string, InspectOptions, RegExp]>([
    [
      'a list that is not there',
      { token: weak, words: 'none.txt' },
      /word list none\.txt can't be read: there is no such file/u,
    ],
    ['a folder', { token: weak, words: '.' }, /it is a folder/u],
  ])('refuses %s', async (_name, options, words) => {
    const result = await run(options)
    expect(result).toMatchObject({ code: 2, out: '' })
    expect(result.err).toMatch(words)
  })

  it('says that it has no use for another algorithm', async () => {
    expect((await run({ token: RFC7515_A3, words: 'none.txt' })).err).toContain(
      '--words was not used: ES256 has no secret',
    )
  })
})

describe('what is not a JWT', () => {
  it('is said so, with exit code 2', async () => {
    const result = await run({ token: 'ya29.a0AfByC-1234567890abcdefghijklmnop' })
    expect(result.code).toBe(2)
    expect(result.out).toMatch(/^Token {6}not a JWT\nNot a JWT {2}/u)
    expect(result.out).not.toContain('cut off')
  })

  it('reaches the terminal filtered', async () => {
    for (const given of ['\u001b]0;x\u0007', `x\u001b[31m=${good}`, `"a\u202e": "${good}"`]) {
      const result = await run({ token: given })
      expect(result.out + result.err).not.toMatch(/\p{Cc}(?<!\n)|[\u202a-\u202e]/u)
    }
  })
})

describe('the token', () => {
  it.each<[string, InspectOptions]>([
    ['-', { token: '-' }],
    ['nothing', {}],
  ])('comes from stdin for %s, with the line break of a pipe', async (_name, options) => {
    expect(await run(options, { input: `${good}\n` })).toMatchObject({ code: 0, err: '' })
  })

  it('may come as UTF-16 from a Windows shell', async () => {
    const input = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${good}\r\n`, 'utf16le')])
    expect((await run({ token: '-' }, { input })).code).toBe(0)
  })

  it('is asked for where stdin is a terminal', async () => {
    const stdin: InspectIo['stdin'] = Object.assign(new PassThrough(), { isTTY: true })
    const result = await run({}, { stdin })
    expect(result.code).toBe(2)
    expect(result.err).toContain('jwt-lessons inspect - < token.txt')
  })

  it('may be larger than a mebibyte', async () => {
    const entries = Array.from({ length: 30_000 }, (_, index) => ({ id: index, text: `number ${index}` }))
    const input = `${hs256({ alg: 'HS256' }, { ...GOOD, entries })}\n`
    expect(input.length).toBeGreaterThan(1_048_576)
    const result = await run({ token: '-', secret: SECRET }, { input })
    expect(result.code).toBe(0)
    expect(result.out).toContain('inspect --json has all of them')
    expect(result.out.length).toBeLessThan(20_000)
  })

  it('larger than what inspect reads is refused as a limit of ours', async () => {
    const result = await run({ token: '-' }, { input: 'x'.repeat(17_000_000) })
    expect(result).toMatchObject({ code: 2, out: '' })
    expect(result.err).toContain('That is a limit of jwt-lessons')
  })

  it('leaves nothing behind', async () => {
    await run({ token: good, secret: SECRET })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the output', () => {
  it('is one JSON document with --json, for good and for bad tokens', async () => {
    const one = JSON.parse((await run({ token: good, json: true, secret: SECRET })).out)
    expect(one).toMatchObject({
      schema: 1,
      kind: 'jws',
      algorithm: 'HS256',
      problems: [],
      time: { state: 'valid', words: 'valid for 14 minutes' },
      signature: { state: 'valid' },
      warnings: [],
      now: NOW,
    })
    const bad = JSON.parse((await run({ token: 'a.b', json: true })).out)
    expect(bad.kind).toBe('unreadable')
    expect(bad).toMatchObject({ looksLike: 'opaque-token', problems: [{ id: 'opaque-token' }] })
    const huge = JSON.parse((await run({ token: hs256({ alg: 'HS256' }, '{"exp":1e999}'), json: true })).out)
    expect(huge.parts[1].json.exp).toBe('Infinity')
  })

  it.each<[string, Partial<InspectIo>, InspectOptions, boolean]>([
    ['a terminal', { isTTY: true }, {}, true],
    ['a pipe', { isTTY: false }, {}, false],
    ['NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, {}, false],
    ['an empty NO_COLOR', { isTTY: true, env: { NO_COLOR: '' } }, {}, true],
    ['FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, {}, true],
    ['FORCE_COLOR=0', { isTTY: true, env: { FORCE_COLOR: '0' } }, {}, false],
    ['--no-color', { isTTY: true, env: { FORCE_COLOR: '1' } }, { color: false }, false],
    ['a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, {}, false],
  ])('has colours or not: %s', async (_name, io, options, coloured) => {
    expect((await run({ token: good, ...options }, io)).out.includes('\u001b[')).toBe(coloured)
  })

  it('is ASCII with --ascii and on a dumb terminal', async () => {
    expect((await run({ token: RFC7515_A1, ascii: true })).out).toMatch(/^[\x20-\x7e\n]+$/u)
    expect((await run({ token: RFC7515_A1 }, { env: { TERM: 'dumb' } })).out).toMatch(/^[\x20-\x7e\n]+$/u)
  })

  it('fits a narrow terminal', async () => {
    const { out } = await run({ token: RFC7515_A1 }, { columns: 60 })
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  })
})
