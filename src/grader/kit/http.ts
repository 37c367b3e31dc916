/** Expectations of a Response. */
import type { CallResult } from '../diagnose/evidence.ts'
import { RESPONSE } from '../diagnose/general.ts'
import { equal, plain } from '../diagnose/plain.ts'
import type { createExpectations } from './expect.ts'

/** What a Response must have; what is not named is not looked at. */
export type ExpectedResponse = {
  /** Any of these. */
  status?: number | readonly number[]
  /** By name, in any case: the exact value, a pattern, or null for a header that must be absent. */
  headers?: Readonly<Record<string, string | RegExp | null>>
  /** The body as JSON, compared by value. */
  json?: unknown
}

/** A Response that was returned. */
export type WebAnswer = {
  status: number
  /** As they were set; Set-Cookie may be there several times. */
  headers: [name: string, value: string][]
  /** All values of a header, in order; names in any case. */
  valuesOf: (name: string) => string[]
  body: Uint8Array
  text: string
  /** The body as JSON; undefined when it is not valid JSON. */
  json: unknown
}

type Expectations = Pick<ReturnType<typeof createExpectations>, 'expectEqual'>

export function createHttpExpectations({ expectEqual }: Expectations) {
  /** The Response that a call returned. @throws LearnerFailure when it returned something else */
  const responseOf = (result: CallResult, rule: string | null = null): WebAnswer => {
    const value = result.outcome.kind === 'value' ? result.outcome.value : null
    if (value?.type !== 'response')
      expectEqual(result, value === null ? undefined : plain(value), 'a Response', { what: RESPONSE, rule })
    return answerOf(value as Extract<typeof value, { type: 'response' }>)
  }
  return {
    responseOf,
    /**
     * The call returned a Response with this status, these headers and this JSON:
     * `learner.expectResponse(result, { status: 401, headers: { 'www-authenticate': /^Bearer/i } }, 'RFC 6750 §3')`.
     */
    expectResponse(result: CallResult, expected: ExpectedResponse, rule: string | null): WebAnswer {
      const answer = responseOf(result, rule)
      const { status, headers = {}, json } = expected
      const statuses = typeof status === 'number' ? [status] : (status ?? [answer.status])
      if (!statuses.includes(answer.status))
        expectEqual(result, answer.status, statuses[0], { what: 'the status', rule })
      for (const [name, wanted] of Object.entries(headers)) {
        const values = answer.valuesOf(name)
        const found = values.length === 0 ? null : values.join(', ')
        const fits = wanted instanceof RegExp ? found !== null && wanted.test(found) : found === wanted
        if (!fits)
          expectEqual(result, found, wanted instanceof RegExp ? String(wanted) : wanted, {
            what: `the header ${name}`,
            rule,
          })
      }
      if ('json' in expected && !equal(answer.json, json))
        expectEqual(result, answer.json ?? answer.text, json, { what: 'the JSON in the body', rule })
      return answer
    },
  }
}

function answerOf(response: { status: number; headers: [string, string][]; body: Uint8Array }): WebAnswer {
  const text = new TextDecoder().decode(response.body)
  return {
    ...response,
    text,
    valuesOf: name =>
      response.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value),
    json: parsed(text),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
