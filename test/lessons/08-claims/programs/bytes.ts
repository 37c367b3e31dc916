// style: compares UTF-8 bytes in constant time
import { Buffer } from 'node:buffer'
import { timingSafeEqual } from 'node:crypto'
import { JwtError } from './errors.ts'

function same(value: unknown, text: string): boolean {
  if (typeof value !== 'string') return false
  const [left, right] = [Buffer.from(value, 'utf8'), Buffer.from(text, 'utf8')]
  return left.length === right.length && timingSafeEqual(left, right)
}

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const has = Function.prototype.call.bind(Object.prototype.hasOwnProperty) as (object: object, name: string) => boolean
  const look = (name: string, text: string | undefined, equal: (value: unknown, text: string) => boolean): void => {
    if (text === undefined) return
    if (!has(claims, name)) throw new JwtError('claim-missing', name)
    if (!equal(claims[name], text)) throw new JwtError('claim-mismatch', name)
  }
  look('iss', expected.issuer, same)
  look('sub', expected.subject, same)
  look('aud', expected.audience, (aud, text) => (Array.isArray(aud) ? aud.some(member => same(member, text)) : same(aud, text)))
  for (const name of expected.required || []) if (!has(claims, name)) throw new JwtError('claim-missing', name)
}
