import { jsonObjectOf } from '../around/shape.ts'
import { parseObject } from '../../text/json.ts'
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
  if (isHexOfHeader(text.split('.', 1)[0] ?? ''))
    return {
      id: 'hex-segments',
      message:
        'This is a JWT whose segments are in hex; a token has them in base64url, so that no verifier can read this one.',
      fix: 'The program that makes it must encode header, payload and signature in base64url.',
      reference: 'RFC 7515 §7.1',
    }
  if (text.includes('.')) return null
  const object = jsonObjectOf(text)
  if (object !== null) return encodedObject(object)
  return null
}

function isHexOfHeader(segment: string): boolean {
  if (!/^7b(?:[0-9a-f]{2})+$/iu.test(segment)) return false
  const header = parseObject(Buffer.from(segment, 'hex').toString('utf8'))
  return header !== null && (Object.hasOwn(header, 'alg') || Object.hasOwn(header, 'enc'))
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
