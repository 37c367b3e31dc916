/** Lesson 06: a token in its three parts, and what the learner's verifier says of it beside what is right. */

import {
  type Answer,
  answerInWords,
  answerOf,
  bytesInLine,
  type Call,
  type CallReport,
  cut,
  type Drawing,
  headerMembers,
  hex,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  LONGEST_INPUT,
  type Member,
  type Part,
  payloadMembers,
  PICTURE_SECRET,
  PICTURE_SECRET_TEXT,
  printable,
  referenceToken,
  type Role,
  type Row,
  sameJson,
  shorten,
  span,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'
import { type RightVerdict, verifyRightly } from './right-verdict.ts'

export const title = 'A token, and what your verifier says'
export const defaultInput = referenceToken(
  { alg: 'HS256', typ: 'JWT' },
  { sub: 'alice', admin: false },
  PICTURE_SECRET,
)
export const inputHelp = `A token; change one character and see. The secret is "${PICTURE_SECRET_TEXT}".`

export function calls(input: string, _cursor: number): Call[] {
  const token = input.trim()
  if (token.length > LONGEST_INPUT) return []
  return [{ file: 'jwt/hs256.ts', name: 'verifyHs256', args: [token, PICTURE_SECRET] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const token = input.trim()
  if (token.length > LONGEST_INPUT)
    return unreadable(title, `more than ${LONGEST_INPUT} characters`, inputHelp, width)
  const right = verifyRightly(token, PICTURE_SECRET)
  const answer = answerOf(reports[0])
  const judged = judge(right, answer)
  const accept = right.faults.length === 0
  const rightWords = accept
    ? 'accept: the signature is that of the secret'
    : `refuse, as ${right.faults.join(' or ')}`
  const rows: Row[] = [
    ...right.read.parts.flatMap((part, index) => partRows(part, index + 1, width)),
    ...words('right', rightWords, 'strong', width),
    ...right.reasons.slice(0, 3).flatMap(reason => words('', reason, 'quiet', width)),
    ...(judged?.isRight ? words('yours', saidInWords(answer), 'right', width) : yoursInWords(answer, width)),
    ...judgedRows(judged, width),
  ]
  return { title, rows, plain: sentences(right, rightWords, answer, judged) }
}

function partRows(part: Part, number: number, width: number): Row[] {
  const roles: Partial<Record<Part['name'], Role>> = {
    header: 'header',
    payload: 'payload',
    signature: 'signature',
  }
  const role = roles[part.name] ?? 'plain'
  // The names of an encrypted token's parts are longer than the column of labels.
  const name = roles[part.name] === undefined ? `part ${number}` : part.name
  const bytes = part.hex === null ? null : new Uint8Array(Buffer.from(part.hex, 'hex'))
  const line = bytesInLine(width) - 4
  const rows: Row[] =
    part.text === '' ? words(name, 'empty', 'warning', width) : cut(name, part.text, role, width)
  if (bytes === null) rows.push(...words('bytes', 'can not be decoded', 'wrong', width))
  else if (bytes.length > 0) {
    const more = bytes.length > line ? `  and ${bytes.length - line} more` : ''
    rows.push([label('bytes'), span(hex(bytes.subarray(0, line)), 'plain'), span(more, 'quiet')])
  }
  const members = part.name === 'header' ? headerMembers(part.json) : payloadMembers(part.json, 0)
  rows.push(...members.map((member, index) => memberRow(member, index === 0 ? 'JSON' : '', width)))
  if (part.jsonText !== null && part.json === null) {
    rows.push([label('text'), span(shorten(JSON.stringify(part.jsonText), width - LABEL), 'wrong')])
  }
  rows.push([])
  return rows
}

function memberRow(member: Member, name: string, width: number): Row {
  const text = `${JSON.stringify(member.name)}: ${JSON.stringify(member.value)}`
  const shown = shorten(text, width - LABEL)
  const meaning = member.meaning === null ? '' : `  ${member.meaning}`
  const fits = shown.length + meaning.length <= width - LABEL
  return [label(name), span(shown), span(fits ? meaning : '', 'quiet')]
}

function judge(right: RightVerdict, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  const said = answerInWords(answer)
  if (right.faults.length > 0) {
    if (answer.kind === 'refused' && answer.code !== null && right.faults.includes(answer.code)) {
      return isRight('verifyHs256 refused it.')
    }
    if (answer.kind === 'object') return isWrong('verifyHs256 accepted a token that it must refuse.')
    return isWrong(
      `verifyHs256 ${said}; it must throw a JwtError with the code ${right.faults.join(' or ')}.`,
    )
  }
  if (answer.kind !== 'object') return isWrong(`verifyHs256 ${said}; it must accept this token.`)
  const [header, payload] = right.read.parts.map(part => part.json)
  if (!sameJson(answer.value.header, header))
    return isWrong('verifyHs256 accepted it, but its "header" is not that of the token.')
  if (!sameJson(answer.value.payload, payload))
    return isWrong('verifyHs256 accepted it, but its "payload" is not that of the token.')
  return isRight('verifyHs256 accepted it and returned what it says.')
}

function saidInWords(answer: Answer): string {
  return answer.kind === 'object' ? 'accepted it' : answerInWords(answer)
}

function sentences(right: RightVerdict, rightWords: string, answer: Answer, judged: Judged): string[] {
  return [
    ...judgedSentences(judged),
    ...right.read.parts.map(part => {
      const says = part.jsonText === null ? '' : `, and says ${printable(part.jsonText)}`
      const size = part.hex === null ? 'can not be decoded' : `has ${part.length} bytes`
      return `The ${part.name}, ${part.text === '' ? 'empty' : printable(part.text)}, ${size}${says}.`
    }),
    `Right is to ${rightWords}.`,
    ...right.reasons.slice(0, 3),
    `Your verifyHs256 ${answer.kind === 'object' ? 'accepted it' : answerInWords(answer)}.`,
  ]
}
