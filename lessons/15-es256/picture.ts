/** Lesson 15: the two numbers of an ES256 signature, as a token has them, and as a certificate would. */
import {
  allJudged,
  type Answer,
  answerInWords,
  answerOf,
  bytesInLine,
  type Call,
  type CallReport,
  type Drawing,
  EC_KEY,
  EC_TOKEN,
  hex,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  judgeRefusal,
  label,
  merge,
  parseObject,
  printable,
  publicPart,
  type Role,
  type Row,
  sameJson,
  span,
  type Span,
  unreadable,
  words,
} from '../../src/pictures/index.ts'
import { verifyEs256 } from '../../solutions/jwt/es256.ts'

export const title = 'r and s: 64 bytes in a token, DER everywhere else'
export const defaultInput = '{"sub":"alice"}'
export const inputHelp = 'The payload: a JSON object. Every signature is a new one.'

const FILE = 'jwt/es256.ts'
const PUBLIC = publicPart(EC_KEY)
const [HEADER, PAYLOAD] = EC_TOKEN.split('.') as [string, string]
const ZERO = `${HEADER}.${PAYLOAD}.${Buffer.alloc(64).toString('base64url')}`

type Json = Record<string, unknown>
/** A byte, and what it is for. */
type Marked = { byte: number; role: Role }

export function calls(input: string, _cursor: number): Call[] {
  const payload = parseObject(input)
  if (typeof payload === 'string') return []
  return [
    { file: FILE, name: 'signEs256', args: [payload, EC_KEY] },
    { file: FILE, name: 'verifyEs256', args: [EC_TOKEN, PUBLIC] },
    { file: FILE, name: 'verifyEs256', args: [ZERO, PUBLIC] },
  ]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const payload = parseObject(input)
  if (typeof payload === 'string') return unreadable(title, payload, inputHelp, width)
  const answer = answerOf(reports[0])
  const signature = signatureIn(answer)
  const numbers = signature === null ? null : numbersOf(signature)
  const der = numbers === null ? [] : derOf(numbers)
  const judged = allJudged(
    [
      judgeSigned(payload, answer),
      judgeVerified(answerOf(reports[1])),
      judgeRefusal(reports[2], {
        name: 'verifyEs256',
        what: 'a signature whose r and s are 0',
        codes: ['bad-signature'],
      }),
    ],
    'r and s have 32 bytes each, and zeros are refused.',
  )
  const why = `30, 02 and lengths; no leading zeros, but 00 in front of a first bit that is 1: ${der.length} bytes here, 70 to 72 as a rule. r and s as they are: always 64.`
  const rows: Row[] = [
    ...(answer.kind === 'text'
      ? []
      : words('yours', answerInWords(answer), answer.kind === 'none' ? 'quiet' : 'wrong', width)),
    ...(numbers === null
      ? signatureRows(signature, width)
      : [
          ...markedRows('r', plain(numbers.r, 'header'), width),
          ...markedRows('s', plain(numbers.s, 'payload'), width),
          [],
          ...markedRows('as DER', der, width),
          ...words('', why, 'quiet', width),
          [],
        ]),
    ...words('r = s = 0', saidInWords(answerOf(reports[2])), 'plain', width),
    ...judgedRows(judged, width),
  ]
  return { title, rows, plain: sentences(answer, numbers, der, reports, judged) }
}

function signatureIn(answer: Answer): Uint8Array | null {
  if (answer.kind !== 'text') return null
  const segment = answer.text.split('.')[2]
  return segment === undefined ? null : new Uint8Array(Buffer.from(segment, 'base64url'))
}

type Numbers = { r: Uint8Array; s: Uint8Array }

/** The numbers of a signature in either form; null when it has neither. */
function numbersOf(signature: Uint8Array): Numbers | null {
  if (signature.length === 64) return { r: signature.subarray(0, 32), s: signature.subarray(32) }
  const r = integerIn(signature, 2)
  const s = r === null ? null : integerIn(signature, r.end)
  if (
    signature[0] !== 0x30 ||
    signature[1] !== signature.length - 2 ||
    r === null ||
    s?.end !== signature.length
  )
    return null
  return { r: r.bytes, s: s.bytes }
}

/** An INTEGER of DER (X.690 §8.3), filled up to 32 bytes. */
function integerIn(der: Uint8Array, at: number): { bytes: Uint8Array; end: number } | null {
  const end = at + 2 + (der[at + 1] ?? 0)
  const digits = der.subarray(at + 2, end)
  const magnitude = digits[0] === 0 ? digits.subarray(1) : digits
  if (der[at] !== 2 || end > der.length || magnitude.length > 32) return null
  const bytes = new Uint8Array(32)
  bytes.set(magnitude, 32 - magnitude.length)
  return { bytes, end }
}

const plain = (bytes: Uint8Array, role: Role): Marked[] => Array.from(bytes, byte => ({ byte, role }))

/** SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 §2.2.3). */
function derOf({ r, s }: Numbers): Marked[] {
  const integer = (number: Uint8Array, role: Role): Marked[] => {
    const start = number.findIndex(byte => byte !== 0)
    const digits = start < 0 ? number.subarray(31) : number.subarray(start)
    const isPadded = (digits[0] as number) >= 0x80
    return [
      { byte: 2, role: 'quiet' },
      { byte: digits.length + (isPadded ? 1 : 0), role: 'quiet' },
      ...(isPadded ? [{ byte: 0, role: 'warning' as const }] : []),
      ...plain(digits, role),
    ]
  }
  const members = [...integer(r, 'header'), ...integer(s, 'payload')]
  return [{ byte: 0x30, role: 'quiet' }, { byte: members.length, role: 'quiet' }, ...members]
}

function markedRows(name: string, bytes: Marked[], width: number): Row[] {
  const line = bytesInLine(width) < 32 ? 16 : 32
  const rows: Row[] = []
  for (let at = 0; at < bytes.length; at += line) {
    const spans = bytes
      .slice(at, at + line)
      .map(
        ({ byte, role }, index): Span => span(`${index === 0 ? '' : ' '}${hex(Uint8Array.of(byte))}`, role),
      )
    rows.push([label(at === 0 ? name : ''), ...merge(spans)])
  }
  return rows
}

/** A signature that is neither r||s nor DER. */
function signatureRows(signature: Uint8Array | null, width: number): Row[] {
  if (signature === null) return []
  const some = signature.subarray(0, 64)
  return signature.length === 0
    ? words('bytes', 'none', 'wrong', width)
    : markedRows('yours', plain(some, 'wrong'), width)
}

/** Equal JSON is equal; which r and s it is only the key can tell. */
function judgeSigned(payload: Json, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'text') return isWrong(`signEs256 ${answerInWords(answer)}; it must return a token.`)
  const signature = signatureIn(answer)
  if (signature !== null && signature.length !== 64) {
    const isDer = numbersOf(signature) !== null
    return isWrong(
      `the signature has ${signature.length} bytes; right are 64.${isDer ? ' This is DER, which is what Node makes by default.' : ''}`,
    )
  }
  try {
    const read = verifyEs256(answer.text, PUBLIC)
    return sameJson(read.payload, payload)
      ? isRight('signEs256 returned a token that verifies.')
      : isWrong('the payload of the token is not the given one.')
  } catch (error) {
    return isWrong(`the public key refuses the token of signEs256: ${printable((error as Error).message)}.`)
  }
}

function judgeVerified(answer: Answer): Judged {
  if (answer.kind === 'none') return null
  return answer.kind === 'object' && sameJson(answer.value.payload, verifyEs256(EC_TOKEN, PUBLIC).payload)
    ? isRight('verifyEs256 accepted the token of RFC 7515.')
    : isWrong(`verifyEs256 ${answerInWords(answer)}; it must accept the token of RFC 7515, A.3.`)
}

const saidInWords = (answer: Answer): string =>
  answer.kind === 'object' ? 'verifyEs256 accepted it' : `verifyEs256 ${answerInWords(answer)}`

function sentences(
  answer: Answer,
  numbers: Numbers | null,
  der: Marked[],
  reports: CallReport[],
  judged: Judged,
): string[] {
  return [
    ...judgedSentences(judged),
    answer.kind === 'text'
      ? `Your signEs256 returned ${printable(answer.text)}.`
      : `Your signEs256 ${answerInWords(answer)}.`,
    ...(numbers === null
      ? []
      : [
          `r is ${hex(numbers.r)}.`,
          `s is ${hex(numbers.s)}.`,
          'A token has r and s one after the other: always 64 bytes.',
          `As DER they are ${hex(Uint8Array.from(der, ({ byte }) => byte))}: ${der.length} bytes.`,
          'DER leaves leading zeros out, and puts one in front of a number whose first bit is 1.',
        ]),
    `With r and s both 0, ${saidInWords(answerOf(reports[2]))}.`,
  ]
}
