/** From a finding to what the learner reads: the only place where a diagnosis becomes sentences. */
import type { Refusal } from '../../sandbox/types.ts'
import type { Diagnosis } from '../types.ts'
import { notAnError } from './explain.ts'
import type { Finding } from './finding.ts'
import type { Hint } from './hints.ts'
import { fillIn } from './messages.ts'

/** What is known besides: what the sandbox refused, and what the source shows. */
export type Besides = { refusals: readonly Refusal[]; hints: readonly Hint[] }

/** Makes the diagnosis of a finding. */
export function describeFinding(finding: Finding, besides: Besides = { refusals: [], hints: [] }): Diagnosis {
  const { id, message, reference, call, thrown, expected, comparison } = finding
  const place = besides.hints.find(hint => hint.kind === 'slip') ?? null
  return {
    id,
    message: withBesides(fillIn(message.template, message.words), finding, besides),
    call: call && showCallOf(call),
    ...(typeof call?.inFull === 'string' && { callInFull: call.inFull }),
    expected,
    actual: finding.shown ?? actualOf(finding),
    reference,
    file: finding.place?.file ?? place?.file ?? null,
    line: finding.place?.line ?? place?.line ?? null,
    comparison: [...comparison],
    thrown,
  }
}

/** The call; of a method, on lines above it, the last calls on the same object. */
function showCallOf({ name, kind, arguments: args, before }: NonNullable<Finding['call']>): string {
  const call = kind === 'property' ? name : `${name}(${args.join(', ')})`
  return [...before, call].join('\n')
}

/** What came of the call. */
function actualOf({ returned, thrown, broken }: Finding): string | null {
  if (broken !== null) return broken.message
  if (thrown === null) return returned
  const what = thrown.name ?? notAnError(thrown.message)
  const message = thrown.name === null || thrown.message === '' ? '' : `: ${thrown.message.slice(0, 300)}`
  return `threw ${what}${message}${thrown.code === null ? '' : ` (code '${thrown.code}')`}`
}

function withBesides(message: string, { id }: Finding, { refusals, hints }: Besides): string {
  const [refusal] = id === 'taken-away' || id === 'forbidden' ? [] : refusals
  const also = refusal === undefined ? '' : ` (Also seen: ${refusal.message}.)`
  return hints.reduce((text, hint) => withHint(text, hint), `${message}${also}`)
}

/** A hint that may be the cause stands before the message, where the error was thrown after it. */
export function withHint(message: string, hint: Hint): string {
  switch (hint.kind) {
    case 'near-name':
      return `Line ${hint.line} has ${hint.name}; is ${hint.near} meant?\n\n${message}`
    case 'thrown-elsewhere':
      return `${message}\n\nIt was thrown in ${hint.file}. Look at what ${hint.own} passes to it.`
    case 'slip':
      return `${hint.text}\n\n${message}`
  }
}
