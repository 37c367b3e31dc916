/** Lesson 09: issue a token, then verify it: the whole trip, and what must not get through. */

import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  cut,
  type Drawing,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  own,
  parseObject,
  parseSettings,
  PICTURE_SECRET,
  printable,
  referenceToken,
  type Row,
  sameJson,
  segment,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'
import { verifyRightly } from '../06-verify/right-verdict.ts'
import { tokenRows } from '../05-sign/picture.ts'

export const title = 'Issue, then verify: the whole trip'
export const defaultInput =
  '{"sub":"alice","iss":"https://login.example","aud":"api"} | lifetime=900 after=60'
export const inputHelp = 'claims as JSON | lifetime=seconds after=seconds (when it is verified)'

const NOW = 1_700_000_000
const HEADER = { alg: 'HS256', typ: 'JWT' }

type Input = { claims: Record<string, unknown>; lifetime: number; after: number }
type VerifyOptions = { now: number; issuer?: string; audience?: string }

/** A token on its way to the learner's verify, and the only code that is right; null means accept. */
type Trip = { name: string; token: string; options: VerifyOptions; code: string | null }

export function calls(input: string, _cursor: number): Call[] {
  const parsed = parse(input)
  if (typeof parsed === 'string') return []
  const { claims, lifetime } = parsed
  return [
    { file: 'jwt/index.ts', name: 'issue', args: [claims, PICTURE_SECRET, { now: NOW, lifetime }] },
    ...tripsOf(parsed).map(trip => ({
      file: 'jwt/index.ts',
      name: 'verify',
      args: [trip.token, PICTURE_SECRET, trip.options],
    })),
  ]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const parsed = parse(input)
  if (typeof parsed === 'string') return unreadable(title, parsed, inputHelp, width)
  const payload = payloadOf(parsed)
  const issued = answerOf(reports[0])
  const out = judgeIssued(payload, issued)
  const trips = tripsOf(parsed).map((trip, index) => judgeTrip(trip, payload, answerOf(reports[index + 1])))
  const rows: Row[] = [
    ...words('issue', `now is ${NOW}, the lifetime ${parsed.lifetime} seconds`, 'strong', width),
    ...cut('right', JSON.stringify(payload), 'payload', width),
    ...(issued.kind === 'text'
      ? tokenRows('yours', issued.text.split('.'), width)
      : yoursInWords(issued, width)),
    ...judgedRows(out, width),
    [],
    ...words('verify', 'tokens of the reference library, one call each', 'strong', width),
    ...trips.flatMap(trip => [
      ...words('', `${trip.name}: right is to ${trip.right}`, 'plain', width),
      ...words(
        '  yours',
        `${trip.sign}${trip.yours}`,
        trip.isRight === null ? 'quiet' : trip.isRight ? 'right' : 'wrong',
        width,
      ),
    ]),
  ]
  const plain = [
    ...judgedSentences(out),
    `Issued at ${NOW} for ${parsed.lifetime} seconds; the right payload is ${printable(JSON.stringify(payload))}.`,
    issued.kind === 'text'
      ? `Your issue returned ${printable(issued.text)}.`
      : `Your issue ${answerInWords(issued)}.`,
    ...trips.map(
      trip =>
        `Verify, ${trip.name}: right is to ${trip.right}; yours ${trip.yours}.${trip.isRight === null ? '' : trip.isRight ? ' Right.' : ' Wrong.'}`,
    ),
  ]
  return { title, rows, plain }
}

function parse(input: string): Input | string {
  const at = input.lastIndexOf('|')
  if (at < 0) return 'a "|" between the claims and lifetime=... is missing'
  const claims = parseObject(input.slice(0, at))
  if (typeof claims === 'string') return `the claims: ${claims}`
  const settings = parseSettings(input.slice(at + 1), ['lifetime', 'after'])
  if (typeof settings === 'string') return settings
  const lifetime = settings.get('lifetime') ?? 900
  const after = settings.get('after') ?? 0
  // A lifetime of 0 or less and fractions are left open by the course, so nothing could be judged.
  if (!isWhole(lifetime) || lifetime === 0) return 'lifetime must be a whole number of seconds, 1 or more'
  if (!isWhole(after)) return 'after must be a whole number of seconds, 0 or more'
  const nbf = own(claims, 'nbf')
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf >= NOW + lifetime)) {
    return `nbf must be a number before exp, which is ${NOW + lifetime}`
  }
  return { claims, lifetime, after }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function payloadOf({ claims, lifetime }: Input): Record<string, unknown> {
  return { ...claims, iat: NOW, exp: NOW + lifetime }
}

function tripsOf(input: Input): Trip[] {
  const payload = payloadOf(input)
  const token = referenceToken(HEADER, payload, PICTURE_SECRET)
  const [header, , signature] = token.split('.') as [string, string, string]
  const changed = `${header}.${segment({ ...payload, admin: payload.admin !== true })}.${signature}`
  const { exp: _exp, ...withoutExp } = payload
  const nbf = own(payload, 'nbf')
  // The trips are about other faults than nbf, so they go when it holds.
  const now = Math.max(NOW + input.after, typeof nbf === 'number' ? nbf : 0)
  const end = NOW + input.lifetime
  const asItIs = { now: NOW + input.after, ...expectations(payload) }
  const trips: Trip[] = [
    {
      name: `as it is, ${input.after} seconds later`,
      token,
      options: asItIs,
      code: timeCode(payload, NOW + input.after),
    },
    { name: 'with "admin" changed on the way', token: changed, options: { now: NOW }, code: 'bad-signature' },
    {
      name: 'without exp',
      token: referenceToken(HEADER, withoutExp, PICTURE_SECRET),
      options: { now },
      code: 'claim-missing',
    },
    { name: 'at the second of exp', token, options: { now: end }, code: timeCode(payload, end) },
  ]
  if (timeCode(payload, now) === null) {
    const code = Object.hasOwn(payload, 'aud') ? 'claim-mismatch' : 'claim-missing'
    trips.push({ name: 'at another service', token, options: { now, audience: 'another-service' }, code })
  }
  return trips
}

/** Expects what the claims say, where they say it in a form that can match. */
function expectations(payload: Record<string, unknown>): { issuer?: string; audience?: string } {
  const iss = own(payload, 'iss')
  const aud = own(payload, 'aud')
  const audience = Array.isArray(aud) ? aud.find(one => typeof one === 'string') : aud
  return {
    ...(typeof iss === 'string' ? { issuer: iss } : {}),
    ...(typeof audience === 'string' ? { audience } : {}),
  }
}

function timeCode(payload: Record<string, unknown>, now: number): string | null {
  const nbf = own(payload, 'nbf')
  if (now >= (payload.exp as number)) return 'expired'
  return typeof nbf === 'number' && now < nbf ? 'not-yet-valid' : null
}

function judgeIssued(payload: Record<string, unknown>, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'text') return isWrong(`issue ${answerInWords(answer)}; it must return a token.`)
  const { faults, reasons, read } = verifyRightly(answer.text, PICTURE_SECRET)
  if (faults.length > 0)
    return isWrong(`The reference library refuses it (${faults.join(', ')}). ${reasons[0]}`)
  const yours = read.parts[1]?.json ?? {}
  for (const name of ['iat', 'exp']) {
    if (own(yours, name) === payload[name]) continue
    return isWrong(`${name} is ${JSON.stringify(own(yours, name)) ?? 'absent'}; right is ${payload[name]}.`)
  }
  if (!sameJson(yours, payload)) return isWrong('The payload is not the claims with iat and exp.')
  return isRight('issue returned a token that the reference library accepts.')
}

function judgeTrip(trip: Trip, payload: Record<string, unknown>, answer: Answer) {
  const right = trip.code === null ? 'accept' : `refuse, as ${trip.code}`
  const yours = answer.kind === 'object' ? 'accepted it' : answerInWords(answer)
  const isRight =
    answer.kind === 'none'
      ? null
      : trip.code === null
        ? answer.kind === 'object' && sameJson(answer.value, payload)
        : answer.kind === 'refused' && answer.code === trip.code
  const other =
    isRight === false && trip.code === null && answer.kind === 'object'
      ? ', but returned another payload'
      : ''
  const sign = isRight === null ? '' : isRight ? '\u2713 ' : '\u2717 '
  return { name: trip.name, right, yours: `${yours}${other}`, isRight, sign }
}
