import { span } from '../../text/span.ts'
import { printable } from '../../text/visible.ts'
import { cutText, padded, widthOf } from '../../text/width.ts'
import { labelled } from '../../text/wrap.ts'
import type { Role, Row } from '../../text/span.ts'
import type { Inspection, Member, Part } from '../types.ts'
import { count } from './words.ts'

/** A segment or value of more lines than this is cut, to this many; `--json` has all of it. */
const MOST_LINES = 40
const CUT_LINES = 8

/** One segment: its size, its text, and what it encodes. */
export function partRows(part: Part, inspection: Inspection, width: number): Row[] {
  const role = roleOf(part)
  const title = part.name[0]?.toUpperCase() + part.name.slice(1)
  const size = part.hex === null ? 'not decodable' : `${count(part.length, 'byte')}`
  const rows: Row[] = [
    [],
    [
      span(title, role),
      span(`  ${count(part.text.length, 'character')}, ${size}, from character ${part.at}`, 'quiet'),
    ],
    ...segmentRows(part.text, role, width),
  ]
  if (part.json !== null) {
    rows.push(...memberRows(part.name === 'header' ? inspection.header : inspection.payload, width))
  } else if (part.jsonText !== null && inspection.nested !== null && part.name === 'payload') {
    rows.push(...labelled(span('  is    ', 'quiet'), 'another token; see below', 'plain', width))
  } else if (part.jsonText !== null) {
    rows.push(...valueRows(span('  text  ', 'quiet'), JSON.stringify(part.jsonText), 'plain', width))
  } else if (part.hex !== null && part.hex !== '') {
    const bytes = part.hex.replace(/(..)(?!$)/gu, '$1 ')
    rows.push(...valueRows(span('  bytes ', 'quiet'), bytes, 'plain', width))
  }
  return rows
}

function roleOf(part: Part): Role {
  if (part.name === 'header' || part.name === 'payload' || part.name === 'signature') return part.name
  return part.name === 'authentication tag' ? 'signature' : 'payload'
}

function segmentRows(text: string, role: Role, width: number): Row[] {
  const { shown, hidden } = firstLines(text === '' ? '(empty)' : text, width - 2)
  const rows: Row[] = cutText(printable(shown), width - 2).map(line => [span('  '), { text: line, role }])
  return hidden === 0 ? rows : [...rows, moreRow(hidden)]
}

/** A label and a value, cut after some lines. */
export function valueRows(label: Row[number], text: string, role: Role, width: number): Row[] {
  const { shown, hidden } = firstLines(text, width - widthOf(label.text))
  const rows = labelled(label, shown, role, width)
  return hidden === 0 ? rows : [...rows, moreRow(hidden)]
}

function firstLines(text: string, width: number): { shown: string; hidden: number } {
  const columns = Math.max(10, width)
  if (text.length <= MOST_LINES * columns) return { shown: text, hidden: 0 }
  return { shown: text.slice(0, CUT_LINES * columns), hidden: text.length - CUT_LINES * columns }
}

function moreRow(hidden: number): Row {
  return [
    span(`  and ${count(hidden, 'more character')}; jwt-lessons inspect --json has all of them`, 'quiet'),
  ]
}

/** Header parameters or claims: name, value as written, meaning. */
export function memberRows(members: Member[], width: number): Row[] {
  const widths = members.map(member => widthOf(printable(JSON.stringify(member.name))))
  const longest = Math.max(2, ...widths.filter(columns => columns <= 24))
  return members.flatMap(member => {
    const name = JSON.stringify(member.name)
    const isLong = widthOf(printable(name)) > 24
    const label = span(isLong ? ' '.repeat(longest + 4) : `  ${padded(printable(name), longest)}  `, 'plain')
    const value = [
      ...(isLong ? cutText(printable(name), width - 2).map((line): Row => [span(`  ${line}`)]) : []),
      ...valueRows(label, member.source, 'strong', width),
    ]
    const says = [member.meaning, member.words].filter(text => text !== null).join(': ')
    if (says === '') return value
    const note = `${says}${member.reference === null ? '' : ` (${member.reference})`}`
    return [...value, ...labelled(span(' '.repeat(longest + 4)), note, 'quiet', width)]
  })
}
