import { kindOf, own } from '../times.ts'
import type { Warning } from '../types.ts'
import { type Add, collectWarnings } from './add.ts'

/** Registered claims that must be strings. */
const STRINGS: [string, string][] = [
  ['iss', 'RFC 7519 §4.1.1'],
  ['sub', 'RFC 7519 §4.1.2'],
  ['jti', 'RFC 7519 §4.1.7'],
]

/** Warnings about the other claims: missing ones, wrong types, and what should not be readable. */
export function claimWarnings(payload: Record<string, unknown>): Warning[] {
  return collectWarnings(add => {
    if (own(payload, 'aud') === undefined) {
      const message = 'There is no aud: another service of the same issuer accepts this token too.'
      add('no-aud', 'caution', message, 'RFC 8725 §3.9')
    }
    if (own(payload, 'iss') === undefined) {
      add('no-iss', 'caution', 'There is no iss: nothing says who made this token.', 'RFC 8725 §3.8')
    }
    typeWarnings(payload, add)
    const confidential = Object.keys(payload).filter(name =>
      /passw|secret|private_?key|credit_?card|^pin$|^ssn$/iu.test(name),
    )
    for (const name of confidential) {
      const message = `The payload has a claim ${JSON.stringify(name)}. A signed token is not encrypted: anyone can read it.`
      add('readable-payload', 'danger', message, 'RFC 7519 §12')
    }
  })
}

function typeWarnings(payload: Record<string, unknown>, add: Add): void {
  for (const [name, reference] of STRINGS) {
    const value = own(payload, name)
    if (value === undefined || typeof value === 'string') continue
    add(`${name}-type`, 'danger', `${name} is ${kindOf(value)}; it must be a string.`, reference)
  }
  const aud = own(payload, 'aud')
  const audiences = Array.isArray(aud) ? aud : aud === undefined ? [] : [aud]
  const wrong = audiences.find(one => typeof one !== 'string')
  if (wrong !== undefined) {
    const where = Array.isArray(aud) ? `aud has an element that is ${kindOf(wrong)}` : `aud is ${kindOf(aud)}`
    add('aud-type', 'danger', `${where}; it must be a string or an array of strings.`, 'RFC 7519 §4.1.3')
  }
}
