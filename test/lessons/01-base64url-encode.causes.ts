/** Finds the cause of a wrong text by asking again: state between calls, and a wrong alphabet. */
import { bytes, type Learner, type CallResult, textOf } from '../../src/grader/kit/index.ts'

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

type Cause = { id: string; message: string; expected?: string; actual?: string; reference: string | null }

/** Groups of three bytes that together have each of the 64 values at each of the four places. */
export const everyValueAtEveryPlace: Uint8Array[] = Array.from({ length: 64 }, (_, value) => {
  const sixes = sixesOfGroup(value)
  const bits = sixes.reduce((all, six) => (all << 6) | six, 0)
  return bytes(bits >> 16, (bits >> 8) & 0xff, bits & 0xff)
})

function sixesOfGroup(value: number): number[] {
  return [value, 63 - value, (value * 5 + 1) & 63, (value * 11 + 7) & 63]
}

const answerOf = ({ outcome }: CallResult): string | null =>
  outcome.kind === 'value' ? textOf(outcome.value) : null

async function textsFor(learner: Learner, inputs: Uint8Array[]): Promise<(string | null)[]> {
  const seens = await learner.callMany(
    'encode',
    inputs.map(input => [input]),
  )
  return seens.map(answerOf)
}

/** What is told when an answer is the one for an earlier input. */
export const remembered: Cause = {
  id: 'answer-remembered',
  message:
    'This is the text of other bytes, which you encoded earlier. Your code keeps answers between calls and finds the wrong one again: two inputs may have the same length, the same sum or the same text and still be different. Nothing needs to be kept at all.',
  reference: null,
}

/** Whether the same bytes give another text next time, or other bytes the same text. */
async function stateBehind(learner: Learner, input: Uint8Array, text: string): Promise<Cause | null> {
  if (input.length === 0) return null
  const others = [0x55, 0xaa].map(bits => input.map(byte => byte ^ bits))
  const [first, one, other, last] = await textsFor(learner, [input, ...others, input])
  if (first !== text || last !== text) {
    return {
      id: 'state-between-calls',
      message:
        'The same bytes gave one text in one call and another text in the next. Your code keeps something between calls: a variable that stands outside of the function, and still has bits, characters or an index of the call before. Declare it inside of the function, so that each call begins anew.',
      reference: null,
    }
  }
  if (one !== other) return null
  return {
    id: 'same-text-for-all',
    message: `Different inputs of ${input.length} byte${input.length === 1 ? '' : 's'} gave the same text. Either the text stands in your code, or an answer is kept and found again by too little, the length for instance. The text must be made of the bytes of this call.`,
    reference: null,
  }
}

/** The character that each value becomes; null when a value becomes several. */
async function charactersUsed(learner: Learner): Promise<Map<number, string> | null> {
  const used = new Map<number, string>()
  const texts = await textsFor(learner, everyValueAtEveryPlace)
  for (const [value, text] of texts.entries()) {
    const characters = [...(text ?? '')]
    if (characters.length !== 4) continue
    for (const [place, six] of sixesOfGroup(value).entries()) {
      const character = characters[place] as string
      if ((used.get(six) ?? character) !== character) return null
      used.set(six, character)
    }
  }
  return used.size > 32 ? used : null
}

/** Whether each value becomes one character, but some a wrong one. */
async function alphabetBehind(learner: Learner): Promise<Cause | null> {
  const used = await charactersUsed(learner)
  const wrong = [...(used ?? [])]
    .filter(([value, character]) => character !== ALPHABET[value])
    .sort(([one], [other]) => one - other)
  const [first] = wrong
  if (used === null || first === undefined) return null
  const [value, character] = first
  const masked = [31, 15].find(mask =>
    wrong.every(([wrongValue, found]) => found === ALPHABET[wrongValue & mask]),
  )
  if (masked !== undefined) {
    return {
      id: 'mask-too-small',
      message: `The value ${value} became "${character}", which is ${value & masked}: only ${masked.toString(2).length} of its six bits were kept. Six one-bits are 63: write \`& 63\`.`,
      reference: 'RFC 4648 §4',
    }
  }
  const yours = Array.from({ length: 64 }, (_, index) => used.get(index) ?? ' ').join('')
  return {
    id: 'wrong-alphabet',
    message: `The value ${value} became "${character}"; right is "${ALPHABET[value]}". ${wrong.length === 1 ? 'All other characters of your alphabet are right.' : `In all, ${wrong.length} of the 64 characters are wrong: one that is missing, or there twice, moves all that follow.`} Compare your alphabet with the right one: A-Z, a-z, 0-9, \`-\`, \`_\`, each once.`,
    expected: ALPHABET,
    actual: yours,
    reference: 'RFC 4648 §5',
  }
}

/** The cause of a wrong text that says nothing by itself; null when asking again does not find one. */
export async function causeBehind(learner: Learner, input: Uint8Array, text: string): Promise<Cause | null> {
  return (await stateBehind(learner, input, text)) ?? (await alphabetBehind(learner))
}
