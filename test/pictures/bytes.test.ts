import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import * as hmac from '../../lessons/04-hmac/picture.ts'
import * as jsonSegment from '../../lessons/03-json-segments/picture.ts'
import * as regroup from '../../lessons/01-base64url-encode/picture.ts'
import type { Picture } from '../../src/pictures/types.ts'
import * as ungroup from '../../lessons/02-base64url-decode/picture.ts'
import { answers, type Functions, solutionFunctions } from './answers.ts'

let solution: Functions
beforeAll(async () => {
  solution = await solutionFunctions()
})

const lines = (picture: Picture, input: string, functions: Functions, width = 60) => {
  const drawing = picture.draw(input, 0, answers(picture.calls(input, 0), functions), width)
  return drawing.rows.map(row =>
    row
      .map(span => span.text)
      .join('')
      .trimEnd(),
  )
}
const roles = (picture: Picture, input: string, functions: Functions, name: string) =>
  picture
    .draw(input, 0, answers(picture.calls(input, 0), functions), 60)
    .rows.find(row => row[0]?.text.trim() === name)
    ?.slice(1)

describe('regroup', () => {
  it('puts the bits of Man under their bytes and the characters under their bits', () => {
    expect(lines(regroup, 'Man', solution)).toEqual([
      'bytes     4D M    61 a    6E n',
      'bits      010011010110000101101110',
      'by six    └────┘└────┘└────┘└────┘',
      'value     19    22    5     46',
      'right     T     W     F     u',
      'yours     T     W     F     u',
      '',
      '✓ right   encode returned the right 4 characters.',
    ])
  })

  it.each([
    ['RFC 4648 §10', 'f', 'Zg'],
    ['RFC 4648 §10', 'fooba', 'Zm9vYmE'],
    ['RFC 7515 Appendix C', '0x03ecffe0c1', 'A-z_4ME'],
    ['two bytes with - and _', '0xFB FF', '-_8'],
  ])('draws the right characters of %s', (_name, input, right) => {
    expect(regroup.draw(input, 0, [], 60).plain).toContain(`Right is "${right}".`)
  })

  it('marks each wrong character and says that padding was kept', () => {
    const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
    expect(lines(regroup, 'f', { encode }).slice(-5)).toEqual([
      'yours     Z     g     =     =',
      '                      ✗     ✗',
      '',
      '✗ wrong   Character 3 is "="; right is nothing. The "=" at',
      '          the end is padding; leave it out.',
    ])
  })

  it('names the alphabet of base64', () => {
    const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '')
    expect(regroup.draw('0xfbff', 0, answers(regroup.calls('0xfbff', 0), { encode }), 80).plain[0]).toBe(
      'Wrong: Character 1 is "+"; right is "-". "+" and "/" are base64; base64url has "-" and "_".',
    )
  })

  it('shows a missing last character', () => {
    const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url').slice(0, -1)
    expect(lines(regroup, 'f', { encode })).toContain('yours     Z     ·')
  })

  it('gives the bytes of hex to the function, and says what is wrong with other hex', () => {
    expect(regroup.calls('0x00ff', 0)[0]?.args).toEqual([Uint8Array.of(0, 255)])
    expect(regroup.calls('0x0', 0)).toEqual([])
    expect(lines(regroup, '0x0', solution)[0]).toContain('pairs of hex digits')
  })

  it('is right for all bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        const input = `0x${Buffer.from(bytes).toString('hex')}`
        expect(lines(regroup, input, solution).at(-1)).toMatch(/^✓ right/u)
      }),
      { numRuns: 50 },
    )
  })
})

describe('ungroup', () => {
  it('shows the spare bits', () => {
    expect(lines(ungroup, 'AQ', solution)).toEqual([
      'text      A     Q',
      'value     0     16',
      'bits      000000010000',
      'by eight  └──────┘↑↑↑↑',
      '',
      'right     01',
      'yours     01',
      '✓ right   decode returned the right 1 bytes.',
    ])
    expect(roles(ungroup, 'AQ', solution, 'bits')?.at(-1)).toEqual({ text: '0000', role: 'warning' })
  })

  it.each([
    ['AR', 'spare bits at the end are not zero'],
    ['A', '6 bits make no byte'],
    ['Zg==', 'Character 3, "=", is not in the alphabet'],
    ['A+B', 'Character 2, "+", is not in the alphabet'],
    ['A\nB', 'Character 2, "\\\\n", is not in the alphabet'],
  ])('says why %j must be refused, and sees that the solution does', (input, reason) => {
    const drawing = ungroup.draw(input, 0, answers(ungroup.calls(input, 0), solution), 80)
    expect(drawing.plain.join(' ')).toContain(reason)
    expect(drawing.plain[0]).toBe("Right: decode refused it with JwtError 'malformed'.")
  })

  it('finds a decoder that accepts what it must refuse', () => {
    const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
    expect(ungroup.draw('AR', 0, answers(ungroup.calls('AR', 0), { decode }), 80).plain[0]).toBe(
      "Wrong: decode returned 1 byte; it must throw JwtError 'malformed'.",
    )
  })

  it('finds the right refusal with the wrong error', () => {
    const decode = () => {
      throw new TypeError('no')
    }
    expect(ungroup.draw('A', 0, answers(ungroup.calls('A', 0), { decode }), 80).plain[0]).toContain(
      'threw TypeError: no',
    )
  })

  it('marks the byte that differs', () => {
    const decode = () => Uint8Array.of(0x4d, 0x62, 0x6e, 0x21)
    expect(lines(ungroup, 'TWFuIQ', { decode }).slice(-3)).toEqual([
      'yours     4D 62 6E 21',
      '             ^^',
      '✗ wrong   Byte 2 is 62; right is 61.',
    ])
  })
})

describe('json-segment', () => {
  it('finds Latin-1 bytes and says so', () => {
    const encodeJson = (value: unknown) => Buffer.from(JSON.stringify(value), 'latin1').toString('base64url')
    const drawing = jsonSegment.draw(
      '{"a":"é"}',
      0,
      answers(jsonSegment.calls('{"a":"é"}', 0), { ...solution, encodeJson }),
      60,
    )
    expect(drawing.plain.join(' ')).toContain('These are Latin-1 bytes; JSON travels as UTF-8.')
  })

  it('takes another text for an equal value as right', () => {
    const encodeJson = (value: object) =>
      Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(value).reverse()), null, 1)).toString(
        'base64url',
      )
    const input = '{"a":1,"b":[1,2]}'
    const { plain } = jsonSegment.draw(
      input,
      0,
      answers(jsonSegment.calls(input, 0), { ...solution, encodeJson }),
      60,
    )
    expect(plain).toContain(
      'Right: encodeJson returned another string for an equal value; that is right too.',
    )
  })

  it('finds a decoder that loses something', () => {
    const { plain } = jsonSegment.draw(
      '{"a":1}',
      0,
      answers(jsonSegment.calls('{"a":1}', 0), { ...solution, decodeJson: () => ({}) }),
      60,
    )
    expect(plain).toContain('Wrong: decodeJson gave another value back.')
  })

  it('shows each character over its bytes', () => {
    const rows = lines(jsonSegment, '{"a":"é"}', solution)
    expect(rows[2]).toBe('text      {  "  a  "  :  "  é     "  }')
    expect(rows[3]).toBe('UTF-8     7B 22 61 22 3A 22 C3 A9 22 7D')
  })

  it('says at which character the input stops being JSON', () => {
    expect(lines(jsonSegment, '{"a":', solution)[0]).toContain('at character 6')
    expect(lines(jsonSegment, '[1]', solution)[0]).toContain('this JSON is no object')
  })

  it('is right for every JSON object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }), value => {
        const input = JSON.stringify(value)
        const { plain } = jsonSegment.draw(input, 0, answers(jsonSegment.calls(input, 0), solution), 60)
        expect(plain.filter(sentence => sentence.startsWith('Right: '))).toHaveLength(2)
      }),
      { numRuns: 100 },
    )
  })
})

describe('hmac', () => {
  const sha256 = (...parts: (Uint8Array | string)[]) => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return new Uint8Array(hash.digest())
  }
  const pad = (key: Uint8Array, value: number, size = 64) => {
    const block = new Uint8Array(size).fill(value)
    for (const [index, byte] of key.subarray(0, size).entries()) block[index] = byte ^ value
    return block
  }

  it.each([
    [
      'case 1',
      `0x${'0b'.repeat(20)} | Hi There`,
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      'case 2',
      'Jefe | what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      'case 6',
      `0x${'aa'.repeat(131)} | Test Using Larger Than Block-Size Key - Hash Key First`,
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('draws the result of RFC 4231 %s', (_name, input, right) => {
    const spaced = right.toUpperCase().replace(/(..)(?!$)/gu, '$1 ')
    const { plain } = hmac.draw(input, 0, answers(hmac.calls(input, 0), solution), 60)
    expect(plain.join(' ')).toContain(spaced)
    expect(plain[0]).toBe('Right: hmacSha256 returned the right 32 bytes.')
  })

  it.each<[string, (key: Uint8Array, message: Uint8Array) => Uint8Array]>([
    ['only the inner hash is taken', (key, message) => sha256(pad(key, 0x36), message)],
    ['the two pads are swapped', (key, message) => sha256(pad(key, 0x36), sha256(pad(key, 0x5c), message))],
    [
      'the inner hash goes in as hex text',
      (key, message) => sha256(pad(key, 0x5c), Buffer.from(sha256(pad(key, 0x36), message)).toString('hex')),
    ],
    ['key and message are hashed once', (key, message) => sha256(key, message)],
    [
      'the block has 32 bytes',
      (key, message) => sha256(pad(key, 0x5c, 32), sha256(pad(key, 0x36, 32), message)),
    ],
    [
      'a key of 64 bytes or fewer is hashed first',
      (key, message) => new Uint8Array(createHmac('sha256', sha256(key)).update(message).digest()),
    ],
  ])('recognises that %s', (reason, hmacSha256) => {
    const { plain } = hmac.draw('Jefe | hi', 0, answers(hmac.calls('Jefe | hi', 0), { hmacSha256 }), 60)
    expect(plain[0]).toContain(`This is what comes out when ${reason}`)
  })

  it('recognises a long key that is cut off', () => {
    const input = `0x${'ab'.repeat(80)} | hi`
    const hmacSha256 = (key: Uint8Array, message: Uint8Array) =>
      new Uint8Array(createHmac('sha256', key.subarray(0, 64)).update(message).digest())
    expect(hmac.draw(input, 0, answers(hmac.calls(input, 0), { hmacSha256 }), 60).plain[0]).toContain(
      'cut off instead of hashed',
    )
  })

  it('sees that the function changed its key', () => {
    const hmacSha256 = (key: Uint8Array, message: Uint8Array) => {
      const result = new Uint8Array(createHmac('sha256', key).update(message).digest())
      key[0] = 0
      return result
    }
    expect(
      hmac.draw('Jefe | hi', 0, answers(hmac.calls('Jefe | hi', 0), { hmacSha256 }), 60).plain[0],
    ).toContain('the function changed the key')
  })

  it('asks for the "|"', () => {
    expect(hmac.draw('Jefe', 0, [], 60).plain[0]).toContain('"|" between key and message is missing')
  })

  it('is right for every key and message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), fc.uint8Array({ maxLength: 40 }), (key, message) => {
        const input = `0x${Buffer.from(key).toString('hex')} | 0x${Buffer.from(message).toString('hex')}`
        expect(lines(hmac, input, solution).at(-1)).toMatch(/^✓ right/u)
      }),
      { numRuns: 50 },
    )
  })
})
