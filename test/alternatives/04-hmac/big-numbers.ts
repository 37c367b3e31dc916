// style: BigInt for the XOR with the pads and for the comparison
import { createHash } from 'node:crypto'

const digest = (hex: string): string => createHash('sha256').update(hex, 'hex').digest('hex')
const repeated = (pad: string): bigint => BigInt(`0x${pad.repeat(64)}`)
const number = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  let hex = Buffer.from(key).toString('hex')
  if (hex.length > 128) hex = digest(hex)
  const block = BigInt(`0x${hex.padEnd(128, '0')}`)
  const xored = (pad: string): string => (block ^ repeated(pad)).toString(16).padStart(128, '0')
  return Buffer.from(digest(xored('5c') + digest(xored('36') + Buffer.from(message).toString('hex'))), 'hex')
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  return (number(a) ^ number(b)) === 0n
}
