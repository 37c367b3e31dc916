/** Lesson 16: a key set, the key that a header selects, and why the others are not it. */
import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  EC_KEY,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  OTHER_RSA_KEY,
  parseObject,
  printable,
  publicPart,
  type Row,
  RSA_KEY,
  sameJson,
  shorten,
  span,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'
import { keyFor } from '../../solutions/jwt/jwks.ts'
import { type Header, type Rules, rules } from '../../test/lessons/16-jwks/model.ts'

export const title = 'A key set, and the key that a header selects'
export const defaultInput = '{"alg":"RS256","kid":"2026-01"}'
export const inputHelp = 'A header as JSON; try ES256, another kid, none at all, "mail", "legacy"'

type Key = Parameters<Rules['isType']>[0]

const RSA = publicPart(RSA_KEY)
const OTHER_RSA = publicPart(OTHER_RSA_KEY)
const EC = publicPart(EC_KEY)
const SET: { keys: Key[] } = {
  keys: [
    { ...OTHER_RSA, kid: '2025-12', use: 'sig', alg: 'RS256' },
    { ...RSA, kid: '2026-01', use: 'sig', alg: 'RS256' },
    { ...EC, kid: '2026-01', use: 'sig' },
    { ...OTHER_RSA, kid: 'mail', use: 'enc' },
    { ...RSA, kid: 'legacy', alg: 'PS256' },
    { ...EC, crv: 'P-384', kid: 'vault' },
  ],
}

export function calls(input: string, _cursor: number): Call[] {
  const header = parseObject(input)
  return typeof header === 'string' ? [] : [{ file: 'jwt/jwks.ts', name: 'keyFor', args: [header, SET] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const header = parseObject(input)
  if (typeof header === 'string') return unreadable(title, header, inputHelp, width)
  const right = rightFor(header)
  const answer = answerOf(reports[0])
  const judged = judge(header, right, answer)
  const rows: Row[] = [
    ...words('header', printable(JSON.stringify(header)), 'header', width),
    [],
    [
      label(''),
      span(shorten(columns('  kid', 'kty', 'crv', 'use', 'alg', 'why not'), width - LABEL), 'quiet'),
    ],
    ...SET.keys.map((key, index) => keyRow(key, header, right, index === 0 ? 'keys' : '', width)),
    [],
    ...words('right', right.text, 'strong', width),
    ...(judged?.isRight ? words('yours', inWords(answer), 'right', width) : yoursInWords(answer, width)),
    ...judgedRows(judged, width),
  ]
  return { title, rows, plain: sentences(header, right, answer, judged) }
}

const columns = (kid: string, kty: string, crv: string, use: string, alg: string, why: string): string =>
  `${kid.padEnd(10)}${kty.padEnd(4)}${crv.padEnd(6)}${use.padEnd(4)}${alg.padEnd(6)}${why}`

function keyRow(key: Key, header: Header, right: Right, name: string, width: number): Row {
  const { kty = '', crv = '-', use = '-', alg = '-' } = key as Record<string, string>
  const isChosen = right.key === key
  const why = isChosen ? 'this one' : whyNot(key, header)
  const text = columns(`${isChosen ? '\u25b8' : ' '} ${key.kid}`, kty, crv, use, alg, why)
  const fits = right.key === null && why === FITS
  return [label(name), span(shorten(text, width - LABEL), isChosen ? 'right' : fits ? 'warning' : 'quiet')]
}

const FITS = 'fits'

/** The first question of the model that this key fails. */
function whyNot(key: Key, header: Header): string {
  const { alg } = header
  if (!rules.isDone(alg)) return 'no key for this alg'
  if (!rules.isNamed(key, header)) return 'another kid'
  if (!rules.isType(key, alg)) return 'another kty'
  if (!rules.isCurve(key, alg)) return 'another crv'
  if (!rules.isForUse(key)) return 'its use'
  return rules.isForAlg(key, alg) ? FITS : 'another alg'
}

type Right = { key: Key | null; codes: string[]; text: string }

/** What the solution does. */
function rightFor(header: Header): Right {
  try {
    const key = keyFor(header, SET) as Key
    return { key, codes: [], text: `the key ${nameOf(key)}` }
  } catch {
    const fitting = SET.keys.filter(key => whyNot(key, header) === FITS).length
    const codes = rules.isDone(header.alg) ? ['bad-key'] : ['unsupported', 'bad-key']
    const why = rules.isDone(header.alg)
      ? `${fitting === 0 ? 'no key fits' : `${fitting} keys fit`}`
      : 'the alg'
    return { key: null, codes, text: `refuse, as ${codes.join(' or ')}: ${why}` }
  }
}

const nameOf = ({ kid, kty }: Key): string => `${kid} (${kty})`

/** Ed25519 is no part of the contract: a library may have keys for it, or not. */
const isOpen = ({ alg }: Header): boolean => alg === 'Ed25519' || alg === 'EdDSA'

function judge(header: Header, right: Right, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (right.key !== null) {
    if (answer.kind === 'object' && sameJson(answer.value, right.key))
      return isRight('keyFor returned the key that the header asks for.')
    return isWrong(`keyFor ${inWords(answer)}; right is ${right.text}.`)
  }
  const codes = isOpen(header) ? ['unsupported', 'bad-key'] : right.codes
  if (answer.kind === 'refused' && answer.code !== null && codes.includes(answer.code))
    return isRight('keyFor refused the header.')
  return isWrong(`keyFor ${inWords(answer)}; right is to ${right.text}.`)
}

/** A key by its name, not by its numbers. */
function inWords(answer: Answer): string {
  if (answer.kind !== 'object') return answerInWords(answer)
  const known = SET.keys.find(key => sameJson(key, answer.value))
  return known === undefined
    ? 'returned an object that is no key of the set'
    : `returned the key ${nameOf(known)}`
}

function sentences(header: Header, right: Right, answer: Answer, judged: Judged): string[] {
  return [
    ...judgedSentences(judged),
    `The header is ${printable(JSON.stringify(header))}.`,
    ...SET.keys.map(key => {
      const { kid, kty, crv, use, alg } = key as Record<string, string | undefined>
      const more = [crv && `curve ${crv}`, use && `use ${use}`, alg && `alg ${alg}`]
        .filter(Boolean)
        .join(', ')
      const why = right.key === key ? 'this one' : whyNot(key, header)
      return `The key ${kid}: type ${kty}${more === '' ? '' : `, ${more}`}: ${why}.`
    }),
    `Right is ${right.key === null ? 'to ' : ''}${right.text}.`,
    `Your keyFor ${inWords(answer)}.`,
  ]
}
