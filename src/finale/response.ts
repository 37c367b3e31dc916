import type { CallReport } from '../sandbox/types.ts'

/** A Response that the learner's code returned: its status, and its body as JSON (undefined when it is none). */
export function responseIn(report: CallReport | undefined): { status: number; json: unknown } | null {
  if (report?.outcome.kind !== 'value' || report.outcome.value.type !== 'response') return null
  const { status, body } = report.outcome.value
  try {
    return { status, json: JSON.parse(new TextDecoder().decode(body)) }
  } catch {
    return { status, json: undefined }
  }
}
