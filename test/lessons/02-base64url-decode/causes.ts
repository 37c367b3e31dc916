/** Finds the cause of a wrong result by asking again: a wrong alphabet, a padding that is demanded. */
import {
  bytesOf,
  type CallResult,
  equal,
  type Found,
  fromBase64url,
  type Learner,
  strings,
} from '../../../src/grader/kit/index.ts'
import { ALPHABET } from '../shared/base64url.ts'

const answerOf = ({ outcome }: CallResult): Uint8Array | null =>
  outcome.kind === 'value' ? bytesOf(outcome.value) : null
const wasRefused = ({ outcome }: CallResult): boolean => outcome.kind === 'thrown' && outcome.jwtCode !== null

const ask = (learner: Learner, texts: string[]): Promise<CallResult[]> =>
  learner.callMany(
    'decode',
    texts.map(text => [text]),
  )

/** The characters that are refused although they belong to the alphabet, and those that get another value. */
async function alphabetBehind(learner: Learner): Promise<Found | null> {
  // One that the table lacks is refused wherever it is; one whose bits are in the way is not.
  const patterns = ['xxxx', 'xAAA', 'AxAA', 'AAxA', 'AAAx']
  const results = await ask(
    learner,
    patterns.flatMap(pattern => [...ALPHABET].map(character => pattern.replaceAll('x', character))),
  )
  const refused = [...ALPHABET].filter((_, value) =>
    patterns.every((_, index) => wasRefused(results[index * 64 + value] as CallResult)),
  )
  if (refused.join('') === ALPHABET.slice(1)) return { id: 'used-bits-refused' }
  if (refused.length > 0 && refused.length < 64) return charactersRefused(refused)
  const values = results.slice(0, 64).map(result => {
    const came = answerOf(result)
    if (came === null || came.length !== 3) return null
    const [value = 0] = [(came[0] as number) >> 2]
    const same = fromBase64url((ALPHABET[value] as string).repeat(4))
    return equal(came, same) ? value : null
  })
  const wrong = values.flatMap((value, right) => (value === right ? [] : [right]))
  const [first] = wrong
  // A table gives most characters a value of their own.
  if (first === undefined || values.includes(null) || new Set(values).size < 33) return null
  if (wrong.length <= 2 && first >= 62) return { id: 'decode-wrong-alphabet/url' }
  return {
    id: 'decode-wrong-alphabet/asked',
    words: {
      character: ALPHABET[first] as string,
      value: String(values[first]),
      right: String(first),
      others:
        wrong.length === 1
          ? 'All other characters are right.'
          : `In all, ${wrong.length} of the 64 characters are wrong.`,
    },
  }
}

function charactersRefused(refused: string[]): Found {
  if (refused.every(character => character === '-' || character === '_'))
    return { id: 'url-characters-refused' }
  const characters = refused.join('')
  return characters === 'A'
    ? { id: 'characters-refused/zero' }
    : { id: 'characters-refused', words: { characters } }
}

/** Why short texts without padding are refused. */
async function refusalBehind(learner: Learner, text: string): Promise<Found | null> {
  if (text.length % 4 === 0) return null
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=')
  const others = [padded, 'AAAA'.slice(0, text.length % 4), text.length % 4 === 2 ? 'AAA' : 'AA']
  const isRefused = (await ask(learner, others)).map(wasRefused)
  if (isRefused[1] && isRefused[2]) return { id: 'padding-demanded' }
  // With zeros only, a string of this length is accepted: its length is not the reason.
  return isRefused.join() === 'true,false,false' ? { id: 'unused-bits-misjudged', isCertain: false } : null
}

/** The cause of a refusal of a right text, or of wrong bytes that say nothing by themselves. */
export async function causeBehind(learner: Learner, result: CallResult): Promise<Found | null> {
  const text = result.args[0] as string
  if (text === '') return null
  if (wasRefused(result) && text.length > 100)
    return { id: 'long-text-refused', words: { length: String(text.length) } }
  return (await alphabetBehind(learner)) ?? (wasRefused(result) ? refusalBehind(learner, text) : null)
}

/** Strings with a character of no base64 at all: whoever reads all of them as four characters refuses none. */
const STRANGE = strings`TW!u T~Fu TWF\u00e9 @WFu`

/** Whether every character is accepted, so that the one in question is nothing special. */
export async function acceptsAnything(learner: Learner): Promise<boolean> {
  const results = await ask(learner, STRANGE)
  return results.every(result => answerOf(result)?.length === 3)
}

/** Whether strings that must be refused gave no bytes at all. */
export function isEmptyForWrong(accepted: CallResult[]): boolean {
  // One that skips strangers, or stops at them, reads bytes from at least one of several strings.
  return accepted.length > 4 && accepted.every(one => answerOf(one)?.length === 0)
}
