/** Lesson 14: one token, both halves of a key, and what each of them can do. */
import {
  allJudged,
  type Answer,
  answerInWords,
  answerOf,
  byteRows,
  type Call,
  type CallReport,
  type Drawing,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  judgeRefusal,
  label,
  LABEL,
  parseObject,
  printable,
  publicPart,
  type Row,
  rs256Token,
  RSA_KEY,
  sameJson,
  shorten,
  shortTokens,
  span,
  unreadable,
  words,
} from '../../src/pictures/index.ts'
import { verifyRs256 } from '../../solutions/jwt/rs256.ts'
import { tokenRows } from '../05-sign/picture.ts'

export const title = 'Two halves of a key: who can sign, who can verify'
export const defaultInput = '{"sub":"alice","admin":false}'
export const inputHelp = 'The payload: a JSON object'

const FILE = 'jwt/rs256.ts'
const KID = '2026-01'
const PRIVATE = { ...RSA_KEY, kid: KID }
const PUBLIC = { ...publicPart(RSA_KEY), kid: KID }

type Json = Record<string, unknown>

/** A token that the private half really signed, and the same with one bit of its signature changed. */
function tokensFor(payload: Json): { good: string; changed: string } {
  const good = rs256Token({ alg: 'RS256', typ: 'JWT', kid: KID }, payload, RSA_KEY)
  const [header, body, signature = ''] = good.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  bytes[0] = (bytes[0] as number) ^ 1
  return { good, changed: `${header}.${body}.${bytes.toString('base64url')}` }
}

export function calls(input: string, _cursor: number): Call[] {
  const payload = parseObject(input)
  if (typeof payload === 'string') return []
  const { good, changed } = tokensFor(payload)
  return [
    { file: FILE, name: 'signRs256', args: [payload, PRIVATE] },
    { file: FILE, name: 'verifyRs256', args: [good, PUBLIC] },
    { file: FILE, name: 'verifyRs256', args: [changed, PUBLIC] },
    { file: FILE, name: 'signRs256', args: [payload, PUBLIC] },
  ]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const payload = parseObject(input)
  if (typeof payload === 'string') return unreadable(title, payload, inputHelp, width)
  const attempts = attemptsOf(payload, reports)
  const signed = answerOf(reports[0])
  const judged = allJudged(
    attempts.map(attempt => attempt.judged),
    'only the private half signs, and the public half verifies.',
  )
  const signature = signed.kind === 'text' ? (signed.text.split('.')[2] ?? '') : ''
  const bytes = new Uint8Array(Buffer.from(signature, 'base64url'))
  const rows: Row[] = [
    ...words(
      'private',
      `${Object.keys(RSA_KEY).slice(1).join(', ')}: never leaves its owner`,
      'warning',
      width,
    ),
    ...words('public', 'n, e: everybody may have it', 'plain', width),
    [],
    ...(signed.kind === 'text'
      ? tokenRows('yours', signed.text.split('.'), width).slice(0, 3)
      : words('yours', '', 'plain', width)),
    ...(bytes.length === 0 ? [] : byteRows(`${bytes.length} bytes`, bytes, 'signature', width).slice(0, 2)),
    [],
    ...attempts.flatMap(attempt => attemptRows(attempt, width)),
    ...judgedRows(judged, width),
  ]
  return { title, rows, plain: sentences(payload, signed, attempts, judged) }
}

/** What is tried with a half of the key, what is right, and what came of it. */
type Attempt = { half: string; what: string; right: string; yours: string; judged: Judged }

function attemptsOf(payload: Json, reports: CallReport[]): Attempt[] {
  const said = reports.map(report => saidInWords(answerOf(report)))
  const yours = (index: number) => said[index] ?? 'has not answered yet'
  const refusal = (index: number, name: string, what: string, code: string) =>
    judgeRefusal(reports[index], { name, what, codes: [code] })
  return [
    {
      half: 'private',
      what: 'signs',
      right: 'a token',
      yours: yours(0),
      judged: judgeSigned(payload, answerOf(reports[0])),
    },
    {
      half: 'public',
      what: 'signs',
      right: 'refused',
      yours: yours(3),
      judged: refusal(3, 'signRs256', 'a key without its private part', 'bad-key'),
    },
    {
      half: 'public',
      what: 'verifies',
      right: 'accepted',
      yours: yours(1),
      judged: judgeVerified(payload, answerOf(reports[1])),
    },
    {
      half: 'public',
      what: 'one bit changed',
      right: 'refused',
      yours: yours(2),
      judged: refusal(2, 'verifyRs256', 'a token with one changed bit', 'bad-signature'),
    },
  ]
}

function attemptRows({ half, what, right, yours, judged }: Attempt, width: number): Row[] {
  const sign = judged === null ? ' ' : judged.isRight ? '\u2713' : '\u2717'
  const role = judged === null ? 'quiet' : judged.isRight ? 'right' : 'wrong'
  const start = `${sign} ${what.padEnd(17)}${right.padEnd(10)}`
  return [[label(half), span(start, role), span(shorten(yours, width - LABEL - start.length), role)]]
}

function saidInWords(answer: Answer): string {
  if (answer.kind === 'text') return 'returned a string'
  if (answer.kind === 'refused' && answer.code !== null) return `refused, ${printable(answer.code)}`
  return answer.kind === 'object' ? 'accepted' : answerInWords(answer)
}

/** The token's header has what the contract names; further members are the learner's own business. */
function judgeSigned(payload: Json, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'text') return isWrong(`signRs256 ${answerInWords(answer)}; it must return a token.`)
  if (['d', 'p', 'q'].some(name => answer.text.includes(RSA_KEY[name as 'd'])))
    return isWrong('the token of signRs256 has a part of the private key in it.')
  try {
    const read = verifyRs256(answer.text, PUBLIC)
    if (read.header.kid !== KID)
      return isWrong(`the header of the token has no kid ${KID}, which its key has.`)
    if (!sameJson(read.payload, payload)) return isWrong('the payload of the token is not the given one.')
    return isRight('signRs256 returned a token that the public half verifies.')
  } catch (error) {
    return isWrong(`the public half refuses the token of signRs256: ${printable((error as Error).message)}.`)
  }
}

function judgeVerified(payload: Json, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'object')
    return isWrong(
      `verifyRs256 ${answerInWords(answer)}; it must accept a token that the private half signed.`,
    )
  if (!sameJson(answer.value.payload, payload))
    return isWrong('verifyRs256 accepted the token, but its "payload" is not that of the token.')
  return isRight('verifyRs256 accepted it.')
}

function sentences(payload: Json, signed: Answer, attempts: Attempt[], judged: Judged): string[] {
  return [
    ...judgedSentences(judged),
    `The payload is ${printable(JSON.stringify(payload))}.`,
    'The private half is n, e, d, p, q, dp, dq and qi. The public half is n and e.',
    signed.kind === 'text'
      ? `Your signRs256 returned ${printable(signed.text)}.`
      : `Your signRs256 ${shortTokens(answerInWords(signed))}.`,
    ...attempts.map(
      ({ half, what, right, yours }) => `The ${half} half, ${what}: right is ${right}; yours ${yours}.`,
    ),
  ]
}
