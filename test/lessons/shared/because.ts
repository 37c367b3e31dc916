/** Why a token must be refused, in the words of a diagnosis. */
import { fromBase64url, show, toBase64url } from '../../../src/grader/kit/index.ts'

type Header = Record<string, unknown>

/** What a lesson knows about its tokens. */
export type Knowledge = {
  /** The names of algorithms that are accepted. */
  algorithms: readonly string[]
  /** The JSON object in a segment, or null. */
  objectIn: (segment: string) => Header | null
  /** What is wrong with the key, or null. */
  key: string | null
  /** What is wrong with a signature of some bytes over a text, or null. */
  signature: (text: string, signature: Uint8Array) => string | null
  /** What holds when nothing is wrong. */
  fine: string
}

const isStrict = (segment: string): boolean => toBase64url(fromBase64url(segment)) === segment

/** The first thing that is wrong, or what holds when nothing is. */
export function becauseOf(token: string, { algorithms, objectIn, key, signature, fine }: Knowledge): string {
  const segments = token.split('.')
  const [first = '', second = '', third = ''] = segments
  if (segments.length !== 3) return `split at the dots, the token has ${segments.length} parts, not three`
  for (const [name, segment] of [
    ['first', first],
    ['second', second],
  ] as const) {
    if (!isStrict(segment)) return `the ${name} segment is not strict base64url`
    if (objectIn(segment) === null) return `the ${name} segment does not hold a JSON object in UTF-8`
  }
  const header = objectIn(first) ?? {}
  const names = algorithms.join(' or ')
  if (!Object.hasOwn(header, 'alg')) return `the header has no alg, and it must be ${names}`
  if (!algorithms.some(name => name === header.alg))
    return `the header says alg: ${show(header.alg)}, and it must be ${names}, exactly so`
  const extension = ['crit', 'b64'].find(name => Object.hasOwn(header, name))
  if (extension !== undefined) return `the header has ${extension}: ${show(header[extension])}`
  if (key !== null) return key
  if (third === '') return 'the third segment, the signature, is empty'
  if (!isStrict(third)) return 'the third segment is not strict base64url'
  return signature(`${first}.${second}`, fromBase64url(third)) ?? fine
}
