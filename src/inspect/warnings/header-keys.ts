import { keysIn } from '../header-key.ts'
import { rsaBits } from '../key-labels.ts'
import { isKeyType, privateMembers } from '../private-members.ts'
import { kindOf, own } from '../times.ts'
import type { Warning } from '../types.ts'
import { type Add, collectWarnings } from './add.ts'

const BROUGHT: [string, string, string][] = [
  ['jwk', 'a key of its own', 'RFC 7515 §4.1.3'],
  ['jku', 'the address of a key set', 'RFC 7515 §4.1.2'],
  ['x5u', 'the address of a certificate', 'RFC 7515 §4.1.5'],
  ['x5c', 'a certificate of its own', 'RFC 7515 §4.1.6'],
]

/** Warnings about the parameters that name, bring or point to a key: the token's author chooses them. */
export function headerKeyWarnings(header: Record<string, unknown>): Warning[] {
  return collectWarnings(add => {
    for (const [name, what, reference] of BROUGHT) {
      if (own(header, name) !== undefined) broughtWarning(header, name, what, reference, add)
    }
    for (const name of ['jku', 'x5u']) addressWarnings(name, own(header, name), add)
    embeddedKeyWarnings('jwk', own(header, 'jwk'), 'RFC 7515 §4.1.3', add)
    embeddedKeyWarnings('epk', own(header, 'epk'), 'RFC 7518 §4.6.1.1', add)
    kidWarnings(own(header, 'kid'), add)
  })
}

function broughtWarning(
  header: Record<string, unknown>,
  name: string,
  what: string,
  reference: string,
  add: Add,
): void {
  if (name === 'jwk' && /^(?:application\/)?dpop\+jwt$/iu.test(String(own(header, 'typ')))) {
    const message =
      'The header brings a key of its own (jwk), as a DPoP proof does. It proves nothing unless the access token is bound to this key.'
    add('header-jwk', 'caution', message, 'RFC 9449 §4.2')
    return
  }
  const message = `The header brings ${what} (${name}). A verifier that trusts it lets the attacker choose the key.`
  add(`header-${name}`, 'danger', message, reference)
}

function addressWarnings(name: string, value: unknown, add: Add): void {
  if (value === undefined) return
  const reference = name === 'jku' ? 'RFC 7515 §4.1.2' : 'RFC 7515 §4.1.5'
  const say = (message: string) => add('key-address', 'danger', `${name} ${message}`, reference)
  if (typeof value !== 'string') say(`is ${kindOf(value)}; it must be a string.`)
  else if (!URL.canParse(value)) say('is not a URL.')
  if (typeof value !== 'string' || !URL.canParse(value)) return
  const url = new URL(value)
  if (url.protocol !== 'https:')
    say(`begins with ${JSON.stringify(url.protocol)}; only https protects the key on its way.`)
  if (url.username !== '' || url.password !== '')
    say(`has "@" in it: the host is ${JSON.stringify(url.hostname)}, not what is in front of "@".`)
  if (/^(?:localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[)/u.test(url.hostname))
    say(`points to ${JSON.stringify(url.hostname)}, an address inside the verifier's own network.`)
}

function embeddedKeyWarnings(name: string, value: unknown, reference: string, add: Add): void {
  if (value === undefined) return
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    add('header-key-type', 'danger', `${name} is ${kindOf(value)}; it must be an object, one JWK.`, reference)
  for (const key of keysIn(value)) {
    privateKeyWarnings(name, key, reference, add)
    const n = own(key, 'n')
    if (own(key, 'kty') === 'RSA' && typeof n === 'string' && rsaBits(n) > 0 && rsaBits(n) < 2048) {
      const message = `The RSA key in the header has ${rsaBits(n)} bits; 2048 or more are needed.`
      add('small-rsa-key', 'danger', message, 'RFC 7518 §3.3')
    }
  }
}

function privateKeyWarnings(name: string, key: Record<string, unknown>, reference: string, add: Add): void {
  const members = privateMembers(key).join(', ')
  if (members === '') return
  const what = privateWords(own(key, 'kty'))
  const message = `The key in the header (${name}) ${what} (${members}). Everyone who sees the token has it: use this key no more.`
  add('header-private-key', 'danger', message, reference)
}

function privateWords(type: unknown): string {
  if (type === 'oct') return 'is a secret, and not a public key'
  return isKeyType(type) ? 'has its private half in it' : 'has members of a private or secret key'
}

function kidWarnings(kid: unknown, add: Add): void {
  if (kid === undefined) return
  const reference = 'RFC 8725 §3.10'
  if (typeof kid !== 'string') {
    add('kid-type', 'danger', `kid is ${kindOf(kid)}; it must be a string.`, 'RFC 7515 §4.1.4')
    return
  }
  if (kid === '')
    add('kid-empty', 'caution', 'kid is empty: a look-up by it may find nothing, or an empty key.', reference)
  if (/['"`;$|&<>(){}]|--|\/\*|\p{Cc}|\bunion\b.*\bselect\b/iu.test(kid)) {
    const message =
      'kid has quotes, control characters or other signs of a query or a command. Used in one, it runs what the attacker wrote.'
    add('kid-injection', 'danger', message, reference)
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(kid)) {
    const message =
      'kid looks like a URL. Fetched, it is a key that the attacker chose, or a request inside your network.'
    add('kid-url', 'danger', message, reference)
  } else if (/[/\\]|\.\.|%2f|%5c/iu.test(kid)) {
    const message =
      'kid has characters of a path ("/", "\\" or ".."). Used as a file name, it reads a file that the attacker chose.'
    add('kid-path', 'danger', message, reference)
  }
  if (/^(?:__proto__|constructor|prototype|toString|hasOwnProperty)$/u.test(kid)) {
    const message = `kid is ${JSON.stringify(kid)}, which every JavaScript object has: keys[kid] finds something that is not a key.`
    add('kid-injection', 'danger', message, reference)
  }
}
