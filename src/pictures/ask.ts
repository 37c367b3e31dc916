import type { Call, CallReport } from '../sandbox/types.ts'
import type { Picture } from './types.ts'

/** No picture needs more rounds; one that asked without end would keep the screen waiting. */
const MOST_ROUNDS = 40

/**
 * Asks for all that a picture draws, round by round: the first one, then what depends on what came of those before.
 * @param ask carries out the calls of a round
 * @param isWanted whether anybody still waits for the answer; asked before each round
 */
export async function askAll(
  picture: Picture,
  input: string,
  cursor: number,
  ask: (calls: Call[]) => Promise<CallReport[]>,
  isWanted: () => boolean,
): Promise<CallReport[]> {
  const reports: CallReport[] = []
  let calls = picture.calls(input, cursor)
  for (let round = 0; round < MOST_ROUNDS && calls.length > 0 && isWanted(); round++) {
    reports.push(...(await ask(calls)))
    // What broke down took its objects along.
    if (reports.some(({ outcome }) => outcome.kind === 'broken')) break
    calls = picture.next?.(input, cursor, reports) ?? []
  }
  return reports
}
