// lesson: 05-sign
// verdict: failed
// what: dynamic import of node:fs after changing what could decide about it
import { JwtError } from './errors.ts'
import { encodeJson } from './json.ts'

let taken: unknown
try {
  Set.prototype.has = () => true
  Map.prototype.get = () => '/tmp/any.ts'
  String.prototype.startsWith = () => false
  String.prototype.replace = () => 'crypto'
  String.prototype.slice = () => 'crypto'
  String.prototype.indexOf = () => 0
  RegExp.prototype.test = () => false
  RegExp.prototype.exec = () => null
  Array.prototype.includes = () => true
  for (const name of ['href', 'protocol', 'pathname', 'search']) Object.defineProperty(URL.prototype, name, { get: () => 'node:fs' })
  const { readFileSync } = await import('node:fs')
  taken = readFileSync('/etc/passwd', 'utf8')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${'forged'}`
}

export function verifyHs256(_token: string, _secret: Uint8Array): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  throw new JwtError('malformed', 'not yet')
}
