import { CONTENT_ALGORITHMS, KEY_ALGORITHMS, missingParameters } from '../encryption.ts'
import { ALGORITHMS } from '../members.ts'
import type { ReadToken } from '../parts.ts'
import { kindOf, own } from '../times.ts'
import type { Warning } from '../types.ts'
import { type Add, collectWarnings } from './add.ts'

/** Header parameters that the standards define; `crit` must not list them (RFC 7515 §4.1.11). */
const REGISTERED = new Set(
  'alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c'.split(' '),
)

/** Warnings about alg, enc, crit, b64 and the types of the other parameters. */
export function headerWarnings(header: Record<string, unknown>, read: ReadToken): Warning[] {
  return collectWarnings(add => {
    if (read.kind === 'jws') algorithmWarnings(header, read, add)
    if (read.kind === 'jwe') encryptionWarnings(header, add)
    criticalWarnings(header, add)
    typeWarnings(header, add)
  })
}

function algorithmWarnings(header: Record<string, unknown>, read: ReadToken, add: Add): void {
  const alg = own(header, 'alg')
  if (own(header, 'zip') !== undefined) {
    const message = 'The header has zip, which only encrypted tokens (JWE) have.'
    add('zip-in-jws', 'danger', message, 'RFC 7516 §4.1.3')
  }
  if (alg === undefined) {
    add('no-alg', 'danger', 'The header has no alg; it must have one.', 'RFC 7515 §4.1.1')
  } else if (typeof alg !== 'string') {
    add('alg-type', 'danger', `alg is ${kindOf(alg)}; it must be a string.`, 'RFC 7515 §4.1.1')
  } else if (alg === 'none') {
    const message = 'alg is none: nothing is signed, anyone can write such a token.'
    add('alg-none', 'danger', message, 'RFC 8725 §3.2')
    if (read.parts[2]?.text)
      add('none-with-signature', 'danger', 'alg is none, yet there is a signature.', 'RFC 7518 §3.6')
  } else if (/^[\s\0]*none[\s\0]*$/iu.test(alg)) {
    const message = `alg is ${JSON.stringify(alg)}, a spelling of none that gets past filters. Names of algorithms are case-sensitive.`
    add('alg-none-variant', 'danger', message, 'RFC 7515 §4.1.1')
  } else if (!ALGORITHMS.has(alg)) {
    add('unknown-alg', 'danger', `alg is ${JSON.stringify(alg)}${whyUnknown(alg)}`, 'RFC 7518 §3.1')
  }
}

/** Completes "alg is ...". */
function whyUnknown(alg: string): string {
  if (KEY_ALGORITHMS.includes(alg))
    return ', which encrypts; but the header has no enc, so this token is not encrypted.'
  if (alg === 'HS1' || alg === 'RS1')
    return ', which uses SHA-1. Its registration says that it is prohibited.'
  return notRegistered(alg, [...ALGORITHMS.keys()])
}

/** Completes "alg is ..." for a name that is none of those that there are. */
function notRegistered(given: string, names: readonly string[]): string {
  const plain = (name: string) =>
    name
      .toUpperCase()
      .replace(/[\s_-]/gu, '')
      .replace(/^AES(?=\d)/u, 'A')
  const meant =
    names.find(name => plain(name) === plain(given)) ??
    names.find(name => /CBC/iu.test(given) && plain(name).startsWith(plain(given)))
  return meant === undefined
    ? ', which is not a registered algorithm.'
    : `; the name is "${meant}". Names of algorithms are case-sensitive and must match exactly.`
}

function encryptionWarnings(header: Record<string, unknown>, add: Add): void {
  const alg = own(header, 'alg')
  encryptionNames(header, add)
  if (alg === 'RSA1_5') {
    const message = 'alg is RSA1_5, which leaks through padding errors; use RSA-OAEP-256.'
    add('rsa-pkcs1-encryption', 'danger', message, 'RFC 8725 §3.2')
  }
  const zip = own(header, 'zip')
  if (zip !== undefined) {
    const message = 'The content was compressed before encryption, which can leak it.'
    add('compressed', 'caution', message, 'RFC 8725 §3.6')
    if (zip !== 'DEF') {
      const message = `zip is ${JSON.stringify(zip)}; the only compression that is registered is "DEF".`
      add('unknown-zip', 'danger', message, 'RFC 7516 §4.1.3')
    }
  }
  const rounds = own(header, 'p2c')
  if (typeof rounds === 'number' && rounds > 1_000_000) {
    const message = `p2c asks for ${rounds.toLocaleString('en-US')} rounds of hashing, which keeps a server busy.`
    add('many-rounds', 'danger', message, 'RFC 7518 §4.8.1.2')
  }
}

/** Names in alg and enc that do not say how the token was encrypted, and parameters that alg needs. */
function encryptionNames(header: Record<string, unknown>, add: Add): void {
  const [alg, enc] = [own(header, 'alg'), own(header, 'enc')]
  if (alg === undefined)
    add('no-alg', 'danger', 'The header has no alg; it must have one.', 'RFC 7516 §4.1.1')
  else if (typeof alg !== 'string')
    add('alg-type', 'danger', `alg is ${kindOf(alg)}; it must be a string.`, 'RFC 7516 §4.1.1')
  else if (ALGORITHMS.has(alg)) {
    const message = `alg is ${JSON.stringify(alg)}, which ${alg === 'none' ? 'signs nothing' : 'signs'}; but the header has enc, as only an encrypted token has. No verifier knows which of the two it is.`
    add('unknown-alg', 'danger', message, 'RFC 7516 §9')
  } else if (!KEY_ALGORITHMS.includes(alg)) {
    const message = `alg is ${JSON.stringify(alg)}${notRegistered(alg, KEY_ALGORITHMS)}`
    add('unknown-alg', 'danger', message, 'RFC 7518 §4.1')
  }
  if (typeof enc === 'string' && !CONTENT_ALGORITHMS.includes(enc)) {
    const why = KEY_ALGORITHMS.includes(enc)
      ? ', which encrypts keys and not the content.'
      : notRegistered(enc, CONTENT_ALGORITHMS)
    add('unknown-enc', 'danger', `enc is ${JSON.stringify(enc)}${why}`, 'RFC 7518 §5.1')
  }
  const { names, reference } = missingParameters(header)
  for (const name of names) {
    const message = `The header has no ${name}, without which nobody can decrypt what ${alg} encrypts.`
    add('jwe-parameter', 'danger', message, reference)
  }
}

function criticalWarnings(header: Record<string, unknown>, add: Add): void {
  const crit = own(header, 'crit')
  const b64 = own(header, 'b64')
  if (b64 !== undefined) {
    add('b64', 'danger', 'The header has b64, which must not be used in a JWT.', 'RFC 7797 §7')
    if (!Array.isArray(crit) || !crit.includes('b64')) {
      const message =
        'The header has b64, but crit does not list it: programs that do not know b64 read another payload.'
      add('b64-without-crit', 'danger', message, 'RFC 7797 §6')
    }
  }
  if (crit === undefined) return
  const bad = (message: string) => add('bad-crit', 'danger', message, 'RFC 7515 §4.1.11')
  if (!Array.isArray(crit) || crit.length === 0 || crit.some(name => typeof name !== 'string')) {
    bad('crit must be an array of one or more names.')
    return
  }
  if (new Set(crit).size < crit.length) bad('crit lists a name twice.')
  for (const name of new Set(crit as string[])) {
    const shown = JSON.stringify(name)
    if (REGISTERED.has(name)) bad(`crit lists ${shown}, which is registered and must not be listed.`)
    else if (!Object.hasOwn(header, name)) bad(`crit lists ${shown}, but the header has no such parameter.`)
    else if (name !== 'b64') {
      const message = `crit demands the extension ${shown}. A verifier that does not know it must refuse the token.`
      add('unknown-crit', 'danger', message, 'RFC 7515 §4.1.11')
    }
  }
}

function typeWarnings(header: Record<string, unknown>, add: Add): void {
  const strings: [string, string][] = [
    ['typ', 'RFC 7515 §4.1.9'],
    ['cty', 'RFC 7515 §4.1.10'],
    ['enc', 'RFC 7516 §4.1.2'],
  ]
  for (const [name, reference] of strings) {
    const value = own(header, name)
    if (value === undefined || typeof value === 'string') continue
    add('header-type', 'caution', `${name} is ${kindOf(value)}; it must be a string.`, reference)
  }
}
