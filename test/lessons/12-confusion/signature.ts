/** What is wrong with the header and the signature of a token that is signed with a public key as HMAC secret. */
import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import {
  type Found,
  fromBase64url,
  hmacSha256,
  sha256,
  show,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { type Call, type Fault, firstFault, type Forged } from '../forgeries/expect.ts'
import { base64urlFault, headerOf, type Json } from '../forgeries/read.ts'

/** The signature must be HMAC-SHA256 with the bytes of the string that was given; `pems` are those of all calls so far. */
export function signatureFault(all: readonly Forged[], pems: Iterable<string>): Fault | null {
  const header = firstFault(all, ({ token, call }) =>
    algorithmFault(token.header, headerOf(call[0] as string)),
  )
  if (header !== null) return header
  const index = all.findIndex(
    ({ token, call }) => token.signature !== macOf(utf8(pemOf(call)), token.signingInput),
  )
  const wrong = all[index]
  if (wrong === undefined) return null
  const shown = {
    expected: `the signature ${show(macOf(utf8(pemOf(wrong.call)), wrong.token.signingInput))}`,
    actual: `the signature ${show(wrong.token.signature)}`,
  }
  return { index, found: { ...causeOf(wrong, all, pems), ...shown } }
}

/** Why a signature is wrong. */
function causeOf(wrong: Forged, all: readonly Forged[], pems: Iterable<string>): Found {
  const { signature, signingInput } = wrong.token
  if (signature === '') return { id: 'signature-missing' }
  if (signature === (wrong.call[0] as string).split('.')[2]) return { id: 'signature-kept' }
  const known = MISTAKES.find(([, madeBy]) => all.every(forged => isMade(forged, madeBy)))
  if (known !== undefined) return { id: known[0] }
  const made = [...pems].filter(pem => signature === macOf(utf8(pem), signingInput))
  if (made.length > 0) {
    // Another spelling of this key is also what comes of a change to the string of this call.
    const isThisKey = made.some(pem => numberIn(pem) === numberIn(pemOf(wrong.call)))
    return { id: isThisKey ? 'pem-of-another-spelling' : 'key-of-another-call' }
  }
  return base64urlFault(signature, 'signature') ?? { id: 'signature-wrong' }
}

const pemOf = (call: Call): string => call[1] as string

function algorithmFault(header: Json, before: Json): Found | null {
  const { alg } = header
  if (alg === 'HS256') return null
  const shown = { expected: "alg: 'HS256'", actual: `the header ${show(header)}` }
  const id = !Object.hasOwn(header, 'alg') ? 'alg-missing' : alg === before.alg ? 'alg-kept' : 'alg-wrong'
  return { id, words: { alg: show(alg) }, ...shown }
}

const macOf = (key: Uint8Array, input: string): string => toBase64url(hmacSha256(key, utf8(input)))

/** The signature that a mistake makes for a call; it throws where it can't be made. */
type Maker = (forged: Forged) => string

function isMade(forged: Forged, madeBy: Maker): boolean {
  try {
    return madeBy(forged) === forged.token.signature
  } catch {
    return false
  }
}

const withKey =
  (keyOf: (pem: string) => Uint8Array): Maker =>
  ({ token, call }) =>
    macOf(keyOf(pemOf(call)), token.signingInput)
const withPem = (change: (pem: string) => string): Maker => withKey(pem => utf8(change(pem)))
const overText =
  (textOf: (segments: { header: string; payload: string; before: string[] }) => string): Maker =>
  ({ token, call }) => {
    const [header = '', payload = ''] = token.signingInput.split('.')
    return macOf(utf8(pemOf(call)), textOf({ header, payload, before: (call[0] as string).split('.') }))
  }
const hexOf = ({ token, call }: Forged): string =>
  toHex(hmacSha256(utf8(pemOf(call)), utf8(token.signingInput)))

const hashOf = (text: string): string => toBase64url(sha256(utf8(text)))
const bodyOf = (pem: string): string => pem.replace(/^[\s\S]*?-----BEGIN [^-]+-----|-----END [\s\S]*$/g, '')
const decoded = (segment = ''): string => Buffer.from(segment, 'base64url').toString('utf8')
const jwkOf = (pem: string): JsonWebKey => createPublicKey(pem).export({ format: 'jwk' })
/** The modulus: the same for every spelling of a key. */
const numberIn = (pem: string): string | undefined => jwkOf(pem).n
const der = (pem: string): Buffer => createPublicKey(pem).export({ type: 'spki', format: 'der' })
const written = (pem: string): string =>
  createPublicKey(pem).export({ type: 'spki', format: 'pem' }) as string

const withHash =
  (hash: string): Maker =>
  ({ token, call }) =>
    createHmac(hash, pemOf(call)).update(token.signingInput).digest('base64url')

/** Some of the lines as the secret, with their line breaks or without the last one; it throws when there are none. */
function partOfLines({ token, call }: Forged): string {
  const lines = pemOf(call).split(/(?<=\n)/)
  for (let from = 0; from < lines.length; from++)
    for (let to = from + 1; to <= lines.length; to++) {
      if (to - from === lines.length) continue
      const part = lines.slice(from, to).join('')
      for (const text of [part, part.replace(/\r?\n$/, '')]) {
        const made = macOf(utf8(text), token.signingInput)
        if (made === token.signature) return made
      }
    }
  throw new Error('the secret is not some of the lines')
}

/** What people sign with, or over, instead. The first that makes all signatures of a test is named. */
const MISTAKES: readonly (readonly [id: string, madeBy: Maker])[] = [
  ['pem-ends-cut', withPem(pem => pem.trim())],
  ['pem-ends-cut', withPem(pem => pem.trimEnd())],
  ['pem-ends-cut', withPem(pem => pem.trimStart())],
  ['pem-line-break-added', withPem(pem => `${pem}\n`)],
  ['pem-line-break-added', withPem(pem => `${pem.trim()}\n`)],
  ['pem-line-break-added', withPem(pem => (pem.endsWith('\n') ? pem : `${pem}\n`))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll('\r\n', '\n'))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll('\r\n', '\n').trim())],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll(/\r?\n/g, '\r\n'))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll(/\s/g, ''))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll(/[\r\n]/g, ''))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll('\n', ''))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll('\n', '\\n'))],
  ['pem-written-again', withPem(written)],
  [
    'pem-written-again',
    withPem(pem => createPublicKey(pem).export({ type: 'pkcs1', format: 'pem' }) as string),
  ],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll('\\n', '\n'))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll('\r', '\n'))],
  ['pem-line-breaks-changed', withPem(pem => pem.replace(/\r\n$/, '\n'))],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll(/\r\n|\r|\n/g, '\n').trim())],
  ['pem-line-breaks-changed', withPem(pem => pem.replaceAll(/\s+/g, ' '))],
  ['pem-lines-cut', withPem(pem => pem.slice(pem.indexOf('-----BEGIN')))],
  ...[/-----BEGIN[\s\S]*-----\r?\n?/, /-----BEGIN[\s\S]*-----/].map((block): readonly [string, Maker] => [
    'pem-block-only',
    withPem(pem => block.exec(pem)?.[0] ?? pem),
  ]),
  ['pem-body-only', withPem(bodyOf)],
  ['pem-body-only', withPem(pem => bodyOf(pem).trim())],
  ['pem-body-only', withPem(pem => bodyOf(pem).replaceAll(/\s/g, ''))],
  ['pem-decoded', withKey(pem => Buffer.from(bodyOf(pem), 'base64'))],
  ['pem-decoded', withKey(der)],
  ['pem-latin1', withKey(pem => Buffer.from(pem, 'latin1'))],
  ['pem-latin1', withPem(pem => pem.replaceAll(/[^\x20-\x7e\r\n]/g, ''))],
  ['pem-latin1', withPem(pem => pem.replaceAll(/[^\x20-\x7e\r\n]/g, '?'))],
  ['pem-latin1', withPem(pem => pem.replaceAll(/\P{ASCII}/gu, ''))],
  ['pem-latin1', withPem(pem => pem.replace(/^\ufeff/, ''))],
  ['pem-latin1', withPem(pem => pem.normalize('NFC'))],
  ['pem-latin1', withPem(pem => pem.normalize('NFD'))],
  ['pem-other-bytes', withKey(pem => Buffer.from(pem, 'utf16le'))],
  ['pem-other-bytes', withKey(pem => Buffer.from(pem, 'base64'))],
  ['pem-other-bytes', withKey(pem => utf8(Buffer.from(pem).toString('base64')))],
  // The 32 bytes themselves are no mistake: HMAC hashes a key that is longer than 64 bytes (RFC 2104 §2).
  ['pem-hashed', withKey(pem => utf8(toHex(sha256(utf8(pem)))))],
  ['pem-hashed', withPem(hashOf)],
  ['pem-part', partOfLines],
  ['other-hash', withHash('sha512')],
  ['other-hash', withHash('sha384')],
  ['other-hash', withHash('sha1')],
  ['key-as-jwk', withPem(pem => JSON.stringify(jwkOf(pem)))],
  ['key-as-jwk', withPem(pem => jwkOf(pem).n ?? '')],
  ['key-as-jwk', withKey(pem => fromBase64url(jwkOf(pem).n ?? ''))],
  ['key-empty', withPem(() => '')],
  ['key-and-text-swapped', ({ token, call }) => macOf(utf8(token.signingInput), pemOf(call))],
  ['hash-not-hmac', ({ token, call }) => hashOf(pemOf(call) + token.signingInput)],
  ['hash-not-hmac', ({ token, call }) => hashOf(token.signingInput + pemOf(call))],
  ['hash-not-hmac', ({ token }) => hashOf(token.signingInput)],
  ['old-text-signed', overText(({ before }) => before.join('.'))],
  ['old-text-signed', overText(({ before }) => `${before[0]}.${before[1]}`)],
  ['old-text-signed', overText(({ payload, before }) => `${before[0]}.${payload}`)],
  ['old-text-signed', overText(({ header, before }) => `${header}.${before[1]}`)],
  ['part-signed', overText(({ payload }) => payload)],
  ['part-signed', overText(({ header }) => header)],
  ['part-signed', overText(({ header, payload }) => header + payload)],
  ['part-signed', overText(({ header, payload }) => `${header}.${payload}.`)],
  ['json-signed', overText(({ payload }) => decoded(payload))],
  ['json-signed', overText(({ header, payload }) => `${decoded(header)}.${decoded(payload)}`)],
  ['signature-hex', hexOf],
  ['signature-hex', forged => toBase64url(utf8(hexOf(forged)))],
]
