import { compactVerify, errors, importJWK, type JWK } from 'jose'
import type { KeySource, VerificationKey } from './key.ts'
import type { Inspection, SignatureCheck } from './types.ts'

type Token = Pick<Inspection, 'kind' | 'algorithm' | 'problems' | 'parts'>

/** What kind of key an algorithm needs (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2). */
type Need = { kty: string; crv: string[]; words: string }

function needOf(alg: string): Need | null {
  if (/^HS(256|384|512)$/u.test(alg)) return { kty: 'oct', crv: [], words: 'a secret' }
  if (/^[RP]S(256|384|512)$/u.test(alg)) return { kty: 'RSA', crv: [], words: 'an RSA public key' }
  if (alg === 'ES256') return { kty: 'EC', crv: ['P-256'], words: 'a public key on P-256' }
  if (alg === 'ES384') return { kty: 'EC', crv: ['P-384'], words: 'a public key on P-384' }
  if (alg === 'ES512') return { kty: 'EC', crv: ['P-521'], words: 'a public key on P-521' }
  if (alg === 'EdDSA' || alg === 'Ed25519')
    return { kty: 'OKP', crv: ['Ed25519'], words: 'an Ed25519 public key' }
  if (/^ML-DSA-(44|65|87)$/u.test(alg)) return { kty: 'AKP', crv: [], words: `an ${alg} public key` }
  return null
}

/**
 * Checks the signature of a compact JWS over the text as it stands (RFC 7515 §5.2).
 * `text` is the token without what stood around it. Never throws for a token or a key that does not fit.
 */
export async function checkSignature(
  text: string,
  token: Token,
  source: KeySource | null,
): Promise<SignatureCheck> {
  if (token.kind === 'jwe') {
    const message = 'This token is encrypted (JWE), not signed; inspect does not decrypt it.'
    return { state: source === null ? 'not-checked' : 'impossible', message, key: null }
  }
  if (token.kind === 'unreadable' || token.problems.length > 0) {
    const message = 'Not checked: the token is malformed, and no verifier may look further (RFC 7515 §5.2).'
    return { state: 'not-checked', message, key: null }
  }
  const alg = token.algorithm
  if (alg === 'none') {
    const message = 'There is no signature: alg is none. Anyone can have written this token.'
    return { state: source === null ? 'not-checked' : 'impossible', message, key: null }
  }
  if (source === null) {
    const need = alg === null ? null : needOf(alg)
    if (need === null) return { state: 'not-checked', message: 'Not checked.', key: null }
    const message = `Not checked: that needs ${need.words}.`
    return { state: 'not-checked', message, key: null, wants: need.kty === 'oct' ? 'secret' : 'public-key' }
  }
  if (alg === null) return impossible('The header names no algorithm.')
  const need = needOf(alg)
  if (need === null) return impossible(`inspect does not know the algorithm ${JSON.stringify(alg)}.`)
  return source.kind === 'set'
    ? tryKeySet(text, token, source, alg, need)
    : tryOne(text, source.keys[0], alg, need)
}

async function tryOne(
  text: string,
  key: VerificationKey | undefined,
  alg: string,
  need: Need,
): Promise<SignatureCheck> {
  if (key === undefined) return impossible('No key was given.')
  const mismatch = whyNotFor(key, alg, need)
  if (mismatch !== null) return impossible(mismatch, key.label)
  const answer = await verifyWith(text, key, alg)
  if (answer.state !== 'invalid' || key.kind !== 'secret') return answer
  return (await otherReading(text, key.bytes, alg)) ?? answer
}

async function tryKeySet(
  text: string,
  token: Token,
  source: KeySource,
  alg: string,
  need: Need,
): Promise<SignatureCheck> {
  const kid = token.parts[0]?.json?.kid
  const named =
    kid === undefined ? source.keys : source.keys.filter(key => key.kind === 'jwk' && key.jwk.kid === kid)
  if (named.length === 0) {
    return impossible(`No key of the set has the kid ${JSON.stringify(kid)} that the header asks for.`)
  }
  const fitting = named.filter(key => whyNotFor(key, alg, need) === null)
  const first = named[0] as VerificationKey
  if (fitting.length === 0) return impossible(whyNotFor(first, alg, need) ?? 'No key fits.', first.label)
  let last: SignatureCheck = impossible('No key of the set fits.')
  for (const key of fitting) {
    last = await verifyWith(text, key, alg)
    if (last.state === 'valid') return last
  }
  if (fitting.length === 1) return last
  return {
    ...last,
    key: null,
    message: `Wrong: none of the ${fitting.length} keys of the set that fit ${alg} made this signature.`,
  }
}

/** Says why a key can't be for this algorithm, or null. */
function whyNotFor(key: VerificationKey, alg: string, need: Need): string | null {
  const wants = `${alg} needs ${need.words}; this is ${key.label}.`
  if (key.kind === 'secret') return need.kty === 'oct' ? null : wants
  const jwk: JWK = key.kind === 'jwk' ? key.jwk : exportPublic(key)
  if (jwk.kty !== need.kty) {
    if (need.kty !== 'oct') return wants
    return `${wants} A public key used as a secret is the confusion attack (RFC 8725 §2.1).`
  }
  if (need.crv.length > 0 && !need.crv.includes(jwk.crv ?? '')) return wants
  if (jwk.use !== undefined && jwk.use !== 'sig')
    return `The key is for "use": ${JSON.stringify(jwk.use)}, not for signatures.`
  if (jwk.alg !== undefined && jwk.alg !== alg && !(isEd25519(jwk.alg) && isEd25519(alg))) {
    return `The key is for ${JSON.stringify(jwk.alg)} only, and the token says ${alg} (RFC 8725 §3.1).`
  }
  return null
}

function isEd25519(alg: string): boolean {
  return alg === 'EdDSA' || alg === 'Ed25519'
}

async function verifyWith(text: string, key: VerificationKey, alg: string): Promise<SignatureCheck> {
  try {
    await compactVerify(text, await usable(key, alg), { algorithms: [alg] })
    return { state: 'valid', message: `Right: ${key.label} made this signature (${alg}).`, key: key.label }
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      const message = `Wrong: ${key.label} did not make this signature, or the token was changed.`
      return { state: 'invalid', message, key: key.label }
    }
    return impossible(whyRefused(error, alg), key.label)
  }
}

function whyRefused(error: unknown, alg: string): string {
  if (error instanceof errors.JOSENotSupported) {
    return 'The header demands an extension in "crit" that is not known here, so the token must be refused (RFC 7515 §4.1.11).'
  }
  if (error instanceof errors.JWSInvalid)
    return 'The header breaks the rules of RFC 7515 (crit or b64); see the warnings.'
  // The other errors are about the key. Their messages are not shown: they could quote it.
  if (/^[RP]S/u.test(alg))
    return `The key can't be used for ${alg}: RSA keys need 2048 bits or more (RFC 7518 §3.3).`
  return `The key can't be used for ${alg}: one of its members is damaged or missing.`
}

/** The public half only, so that neither `key_ops` nor `d` of a private key stands in the way. */
async function usable(key: VerificationKey, alg: string): Promise<Parameters<typeof compactVerify>[1]> {
  if (key.kind === 'secret') return key.bytes
  const { kty, crv, x, y, n, e, k, pub } = key.kind === 'jwk' ? key.jwk : exportPublic(key)
  const members = { kty, crv, x, y, n, e, k, pub, alg }
  const jwk = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  return importJWK(jwk as JWK, alg)
}

function exportPublic(key: VerificationKey & { kind: 'public' }): JWK {
  try {
    return key.key.export({ format: 'jwk' }) as JWK
  } catch {
    // Key types without a JWK form fit no algorithm.
    return { kty: key.key.asymmetricKeyType ?? 'unknown' }
  }
}

/** A wrong HMAC often means that two programs read one secret differently; try the usual other readings. */
async function otherReading(text: string, bytes: Uint8Array, alg: string): Promise<SignatureCheck | null> {
  const secret = Buffer.from(bytes).toString('latin1')
  const withoutBreak = secret.replace(/\r?\n$/u, '')
  const readings: [string, Uint8Array][] = []
  const says = (words: string, reading: Uint8Array) => readings.push([words, reading])
  if (withoutBreak !== secret) says('without the line break at its end', Buffer.from(withoutBreak, 'latin1'))
  if (/^[A-Za-z0-9_\-+/]+=*$/u.test(withoutBreak)) {
    says('decoded from base64 or base64url', Buffer.from(withoutBreak, 'base64'))
  }
  if (/^([0-9a-fA-F]{2})+$/u.test(withoutBreak)) says('decoded from hex', Buffer.from(withoutBreak, 'hex'))
  for (const [words, reading] of readings) {
    if (reading.length === 0) continue
    const label = `a secret of ${reading.length} bytes`
    const answer = await verifyWith(text, { kind: 'secret', bytes: reading, label }, alg)
    if (answer.state !== 'valid') continue
    const message =
      `Wrong with the secret as it was given, but right with the secret ${words}. ` +
      'Two programs read the secret differently; give those bytes with --secret-file.'
    return { state: 'invalid', message, key: `a secret of ${bytes.length} bytes` }
  }
  return null
}

function impossible(message: string, key: string | null = null): SignatureCheck {
  return { state: 'impossible', message, key }
}
