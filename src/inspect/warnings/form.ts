import type { ReadToken } from '../parts.ts'
import type { Warning } from '../types.ts'
import { collectWarnings } from './add.ts'

/** Warnings about the form of the token: properties that come twice, spare bits, its size. */
export function formWarnings(text: string, read: ReadToken): Warning[] {
  return collectWarnings(add => {
    for (const { part, name } of read.duplicates) {
      const values = (read.sources[part]?.members ?? []).filter(member => member.name === name)
      const shown = values.map(member =>
        member.source.length > 60 ? `${member.source.slice(0, 57)}...` : member.source,
      )
      const list = shown.length > 1 ? ` (${shown.join(', then ')})` : ''
      const message = `The ${part} has ${JSON.stringify(name)} more than once${list}. Two programs may read two different tokens; JSON.parse takes the last.`
      add('duplicate-member', 'danger', message, 'RFC 7519 §4')
    }
    for (const part of read.trailingBits) {
      // Of a header that is cut or damaged, the spare bits are a consequence.
      if (part === 'header' && (read.parts[0]?.json ?? null) === null) continue
      const message =
        `The last character of the ${part} has spare bits that are not zero. Another string means the same bytes; ` +
        'a strict verifier refuses this one.'
      add('trailing-bits', 'danger', message, 'RFC 4648 §3.5')
    }
    for (const part of read.parts) {
      if (part.json === null || !Object.hasOwn(part.json, '__proto__')) continue
      const message = `The ${part.name} has a property "__proto__", which can change objects of careless JavaScript code.`
      add('proto-member', 'danger', message, null)
    }
    if (text.length > 4096) {
      const message = `It is ${text.length.toLocaleString('en-US')} characters long; cookies are limited to 4096 bytes.`
      add('large-token', 'caution', message, 'RFC 6265 §6.1')
    }
  })
}
