/** Finds the cause of a wrong answer by asking again: state between calls, a wrong alphabet, a padding that is demanded. */
import {
  bytesOf,
  equal,
  fromBase64url,
  type Learner,
  type CallResult,
  toHex,
} from '../../src/grader/kit/index.ts'

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

type Cause = { id: string; message: string; expected?: string; actual?: string; reference: string | null }

const answerOf = ({ outcome }: CallResult): Uint8Array | null =>
  outcome.kind === 'value' ? bytesOf(outcome.value) : null
const wasRefused = ({ outcome }: CallResult): boolean => outcome.kind === 'thrown' && outcome.jwtCode !== null

/** Whether a call was refused, and else what came of it: enough to see whether two calls did the same. */
function summary(seen: CallResult): string {
  if (seen.outcome.kind !== 'value') return seen.outcome.kind
  const answer = answerOf(seen)
  return answer === null ? seen.outcome.value.type : toHex(answer)
}

const ask = (learner: Learner, texts: string[]): Promise<CallResult[]> =>
  learner.callMany(
    'decode',
    texts.map(text => [text]),
  )

/** What is told when an answer is the one to an earlier text. */
export const remembered: Cause = {
  id: 'answer-remembered',
  message:
    'These are the bytes of another text, which you decoded earlier. Your code keeps answers between calls and finds the wrong one again: two texts may have the same length or the same beginning and still be different. Nothing needs to be kept at all.',
  reference: null,
}

/** Whether the same text gets another answer when it is asked again. */
async function stateBehind(learner: Learner, seen: CallResult): Promise<Cause | null> {
  const text = seen.args[0] as string
  const ones = '_'.repeat(Math.ceil(text.length / 4) * 4)
  const [first, , second, third, known] = await ask(learner, [text, ones, text, text, 'TWFu'])
  const isSame = [first, second, third].every(one => one !== undefined && summary(one) === summary(seen))
  // The very first text of the lesson was read well.
  const isKnown = known !== undefined && (text === 'TWFu' || !wasRefused(known))
  if (isSame && isKnown) return null
  return {
    id: 'state-between-calls',
    message:
      'The same text got one answer in one call and another answer in the next. Something is kept between calls: a variable outside of the function, one array that all calls return, or a regular expression with the flag `g` or `y`, whose `test` goes on where the last call stopped. Everything that belongs to one call belongs into the function.',
    reference: null,
  }
}

/** The characters that are refused although they belong to the alphabet, and those that get another value. */
async function alphabetBehind(learner: Learner): Promise<Cause | null> {
  const seens = await ask(
    learner,
    [...ALPHABET].map(character => character.repeat(4)),
  )
  const refused = [...ALPHABET].filter((_, value) => wasRefused(seens[value] as CallResult))
  if (refused.length > 0 && refused.length < 64) return charactersRefused(refused)
  const values = seens.map(seen => {
    const came = answerOf(seen)
    if (came === null || came.length !== 3) return null
    const [value = 0] = [(came[0] as number) >> 2]
    const same = fromBase64url((ALPHABET[value] as string).repeat(4))
    return equal(came, same) ? value : null
  })
  const wrong = values.flatMap((value, right) => (value === right ? [] : [right]))
  const [first] = wrong
  if (first === undefined || values.includes(null)) return null
  return {
    id: 'decode-wrong-alphabet',
    message:
      wrong.length <= 2 && first >= 62
        ? 'Your alphabet does not know `-` and `_`. In base64url `-` is the character of value 62 and `_` that of value 63; `+` and `/` belong to base64.'
        : `"${ALPHABET[first]}" was read as the value ${values[first]}; right is ${first}. ${wrong.length === 1 ? 'All other characters are right.' : `In all, ${wrong.length} of the 64 characters are wrong.`} Compare your alphabet with the right one: A-Z are 0 to 25, a-z are 26 to 51, 0-9 are 52 to 61, \`-\` is 62, \`_\` is 63.`,
    reference: 'RFC 4648 §5',
  }
}

function charactersRefused(refused: string[]): Cause {
  if (refused.every(character => character === '-' || character === '_')) {
    return {
      id: 'url-characters-refused',
      message:
        'A text with `-` or `_` was refused. In base64url, `-` is the character of value 62 and `_` that of value 63.',
      reference: 'RFC 4648 §5',
    }
  }
  return {
    id: 'characters-refused',
    message: `${refused.length === 1 ? `The character "${refused[0]}" was` : `The characters "${refused.join('')}" were`} refused. ${refused[0] === 'A' && refused.length === 1 ? 'Its value is 0, and 0 is falsy in JavaScript: compare with -1 or undefined, in place of `if (!value)`.' : 'Each of A-Z, a-z, 0-9, `-` and `_` belongs to the alphabet: look at your table or your pattern.'}`,
    reference: 'RFC 4648 §5',
  }
}

/** Why short texts without padding are refused. */
async function refusalBehind(learner: Learner, text: string): Promise<Cause | null> {
  if (text.length % 4 === 0) return null
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=')
  const [one, three] = await ask(learner, [padded, text.length % 4 === 2 ? 'AAA' : 'AA'])
  if (one !== undefined && three !== undefined && wasRefused(one) && !wasRefused(three)) {
    return {
      id: 'unused-bits-misjudged',
      message:
        'A right text was refused, because of bits that are used. Two characters have 12 bits, of which 8 are the byte: the last four are unused, `value & 15`. Three characters have 18 bits, of which 16 are bytes: only the last two are unused, `value & 3`.',
      reference: 'RFC 4648 §3.5',
    }
  }
  return null
}

/** The cause of a refusal of a right text, or of wrong bytes that say nothing by themselves. */
export async function causeBehind(learner: Learner, seen: CallResult): Promise<Cause | null> {
  const text = seen.args[0] as string
  if (text === '') return null
  const state = await stateBehind(learner, seen)
  if (state !== null) return state
  if (wasRefused(seen) && text.length > 100) {
    return {
      id: 'long-text-refused',
      message: `A right text of ${text.length} characters was refused, and short ones were not. Is there a limit? If a long text is read in pieces, each but the last must have a multiple of four characters.`,
      reference: 'RFC 4648 §4',
    }
  }
  return (await alphabetBehind(learner)) ?? (wasRefused(seen) ? refusalBehind(learner, text) : null)
}

/** What went wrong with texts that were accepted and must be refused; null when one of them says it best. */
export async function acceptanceBehind(learner: Learner, accepted: CallResult[]): Promise<Cause | null> {
  const [seen] = [...accepted].sort(
    (one, other) => (one.args[0] as string).length - (other.args[0] as string).length,
  )
  if (seen === undefined) return null
  // Whoever skips strangers or stops at them reads bytes from at least one of several texts.
  if (accepted.length > 4 && accepted.every(one => answerOf(one)?.length === 0)) {
    return {
      id: 'empty-for-wrong',
      message:
        'For a wrong text no bytes came back. That is the answer for the empty text, so your caller takes a forged text for an empty one. Throw a JwtError with the code "malformed".',
      reference: 'RFC 4648 §3.3',
    }
  }
  return stateBehind(learner, seen)
}
