/** The payload: changed after signing, or signed and still not what a payload is. */
import fc from 'fast-check'
import { toBase64url, utf8 } from '../../grader/kit/bytes.ts'
import { honestHeader, honestToken, segment, signSegments } from '../scheme.ts'
import type { Kind } from '../types.ts'
import { anyOf, type Damaged, type TokenWorld, tokenKind } from './kind.ts'

export function payloadKinds(world: TokenWorld): Kind[] {
  const { scheme, claims } = world
  const changed = fc
    .tuple(
      claims,
      anyOf<Record<string, unknown>>(
        { admin: true },
        { sub: 'root' },
        { exp: 4_102_444_800 },
        { role: 'owner' },
      ),
    )
    .filter(([payload, more]) => JSON.stringify({ ...payload, ...more }) !== JSON.stringify(payload))
    .map(([payload, more]): Damaged => {
      const [header, , signature] = honestToken(scheme, payload).split('.')
      return {
        token: `${header}.${segment({ ...payload, ...more })}.${signature}`,
        note: `${Object.keys(more).join()} was changed after signing`,
      }
    })
  const rewritten = claims.map((payload): Damaged => {
    const [header, , signature] = honestToken(scheme, payload).split('.')
    return {
      token: `${header}.${segment(JSON.stringify(payload, null, 1))}.${signature}`,
      note: 'the same claims, written with other white space',
    }
  })
  const notObject = anyOf('[]', 'null', '"text"', '7', 'true', '[{"sub":"ada"}]', '').map(
    (text): Damaged => ({
      token: signSegments(scheme, segment(honestHeader(scheme)), segment(text)),
      note: `the payload is ${text === '' ? 'empty' : text}, not a JSON object`,
    }),
  )
  const headerNotObject = fc.tuple(claims, anyOf('[]', 'null', `"${scheme.alg}"`, '7')).map(
    ([payload, text]): Damaged => ({
      token: signSegments(scheme, segment(text), segment(payload)),
      note: `the header is ${text}, not a JSON object`,
    }),
  )
  const badJson = claims.chain(payload => {
    const json = JSON.stringify(payload)
    return anyOf(
      `${json}x`,
      json.slice(0, -1),
      json.replaceAll('"', "'"),
      `${json},`,
      `${json}${json}`,
      `//\n${json}`,
    ).map(
      (text): Damaged => ({
        token: signSegments(scheme, segment(honestHeader(scheme)), segment(text)),
        note: 'the payload is not valid JSON',
      }),
    )
  })
  const badUtf8 = fc
    .tuple(claims, anyOf([0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf5, 0x80, 0x80, 0x80]))
    .map(([payload, odd]): Damaged => {
      const json = JSON.stringify({ ...payload, name: 'X' })
      const at = json.lastIndexOf('X')
      const bytes = Uint8Array.from([...utf8(json.slice(0, at)), ...odd, ...utf8(json.slice(at + 1))])
      return {
        token: signSegments(scheme, segment(honestHeader(scheme)), toBase64url(bytes)),
        note: `the payload has the bytes ${odd.map(byte => byte.toString(16)).join(' ')}, which are not UTF-8`,
      }
    })
  return [
    tokenKind(
      world,
      { id: 'changed-claims', title: 'Claims changed after signing', lesson: '06-verify' },
      changed,
    ),
    tokenKind(world, { id: 'rewritten', title: 'Payload re-serialized', lesson: '06-verify' }, rewritten),
    tokenKind(
      world,
      { id: 'not-an-object', title: 'Signed, but not a JSON object', lesson: '03-json-segments' },
      fc.oneof(notObject, headerNotObject),
    ),
    tokenKind(world, { id: 'bad-json', title: 'Signed, but not JSON', lesson: '03-json-segments' }, badJson),
    tokenKind(world, { id: 'bad-utf8', title: 'Signed, but not UTF-8', lesson: '03-json-segments' }, badUtf8),
  ]
}
