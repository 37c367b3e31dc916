/** What is wrong with the header and the signature of a token that says it is not signed. */
import { equal, type Found, show } from '../../../src/grader/kit/index.ts'
import { differenceOf, headerOf, type Json, type Token } from '../forgeries/read.ts'

/** The header of the token that was given, but for its alg. */
export function unsignedFault({ header, signature }: Token, token: string): Found | null {
  return (
    algorithmFault(header, headerOf(token)) ??
    headerFault(header, headerOf(token)) ??
    signatureFault(signature, token)
  )
}

function algorithmFault(header: Json, before: Json): Found | null {
  const { alg } = header
  if (alg === 'none') return null
  const words = { alg: show(alg) }
  const shown = { expected: "alg: 'none'", actual: `the header ${show(header)}` }
  if (!Object.hasOwn(header, 'alg')) return { id: 'alg-missing', ...shown }
  if (equal(alg, before.alg)) return { id: 'alg-kept', words, ...shown }
  const isSpelling = typeof alg === 'string' && alg.trim().toLowerCase() === 'none'
  return { id: isSpelling ? 'alg-spelling' : 'alg-wrong', words, ...shown }
}

function headerFault(header: Json, before: Json): Found | null {
  const shown = differenceOf({ ...before, alg: 'none' }, header, 'header')
  const fault = (id: string, name: string): Found => ({
    id,
    words: { name, value: show(header[name]), right: show(before[name]) },
    ...shown,
  })
  const lost = Object.keys(before).find(name => !Object.hasOwn(header, name))
  if (lost !== undefined) return fault('header-lost', lost)
  const added = Object.keys(header).find(name => name !== 'alg' && !Object.hasOwn(before, name))
  if (added !== undefined) return fault('header-added', added)
  const changed = Object.keys(before).find(name => name !== 'alg' && !equal(header[name], before[name]))
  return changed === undefined ? null : fault('header-changed', changed)
}

function signatureFault(signature: string, token: string): Found | null {
  if (signature === '') return null
  if (signature === token.split('.')[2]) return { id: 'signature-kept' }
  return { id: 'signature-not-empty', words: { text: show(signature) } }
}
