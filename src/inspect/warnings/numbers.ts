import { fateOfNumber } from '../json-source.ts'
import type { ReadToken } from '../parts.ts'
import type { Warning } from '../types.ts'
import { collectWarnings } from './add.ts'

/** More numbers than these are counted, not listed. */
const MOST = 5

/** Warnings about numbers that a program may read or write differently from how they are in the token. */
export function numberWarnings(sources: ReadToken['sources']): Warning[] {
  return collectWarnings(add => {
    const numbers = Object.values(sources).flatMap(source => source.numbers)
    const of = (fate: ReturnType<typeof fateOfNumber>) =>
      numbers.filter(one => fateOfNumber(one.source) === fate)
    const changed = of('changed')
    for (const { path, source } of changed.slice(0, MOST)) {
      const read = Number(source)
      const becomes = Number.isFinite(read) ? `reads ${read}` : 'reads Infinity'
      const message = `${named(path)} is ${short(source)}; JavaScript ${becomes}. Numbers this long belong in a string.`
      add('number-precision', 'danger', message, 'RFC 8259 §6')
    }
    if (changed.length > MOST)
      add(
        'number-precision',
        'danger',
        `${changed.length - MOST} more numbers are changed by JavaScript.`,
        'RFC 8259 §6',
      )
    for (const { path, source } of of('unsafe').slice(0, MOST)) {
      const message = `${named(path)} is ${short(source)}, beyond 2^53 - 1: JavaScript can't tell it from its neighbours.`
      add('number-precision', 'caution', message, 'RFC 7493 §2.2')
    }
    for (const { path, source } of of('respelled').slice(0, MOST)) {
      const message = `${named(path)} is written ${short(source)}; JavaScript writes the same number as ${JSON.stringify(Number(source))}. Written again, the signature no longer fits.`
      add('number-form', 'caution', message, 'RFC 8259 §6')
    }
  })
}

function named(path: string): string {
  return /^[\w.[\]-]{1,60}$/u.test(path) ? path : JSON.stringify(path.slice(0, 60))
}

function short(source: string): string {
  return source.length > 60 ? `${source.slice(0, 57)}...` : source
}
