/** Lesson 13: a list of trusted keys, the one that a header selects, and why the others are not it. */
import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  parseObject,
  PICTURE_SECRET,
  printable,
  type Row,
  shorten,
  span,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'
import { selectKey, type TrustedKey } from '../../solutions/jwt/keys.ts'

export const title = 'The keys you trust, and the one a header selects'
export const defaultInput = '{"alg":"HS256","kid":"2026-01"}'
export const inputHelp = 'A header as JSON; try another kid or alg, none at all, a jwk, "constructor"'

/** The public keys are those of RFC 7515, Appendix A.2 and A.3. */
const TRUSTED: readonly TrustedKey[] = [
  { kid: '2025-12', alg: 'HS256', secret: PICTURE_SECRET.toReversed() },
  { kid: '2026-01', alg: 'HS256', secret: PICTURE_SECRET },
  {
    kid: 'partner',
    alg: 'RS256',
    jwk: {
      kty: 'RSA',
      n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
      e: 'AQAB',
    },
  },
  {
    kid: 'mobile',
    alg: 'ES256',
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    },
  },
]
/** What a header may bring along, and what is no key for that. */
const BROUGHT = ['jwk', 'jku', 'x5u', 'x5c']

type Json = Record<string, unknown>

export function calls(input: string, _cursor: number): Call[] {
  const header = parseObject(input)
  if (typeof header === 'string') return []
  return [{ file: 'jwt/keys.ts', name: 'selectKey', args: [header, TRUSTED] as Call['args'] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const header = parseObject(input)
  if (typeof header === 'string') return unreadable(title, header, inputHelp, width)
  const right = rightFor(header)
  const answer = keyAnswerOf(reports[0])
  const judged = judge(header, right, answer)
  const chosen = right.kind === 'key' ? right.kid : null
  const rows: Row[] = [
    ...words('header', printable(JSON.stringify(header)), 'header', width),
    [],
    ...TRUSTED.flatMap((key, index) => keyRows(key, header, chosen, index === 0 ? 'trusted' : '', width)),
    ...BROUGHT.filter(name => Object.hasOwn(header, name)).flatMap(name =>
      words('', `${name} in the header: the attacker's, never a key`, 'warning', width),
    ),
    [],
    ...words('right', right.text, 'strong', width),
    ...(judged?.isRight ? words('yours', inWords(answer), 'right', width) : yoursInWords(answer, width)),
    ...judgedRows(judged, width),
  ]
  return { title, rows, plain: sentences(header, right.text, answer, judged) }
}

/** The answer, and of a key its name only: what it is made of are bytes, which are not JSON. */
function keyAnswerOf(report: CallReport | undefined): Answer {
  const outcome = report?.outcome
  if (outcome?.kind !== 'value' || outcome.value.type !== 'object') return answerOf(report)
  const kid = outcome.value.entries.find(([name]) => name === 'kid')?.[1]
  return kid?.type === 'string' ? { kind: 'object', value: { kid: kid.value } } : answerOf(report)
}

/** A key with a sign when it is the one, and else the reason why it is not. */
function keyRows(key: TrustedKey, header: Json, chosen: string | null, name: string, width: number): Row[] {
  const isChosen = key.kid === chosen
  const text = `${isChosen ? '\u25b8' : ' '} ${key.kid.padEnd(9)}${key.alg.padEnd(7)}${isChosen ? 'this one' : whyNot(key, header)}`
  return [[label(name), span(shorten(text, width - LABEL), isChosen ? 'right' : 'quiet')]]
}

function whyNot(key: TrustedKey, header: Json): string {
  if (key.kid !== header.kid) return 'another kid'
  return `its kid, but the header says ${printable(JSON.stringify(header.alg) ?? 'nothing')}`
}

type Right = { kind: 'key'; kid: string; text: string } | { kind: 'refusal'; codes: string[]; text: string }

/** What the solution does. */
function rightFor(header: Json): Right {
  try {
    const { kid } = selectKey(header, TRUSTED)
    return { kind: 'key', kid, text: `the key ${kid}` }
  } catch (error) {
    const code = String((error as { code?: unknown }).code)
    // An alg that no trusted key is for is a fault of its own.
    const isOther = code === 'bad-key' && !TRUSTED.some(({ alg }) => alg === header.alg)
    const codes = isOther ? ['bad-key', 'unsupported'] : [code]
    return { kind: 'refusal', codes, text: `refuse, as ${codes.join(' or ')}` }
  }
}

function judge(header: Json, right: Right, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (right.kind === 'refusal') {
    if (answer.kind === 'refused' && answer.code !== null && right.codes.includes(answer.code))
      return isRight('selectKey refused the header.')
    return isWrong(`selectKey ${answerInWords(answer)}; right is to ${right.text}.`)
  }
  // A header that brings a key along may be refused.
  if (BROUGHT.some(name => Object.hasOwn(header, name)) && answer.kind === 'refused' && answer.code !== null)
    return isRight('selectKey refused a header that brings a key along.')
  if (answer.kind === 'object' && answer.value.kid === right.kid)
    return isRight('selectKey returned the key that the header names.')
  return isWrong(`selectKey ${answerInWords(answer)}; right is ${right.text}.`)
}

const inWords = (answer: Answer): string =>
  answer.kind === 'object' ? `the key ${printable(String(answer.value.kid))}` : answerInWords(answer)

function sentences(header: Json, right: string, answer: Answer, judged: Judged): string[] {
  return [
    ...judgedSentences(judged),
    `The header is ${printable(JSON.stringify(header))}.`,
    ...TRUSTED.map(({ kid, alg }) => `The key ${kid} is trusted, for ${alg} only.`),
    `Right is ${right.startsWith('refuse') ? `to ${right}` : right}.`,
    `Your selectKey ${answer.kind === 'object' ? `returned ${inWords(answer)}` : answerInWords(answer)}.`,
  ]
}
