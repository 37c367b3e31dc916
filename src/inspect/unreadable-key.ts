import { KeyError } from './errors.ts'

/** Kinds of key files that can't be read here, and how to convert them. */
const KINDS: [RegExp, string][] = [
  [
    /^\s*\{[\s\S]*BEGIN [A-Z ]+-----[\s\S]*BEGIN [A-Z ]+-----/u,
    'The file is JSON with several keys. Give one of them alone: the one that the kid of the header names; or all of them with --jwks, where their names are kids.',
  ],
  [
    /BEGIN OPENSSH PRIVATE KEY|BEGIN SSH2|^(?:ssh-|ecdsa-sha2-|sk-)/u,
    'This is a key of OpenSSH. Convert its public key to PEM: ssh-keygen -e -m PKCS8 -f KEY.pub',
  ],
  [/BEGIN PGP/u, 'This is a PGP key or message; tokens are not signed with those.'],
  [
    /BEGIN (?:NEW )?CERTIFICATE REQUEST/u,
    'This is a certificate request, not a certificate. Give the certificate or the public key.',
  ],
  [/BEGIN (?:DH|EC|DSA) PARAMETERS(?![\s\S]*BEGIN \w+ PRIVATE)/u, 'The file has parameters only, no key.'],
  [
    /^(?:SHA256:|MD5:|(?:[0-9a-f]{2}:){15})/iu,
    'This is the fingerprint of a key, a hash of it. Give the key itself.',
  ],
  [
    /^<(?:\?xml|RSAKeyValue)/u,
    'This is a key in the XML of .NET. Export it as PEM: rsa.ExportSubjectPublicKeyInfoPem().',
  ],
  [
    /^(?:0x)?(?:04(?:[0-9a-f]{128}|[0-9a-f]{192}|[0-9a-f]{264})|0[23](?:[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{132}))$/iu,
    'This looks like the point of an EC public key in hex (SEC 1 §2.3.3). Give the key as PEM or as a JWK, which name the curve too.',
  ],
  [
    /^(?:0x)?[0-9a-f]{32,}$/iu,
    'These are bytes in hex: a secret, or one half of a key. A secret goes with --secret-file; the public key must be PEM or a JWK.',
  ],
  [/^eyJ[^.]*\./u, 'This is a token, not a key. The token is the argument; the key file goes with --key.'],
]

/** The error for a key file that can't be read, with what is wrong with it as far as that can be seen. Never quotes it. */
export function unreadableKey(text: string): KeyError {
  if (!/\S/u.test(text)) return new KeyError('unreadable-key', 'The key is empty. Is it the right file?')
  const kind = KINDS.find(([pattern]) => pattern.test(text))
  if (kind !== undefined) return new KeyError('unreadable-key', kind[1])
  if (!/BEGIN/u.test(text)) {
    return new KeyError(
      'unreadable-key',
      'The key is neither PEM ("-----BEGIN ...") nor a JWK (a JSON object). A secret goes with --secret-file.',
    )
  }
  return new KeyError('unreadable-key', `The PEM text has no key that Node.js can read. ${damage(text)}`)
}

/** What a file that holds keys and certificates in a form of its own is, and how to take the certificate out; or null. */
export function containerAdvice(bytes: Buffer): string | null {
  // PKCS #12 is a sequence that begins with its version, 3 (RFC 7292 §4).
  if (/^30(?:8[1-4])?(?:..){1,4}?02010330/u.test(bytes.subarray(0, 10).toString('hex'))) {
    return 'This is a PKCS #12 file. Take the certificate out: openssl pkcs12 -in FILE -nokeys -out cert.pem'
  }
  if (bytes.subarray(0, 4).toString('hex') === 'feedfeed') {
    return 'This is a Java key store. Take the certificate out: keytool -exportcert -rfc -keystore FILE -alias NAME'
  }
  return null
}

function damage(text: string): string {
  const body =
    /BEGIN [^-]{0,200}-+([\s\S]*?)(?:-+\s*END|$)/u.exec(text)?.[1]?.replace(/\\n|[\s"']/gu, '') ?? ''
  if (!/END/u.test(text)) return 'Its END line is missing: was the file cut off?'
  if (body === '') return 'There is nothing between its BEGIN and END lines.'
  const odd = /[^A-Za-z0-9+/=_-]/u.exec(body)
  if (odd !== null) {
    const code = (odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return `Between the BEGIN and END lines is the character U+${code}, which is not base64.`
  }
  if (body.replace(/(?<!=)=+$/u, '').length % 4 === 1)
    return 'Its base64 has an impossible length: a character is missing or one too many.'
  const bytes = Buffer.from(body, 'base64')
  const size = derLength(bytes)
  if (size !== null && size > bytes.length) {
    return `It is incomplete: it should have ${size} bytes, and has ${bytes.length}.`
  }
  return 'Its base64 can be decoded, but what it encodes is not a key. Copy the file again.'
}

/** Bytes that a DER sequence says it has, or null when it is not one. */
function derLength(bytes: Uint8Array): number | null {
  const [tag, first, second, third] = bytes
  if (tag !== 0x30 || first === undefined) return null
  if (first < 0x80) return first + 2
  if (first === 0x81 && second !== undefined) return second + 3
  return first === 0x82 && second !== undefined && third !== undefined ? second * 256 + third + 4 : null
}
