import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lesson } from '../../../src/course/types.ts'
import { readVariants } from '../../check-lessons/variants.ts'
import { repository } from './program.ts'

/** A wrong answer that people write, and words of the diagnosis that it gets. */
export type KnownMistake = { name: string; says: string }

/** Words that are fewer than these are found in other places, too. */
const fewestCharacters = 24

/** The first known mistake of a lesson whose diagnosis begins with fixed words; null when there is none. */
export function mistakeOf(lesson: Lesson): KnownMistake | null {
  const openings = openingsOf(lesson.id)
  for (const { kind, name, place, diagnosis } of readVariants(repository, lesson.id)) {
    const says = diagnosis === null ? undefined : openings.get(diagnosis)
    // A program of its own may import what the learner's file does not.
    const isEdit = place.includes('variants.ts')
    if (kind === 'mistake' && isEdit && says !== undefined) return { name, says }
  }
  return null
}

/** How each diagnosis of a lesson begins, up to the first value that is put in; by id. */
function openingsOf(lessonId: string): Map<string, string> {
  const file = join(repository, 'test/lessons', lessonId, 'diagnoses.md')
  if (!existsSync(file)) return new Map()
  const sections = readFileSync(file, 'utf8').split(/^## /m).slice(1)
  const openings = new Map<string, string>()
  const several = new Set<string>()
  for (const section of sections) {
    const [, id = '', of = '', text = ''] = /^([\w-]+)(\S*)[^\n]*\n+([^\n]*)/.exec(section) ?? []
    // `id/case`: which of its messages an id shows depends on what was called.
    if (of !== '') several.add(id)
    const opening =
      text
        .split(/[{`]/)[0]
        ?.slice(0, 60)
        .replace(/\s+\S*$/, '') ?? ''
    if (opening.length >= fewestCharacters) openings.set(id, opening)
  }
  for (const id of several) openings.delete(id)
  return openings
}
