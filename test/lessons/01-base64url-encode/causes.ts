/** Finds the cause of a wrong string by asking again: the same one for all inputs, or a wrong alphabet. */
import { type CallResult, type Found, type Learner, textOf } from '../../../src/grader/kit/index.ts'
import { ALPHABET, everyValueAtEveryPlace, sixesOfGroup } from '../shared/base64url.ts'
import type { Encoding } from './mistakes.ts'

const answerOf = ({ outcome }: CallResult): string | null =>
  outcome.kind === 'value' ? textOf(outcome.value) : null

async function textsFor(learner: Learner, inputs: Uint8Array[]): Promise<(string | null)[]> {
  const seens = await learner.callMany(
    'encode',
    inputs.map(input => [input]),
  )
  return seens.map(answerOf)
}

/** Whether other bytes of the same length have the same string. */
async function sameForAll(learner: Learner, input: Uint8Array): Promise<Found | null> {
  if (input.length === 0) return null
  const others = [0x55, 0xaa].map(bits => input.map(byte => byte ^ bits))
  const [one, other] = await textsFor(learner, others)
  if (one !== other) return null
  return { id: 'same-text-for-all', words: { bytes: `${input.length} byte${input.length === 1 ? '' : 's'}` } }
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
async function alphabetBehind(learner: Learner): Promise<Found | null> {
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
    const bits = String(masked.toString(2).length)
    return {
      id: 'mask-too-small',
      words: { value: String(value), yours: character, masked: String(value & masked), bits },
    }
  }
  const isOnly = wrong.length === 1
  return {
    id: 'wrong-alphabet/asked',
    words: {
      value: String(value),
      yours: character,
      right: ALPHABET[value] as string,
      others: isOnly
        ? 'All other characters of your alphabet are right.'
        : `In all, ${wrong.length} of the 64 characters are wrong: one that is missing, or there twice, moves all that follow.`,
    },
    expected: ALPHABET,
    actual: Array.from({ length: 64 }, (_, index) => used.get(index) ?? ' ').join(''),
  }
}

/** Whether the last character of three bytes is missing where no value can be above 63, so that no mask is. */
async function lastMissing(learner: Learner, { text, right }: Encoding): Promise<Found | null> {
  if (right.length !== 4 || text !== right.slice(0, 3)) return null
  const [low] = await textsFor(learner, [Uint8Array.of(0, 0, 5)])
  return low === 'AAA' ? { id: 'last-character-missing/group' } : null
}

/** The cause of a wrong string that says nothing by itself; null when asking again does not find one. */
export async function causeBehind(learner: Learner, wrong: Encoding): Promise<Found | null> {
  return (
    (await sameForAll(learner, wrong.input)) ??
    (await lastMissing(learner, wrong)) ??
    (await alphabetBehind(learner))
  )
}
