/** Lesson 08: the claims of a token matched one by one against what is expected. */

import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  isSilent,
  judgedRows,
  judgedSentences,
  own,
  parseObject,
  parseSettings,
  printable,
  type Row,
  shorten,
  unreadable,
  words,
} from '../../src/pictures/index.ts'
import { model } from '../../test/lessons/08-claims/model.ts'

export const title = 'Claims, matched one by one'
export const defaultInput =
  '{"iss":"https://login.example","sub":"alice","aud":["api","mail"]} | issuer=https://login.example audience=api required=jti'
export const inputHelp = 'claims as JSON | issuer=... audience=... subject=... required=jti,exp'

type Expected = { issuer?: string; audience?: string; subject?: string; required?: string[] }
type Input = { claims: Record<string, unknown>; expected: Expected }

/** One expectation alone, and what is right for it. */
type Match = {
  name: string
  expected: Expected
  question: string
  /** Codes that are right; empty means that it matches. Null: the course leaves it open. */
  codes: readonly string[] | null
}

const CLAIM_OF = { issuer: 'iss', audience: 'aud', subject: 'sub' } as const

export function calls(input: string, _cursor: number): Call[] {
  const parsed = parse(input)
  if (typeof parsed === 'string') return []
  const expectations = [...matchesOf(parsed).map(match => match.expected), parsed.expected]
  return expectations.map(expected => ({
    file: 'jwt/claims.ts',
    name: 'checkClaims',
    args: [parsed.claims, expected],
  }))
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const parsed = parse(input)
  if (typeof parsed === 'string') return unreadable(title, parsed, inputHelp, width)
  const matches = matchesOf(parsed)
  const whole: Match = {
    name: 'together',
    expected: parsed.expected,
    question: 'all of it in one call',
    codes: together(matches),
  }
  const judged = [...matches, whole].map((match, index) => ({
    match,
    ...judge(match, answerOf(reports[index])),
  }))
  const wrong = judged.filter(one => one.isRight === false)
  const rows: Row[] = judged.flatMap(({ match, isRight, right, yours }) => [
    ...words(match.name, match.question, 'strong', width),
    ...words('  right', right, 'plain', width),
    ...words(
      '  yours',
      `${sign(isRight)}${yours}`,
      isRight === null ? 'quiet' : isRight ? 'right' : 'wrong',
      width,
    ),
  ])
  const known = judged.every(one => one.isRight !== null)
  const text = wrong.length === 0 ? 'checkClaims says the right thing each time.' : firstWrong(wrong)
  const all = known || wrong.length > 0 ? { isRight: wrong.length === 0, text } : null
  if (all !== null) rows.push([], ...judgedRows(all, width))
  const plain = judged.map(
    ({ match, isRight, right, yours }) =>
      `${match.name}: ${match.question}. Right is to ${right}. Yours ${yours}.${isRight === null ? '' : isRight ? ' Right.' : ' Wrong.'}`,
  )
  const claims = `The claims are ${printable(JSON.stringify(parsed.claims))}.`
  return { title, rows, plain: [...judgedSentences(all), claims, ...plain] }
}

function firstWrong(wrong: { match: Match; right: string; yours: string }[]): string {
  const first = wrong[0] as { match: Match; right: string; yours: string }
  return `${first.match.name}: checkClaims ${first.yours}; right is to ${first.right}.`
}

function sign(isRight: boolean | null): string {
  return isRight === null ? '' : isRight ? '\u2713 ' : '\u2717 '
}

function parse(input: string): Input | string {
  const at = input.lastIndexOf('|')
  if (at < 0) return 'a "|" between the claims and what is expected is missing'
  const claims = parseObject(input.slice(0, at))
  if (typeof claims === 'string') return `the claims: ${claims}`
  const settings = parseSettings(input.slice(at + 1), ['issuer', 'audience', 'subject', 'required'])
  if (typeof settings === 'string') return `what is expected: ${settings}`
  if (settings.size === 0) return 'nothing is expected; write audience=api for example'
  const expected: Expected = {}
  for (const [name, value] of settings) {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (name === 'required') expected.required = text.split(',').filter(one => one !== '')
    else expected[name as 'issuer' | 'audience' | 'subject'] = text
  }
  return { claims, expected }
}

function matchesOf({ claims, expected }: Input): Match[] {
  const matches: Match[] = []
  for (const name of ['issuer', 'audience', 'subject'] as const) {
    const wanted = expected[name]
    if (wanted === undefined) continue
    const claim = CLAIM_OF[name]
    const says = Object.hasOwn(claims, claim) ? shorten(JSON.stringify(own(claims, claim)), 200) : 'absent'
    const must = name === 'audience' ? 'must be or include' : 'must be'
    matches.push({
      name,
      expected: { [name]: wanted },
      question: `${claim} is ${says}; it ${must} ${JSON.stringify(wanted)}`,
      codes: codesFor(claims, { [name]: wanted }),
    })
  }
  for (const name of expected.required ?? []) {
    const isThere = Object.hasOwn(claims, name)
    matches.push({
      name: 'required',
      expected: { required: [name] },
      question: `${name} is ${isThere ? 'there' : 'absent'}; it must be there`,
      codes: codesFor(claims, { required: [name] }),
    })
  }
  return matches
}

/** The codes that are right for one expectation; null where the course leaves it open. */
function codesFor(claims: Record<string, unknown>, expected: Expected): readonly string[] | null {
  const audience = own(claims, 'aud')
  const isOpen = Array.isArray(audience) && audience.some(one => typeof one !== 'string')
  return expected.audience !== undefined && isOpen ? null : model.ruling([claims, expected]).codes
}

function together(matches: Match[]): string[] | null {
  if (matches.some(match => match.codes === null)) return null
  return [...new Set(matches.flatMap(match => match.codes ?? []))]
}

function judge(match: Match, answer: Answer): { isRight: boolean | null; right: string; yours: string } {
  const { codes } = match
  const right =
    codes === null
      ? 'do either: the course leaves it open'
      : codes.length === 0
        ? 'accept'
        : `refuse, as ${codes.join(' or ')}`
  const accepted = isSilent(answer)
  const yours = accepted ? 'accepted it' : answerInWords(answer)
  if (answer.kind === 'none') return { isRight: null, right, yours }
  if (codes === null) return { isRight: accepted || answer.kind === 'refused', right, yours }
  if (accepted) return { isRight: codes.length === 0, right, yours }
  const isRight = answer.kind === 'refused' && answer.code !== null && codes.includes(answer.code)
  return { isRight, right, yours }
}
