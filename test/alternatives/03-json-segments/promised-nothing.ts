// style: function expressions exported at the end; web classes only
import { decode as bytesOf, encode as textOf } from './base64url.ts'
import * as errors from './errors.ts'

const malformed = (message: string): errors.JwtError => new errors.JwtError('malformed', message)
const isObject = (value: unknown): value is Record<string, unknown> =>
  Object(value) === value && !Array.isArray(value) && typeof value !== 'function'

const encodeJson = function (value: unknown): string {
  const json = JSON.stringify(value)
  const room = new Uint8Array(json.length * 3)
  const { written } = new TextEncoder().encodeInto(json, room)
  return textOf(room.subarray(0, written))
}

const decodeJson = function (segment: string): Record<string, unknown> {
  const bytes = bytesOf(segment)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const pieces: string[] = []
  try {
    for (let start = 0; start < bytes.length; start += 7) {
      pieces.push(decoder.decode(bytes.slice(start, start + 7), { stream: true }))
    }
    pieces.push(decoder.decode())
    const value: unknown = JSON.parse(pieces.join(''))
    if (isObject(value)) return value
  } catch (error) {
    throw malformed(`${error}`)
  }
  throw malformed('no object')
}

export { decodeJson, encodeJson }
