/** An inspection as lines for the terminal. Every colour has a word beside it. */

import stringWidth from 'string-width'
import { span } from '../text/span.ts'
import { printable } from '../text/visible.ts'
import { cutText, padded } from '../text/width.ts'
import { labelled, wrapText } from '../text/wrap.ts'
import type { Role, Row } from '../text/span.ts'
import type { Inspection, Member, Part, SignatureCheck, Warning } from './types.ts'

/** How a person gives what a check of the signature wants, as a sentence. */
export type KeyAdvice = Record<NonNullable<SignatureCheck['wants']>, string>

/** The options of the command. */
export const optionAdvice: KeyAdvice = {
  secret: 'Give it with --secret-file FILE or --secret TEXT.',
  'public-key': 'Give it with --key FILE or --jwks FILE.',
}

/** Rows of at most `width` columns (50 or more). */
export function inspectionRows(
  inspection: Inspection,
  width: number,
  advice: KeyAdvice = optionAdvice,
): Row[] {
  return [
    ...summary(inspection, width),
    ...inspection.problems.flatMap(problem => [
      ...labelled(span('Malformed  ', 'wrong'), problem.message, 'plain', width),
      ...labelled(
        span('           '),
        [problem.fix, bracketed(problem.reference)].join(' ').trim(),
        'quiet',
        width,
      ),
    ]),
    ...inspection.cleaned.flatMap(note =>
      labelled(span('Note       ', 'quiet'), note.message, 'plain', width),
    ),
    ...inspection.parts.flatMap(part => partRows(part, inspection, width)),
    ...verdicts(inspection, width, advice),
    ...warningRows(inspection.warnings, width),
  ].filter((row, index) => index > 0 || row.length > 0)
}

function summary(inspection: Inspection, width: number): Row[] {
  const { kind, parts, algorithm } = inspection
  const characters = parts.reduce((sum, part) => sum + part.text.length + 1, -1)
  const text = {
    jws: `a signed token (JWS), ${algorithm ?? 'no readable algorithm'}, ${characters} characters`,
    jwe: `an encrypted token (JWE), ${algorithm ?? 'no readable algorithm'}, ${characters} characters`,
    unreadable: 'not a token',
  }[kind]
  const unsigned =
    kind === 'jws' && algorithm === 'none' ? `an unsigned token (alg none), ${characters} characters` : text
  return labelled(span('Token      ', 'quiet'), unsigned, 'strong', width)
}

function roleOf(part: Part): Role {
  if (part.name === 'header' || part.name === 'payload' || part.name === 'signature') return part.name
  return part.name === 'authentication tag' ? 'signature' : 'payload'
}

function partRows(part: Part, inspection: Inspection, width: number): Row[] {
  const role = roleOf(part)
  const title = part.name[0]?.toUpperCase() + part.name.slice(1)
  const size = part.hex === null ? 'not decodable' : `${count(part.length, 'byte')}`
  const rows: Row[] = [
    [],
    [
      span(title, role),
      span(`  ${count(part.text.length, 'character')}, ${size}, from character ${part.at}`, 'quiet'),
    ],
    ...cutText(part.text === '' ? '(empty)' : printable(part.text), width - 2).map(line => [
      span('  '),
      { text: line, role },
    ]),
  ]
  if (part.json !== null) {
    const members = part.name === 'header' ? inspection.header : inspection.payload
    rows.push(...memberRows(members, width))
  } else if (part.jsonText !== null) {
    rows.push(...labelled(span('  text  ', 'quiet'), JSON.stringify(part.jsonText), 'plain', width))
  } else if (part.hex !== null && part.hex !== '') {
    const bytes = part.hex.replace(/(..)(?!$)/gu, '$1 ')
    rows.push(...labelled(span('  bytes ', 'quiet'), bytes, 'plain', width))
  }
  return rows
}

function memberRows(members: Member[], width: number): Row[] {
  const widths = members.map(member => stringWidth(printable(JSON.stringify(member.name))))
  const longest = Math.max(2, ...widths.filter(columns => columns <= 24))
  return members.flatMap(member => {
    const name = JSON.stringify(member.name)
    const isLong = stringWidth(printable(name)) > 24
    const label = span(isLong ? ' '.repeat(longest + 4) : `  ${padded(printable(name), longest)}  `, 'plain')
    const value = [
      ...(isLong ? cutText(printable(name), width - 2).map((line): Row => [span(`  ${line}`)]) : []),
      ...labelled(label, JSON.stringify(member.value) ?? 'undefined', 'strong', width),
    ]
    const says = [member.meaning, member.words].filter(text => text !== null).join(': ')
    if (says === '') return value
    const note = `${says}${member.reference === null ? '' : ` (${member.reference})`}`
    return [...value, ...labelled(span(' '.repeat(longest + 4)), note, 'quiet', width)]
  })
}

function verdicts(inspection: Inspection, width: number, advice: KeyAdvice): Row[] {
  if (inspection.kind === 'unreadable') return []
  const timeRole: Role =
    inspection.time.state === 'valid'
      ? 'right'
      : inspection.time.state === 'no-expiry' || inspection.time.state === 'unknown'
        ? 'warning'
        : 'wrong'
  const signatureRole: Role =
    inspection.signature.state === 'valid'
      ? 'right'
      : inspection.signature.state === 'not-checked'
        ? 'warning'
        : 'wrong'
  const { message, wants } = inspection.signature
  const signature = wants === undefined ? message : `${message} ${advice[wants]}`
  return [
    [],
    ...labelled(span('Time       ', 'quiet'), inspection.time.words, timeRole, width),
    ...labelled(span('Signature  ', 'quiet'), signature, signatureRole, width),
  ]
}

function warningRows(warnings: Warning[], width: number): Row[] {
  if (warnings.length === 0) return []
  const title = `Warnings (${warnings.length})`
  return [
    [],
    [span(title, 'strong')],
    ...warnings.flatMap(warning => {
      const label = warning.level === 'danger' ? span('  danger   ', 'wrong') : span('  caution  ', 'warning')
      const note = [`[${warning.id}]`, warning.reference].filter(text => text !== null).join(' ')
      const lines = wrapText(printable(`${warning.message} ${note}`), width - 11)
      return lines.map((line, index): Row => [index === 0 ? label : span(' '.repeat(11)), ...line])
    }),
  ]
}

function bracketed(reference: string | null): string | null {
  return reference === null ? null : `(${reference})`
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
