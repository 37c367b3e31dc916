// style: JSON with blanks, line breaks and sorted members: other texts, equal JSON
import { createHmac } from 'node:crypto'
import { JwtError } from './errors.ts'

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  let token = ''
  for (const value of [{ typ: 'JWT', alg: 'HS256' }, sorted(payload)]) {
    token += `${Buffer.from(JSON.stringify(value, null, '\t')).toString('base64url')}.`
  }
  const mac = createHmac('sha256', secret)
  for (const letter of token.slice(0, -1)) mac.update(letter)
  return token + mac.digest('base64url')
}
