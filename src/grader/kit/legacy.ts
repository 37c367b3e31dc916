/** Lessons whose hidden tests are not a folder yet: their mistakes hold messages and references themselves. */
import type { CallResult, Evidence, KnownMistake } from '../diagnose/evidence.ts'
import type { Diagnoses, MessageText } from '../diagnose/messages.ts'

export type LegacyEvidence = Omit<Evidence, 'thrown'> & {
  seen: CallResult
  thrown: { name: string; message: string; jwtCode: string | null } | null
}
export type LegacyMistake = {
  id: string
  reference: string | null
  message: string | ((evidence: LegacyEvidence) => string)
  matches: (evidence: LegacyEvidence) => boolean
}

/** The same mistakes in the form of today. */
export function legacyLesson(mistakes: readonly LegacyMistake[]): {
  mistakes: KnownMistake[]
  diagnoses: Diagnoses
  ids?: undefined
  parameters?: undefined
  leavesOpen?: undefined
} {
  const diagnoses: Record<string, MessageText> = {}
  const converted = mistakes.map(({ id, reference, message, matches }, index): KnownMistake => {
    const key = `${id}/${index}`
    diagnoses[key] = { reference, text: '{words}' }
    return {
      id: key,
      matches: evidence => {
        const { thrown, result } = evidence
        const old: LegacyEvidence = {
          ...evidence,
          seen: result,
          thrown: thrown && {
            ...thrown,
            name: thrown.name ?? `a thrown ${thrown.message}`,
            jwtCode: thrown.code,
          },
        }
        return matches(old) && { words: typeof message === 'string' ? message : message(old) }
      },
    }
  })
  return { mistakes: converted, diagnoses }
}

/** A diagnosis that holds its message itself. */
export type LegacyFound = {
  id: string
  message: string
  expected?: string
  actual?: string
  reference: string | null
}
