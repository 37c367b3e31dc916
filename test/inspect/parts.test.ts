import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64url } from '../../src/inspect/base64url.ts'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { scanJson } from '../../src/inspect/json-scan.ts'
import { decodeUtf8 } from '../../src/inspect/utf8.ts'
import { GOOD, hs256, NOW, RFC7515_A1, segment } from './tokens.ts'

const look = (token: string) => inspectToken(token, null, NOW)
const [header, payload, signature] = hs256({ alg: 'HS256' }, GOOD).split('.') as [string, string, string]
const good = `${header}.${payload}.${signature}`
const withHeader = (bytes: string | Uint8Array) =>
  `${Buffer.from(bytes).toString('base64url')}.${payload}.${signature}`
const withPayload = (bytes: string | Uint8Array) =>
  `${header}.${Buffer.from(bytes).toString('base64url')}.${signature}`

describe('a well-formed token', () => {
  it('is split into three parts with their places, bytes and JSON', async () => {
    const { kind, problems, parts, cleaned } = await look(RFC7515_A1)
    expect(kind).toBe('jws')
    expect(problems).toEqual([])
    expect(cleaned).toEqual([])
    expect(parts.map(part => [part.name, part.at, part.length])).toEqual([
      ['header', 1, 30],
      ['payload', 42, 70],
      ['signature', 137, 32],
    ])
    expect(parts[0]?.jsonText).toBe('{"typ":"JWT",\r\n "alg":"HS256"}')
    expect(parts[0]?.json).toEqual({ typ: 'JWT', alg: 'HS256' })
    expect(parts[2]?.hex).toBe('7418dfb49799e0254ffa607dd8adbbba16d4254d69d6bff05b58055853848d79')
  })

  it('may be encrypted; then it is said, and only the header is read', async () => {
    const jwe = `${segment({ alg: 'dir', enc: 'A256GCM' })}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`
    const { kind, problems, parts, time, signature } = await look(jwe)
    expect(kind).toBe('jwe')
    expect(problems).toEqual([])
    expect(parts.map(part => part.name)).toEqual([
      'header',
      'encrypted key',
      'initialization vector',
      'ciphertext',
      'authentication tag',
    ])
    expect(parts[0]?.json).toEqual({ alg: 'dir', enc: 'A256GCM' })
    expect(time.words).toContain('encrypted')
    expect(signature.message).toContain('encrypted (JWE), not signed')
  })

  it('holds for every JSON object, with the same data back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }), async value => {
        const { problems, parts } = await look(hs256({ alg: 'HS256' }, value))
        expect(problems).toEqual([])
        expect(parts[1]?.json).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a bad token gets told what is wrong, in which segment, at which character', () => {
  it.each<[string, string, string, string | null, number | null, RegExp]>([
    ['nothing', '', 'empty', null, null, /no token/u],
    ['blanks only', ' \n ', 'empty', null, null, /no token/u],
    ['undefined', 'undefined', 'not-a-value', null, null, /its token is missing/u],
    ['Bearer null', 'Bearer null', 'not-a-value', null, null, /"null"/u],
    ['an object', '[object Object]', 'not-a-value', null, null, /its token is missing/u],
    ['JSON', '{ "payload": "x" }', 'json-serialization', null, null, /This is JSON/u],
    ['a PEM file', '-----BEGIN PUBLIC KEY-----\nMF', 'is-a-key', null, null, /PEM file/u],
    ['one segment', header, 'segment-count', null, null, /no dot/u],
    ['two segments', `${header}.${payload}`, 'segment-count', null, null, /signature is missing/u],
    ['four segments', `${good}.AAAA`, 'segment-count', null, null, /4 segments/u],
    ['six segments', `${good}.a.b.c`, 'segment-count', null, null, /6 segments/u],
    [
      'a plus',
      `${header}.e+J9.${signature}`,
      'base64-alphabet',
      'payload',
      header.length + 3,
      /"\+" belongs to base64/u,
    ],
    [
      'a slash',
      `${header}.${payload}./${signature.slice(1)}`,
      'base64-alphabet',
      'signature',
      header.length + payload.length + 3,
      /has "_" instead/u,
    ],
    [
      'padding',
      `${header}=.${payload}.${signature}`,
      'padding',
      'header',
      header.length + 1,
      /"=" at its end is padding/u,
    ],
    [
      'a percent sign',
      `${header}.e%3D.${signature}`,
      'percent-encoded',
      'payload',
      header.length + 3,
      /percent-encoded/u,
    ],
    [
      'an exclamation mark',
      `${header}.${payload}.!`,
      'bad-character',
      'signature',
      header.length + payload.length + 3,
      /"!" \(U\+0021\)/u,
    ],
    [
      'a letter that looks the same',
      `\u0435${header.slice(1)}.${payload}.`,
      'bad-character',
      'header',
      1,
      /U\+0435/u,
    ],
    [
      'an emoji',
      `${header}.\u{1f600}.${signature}`,
      'bad-character',
      'payload',
      header.length + 2,
      /U\+1F600/u,
    ],
    [
      'an impossible length',
      `${header}.${payload}.AAAAA`,
      'impossible-length',
      'signature',
      header.length + payload.length + 7,
      /5 characters can't be/u,
    ],
    ['an empty header', `.${payload}.${signature}`, 'empty-part', 'header', 1, /header is empty/u],
    [
      'an empty payload',
      `${header}..${signature}`,
      'empty-part',
      'payload',
      header.length + 2,
      /payload is empty/u,
    ],
    [
      'bad UTF-8',
      withPayload(Uint8Array.of(0x7b, 0x22, 0xff)),
      'bad-utf8',
      'payload',
      header.length + 4,
      /0xff does not fit/u,
    ],
    [
      'a byte order mark',
      withHeader('\ufeff{"alg":"HS256"}'),
      'byte-order-mark',
      'header',
      1,
      /byte order mark/u,
    ],
    [
      'text that is no JSON',
      withPayload('hello'),
      'bad-json',
      'payload',
      header.length + 2,
      /"h" is where a JSON value should start/u,
    ],
    [
      'JSON that stops',
      withPayload('{"a":1'),
      'bad-json',
      'payload',
      header.length + 2 + 8,
      /The end of the text is where "," or "\}"/u,
    ],
    ['single quotes', withHeader("{'alg':'HS256'}"), 'bad-json', 'header', 2, /name in double quotes/u],
    ['an array', withPayload('[1]'), 'not-an-object', 'payload', header.length + 2, /payload is an array/u],
    ['null', withHeader('null'), 'not-an-object', 'header', 1, /header is null/u],
    ['a string', withPayload('"x"'), 'not-an-object', 'payload', header.length + 2, /payload is a string/u],
    ['a number', withPayload('7'), 'not-an-object', 'payload', header.length + 2, /payload is a number/u],
  ])('%s', async (_name, token, id, segmentName, at, message) => {
    const { problems, signature: check } = await look(token)
    expect(problems[0]).toMatchObject({ id, segment: segmentName, at })
    expect(problems[0]?.message).toMatch(message)
    expect(check.state).toBe('not-checked')
  })

  it('still shows what can be read', async () => {
    const { parts, problems } = await look(`${header}=.${payload}.${signature}`)
    expect(problems.map(problem => problem.id)).toEqual(['padding'])
    expect(parts[0]?.json).toEqual({ alg: 'HS256' })
    expect(parts[1]?.json).toEqual(GOOD)
  })

  it('counts characters in the text that was given, prefix and line breaks included', async () => {
    const { problems } = await look(
      `Bearer ${header}.\n${payload.slice(0, 4)}+${payload.slice(5)}.${signature}`,
    )
    expect(problems[0]).toMatchObject({
      id: 'base64-alphabet',
      segment: 'payload',
      at: 7 + header.length + 2 + 5,
    })
  })

  it('never throws, whatever is pasted', async () => {
    const near = fc
      .tuple(fc.nat(good.length), fc.string({ unit: 'binary', maxLength: 4 }))
      .map(([at, text]) => good.slice(0, at) + text + good.slice(at + text.length))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), near), async text => {
        const inspection = await look(text)
        if (inspection.kind === 'unreadable') expect(inspection.problems.length).toBeGreaterThan(0)
        for (const problem of inspection.problems) {
          if (problem.at !== null) expect(problem.at).toBeLessThanOrEqual(Array.from(text).length + 1)
        }
        JSON.stringify(inspection)
      }),
      { numRuns: 150 },
    )
  })
})

describe('what stood around the token is put aside and said', () => {
  it.each([
    ['Bearer', `Bearer ${good}`, ['bearer-prefix']],
    ['bearer in lower case', `bearer  ${good}`, ['bearer-prefix']],
    ['a whole header line', `Authorization: Bearer ${good}\r\n`, ['authorization-header', 'bearer-prefix']],
    ['double quotes', `"${good}"`, ['quotes']],
    ['quotes and a comma', ` "${good}",`, ['quotes']],
    ['single quotes', `'${good}'`, ['quotes']],
    ['typographic quotes', `\u201c${good}\u201d`, ['quotes']],
    ['quotes around Bearer', `"Bearer ${good}"`, ['quotes', 'bearer-prefix']],
    ['quotes after Bearer', `Bearer "${good}"`, ['bearer-prefix', 'quotes']],
    ['a line break at the end', `${good}\n`, []],
    ['line breaks inside', `${good.slice(0, 20)}\r\n  ${good.slice(20)}`, ['line-breaks']],
    ['blanks inside', `${good.slice(0, 20)} ${good.slice(20)}`, ['blanks']],
    ['a zero-width space', `${good.slice(0, 20)}\u200b${good.slice(20)}`, ['blanks']],
  ])('%s', async (_name, given, ids) => {
    const inspection = await look(given)
    expect(inspection.cleaned.map(note => note.id)).toEqual(ids)
    expect(inspection.problems).toEqual([])
    expect(inspection.parts[1]?.json).toEqual(GOOD)
  })

  it('says how many characters and where the first one was', async () => {
    const { cleaned } = await look(`${good.slice(0, 20)}\r\n${good.slice(20)}`)
    expect(cleaned[0]?.message).toContain('2 characters were put aside')
    expect(cleaned[0]?.message).toContain('the first at character 21')
  })
})

describe('base64url', () => {
  it.each([
    ['AQ', false],
    ['AR', true],
    ['AAE', false],
    ['AAF', true],
    ['AAAA', false],
    ['', false],
  ])('sees whether %j has spare bits that are not zero', (text, trailingBits) => {
    expect(decodeBase64url(text)).toMatchObject({ fault: null, trailingBits })
  })

  it('decodes what it encodes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        const decoded = decodeBase64url(Buffer.from(bytes).toString('base64url'))
        expect(decoded).toEqual({ bytes, fault: null, trailingBits: false })
      }),
    )
  })
})

describe('UTF-8', () => {
  it.each([
    ['a lone continuation', [0x61, 0x80], 1],
    ['an overlong form', [0x61, 0xc0, 0xaf], 1],
    ['a surrogate', [0xed, 0xa0, 0x80], 1],
    ['a cut character at the end', [0x61, 0xe2, 0x82], 2],
  ])('finds %s', (_name, bytes, place) => {
    const { text, badByte } = decodeUtf8(Uint8Array.from(bytes))
    expect(text).toBeNull()
    // The fault shows at the byte that breaks the character, or at the one that starts it.
    expect(badByte).toBeGreaterThanOrEqual(place - 1)
    expect(badByte).toBeLessThanOrEqual(place + 1)
  })

  it('keeps a byte order mark', () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf)).text).toBe('\ufeff')
  })
})

describe('JSON', () => {
  it('agrees with JSON.parse about every text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '1',
        '-',
        '0.5',
        '01',
        'e9',
        'true',
        'nul',
        ' ',
        '\t',
        '\\u00e9',
        '\\',
      ),
      { maxLength: 8 },
    )
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      pieces.map(list => list.join('')),
    )
    fc.assert(
      fc.property(texts, text => {
        let parses = true
        try {
          JSON.parse(text)
        } catch {
          parses = false
        }
        expect(scanJson(text).fault === null).toBe(parses)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['{"x":{"b":1,"b":2},"b":3}', ['b']],
    ['{"a":{"b":1},"b":2}', []],
    ['[{"a":1},{"a":2}]', []],
  ])('finds the names that %s has twice', (text, duplicates) => {
    expect(scanJson(text)).toEqual({ fault: null, duplicates })
  })

  it('stops at a depth that no token needs', () => {
    expect(scanJson('['.repeat(5000)).fault?.message).toContain('nested deeper than 200')
  })
})
