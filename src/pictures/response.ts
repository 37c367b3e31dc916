/** Responses that the learner's code returned. */
import type { CallReport } from '../sandbox/types.ts'
import { parseObject } from '../text/json.ts'

/** A Response as a client receives it; `json` is null when the body is no JSON object. */
export type WebAnswer = {
  status: number
  headers: [name: string, value: string][]
  text: string
  json: Record<string, unknown> | null
}

/** The Response of a report; null when something else came of the call. */
export function responseOf(report: CallReport | undefined): WebAnswer | null {
  if (report?.outcome.kind !== 'value' || report.outcome.value.type !== 'response') return null
  const { status, headers, body } = report.outcome.value
  const text = new TextDecoder().decode(body)
  return { status, headers, text, json: parseObject(text) }
}

/** The values of a header, in order. */
export function headerValues({ headers }: Pick<WebAnswer, 'headers'>, name: string): string[] {
  return headers.flatMap(([known, value]) => (known.toLowerCase() === name ? [value] : []))
}
