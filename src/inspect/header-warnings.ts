import { ALGORITHMS } from './members.ts'
import type { ReadToken } from './parts.ts'
import { kindOf, own } from './times.ts'
import type { Part, Warning } from './types.ts'

/** Header parameters that the standards define; `crit` must not list them (RFC 7515 §4.1.11). */
const REGISTERED = new Set(
  'alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c'.split(' '),
)

/** Length of a signature in bytes, where the algorithm fixes it (RFC 7518 §3.2 and §3.4, RFC 8037 §3.1). */
const SIGNATURE_LENGTH: Record<string, number> = {
  HS256: 32,
  HS384: 48,
  HS512: 64,
  ES256: 64,
  ES384: 96,
  ES512: 132,
  EdDSA: 64,
  Ed25519: 64,
}

type Add = (id: string, level: Warning['level'], message: string, reference: string) => void

/** Warnings about the header and the form of the signature. */
export function headerWarnings(header: Record<string, unknown>, read: ReadToken): Warning[] {
  const found: Warning[] = []
  const add: Add = (id, level, message, reference) => found.push({ id, level, message, reference })
  if (read.kind === 'jws') {
    algorithmWarnings(header, read.parts[2], add)
  } else if (read.kind === 'jwe') {
    encryptionWarnings(header, add)
  }
  criticalWarnings(header, add)
  keyWarnings(header, add)
  return found
}

function algorithmWarnings(header: Record<string, unknown>, signature: Part | undefined, add: Add): void {
  const alg = own(header, 'alg')
  if (alg === undefined) {
    add('no-alg', 'danger', 'The header has no alg; it must have one.', 'RFC 7515 §4.1.1')
    return
  }
  if (typeof alg !== 'string') {
    add('alg-type', 'danger', `alg is ${kindOf(alg)}; it must be a text.`, 'RFC 7515 §4.1.1')
    return
  }
  if (alg === 'none') {
    add(
      'alg-none',
      'danger',
      'alg is none: nothing is signed, anyone can write such a token.',
      'RFC 8725 §3.2',
    )
    if (signature?.text)
      add('none-with-signature', 'danger', 'alg is none, yet there is a signature.', 'RFC 7518 §3.6')
    return
  }
  if (alg.trim().toLowerCase() === 'none') {
    const message = `alg is ${JSON.stringify(alg)}, a spelling of none that slips past filters. Names of algorithms are case-sensitive.`
    add('alg-none-variant', 'danger', message, 'RFC 7515 §4.1.1')
    return
  }
  if (!ALGORITHMS.has(alg)) {
    add(
      'unknown-alg',
      'danger',
      `alg is ${JSON.stringify(alg)}, which is no registered algorithm.`,
      'RFC 7518 §3.1',
    )
  }
  if (signature !== undefined) signatureWarnings(alg, signature, add)
}

function signatureWarnings(alg: string, signature: Part, add: Add): void {
  if (signature.text === '') {
    add('no-signature', 'danger', `alg is ${alg}, but the signature is empty.`, 'RFC 7515 §5.2')
    return
  }
  const length = Object.hasOwn(SIGNATURE_LENGTH, alg) ? SIGNATURE_LENGTH[alg] : undefined
  if (length === undefined || signature.hex === null || signature.length === length) return
  if (alg.startsWith('ES') && signature.hex.startsWith('30')) {
    const message = `The signature is ASN.1 DER, ${signature.length} bytes. ${alg} wants r and s side by side, ${length} bytes.`
    add('der-signature', 'danger', message, 'RFC 7518 §3.4')
    return
  }
  if (signature.length === 2 * length && /^(3[0-9]|[46][1-6])+$/u.test(signature.hex)) {
    const message = 'The signature is the hex text of the bytes; the bytes themselves belong there.'
    add('hex-signature', 'danger', message, 'RFC 7515 §7.1')
    return
  }
  const message = `The signature has ${signature.length} bytes; ${alg} makes ${length}.`
  add('signature-length', 'danger', message, alg.startsWith('HS') ? 'RFC 7518 §3.2' : 'RFC 7518 §3.4')
}

function encryptionWarnings(header: Record<string, unknown>, add: Add): void {
  const alg = own(header, 'alg')
  if (alg === 'RSA1_5') {
    add(
      'rsa-pkcs1-encryption',
      'danger',
      'alg is RSA1_5, which leaks through padding errors; use RSA-OAEP-256.',
      'RFC 8725 §3.2',
    )
  }
  if (own(header, 'zip') !== undefined) {
    add(
      'compressed',
      'caution',
      'The content was compressed before encryption, which can leak it.',
      'RFC 8725 §3.6',
    )
  }
  const rounds = own(header, 'p2c')
  if (typeof rounds === 'number' && rounds > 1_000_000) {
    add(
      'many-rounds',
      'danger',
      `p2c asks for ${rounds} rounds of hashing: a way to keep a server busy.`,
      'RFC 7518 §4.8.1.2',
    )
  }
}

function criticalWarnings(header: Record<string, unknown>, add: Add): void {
  const crit = own(header, 'crit')
  const b64 = own(header, 'b64')
  if (b64 !== undefined) {
    add('b64', 'danger', 'The header has b64, which must not be used in a JWT.', 'RFC 7797 §7')
  }
  if (crit === undefined) return
  if (!Array.isArray(crit) || crit.length === 0 || crit.some(name => typeof name !== 'string')) {
    add('bad-crit', 'danger', 'crit must be an array of one or more names.', 'RFC 7515 §4.1.11')
    return
  }
  for (const name of new Set(crit as string[])) {
    const shown = JSON.stringify(name)
    if (REGISTERED.has(name)) {
      add(
        'bad-crit',
        'danger',
        `crit lists ${shown}, which is registered and must not be listed.`,
        'RFC 7515 §4.1.11',
      )
    } else if (!Object.hasOwn(header, name)) {
      add('bad-crit', 'danger', `crit lists ${shown}, but the header has no such member.`, 'RFC 7515 §4.1.11')
    } else if (name !== 'b64') {
      const message = `crit demands the extension ${shown}. Whoever does not know it must refuse the token.`
      add('unknown-crit', 'danger', message, 'RFC 7515 §4.1.11')
    }
  }
}

function keyWarnings(header: Record<string, unknown>, add: Add): void {
  const brought: [string, string, string][] = [
    ['jwk', 'a key of its own', 'RFC 7515 §4.1.3'],
    ['jku', 'the address of a key set', 'RFC 7515 §4.1.2'],
    ['x5u', 'the address of a certificate', 'RFC 7515 §4.1.5'],
    ['x5c', 'a certificate of its own', 'RFC 7515 §4.1.6'],
  ]
  for (const [name, what, reference] of brought) {
    if (own(header, name) === undefined) continue
    const message = `The header brings ${what} (${name}). A verifier that trusts it lets the attacker choose the key.`
    add(`header-${name}`, 'danger', message, reference)
  }
  const kid = own(header, 'kid')
  if (kid === undefined) return
  if (typeof kid !== 'string') {
    add('kid-type', 'danger', `kid is ${kindOf(kid)}; it must be a text.`, 'RFC 7515 §4.1.4')
  } else if (/[/\\]|\.\./u.test(kid)) {
    const message =
      'kid holds characters of a path ("/", "\\" or ".."). Used as a file name it reads a file that the attacker chose.'
    add('kid-path', 'danger', message, 'RFC 8725 §3.10')
  } else if (/['"`;$|&<>]|\p{Cc}/u.test(kid)) {
    const message =
      'kid holds quotes or control characters. Used in a query or a command it runs what the attacker wrote.'
    add('kid-injection', 'danger', message, 'RFC 8725 §3.10')
  }
}
