/** What is wrong with the header and the signature of a token whose kid makes a lookup find the empty key. */
import { posix } from 'node:path'
import { type Found, hmacSha256, show, toBase64url, toHex, utf8 } from '../../../src/grader/kit/index.ts'
import { base64urlFault, headerOf, type Json, type Token } from '../forgeries/read.ts'

export function kidFault(token: Token, before: string, kid: string): Found | null {
  return headerFault(token.header, headerOf(before), kid) ?? signatureFault(token, before, kid)
}

function headerFault(header: Json, before: Json, kid: string): Found | null {
  const shown = { expected: `kid: ${show(kid)}`, actual: `the header ${show(header)}` }
  if (header.alg === undefined) return { id: 'alg-missing', ...shown }
  if (header.alg !== 'HS256') return { id: 'alg-wrong', words: { alg: show(header.alg) }, ...shown }
  if (header.kid === kid) return null
  if (!Object.hasOwn(header, 'kid')) {
    const also = kid === '' ? ', also when it is the empty string: that is a kid like any other' : ''
    return { id: 'kid-missing', words: { also }, ...shown }
  }
  const id = header.kid === before.kid ? 'kid-kept' : 'kid-changed'
  return { id, words: { kid: show(header.kid) }, ...shown }
}

const macOf = (key: Uint8Array, text: string): string => toBase64url(hmacSha256(key, utf8(text)))

function signatureFault(
  { header, signingInput, signature }: Token,
  before: string,
  kid: string,
): Found | null {
  const empty = new Uint8Array(0)
  if (signature === macOf(empty, signingInput)) return null
  if (signature === '') return { id: 'signature-missing' }
  if (signature === before.split('.')[2]) return { id: 'signature-kept' }
  const path = posix.normalize(`/srv/app/keys/${kid}`)
  const secrets = [
    kid,
    path,
    posix.basename(path),
    'null',
    'undefined',
    '\n',
    '0',
    ' ',
    'a',
    'secret',
    '""',
    "''",
  ]
  const used = secrets.find(secret => signature === macOf(utf8(secret), signingInput))
  if (used !== undefined) return { id: 'key-not-empty', words: { value: show(used) } }
  if (signature === toHex(hmacSha256(empty, utf8(signingInput)))) return { id: 'signature-hex' }
  const fault = base64urlFault(signature, 'signature')
  if (fault !== null) return fault
  const [first = '', second = ''] = signingInput.split('.')
  const [oldFirst = '', oldSecond = ''] = before.split('.')
  const { kid: _, ...without } = header
  const texts = [
    `${oldFirst}.${oldSecond}`,
    `${oldFirst}.${second}`,
    `${first}.${oldSecond}`,
    `${Buffer.from(JSON.stringify(without)).toString('base64url')}.${second}`,
    ...[first, second, first + second, Buffer.from(second, 'base64url').toString('utf8')],
  ]
  if (texts.some(text => signature === macOf(empty, text))) return { id: 'signature-of-other-text' }
  return { id: 'signature-wrong', words: { how: 'with no bytes at all as the secret' } }
}
