/**
 * Ids are promises: progress files, links and other people's scripts hold them. ids.json has all that were ever given;
 * one that goes away is a complaint, and so is a new one that is not written down (`--write-ids` does it).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Course } from '../../src/course/types.ts'
import { readVariants } from './variants.ts'

type LessonIds = { steps: string[]; questions: string[]; diagnoses: string[] }
type Ids = Record<string, LessonIds>

const KINDS = ['steps', 'questions', 'diagnoses'] as const

/** Complaints about ids that went away or are not written down. */
export function complaintsAboutIds(root: string, course: Course): string[] {
  const known = JSON.parse(readFileSync(fileOf(root), 'utf8')) as Ids
  const current = idsOf(root, course)
  const complaints: string[] = []
  for (const lesson of new Set([...Object.keys(known), ...Object.keys(current)])) {
    for (const kind of KINDS) {
      const before = known[lesson]?.[kind] ?? []
      const now = current[lesson]?.[kind] ?? []
      for (const id of before)
        if (!now.includes(id)) complaints.push(`${lesson}: the id "${id}" of its ${kind} went away`)
      for (const id of now)
        if (!before.includes(id))
          complaints.push(`${lesson}: the id "${id}" of its ${kind} is not in ids.json (--write-ids)`)
    }
  }
  return complaints
}

/** Writes the ids of today down. */
export function writeIds(root: string, course: Course): void {
  writeFileSync(fileOf(root), `${JSON.stringify(idsOf(root, course), null, 2)}\n`)
}

function idsOf(root: string, course: Course): Ids {
  return Object.fromEntries(
    course.lessons.map(({ id, steps }) => {
      const pages = steps.flatMap(step => step.pages)
      const diagnoses = readVariants(root, id).flatMap(({ diagnosis }) => diagnosis ?? [])
      return [
        id,
        {
          steps: steps.map(step => step.id),
          questions: pages.flatMap(page => (page.kind === 'question' ? [page.id] : [])),
          diagnoses: [...new Set(diagnoses)].sort(),
        },
      ]
    }),
  )
}

function fileOf(root: string): string {
  return join(root, 'test', 'check-lessons', 'ids.json')
}
