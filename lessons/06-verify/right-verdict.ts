/** What a right verifyHs256 does with a token: RFC 7515 §5.2 with the rules of lesson 06. */

import { timingSafeEqual } from 'node:crypto'
import { hs256, own, type ReadToken, readToken } from '../../src/pictures/index.ts'

/** `faults` holds every JwtErrorCode that is right; empty means that the token must be accepted. */
export type RightVerdict = { faults: string[]; reasons: string[]; read: ReadToken }

/** Judges a token as it stands: nothing is trimmed or put aside. */
export function verifyRightly(token: string, secret: Uint8Array): RightVerdict {
  const read = readToken({ text: token, placeOf: offset => offset + 1, notes: [], found: [] })
  const faults = new Set<string>()
  const reasons: string[] = []
  const fault = (code: string, reason: string) => {
    faults.add(code)
    reasons.push(reason)
  }
  for (const problem of read.problems) fault('malformed', problem.message)
  if (read.content.kind === 'token') fault('malformed', 'The payload is another token, not a JSON object.')
  if (read.kind === 'jwe') fault('malformed', 'There are five segments; a signed token has three.')
  for (const part of read.trailingBits) fault('malformed', `The spare bits of the ${part} are not zero.`)
  const header = read.parts[0]?.json ?? null
  if (header !== null) judgeHeader(header, fault)
  if (secret.length < 32) fault('bad-key', 'The secret has under 32 bytes.')
  const signature = read.parts[2]?.text ?? ''
  const badSignature = read.kind === 'jws' && !isSignedBy(token, secret)
  if (badSignature) fault('bad-signature', 'The signature is not the HMAC of the text before it.')
  if (badSignature && signature === '') faults.add('malformed')
  return { faults: [...faults], reasons, read }
}

function judgeHeader(header: Record<string, unknown>, fault: (code: string, reason: string) => void): void {
  if (own(header, 'alg') !== 'HS256') {
    const alg = own(header, 'alg')
    fault('unsupported', `alg is ${alg === undefined ? 'missing' : JSON.stringify(alg)}, not "HS256".`)
  }
  for (const name of ['crit', 'b64']) {
    if (Object.hasOwn(header, name)) fault('unsupported', `The header has ${name}.`)
  }
}

function isSignedBy(token: string, secret: Uint8Array): boolean {
  const at = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(at + 1), 'base64url')
  const right = hs256(token.slice(0, at), secret)
  return (
    signature.length === right.length &&
    timingSafeEqual(signature, right) &&
    signature.toString('base64url') === token.slice(at + 1)
  )
}
