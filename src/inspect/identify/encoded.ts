import { jsonObjectOf } from '../around/shape.ts'
import type { OtherKind } from './identify.ts'

/** A string of one alphabet: a digest in hex, JSON in base64, random bytes; or null. */
export function encodedKind(text: string): OtherKind | null {
  if (/^[0-9a-f]{16,128}$/iu.test(text) && text.length % 2 === 0) {
    return {
      id: 'hex',
      message: `This is not a JWT. It is ${text.length} hexadecimal characters, ${text.length / 2} bytes: a session id, a digest or a random key.`,
      fix: 'There is nothing to decode. A secret goes with --secret-file.',
      reference: 'RFC 7519 §3',
    }
  }
  if (/\s/u.test(text)) {
    return {
      id: 'no-token',
      message: 'There is no JWT in this text: nothing in it begins with an encoded JSON object ("eyJ...").',
      fix: 'Copy the token itself: three segments of letters, digits, - and _ with dots between them.',
      reference: 'RFC 7519 §3',
    }
  }
  if (text.includes('.')) return null
  const object = jsonObjectOf(text)
  if (object !== null) return encodedObject(object)
  return null
}

function encodedObject(object: Record<string, unknown>): OtherKind {
  const isHeader = Object.hasOwn(object, 'alg')
  return {
    id: isHeader ? 'segment-count' : 'encoded-json',
    message: isHeader
      ? 'This is the header of a token alone. There is no dot: the payload and the signature are missing.'
      : 'This is a JSON object in base64url, not a JWT: the payload of a token, perhaps, without header and signature.',
    fix: 'Was it cut off? Copy the token again: header.payload.signature.',
    reference: 'RFC 7515 §7.1',
  }
}
