import {
  fromBase64url,
  hex,
  type StepApi,
  splitToken,
  strings,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { members, nested, range } from '../inputs.ts'
import { rowsOf } from './expect.ts'
import {
  lenientVariants,
  lookAlikes,
  noObjects,
  ofEveryTail,
  withBothSigns,
  withStrangers,
} from './inputs.ts'
import { cookbook, header, payload, segment, signatureOver, signed, tokenOf } from './tokens.ts'

/** Step 1: three segments of strict base64url, header and payload JSON objects. */
export function segmentTests(api: StepApi): void {
  const rows = rowsOf(api)
  rows('a good token gives its header and its payload', secret => [tokenOf(header, payload, secret)])
  rows('header and payload are returned as they are in the token', secret => {
    const contents: unknown[] = [
      {},
      withBothSigns,
      { name: 'Zoë 😀 日本語', nested: { list: [1, null, { deep: false }] }, empty: '' },
      { deep: nested(20), list: ['b', 'a', 10, 9], 'e\u0301': ' e\u0301 \u212b ' },
      { 'a\0b': '\0', '\u2028': '\u2029\u007f\u0085', '\b\n\x1f': 'x\x1b\ufeff' },
      { sub: 7, iat: 'soon', exp: 1, nbf: 9e9 },
      members(300),
      { list: range(1, 1100) },
    ]
    const headers: unknown[] = [
      { alg: 'HS256' },
      { typ: 'JWT', alg: 'HS256', kid: 'a/b', x: { y: [1] } },
      { ...header, deep: nested(20), ...members(200) },
      { ...header, x5c: range(1, 900).map(String) },
      { ...header, kid: 'long'.repeat(1000), x5c: ['a'.repeat(2000)] },
    ]
    return [
      ...contents.map(content => tokenOf(header, content, secret)),
      ...headers.map(heading => tokenOf(heading, payload, secret)),
      // Halves of an emoji, as JSON.stringify writes them.
      tokenOf('{"alg":"HS256","kid":"\\ud83d"}', '{"half":"x\\ud83dy","\\ude00":["\\ude00\\ud83d"]}', secret),
    ]
  })
  rows('property names that every object has', secret => {
    const inherited = {
      hasOwnProperty: 1,
      constructor: 'x',
      toString: null,
      valueOf: [],
      toJSON: 'y',
      length: 3,
    }
    return [
      tokenOf({ ...header, ...inherited }, payload, secret),
      ...[
        inherited,
        '{"__proto__":{"admin":true},"sub":"ada"}',
        '{"then":"later","sub":"ada"}',
        '{"nested":{"__proto__":1,"constructor":{"prototype":2}}}',
      ].map(content => tokenOf(header, content, secret)),
    ]
  })
  rows('one, two, four or more segments', secret => {
    const token = tokenOf(header, payload, secret)
    const { header: h, payload: p, signature: s } = splitToken(token)
    const unsigned = [
      ...['.x', '.', '..', `.${s}`, `.${token}`].map(after => token + after),
      ...[`.${token}`, `${h}..${p}.${s}`, `${h}.${p}..${s}`, `${h}.${p}.${p}.${s}`, `${h}.${h}.${p}.${s}`],
      ...[`${h}.${p}.${s}.a.b`, `${h}.${p}`, `${h}.${s}`, '...', '....', h, 'x', ''],
    ]
    const texts = [`${h}.${p}.x`, `${h}.${p}.${p}`, `${h}.${p}.`, `${h}..${p}`, `.${h}.${p}`, h, '']
    return [...unsigned, ...texts.map(text => `${text}.${signatureOver(text, secret)}`)]
  })
  rows('characters that do not belong in a segment', secret => {
    const [h, p] = [segment({ ...header, ...withBothSigns }), segment(withBothSigns)]
    return [
      ...withStrangers(h, 0).map(text => signed(text, p, secret)),
      ...withStrangers(p, 1).map(text => signed(h, text, secret)),
    ]
  })
  rows('look-alikes of the characters of a segment', secret => {
    const [h, p] = [segment(header), segment(withBothSigns)]
    return [
      ...lookAlikes(h).map(text => signed(text, p, secret)),
      ...lookAlikes(p).map(text => signed(h, text, secret)),
    ]
  })
  rows('segments that a lenient decoder would read', secret => {
    // Among them some that are not encoded at all, or in another way.
    const spoilt = (content: Record<string, unknown>): string[] => {
      const json = JSON.stringify(content)
      const others = [json, encodeURIComponent(json), toHex(utf8(json)), segment(segment(content))]
      return [...ofEveryTail(content).flatMap(lenientVariants), ...others]
    }
    return [
      ...spoilt(header).map(text => signed(text, segment(payload), secret)),
      ...spoilt(payload).map(text => signed(segment(header), text, secret)),
    ]
  })
  rows('spaces and other things before the token', secret => {
    const token = tokenOf(header, payload, secret)
    const before = strings`Bearer\x20 bearer\x20 JWT\x20 \x20 \n \t \ufeff " ' token=`.map(
      text => text + token,
    )
    return [
      ...before,
      JSON.stringify({ token }),
      JSON.stringify(token.split('.')),
      'Bearer undefined',
      'null',
    ]
  })
  rows('a payload that is not a JSON object', secret => [
    ...noObjects.map(content => tokenOf(header, content, secret)),
    [cookbook.token, fromBase64url(cookbook.key)],
  ])
  rows('a header that is not a JSON object', secret =>
    // decodeJson is the same; what counts is that the header goes through it too.
    noObjects
      .filter((_, index) => index < 10 || index % 3 === 0)
      .map(content => tokenOf(content, payload, secret)),
  )
  rows('JSON that is not UTF-8', secret => {
    const tokens = (json: string, broken: string): string => {
      const [before = '', after = ''] = json.split('?')
      const content = Uint8Array.from([...utf8(before), ...hex(broken), ...utf8(after)])
      return json.includes('alg') ? tokenOf(content, payload, secret) : tokenOf(header, content, secret)
    }
    return [
      ...strings`ff 80 c3 c0af e080af eda080 f8888080`.flatMap(broken => [
        tokens('{"sub":"?"}', broken),
        tokens('{"alg":"HS256","kid":"?"}', broken),
      ]),
      ...strings`c3 e282 f09f98`.flatMap(unfinished => [
        tokens('{"sub":"ada"}?', unfinished),
        tokens('{"alg":"HS256"}?', unfinished),
      ]),
      // What was left over from a refused token must not reach the next one.
      tokenOf(header, payload, secret),
    ]
  })
}
