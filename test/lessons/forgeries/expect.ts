/** Calls a forging function and explains the first token that is wrong. */
import { type CallResult, type Found, type Learner, plain } from '../../../src/grader/kit/index.ts'
import { claimsFault } from './claims.ts'
import { claimsOf, isFound, type Json, readForgery, type Token } from './read.ts'

/** Arguments of a call: the token is the first, the changes are the last. */
export type Call = readonly unknown[]

/** A token and the call that it was returned by. */
export type Forged = { token: Token; call: Call }
export type Fault = { index: number; found: Found }

/** How a lesson judges a forged token, besides its form and its claims. */
export type Attack = {
  /** The exported function. */
  name: string
  /** A right token for this call: shown when something else than a string was returned. */
  right: (...args: never[]) => string
  /** The first token of a test whose header or signature is wrong, and why; null when none is. */
  fault: (all: readonly Forged[]) => Fault | null
  /** The verifier with the hole. It throws when it refuses. */
  accepts: (token: string, call: Call) => unknown
  /** Time for the calls of a test and for one of them, where making keys takes it. */
  limits?: { deadlineMs: number; callMs: number }
}

/** Codes that only a verifier has for a token that can be read. */
const CHECKS = ['unsupported', 'bad-key', 'bad-signature', 'expired', 'not-yet-valid', 'claim-missing']

/** Calls the function once for each list of arguments, and returns the forged tokens when all are right. */
export async function expectForgeries(
  learner: Learner,
  attack: Attack,
  calls: readonly Call[],
  rule: string | null,
): Promise<string[]> {
  const results = await learner.callMany(
    attack.name,
    calls.map(call => [...call]),
    attack.limits ?? {},
  )
  const tokens = results.map((result, index) => stringOf(learner, attack, result, calls[index] as Call, rule))
  const fault = faultAmong(attack, tokens, calls)
  if (fault !== null) learner.fail(results[fault.index] as CallResult, fault.found)
  return tokens
}

/** The string that was returned; anything else is a failure. */
function stringOf(
  learner: Learner,
  attack: Attack,
  result: CallResult,
  call: Call,
  rule: string | null,
): string {
  const { outcome } = result
  if (outcome.kind === 'thrown' && CHECKS.includes(outcome.jwtCode ?? ''))
    learner.fail(result, { id: 'checked-first' })
  if (outcome.kind === 'thrown' && outcome.jwtCode === 'malformed') learner.fail(result, { id: 'refused' })
  // btoa throws it for characters beyond U+00FF.
  if (
    outcome.kind === 'thrown' &&
    outcome.value.type === 'error' &&
    outcome.value.name === 'InvalidCharacterError'
  )
    learner.fail(result, { id: 'not-utf8/btoa' })
  const value = outcome.kind === 'value' ? plain(outcome.value) : null
  if (typeof value === 'string') return value
  learner.expectValue(result, attack.right(...(call as never[])), rule)
  return ''
}

/** The first wrong token of a test: its form, its header and signature, its claims, the verifier that must take it. */
function faultAmong(
  { fault, accepts }: Attack,
  tokens: readonly string[],
  calls: readonly Call[],
): Fault | null {
  const forged: Forged[] = []
  for (const [index, token] of tokens.entries()) {
    const read = readForgery(token)
    if (isFound(read)) return { index, found: read }
    forged.push({ token: read, call: calls[index] as Call })
  }
  const wrong =
    fault(forged) ??
    claimsFault(
      forged.map(({ token, call }) => ({
        claims: claimsOf(call[0] as string),
        changes: call.at(-1) as Json,
        forged: token.payload,
      })),
    )
  if (wrong !== null) return wrong
  for (const [index, token] of tokens.entries()) {
    const refusal = refusalOf(() => accepts(token, calls[index] as Call))
    if (refusal !== null) return { index, found: { id: 'target-refused', words: { refusal } } }
  }
  return null
}

/** The first fault of tokens that are judged one by one. */
export function firstFault(all: readonly Forged[], faultOf: (forged: Forged) => Found | null): Fault | null {
  for (const [index, forged] of all.entries()) {
    const found = faultOf(forged)
    if (found !== null) return { index, found }
  }
  return null
}

/** Why a verifier refuses, or null. */
export function refusalOf(verify: () => unknown): string | null {
  try {
    verify()
    return null
  } catch (error) {
    return (error as Error).message
  }
}
