/** Known mistakes that are recognised by one wrong result, as a table. */
import type { Evidence, KnownMistake, Words } from '../diagnose/evidence.ts'

/** Whether a reading shows a mistake: false, true, or true with the placeholders of its message. */
export type Sign<Reading> = (reading: Reading, evidence: Evidence) => boolean | Words

/**
 * The mistakes of a table by id, of which the first that fits is named. `read` makes of a result what the signs look at,
 * or null when it has nothing of it; `words` are the placeholders of all messages whose sign gives none.
 */
export const mistakesIn = <Reading>(
  read: (evidence: Evidence) => Reading | null,
  signs: Record<string, Sign<Reading>>,
  words: (reading: Reading) => true | Words = () => true,
): KnownMistake[] =>
  Object.entries(signs).map(([id, fits]) => ({
    id,
    matches: evidence => {
      const reading = read(evidence)
      const found = reading !== null && fits(reading, evidence)
      return found === true ? words(reading as Reading) : found
    },
  }))
