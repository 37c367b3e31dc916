/** Lesson 05: header and payload become the signing input, and the signing input a token. */

import {
  type Answer,
  answerInWords,
  answerOf,
  byteRows,
  type Call,
  type CallReport,
  cut,
  cutText,
  type Drawing,
  hex,
  hs256,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  parseObject,
  PICTURE_SECRET,
  PICTURE_SECRET_TEXT,
  printable,
  type Role,
  type Row,
  sameJson,
  segment,
  span,
  stringWidth,
  textDifference,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'

export const title = 'The signing input, and the token'
export const defaultInput = '{"sub":"alice","admin":false}'
export const inputHelp = 'The payload: a JSON object'

const HEADER = { alg: 'HS256', typ: 'JWT' }

export function calls(input: string, _cursor: number): Call[] {
  const payload = parseObject(input)
  return typeof payload === 'string'
    ? []
    : [{ file: 'jwt/hs256.ts', name: 'signHs256', args: [payload, PICTURE_SECRET] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const payload = parseObject(input)
  if (typeof payload === 'string') return unreadable(title, payload, inputHelp, width)
  const header = segment(HEADER)
  const body = segment(payload)
  const signature = hs256(`${header}.${body}`, PICTURE_SECRET)
  const answer = answerOf(reports[0])
  const judged = judge(payload, answer)
  const rows: Row[] = [
    ...cut('header', JSON.stringify(HEADER), 'header', width),
    ...cut('', header, 'header', width),
    ...cut('payload', JSON.stringify(payload), 'payload', width),
    ...cut('', body, 'payload', width),
    [],
    ...words('input', 'the signing input: both segments with a dot between, as ASCII', 'quiet', width),
    ...tokenRows('', [header, body], width),
    ...words('secret', `"${PICTURE_SECRET_TEXT}" (32 bytes)`, 'quiet', width),
    ...byteRows('HMAC', signature, 'signature', width),
    [],
    ...tokenRows('right', [header, body, signature.toString('base64url')], width),
    ...(answer.kind === 'text'
      ? tokenRows('yours', answer.text.split('.'), width)
      : yoursInWords(answer, width)),
    ...judgedRows(judged, width),
  ]
  return { title, rows, plain: sentences(payload, signature, answer, judged) }
}

/** A token in the three colours, cut into lines. */
export function tokenRows(name: string, segments: string[], width: number): Row[] {
  const roles: Role[] = ['header', 'payload', 'signature']
  const rows: Row[] = [[label(name)]]
  let left = width - LABEL
  for (const [index, text] of segments.entries()) {
    const role = roles[index] ?? 'wrong'
    let rest = printable(index < segments.length - 1 ? `${text}.` : text)
    while (rest !== '') {
      if (left <= 1) {
        rows.push([label('')])
        left = width - LABEL
      }
      const piece = cutText(rest, left)[0] as string
      rows.at(-1)?.push(span(piece, role))
      rest = rest.slice(piece.length)
      left = rest === '' ? left - stringWidth(piece) : 0
    }
  }
  return rows
}

/** Equal JSON is equal: member order and blanks of the learner's JSON are their own business. */
function judge(payload: Record<string, unknown>, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'text') return isWrong(`signHs256 ${answerInWords(answer)}; it must return a string.`)
  const segments = answer.text.split('.')
  if (segments.length !== 3) return isWrong(`A token has three segments; yours has ${segments.length}.`)
  const [header, body, signature] = segments as [string, string, string]
  const parsed = [header, body].map(text => parseObject(Buffer.from(text, 'base64url').toString('utf8')))
  if (!sameJson(parsed[0], HEADER)) return isWrong(`The header is not ${JSON.stringify(HEADER)}.`)
  if (!sameJson(parsed[1], payload)) return isWrong('The payload is not the one that was given.')
  const right = hs256(`${header}.${body}`, PICTURE_SECRET)
  const difference = textDifference(right.toString('base64url'), signature)
  if (difference === null) return isRight('signHs256 returned a token that verifies.')
  return isWrong(`The signature: ${difference}${reasonFor(header, body, signature, right)}`)
}

function reasonFor(header: string, body: string, signature: string, right: Buffer): string {
  const made = (text: string) => hs256(text, PICTURE_SECRET).toString('base64url')
  const json = (text: string) => Buffer.from(text, 'base64url').toString('utf8')
  const known: [string, string][] = [
    [right.toString('hex'), 'This is hex; the bytes go into base64url.'],
    [
      Buffer.from(right.toString('hex')).toString('base64url'),
      'This is base64url of the hex text; the bytes themselves belong there.',
    ],
    [right.toString('base64'), 'This is base64; it must be base64url.'],
    [made(body), 'This is over the payload only; the header belongs to the signing input.'],
    [made(`${header}${body}`), 'The dot between the segments is missing in the signing input.'],
    [
      made(`${json(header)}.${json(body)}`),
      'This is over the JSON; the signing input is the segments as they travel.',
    ],
  ]
  const found = known.find(([text]) => text === signature)
  return found === undefined ? '' : ` ${found[1]}`
}

function sentences(
  payload: Record<string, unknown>,
  signature: Uint8Array,
  answer: Answer,
  judged: Judged,
): string[] {
  return [
    ...judgedSentences(judged),
    `The header ${JSON.stringify(HEADER)} becomes the segment ${segment(HEADER)}.`,
    `The payload ${printable(JSON.stringify(payload))} becomes the segment ${segment(payload)}.`,
    'The signing input is the two segments with a dot between them.',
    `Its HMAC with the secret "${PICTURE_SECRET_TEXT}" is ${hex(signature)}.`,
    `The right signature segment is ${Buffer.from(signature).toString('base64url')}.`,
    answer.kind === 'text'
      ? `Yours is ${printable(answer.text)}.`
      : `Your signHs256 ${answerInWords(answer)}.`,
  ]
}
