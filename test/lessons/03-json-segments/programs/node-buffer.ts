// style: Buffer for everything, strict by writing again and comparing
import { isUtf8 } from 'node:buffer'
import { JwtError } from './errors.ts'

export const encodeJson = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export const decodeJson = (segment: string): Record<string, unknown> => {
  const bytes = Buffer.from(segment, 'base64url')
  if (bytes.toString('base64url') !== segment || !isUtf8(bytes)) throw new JwtError('malformed', 'not strict')
  let value: any
  try {
    value = JSON.parse(bytes.toString())
  } catch (cause) {
    throw Object.assign(new JwtError('malformed', 'no JSON'), { cause })
  }
  if (Object.prototype.toString.call(value) !== '[object Object]') throw new JwtError('malformed', 'no object')
  return value
}
