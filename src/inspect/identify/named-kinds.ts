import type { OtherKind } from './identify.ts'

type Rule = [RegExp, string, string, string, string | null]

/** Texts that say themselves what they are: keys, names of files, addresses, placeholders. */
const RULES: Rule[] = [
  [
    /^(?:undefined|null|none|nil|NaN|true|false|\[object [^\]]*\])$/iu,
    'not-a-value',
    'is what a program prints when its token is missing.',
    'Look where the token is read: the variable was empty there.',
    null,
  ],
  [
    /^(?:bearer|dpop|basic|authorization)\s*:?$/iu,
    'empty',
    'There is a scheme, but no token after it.',
    'Was the variable with the token empty? Look where the header is made.',
    'RFC 6750 §2.1',
  ],
  [
    /^(?:EYJ[A-Z0-9_-]*\.[A-Z0-9_-]+\.[A-Z0-9_-]*|eyj[a-z0-9_-]*\.[a-z0-9_-]+\.[a-z0-9_-]*)$/u,
    'case-changed',
    'This was a JWT, but its letters are all capitals or all small now. base64url tells them apart, so it can no longer be decoded.',
    'Copy the token again from where it is stored. Host names and some header names are changed like that; values must not be.',
    'RFC 4648 §5',
  ],
  [
    /^\$(?:2[abxy]?|argon2(?:id|i|d)|scrypt|5|6|y|pbkdf2[\w-]*)\$/u,
    'password-hash',
    'This is the hash of a password, as bcrypt, scrypt, Argon2 and the like write it, not a token.',
    'There is nothing to decode. Give the token that was made after the log-in.',
    null,
  ],
  [
    /^-{3,}\s*BEGIN PGP /u,
    'pgp',
    'This comes from PGP: a key, a signature or a message, not a token.',
    'inspect reads JWTs only; use a tool for that format.',
    'RFC 9580 §6.2',
  ],
  [
    /^-{3,}\s*BEGIN OPENSSH PRIVATE KEY/u,
    'is-a-key',
    'This is a private key of OpenSSH, not a token.',
    'Show it to nobody. Give the token here; a key in PEM or JWK form goes with --key.',
    'RFC 7468 §1',
  ],
  [
    /^-{3,}\s*BEGIN [A-Z0-9 ]*PRIVATE KEY|^-{3,}\s*BEGIN [A-Z0-9 ]*PUBLIC KEY/u,
    'is-a-key',
    'This is a PEM file: a key, not a token.',
    'Give the token here and the file with --key.',
    'RFC 7468 §1',
  ],
  [
    /^-{3,}\s*BEGIN /u,
    'is-a-key',
    'This is a PEM file (a certificate, for example), not a token.',
    'Give the token here; a key or a certificate goes with --key.',
    'RFC 7468 §1',
  ],
  [
    /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) /u,
    'is-a-key',
    'This is an OpenSSH public key, not a token.',
    'Give the token here; a key in PEM or JWK form goes with --key.',
    'RFC 4253 §6.6',
  ],
  [
    /^(?:basic)\s+[A-Za-z0-9+/=_-]+$/iu,
    'basic-credentials',
    'This is not a token but Basic credentials: a user name and a password in base64, readable by anyone.',
    'Look for a header that begins with "Bearer".',
    'RFC 7617 §2',
  ],
  [
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu,
    'uuid',
    'This is a UUID, not a JWT: an identifier, such as that of a session. It has no claims in it.',
    'There is nothing to decode; the server looks it up.',
    'RFC 9562 §4',
  ],
  [
    /^[a-z][a-z0-9+.-]*:\/\/\S*$/iu,
    'url',
    'This is a URL, and there is no JWT in it.',
    'If the page answers with a token, give that one. inspect loads nothing.',
    null,
  ],
  [
    /^(?:\$\{?\w+\}?|%\w+%|\{\{.*\}\}|<[\w .-]+>|\$env:\w+|process\.env\.\w+|os\.environ\S*|\$\(.*\)|your[-_ ]?(?:jwt|token|access)\S*|token|jwt|x{2,}\.y{2,}\.z{2,}|header\.payload\.signature)$/iu,
    'placeholder',
    'This is the name of a token or a placeholder for one, not its value.',
    'Did the shell not replace a variable? Single quotes keep "$" as it is; an unset variable is empty.',
    null,
  ],
  [
    /^(?:~|\.{1,2})?[\\/][^\s]*$|^[A-Za-z]:[\\/]|^[^\s{}"']+\.(?:jwt|jws|jwe|txt|pem|key|json|jwks?|crt|cer|env|tok|token|log)$/iu,
    'file-name',
    'This is the name of a file, not a token.',
    'Give what is in the file: jwt-lessons inspect - < FILE. A key file goes with --key, a secret with --secret-file.',
    null,
  ],
  [
    /^\s*<(?:!doctype|html|\?xml|head|body)/iu,
    'html',
    'This is HTML or XML, not a token: the server answered with a page.',
    'Look at the status of the response: often it is a login page or an error.',
    null,
  ],
  [
    /^(?:HTTP\/[\d.]+ \d{3}|(?:GET|POST|PUT|DELETE) \S+ HTTP)/u,
    'http-message',
    'This is an HTTP message without a JWT.',
    'A token is in its Authorization or Cookie header, or in the body.',
    null,
  ],
  [
    /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/iu,
    'email',
    'This is an e-mail address, not a token.',
    'Give the token: three segments with dots between them.',
    null,
  ],
]

/** A text that says by its form what it is, or null. */
export function namedKind(text: string): OtherKind | null {
  for (const [pattern, id, message, fix, reference] of RULES) {
    if (!pattern.test(text)) continue
    const shown = id === 'not-a-value' ? `${JSON.stringify(text)} ${message}` : message
    return { id, message: shown, fix, reference }
  }
  return null
}
