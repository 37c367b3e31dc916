/** Verdicts on what the learner's code did. */
import type { CallReport } from '../sandbox/types.ts'
import { answerInWords, answerOf } from './outcome.ts'
import { verdict } from './rows.ts'
import type { Row } from './types.ts'

/** Right or wrong, and why; null before the learner's code has answered. */
export type Judged = { isRight: boolean; text: string } | null

export const isRight = (text: string): Judged => ({ isRight: true, text })
export const isWrong = (text: string): Judged => ({ isRight: false, text })

/** Of several verdicts the first that is wrong; `text` is said when all are right. Null while one is missing. */
export function allJudged(all: readonly Judged[], text: string): Judged {
  const wrong = all.find(judged => judged?.isRight === false)
  if (wrong !== undefined) return wrong
  return all.includes(null) ? null : isRight(text)
}

/** The last rows of a drawing, and the first of its sentences. */
export const judgedRows = (judged: Judged, width: number): Row[] =>
  judged === null ? [] : verdict(judged.isRight, judged.text, width)
export const judgedSentences = (judged: Judged): string[] =>
  judged === null ? [] : [`${judged.isRight ? 'Right' : 'Wrong'}: ${judged.text}`]

/** Whether the learner's function refused with a JwtError of one of these codes; of any code when none is named. */
export function judgeRefusal(
  report: CallReport | undefined,
  { name, what, codes = [] }: { name: string; what: string; codes?: readonly string[] },
): Judged {
  const answer = answerOf(report)
  if (answer.kind === 'none') return null
  if (
    answer.kind === 'refused' &&
    answer.code !== null &&
    (codes.length === 0 || codes.includes(answer.code))
  )
    return isRight(`${name} refused ${what}.`)
  const wanted = codes.length === 0 ? '' : ` with the code ${codes.join(' or ')}`
  return isWrong(`${name} ${answerInWords(answer)}; it must refuse ${what} with a JwtError${wanted}.`)
}
