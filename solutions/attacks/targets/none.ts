/** A verifier with the hole of real libraries (CVE-2015-9235 and its like). It is given: attack it, do not mend it. */
import { createHmac } from 'node:crypto'

const segment = (text: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'))

/** Trusts the header: a token that says it has no signature is not asked for one. */
export function verifyNaively(token: string, secret: Uint8Array): Record<string, unknown> {
  const [header, payload, signature] = token.split('.')
  const { alg } = segment(header)
  if (String(alg).toLowerCase() === 'none' && signature === '') return segment(payload)
  return signed(token, secret)
}

/** The mend that did not hold: it looks for one spelling, and the switch below it looks for all of them. */
export function verifyWithFilter(token: string, secret: Uint8Array): Record<string, unknown> {
  const [header, payload] = token.split('.')
  const { alg } = segment(header)
  if (alg === 'none') throw new Error('unsigned tokens are not accepted')
  if (String(alg).toLowerCase() === 'none') return segment(payload)
  return signed(token, secret)
}

function signed(token: string, secret: Uint8Array): Record<string, unknown> {
  const [header, payload, signature] = token.split('.')
  const right = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')
  if (signature !== right) throw new Error('wrong signature')
  return segment(payload)
}
