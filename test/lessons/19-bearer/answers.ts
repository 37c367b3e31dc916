/** What authenticate returned, read and looked at. */
import {
  type CallResult,
  type Learner,
  show,
  type WebAnswer,
  type WebRequest,
} from '../../../src/grader/kit/index.ts'
import { readChallenges } from './challenge.ts'

export type Refused = { answer: WebAnswer; error: string | undefined }

const headerOf = (result: CallResult): string | null => {
  const { headers } = result.args[0] as WebRequest
  return headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? null
}

/** The Authorization header of a call, as a reader sees it. */
export function shownHeader(result: CallResult): string {
  const value = headerOf(result)
  if (value === null) return 'no Authorization header'
  return `Authorization: ${value.replace(/(eyJ[\w-]{4})[\w.-]{20,}/g, '$1…')}`
}

/** The call returned a Response. `because` says why nobody may be let in. */
export function expectRefused(learner: Learner, result: CallResult, because: string): WebAnswer {
  const { outcome } = result
  const isLetIn = outcome.kind === 'value' && outcome.value.type !== 'response'
  if (isLetIn && outcome.value.type !== 'exotic')
    learner.fail(result, {
      id: 'let-in',
      words: { because, header: shownHeader(result) },
      expected: 'a Response with the status 401',
    })
  return learner.responseOf(result, 'RFC 6750 §3')
}

/** The Response has one well-formed Bearer challenge. */
export function challengeOf(learner: Learner, result: CallResult, because: string): Refused {
  const answer = expectRefused(learner, result, because)
  const [value] = answer.valuesOf('www-authenticate')
  const words = { value: value ?? '', header: shownHeader(result) }
  if (value === undefined) learner.fail(result, { id: 'challenge-missing', words })
  const challenges = readChallenges(value as string)
  if (typeof challenges === 'string') learner.fail(result, { id: `challenge-malformed/${challenges}`, words })
  const bearer = (challenges as Exclude<typeof challenges, string>).filter(
    ({ scheme }) => scheme === 'bearer',
  )
  if (bearer.length !== 1) learner.fail(result, { id: 'challenge-not-bearer', words })
  return { answer, error: bearer[0]?.parameters.get('error') }
}

/** 401 with a challenge that has no error code. */
export function expectPlainChallenge(learner: Learner, result: CallResult, because: string): void {
  const { answer, error } = challengeOf(learner, result, because)
  const words = { error: error ?? '', header: shownHeader(result), because, status: String(answer.status) }
  if (error !== undefined) learner.fail(result, { id: 'error-without-token', words })
  if (answer.status !== 401) learner.fail(result, { id: 'status-not-401', words, expected: '401' })
}

/** Neither the answer nor the console has this token in it; its signature alone is enough to find it. */
export function expectNoLeak(learner: Learner, result: CallResult, token: string): void {
  const { outcome } = result
  const answer =
    outcome.kind === 'value' && outcome.value.type === 'response' ? learner.responseOf(result) : null
  const places = {
    answer: answer === null ? '' : [...answer.headers.map(([, value]) => value), answer.text].join('\n'),
    console: learner.printed(),
  }
  const secret = token.split('.')[2] as string
  for (const [place, shown] of Object.entries(places))
    if (shown.includes(secret)) learner.fail(result, { id: 'leak', words: { place } })
}

/** The answer but for headers that the platform may add. */
export function shownAnswer({ status, headers, text }: WebAnswer): string {
  const lines = headers.filter(([name]) => name !== 'date').map(([name, value]) => `${name}: ${value}`)
  return [status, ...lines.sort(), '', text].join('\n')
}

/** Two texts from where they differ on. */
export function difference(one: string, other: string): { one: string; other: string } {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const from = Math.max(0, at - 12)
  return { one: show(one.slice(from, at + 40)), other: show(other.slice(from, at + 40)) }
}
