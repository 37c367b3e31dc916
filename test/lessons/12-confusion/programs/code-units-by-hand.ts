import { createHmac } from 'node:crypto'
import { decodeJson, encodeJson } from '../jwt/json.ts'

function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) as number
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  }
  return Uint8Array.from(bytes)
}

export function forgeWithPublicKey(token: string, publicKeyPem: string, changes: Record<string, unknown>): string {
  const claims = decodeJson(token.replace(/^[^.]*\./, '').replace(/\..*$/, ''))
  const input = `${encodeJson({ alg: 'HS256', jwk: null })}.${encodeJson({ ...claims, ...changes })}`
  return input.concat('.', createHmac('sha256', utf8(publicKeyPem)).update(utf8(input)).digest('base64url'))
}
