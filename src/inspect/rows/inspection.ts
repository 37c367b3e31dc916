/** An inspection as lines for the terminal. Every colour has a word beside it. */

import { span } from '../../text/span.ts'
import { printable } from '../../text/visible.ts'
import { labelled, wrapText } from '../../text/wrap.ts'
import type { Role, Row } from '../../text/span.ts'
import type { Inspection, SignatureCheck, TimeCheck, Warning } from '../types.ts'
import { disclosureRows } from './disclosures.ts'
import { partRows } from './parts.ts'
import { count } from './words.ts'

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
    ...problemRows(inspection, width),
    ...inspection.cleaned.flatMap(note =>
      labelled(span('Note       ', 'quiet'), note.message, 'plain', width),
    ),
    ...inspection.parts.flatMap(part => partRows(part, inspection, width)),
    ...disclosureRows(inspection.disclosures, width),
    ...verdicts(inspection, width, advice),
    ...warningRows(inspection.warnings, width),
    ...innerRows('The token inside', inspection.nested, width, advice),
    ...innerRows('The key binding JWT', inspection.keyBinding, width, advice),
  ].filter((row, index) => index > 0 || row.length > 0)
}

function summary(inspection: Inspection, width: number): Row[] {
  const { kind, parts, algorithm, looksLike, problems } = inspection
  const characters = parts.reduce((sum, part) => sum + part.text.length + 1, -1)
  const size = parts.length === 0 ? '' : `, ${count(characters, 'character')}`
  const alg = algorithm ?? 'no readable algorithm'
  const text = {
    jws: `${nameOf(inspection)}, ${alg}${size}`,
    jwe: `an encrypted token (JWE), ${alg}${size}`,
    unreadable: looksLike !== null ? 'not a JWT' : problems[0]?.id === 'empty' ? 'none' : 'not a token',
  }[kind]
  const unsigned = kind === 'jws' && algorithm === 'none' ? `an unsigned token (alg none)${size}` : text
  return labelled(span('Token      ', 'quiet'), unsigned, 'strong', width)
}

function nameOf(inspection: Inspection): string {
  if (inspection.nested !== null) return 'a signed token with a token inside (nested JWT)'
  return inspection.disclosures === null ? 'a signed token (JWS)' : 'a signed token with disclosures (SD-JWT)'
}

function problemRows({ problems, looksLike }: Inspection, width: number): Row[] {
  const label = looksLike === null ? 'Malformed  ' : 'Not a JWT  '
  return problems.flatMap(problem => [
    ...labelled(span(label, 'wrong'), problem.message, 'plain', width),
    ...labelled(
      span('           '),
      [problem.fix, problem.reference === null ? null : `(${problem.reference})`].join(' ').trim(),
      'quiet',
      width,
    ),
  ])
}

function verdicts(inspection: Inspection, width: number, advice: KeyAdvice): Row[] {
  if (inspection.kind === 'unreadable') return []
  const { message, wants } = inspection.signature
  const signature = wants === undefined ? message : `${message} ${advice[wants]}`
  return [
    [],
    ...labelled(span('Time       ', 'quiet'), inspection.time.words, timeRole(inspection.time), width),
    ...labelled(span('Signature  ', 'quiet'), signature, signatureRole(inspection.signature), width),
    ...wordListRows(inspection, width),
  ]
}

function timeRole({ state }: TimeCheck): Role {
  if (state === 'valid') return 'right'
  return state === 'no-expiry' || state === 'unknown' ? 'warning' : 'wrong'
}

function signatureRole({ state }: SignatureCheck): Role {
  return state === 'valid' ? 'right' : state === 'not-checked' ? 'warning' : 'wrong'
}

function wordListRows({ wordList }: Inspection, width: number): Row[] {
  if (wordList === null) return []
  const { tried, line, perSecond } = wordList
  const rate = `${count(tried, 'word')} tried, ${count(perSecond, 'word')} a second`
  const text =
    line === null
      ? `no word of the list is the secret; ${rate}`
      : `line ${line} of the list is the secret; ${rate}`
  return labelled(span('Words      ', 'quiet'), text, line === null ? 'plain' : 'wrong', width)
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

function innerRows(title: string, inner: Inspection | null, width: number, advice: KeyAdvice): Row[] {
  if (inner === null) return []
  return [[], [span(title, 'strong')], [], ...inspectionRows(inner, width, advice)]
}
