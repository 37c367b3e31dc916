/** Keys in PEM or bare base64 among the values of a JSON object. */

import type { JWK } from 'jose'
import { parseObject } from '../text/json.ts'
import { readDer, readPem } from './pem.ts'

/** All strings in the JSON of a file that have PEM, or are a key in base64 without its lines. */
export function keysInJson(text: string): string[] {
  const found: string[] = []
  const collect = (one: unknown): void => {
    if (typeof one === 'string' && (one.includes('BEGIN ') || isBareKey(one))) found.push(one)
    else if (typeof one === 'object' && one !== null) Object.values(one).forEach(collect)
  }
  collect(parseObject(text.replace(/^\ufeff/u, '')))
  return found
}

/** Whether a value of the object is a key in base64, as in the description of a Keycloak realm. */
export function hasBareKey(value: Record<string, unknown>): boolean {
  return Object.values(value).some(one => typeof one === 'string' && isBareKey(one))
}

function isBareKey(text: string): boolean {
  return /^M[A-Za-z0-9+/]{50,}={0,2}$/u.test(text) && readDer(Buffer.from(text, 'base64')) !== null
}

/** The keys of an object whose names are kids and whose values are certificates or public keys in PEM; else none. */
export function pemsByKid(text: string): { kid: string; key: JWK & Record<string, unknown> }[] {
  const entries = Object.entries(parseObject(text.replace(/^\ufeff/u, '')) ?? {})
  if (!entries.every(([, value]) => typeof value === 'string')) return []
  return entries.flatMap(([kid, value]) => {
    const read = readPem(String(value))
    return read === null
      ? []
      : [{ kid, key: read.key.export({ format: 'jwk' }) as JWK & Record<string, unknown> }]
  })
}
