import { compactVerify, errors } from 'jose'
import { type KeyNeed, keyNeedOf, notSupported, sameAlgorithm } from './algorithms.ts'
import { isSignedWithPublicKey } from './confusion.ts'
import { fromDer } from './der.ts'
import { hmacTarget, matcherOf } from './hmac-match.ts'
import type { KeySource, VerificationKey } from './key.ts'
import { otherReadings } from './near-secrets.ts'
import type { ReadToken } from './parts.ts'
import type { SignatureCheck } from './types.ts'
import { publicJwk, usableKey, whyUnusable } from './usable-key.ts'

/** Longest signing input for which other readings of a secret are tried: each one hashes all of it. */
const READINGS_LIMIT = 262_144

/**
 * Checks the signature of a compact JWS over the text as it is (RFC 7515 §5.2).
 * `text` is the token without what was around it. Never throws for a token or a key that does not fit.
 */
export async function checkSignature(
  text: string,
  token: ReadToken,
  algorithm: string | null,
  source: KeySource | null,
): Promise<SignatureCheck> {
  if (token.kind === 'jwe') {
    const message = 'This token is encrypted (JWE), not signed; inspect does not decrypt it.'
    return { state: source === null ? 'not-checked' : 'impossible', message, key: null }
  }
  if (!token.signable) {
    const message = 'Not checked: the token is malformed, and no verifier may look further (RFC 7515 §5.2).'
    return { state: 'not-checked', message, key: null }
  }
  if (algorithm === 'none') {
    const message = 'There is no signature: alg is none. Anyone could have written this token.'
    return { state: source === null ? 'not-checked' : 'impossible', message, key: null }
  }
  const need = algorithm === null ? null : keyNeedOf(algorithm)
  if (source === null) return withoutKey(algorithm, need)
  if (algorithm === null) return impossible('The header has no alg that is a string.')
  if (need === null) return impossible(notSupported(algorithm))
  const compact = text.split('~', 1)[0] ?? ''
  const check =
    source.kind === 'set'
      ? await tryKeySet(compact, token, source, algorithm, need)
      : await tryOne(compact, source.keys[0], algorithm, need)
  if (token.content.kind !== 'detached' || check.state !== 'invalid') return check
  const message =
    'Not checked: the payload is detached, and the signature covers what is not here (RFC 7515 Appendix F).'
  return { state: 'not-checked', message, key: check.key }
}

function withoutKey(alg: string | null, need: KeyNeed | null): SignatureCheck {
  if (need === null) {
    const message = alg === null ? 'Not checked.' : `Not checked: ${notSupported(alg)}`
    return { state: 'not-checked', message, key: null }
  }
  const message = `Not checked: that needs ${need.words}.`
  return { state: 'not-checked', message, key: null, wants: need.kty === 'oct' ? 'secret' : 'public-key' }
}

async function tryOne(
  text: string,
  key: VerificationKey | undefined,
  alg: string,
  need: KeyNeed,
): Promise<SignatureCheck> {
  if (key === undefined) return impossible('No key was given.')
  const mismatch = whyNotFor(key, alg, need)
  if (mismatch !== null) return impossible(mismatch + confusionWords(text, key, alg), key.label)
  const answer = await verifyCompact(text, key, alg)
  if (answer.state !== 'invalid') return answer
  const near = nearSecret(text, key, alg) ?? (await nearSignature(text, key, alg))
  return near === null ? answer : { ...answer, message: near }
}

async function tryKeySet(
  text: string,
  token: ReadToken,
  source: KeySource,
  alg: string,
  need: KeyNeed,
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
    last = await verifyCompact(text, key, alg)
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
function whyNotFor(key: VerificationKey, alg: string, need: KeyNeed): string | null {
  const wants = `${alg} needs ${need.words}; this is ${key.label}.`
  if (key.kind === 'secret') return need.kty === 'oct' ? null : `${wants}${secretForPublicKey(key.bytes)}`
  if (key.kind === 'public' && key.key.asymmetricKeyType === 'rsa-pss') {
    return need.kty === 'RSA'
      ? `This is ${key.label} (id-RSASSA-PSS, RFC 4055 §1.2). inspect checks ${alg} with plain RSA keys only: convert it to rsaEncryption.`
      : wants
  }
  const jwk = publicJwk(key)
  if (jwk.kty !== need.kty) {
    if (need.kty !== 'oct') return wants
    return `${wants} A public key used as a secret is the confusion attack (RFC 8725 §2.1).`
  }
  if (need.crv.length > 0 && !need.crv.includes(jwk.crv ?? '')) {
    return jwk.crv === 'Ed448' ? `${wants} Ed448 is not supported here.` : wants
  }
  if (jwk.use !== undefined && jwk.use !== 'sig')
    return `The key is for "use": ${JSON.stringify(jwk.use)}, not for signatures.`
  if (jwk.alg !== undefined && !sameAlgorithm(String(jwk.alg), alg)) {
    return `The key is for ${JSON.stringify(jwk.alg)} only, and the token says ${alg} (RFC 8725 §3.1).`
  }
  return whyUnusable(key, jwk, alg)
}

function secretForPublicKey(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  return text.includes('-----BEGIN') ? ' It contains PEM: give it with --key.' : ''
}

/** Says that the given public key itself is the secret of this HMAC, when it is. */
function confusionWords(text: string, key: VerificationKey, alg: string): string {
  if (!isSignedWithPublicKey(text, key, alg)) return ''
  return ' And this signature was made that way: with the text of this very key as the secret. Anyone who has the public key can make such a token.'
}

/** Checks a compact JWS with one key of the right kind. Never throws. */
export async function verifyCompact(
  text: string,
  key: VerificationKey,
  alg: string,
): Promise<SignatureCheck> {
  try {
    await compactVerify(text, await usableKey(key, alg), { algorithms: [alg] })
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
  return `The key can't be used for ${alg}: one of its parameters is damaged or missing.`
}

/** A wrong HMAC often means that two programs read one secret differently; tries the usual other readings. */
function nearSecret(text: string, key: VerificationKey, alg: string): string | null {
  const target = hmacTarget(text, alg)
  const bytes = secretBytes(key)
  if (target === null || bytes === null || target.input.length > READINGS_LIMIT || bytes.length > 8192)
    return null
  const matches = matcherOf(target)
  const reading = otherReadings(bytes).find(one => matches(one.bytes))
  if (reading === undefined) return null
  return (
    `Wrong with the secret as it was given, but right with the secret ${reading.words}. ` +
    'Two programs read the secret differently; give those bytes with --secret-file.'
  )
}

/** The bytes of a secret, given as it is or as a JWK; null for any other key. */
export function secretBytes(key: VerificationKey): Uint8Array | null {
  if (key.kind === 'secret') return key.bytes
  if (key.kind === 'jwk' && key.jwk.kty === 'oct' && typeof key.jwk.k === 'string') {
    return new Uint8Array(Buffer.from(key.jwk.k, 'base64url'))
  }
  return null
}

/** A signature in DER that is right once r and s are side by side. */
async function nearSignature(text: string, key: VerificationKey, alg: string): Promise<string | null> {
  const end = text.lastIndexOf('.') + 1
  const joined = fromDer(Buffer.from(text.slice(end), 'base64url'), alg)
  if (joined === null) return null
  const changed = text.slice(0, end) + Buffer.from(joined).toString('base64url')
  if ((await verifyCompact(changed, key, alg)).state !== 'valid') return null
  return (
    `Wrong as it is, but ${key.label} did make this signature: it is in ASN.1 DER. ` +
    `${alg} needs r and s side by side (RFC 7518 §3.4).`
  )
}

function impossible(message: string, key: string | null = null): SignatureCheck {
  return { state: 'impossible', message, key }
}
