import { span } from '../../text/span.ts'
import { labelled } from '../../text/wrap.ts'
import type { Row } from '../../text/span.ts'
import type { Disclosure } from '../types.ts'
import { valueRows } from './parts.ts'
import { count } from './words.ts'

/** More disclosures than these are counted, not shown. */
const MOST = 30

/** What the holder of an SD-JWT discloses (RFC 9901 §4.2), and whether the token has its digest. */
export function disclosureRows(disclosures: Disclosure[] | null, width: number): Row[] {
  if (disclosures === null) return []
  const title = `Disclosures (${disclosures.length})`
  const rows: Row[] = [
    [],
    [span(title, 'strong'), span('  claims that the holder chose to show (RFC 9901 §4.2)', 'quiet')],
  ]
  for (const one of disclosures.slice(0, MOST)) rows.push(...oneRows(one, width))
  const more = disclosures.length - MOST
  if (more > 0)
    rows.push([
      span(`  and ${count(more, 'more disclosure')}; jwt-lessons inspect --json has all of them`, 'quiet'),
    ])
  return rows
}

function oneRows(one: Disclosure, width: number): Row[] {
  if (one.fault !== null) {
    return labelled(span('  '), `${one.fault} (from character ${one.at})`, 'wrong', width)
  }
  const label = span(one.name === null ? '  array element  ' : `  ${JSON.stringify(one.name)}  `)
  const where =
    one.foundIn === null
      ? labelled(span('    '), `its digest ${one.digest} is nowhere in the token`, 'wrong', width)
      : labelled(
          span('    '),
          `its digest is in ${one.foundIn} (${count(one.text.length, 'character')})`,
          'quiet',
          width,
        )
  return [...valueRows(label, JSON.stringify(one.value), 'strong', width), ...where]
}
