/** Public keys: tokens that are right for a key that must not be used, or made out of the public key alone. */
import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import fc from 'fast-check'
import { toBase64url, utf8 } from '../../grader/kit/bytes.ts'
import { honestHeader, honestToken, segment } from '../scheme.ts'
import type { Attempt, Kind } from '../types.ts'
import { anyOf, type Damaged, type TokenWorld, tokenKind } from './kind.ts'

/** Tokens with an HMAC whose secret is the public key, in every form that a server may hold it in (RFC 8725 §2.1). */
export function confusionKind(world: TokenWorld, publicKey: JsonWebKey): Kind {
  const key = createPublicKey({ key: publicKey, format: 'jwk' })
  const pem = key.export({ type: 'spki', format: 'pem' }) as string
  const forms: [name: string, secret: Uint8Array | string][] = [
    ['the PEM', pem],
    ['the PEM without its last line break', pem.trimEnd()],
    ['the PEM with CR LF', pem.replaceAll('\n', '\r\n')],
    ['the DER bytes', key.export({ type: 'spki', format: 'der' })],
    ['the JWK as JSON', JSON.stringify(publicKey)],
    ['the modulus or coordinate', String(publicKey.n ?? publicKey.x)],
    ['the empty string', ''],
  ]
  const attempts = fc
    .tuple(world.claims, anyOf(...forms), anyOf('HS256', 'HS384', 'HS512', world.scheme.alg))
    .map(([payload, [name, secret], alg]): Damaged => {
      const input = `${segment({ ...honestHeader(world.scheme), alg })}.${segment(payload)}`
      const hash = alg.startsWith('HS') ? `sha${alg.slice(2)}` : 'sha256'
      const signature = createHmac(hash, secret).update(utf8(input)).digest()
      return {
        token: `${input}.${toBase64url(signature)}`,
        note: `alg ${alg}, an HMAC with ${name} as its secret`,
      }
    })
  return tokenKind(
    world,
    { id: 'confusion', title: 'The public key as a secret', lesson: '12-confusion' },
    attempts,
  )
}

/** A token that is right, with a key that the algorithm must not be used with. */
export function wrongKeyKind(
  world: TokenWorld,
  lesson: string,
  keys: readonly { note: string; jwk: unknown }[],
): Kind {
  const attempts = fc.tuple(world.claims, anyOf(...keys)).map(([payload, { note, jwk }]): Attempt => {
    const token = honestToken(world.scheme, payload)
    return { args: [token, jwk], shown: token, note: `the key is ${note}` }
  })
  return { id: 'wrong-key', title: 'A key of another kind', lesson, attempts }
}
