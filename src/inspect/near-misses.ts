import { createHmac } from 'node:crypto'
import { fromDer, withZeros } from './der.ts'
import { hmacTarget, matcherOf } from './hmac-match.ts'
import { rightPublicHalf } from './key-halves.ts'
import { secretBytes, type VerificationKey } from './key.ts'
import { otherReadings } from './near-secrets.ts'
import { hashedNonce } from './other-texts.ts'
import { modulusOfPrimes } from './rsa-numbers.ts'
import { isLikely, settingsIn } from './settings.ts'
import { verifyCompact } from './verify-compact.ts'
import { isSignedWithAnotherSalt, signedText } from './verify-text.ts'

/** Longest signing input for which other readings of a secret are tried: each one hashes all of it. */
const READINGS_LIMIT = 262_144

/** Says how a signature that is wrong was nearly right: another reading of the secret, or another form; or null. */
export async function nearMiss(text: string, key: VerificationKey, alg: string): Promise<string | null> {
  return (
    nearSecret(text, key, alg) ??
    nearSetting(text, key, alg) ??
    cutSignature(text, key, alg) ??
    hashedNonce(text, key, alg) ??
    otherAlgorithm(text, key, alg) ??
    (await otherHalf(text, key, alg)) ??
    (await nearSignature(text, key, alg)) ??
    settingsAsSecret(key)
  )
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
  const advice = reading.words.includes('without the name')
    ? 'What was given is a setting (NAME=value): give its value alone.'
    : 'Two programs read the secret differently; give those bytes with --secret-file.'
  return `Wrong with the secret as it was given, but right with the secret ${reading.words}. ${advice}`
}

/** The secret is the value of a setting in a file of which all was given. */
function nearSetting(text: string, key: VerificationKey, alg: string): string | null {
  const target = hmacTarget(text, alg)
  if (target === null || key.kind !== 'secret' || target.input.length > READINGS_LIMIT) return null
  const matches = matcherOf(target)
  for (const { name, value } of settingsIn(key.bytes))
    for (const { words, bytes } of valueReadings(value))
      if (matches(bytes))
        return (
          `Wrong with the secret as it was given, but right with the value of ${name} in it${words}. ` +
          'It is a list of settings (NAME=value), and not the secret itself: give that value alone.'
        )
  return null
}

function valueReadings(value: string): { words: string; bytes: Buffer }[] {
  const isHex = /^(?:[0-9a-f]{2})+$/iu.test(value)
  const isBase64 = /^[A-Za-z0-9+/_-]+=*$/u.test(value)
  return [
    { words: '', bytes: Buffer.from(value) },
    { words: ', with "\\n" read as a line break', bytes: Buffer.from(value.replace(/\\n/gu, '\n')) },
    ...(isBase64 ? [{ words: ', decoded from base64', bytes: Buffer.from(value, 'base64') }] : []),
    ...(isHex ? [{ words: ', decoded from hex', bytes: Buffer.from(value, 'hex') }] : []),
  ].filter(one => one.bytes.length > 0)
}

/** Nothing fits, but what was given is no secret: that is said, because nobody would look for it. */
function settingsAsSecret(key: VerificationKey): string | null {
  const settings = key.kind === 'secret' ? settingsIn(key.bytes) : []
  if (settings.length === 0) return null
  const likely = settings.find(one => isLikely(one.name))
  const what = settings.length === 1 ? 'a setting (NAME=value)' : 'a list of settings (NAME=value)'
  const values =
    likely !== undefined
      ? `The value of ${likely.name} alone was tried too: it is not the secret of this token either.`
      : 'Its values were tried one by one, too: none is the secret of this token.'
  return `Wrong: ${key.label} did not make this signature, or the token was changed. What was given is ${what}, and all of it was used as the secret. ${values}`
}

/** The algorithms that a key of one kind can be used with by mistake. */
const SAME_KEY = [
  ['HS256', 'HS384', 'HS512'],
  ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
]

/** A program signed with one algorithm and wrote another one into the header. */
function otherAlgorithm(text: string, key: VerificationKey, alg: string): string | null {
  const end = text.lastIndexOf('.')
  if (end > READINGS_LIMIT) return null
  const others = SAME_KEY.find(names => names.includes(alg))?.filter(name => name !== alg) ?? []
  const made = others.find(name => signedText(text.slice(0, end), text.slice(end + 1), key, name))
  return made === undefined
    ? null
    : `Wrong as it is, but ${key.label} made it with ${made}, and the header says ${alg}. A verifier goes by the header: sign with the algorithm that is in it.`
}

/** A private JWK made of two keys: the token was signed with its d. */
async function otherHalf(text: string, key: VerificationKey, alg: string): Promise<string | null> {
  const modulus = key.kind === 'jwk' ? modulusOfPrimes(key.jwk) : null
  if (key.kind === 'jwk' && modulus !== null) {
    const { state } = await verifyCompact(text, { ...key, jwk: { ...key.jwk, n: modulus } }, alg)
    if (state === 'valid')
      return 'Wrong with the n of this JWK, but right with its p times q: these are parts of two keys.'
  }
  const half = key.kind === 'jwk' ? rightPublicHalf(key.jwk) : null
  if (key.kind !== 'jwk' || half === null) return null
  const { state } = await verifyCompact(text, { ...key, jwk: { ...key.jwk, ...half } }, alg)
  if (state !== 'valid') return null
  const names = half.y === undefined ? 'x' : 'x and y'
  return `Wrong with the ${names} of this JWK, but right with the public key of its d: these are parts of two keys.`
}

/** So few bytes are the same by chance. */
const FEWEST_BYTES = 4

/** An HMAC of which the end is missing, or that has more bytes than it should; the right ones are there. */
function cutSignature(text: string, key: VerificationKey, alg: string): string | null {
  const bits = /^HS(256|384|512)$/u.exec(alg)?.[1]
  const secret = secretBytes(key)
  const end = text.lastIndexOf('.')
  if (bits === undefined || secret === null || end > READINGS_LIMIT) return null
  const given = Buffer.from(text.slice(end + 1), 'base64url')
  const right = createHmac(`sha${bits}`, secret).update(text.slice(0, end)).digest()
  const shared = Math.min(given.length, right.length)
  if (given.length === right.length || shared < FEWEST_BYTES) return null
  if (!given.subarray(0, shared).equals(right.subarray(0, shared))) return null
  return given.length < right.length
    ? `Wrong as it is: its ${shared} bytes are the first ${shared} of the ${right.length} that ${key.label} makes, so the end of the token is missing. Copy the whole token again.`
    : `Wrong as it is: ${key.label} makes the first ${right.length} of its ${given.length} bytes, and something was added behind. Copy the token again.`
}

/** A signature in another form than JOSE has: right once it is rewritten, or checked by the rule that it follows. */
async function nearSignature(text: string, key: VerificationKey, alg: string): Promise<string | null> {
  const end = text.lastIndexOf('.') + 1
  const given = Buffer.from(text.slice(end), 'base64url')
  const isRight = async (bytes: Uint8Array): Promise<boolean> =>
    (await verifyCompact(text.slice(0, end) + Buffer.from(bytes).toString('base64url'), key, alg)).state ===
    'valid'
  const made = `Wrong as it is, but ${key.label} did make this signature: `
  const joined = fromDer(given, alg)
  if (joined !== null && (await isRight(joined)))
    return `${made}it is in ASN.1 DER. ${alg} needs r and s side by side (RFC 7518 §3.4).`
  for (const hex of [text.slice(end), given.toString('latin1')])
    if (/^(?:[0-9a-f]{2})+$/iu.test(hex) && (await isRight(Buffer.from(hex, 'hex'))))
      return `${made}it is written in hex. The bytes themselves belong there, in base64url (RFC 7515 §7.1).`
  for (const whole of withZeros(given, alg))
    if (await isRight(whole))
      return `${made}zeros at the start of r or s were left out. ${alg} needs ${whole.length / 2} bytes for each (RFC 7518 §3.4).`
  if (isSignedWithAnotherSalt(text.slice(0, end - 1), given, key, alg))
    return `${made}its salt has another length. ${alg} needs one as long as the hash, ${Number(alg.slice(2)) / 8} bytes (RFC 7518 §3.5).`
  return null
}
