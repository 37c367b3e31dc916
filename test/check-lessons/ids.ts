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

/** Ids that are not given any more, and why. They stay in ids.json, so that nothing else ever gets them. */
const RETIRED: Record<string, Record<string, string>> = {
  '01-base64url-encode': {
    secret: 'who can read a token is asked once, in lesson 03 (key)',
    'pieces-with-tails': 'hardly anyone does it; wrong-length says what was seen',
    'input-cut': 'hardly anyone does it; wrong-length says what was seen',
    'byte-order-mark-dropped': 'hardly anyone does it; wrong-length says what was seen',
    'bit-order': 'hardly anyone does it; wrong-bits says what was seen',
    'escaped-base64': 'hardly anyone does it; wrong-alphabet says what was seen',
  },
  '04-hmac': { 'message-padded': 'hardly anyone does it; wrong-value says what was seen' },
  '05-sign': {
    'who-can-read': 'who can read a token is asked once, in lesson 03 (key)',
    'secret-reversed': 'hardly anyone does it; other-text-signed says what was seen',
    'wrong-value': 'the kit still has it; of the known programs each has a cause of its own (dot-missing)',
  },
  '23-capstone': {
    'wrong-value': 'the kit still has it; a header that is missing is named (no-store-missing)',
  },
}

/**
 * Complaints about ids that went away or are not written down.
 * @param of the lessons that were named; `all` looks for lessons that are gone, too
 */
export function complaintsAboutIds(root: string, course: Course, of: readonly string[] | 'all'): string[] {
  const known = JSON.parse(readFileSync(fileOf(root), 'utf8')) as Ids
  const current = idsOf(root, course)
  const complaints: string[] = []
  const looked = of === 'all' ? new Set([...Object.keys(known), ...Object.keys(current)]) : of
  for (const lesson of looked) {
    if (known[lesson] === undefined) {
      complaints.push(`${lesson}: its ids are not in ids.json: once they are final, add -- --write-ids`)
      continue
    }
    for (const kind of KINDS) {
      const before = known[lesson]?.[kind] ?? []
      const now = current[lesson]?.[kind] ?? []
      for (const id of before)
        if (!now.includes(id) && RETIRED[lesson]?.[id] === undefined)
          complaints.push(
            `${lesson}: the id "${id}" of its ${kind} went away. Bring it back, or add it to RETIRED in test/check-lessons/ids.ts; if it was never released, remove it from ids.json`,
          )
      for (const id of now)
        if (!before.includes(id))
          complaints.push(`${lesson}: the id "${id}" of its ${kind} is not in ids.json (--write-ids)`)
    }
  }
  return complaints
}

/** Writes the ids of today down, beside all that were ever given; those of the named lessons only. */
export function writeIds(root: string, course: Course, of: readonly string[] | 'all'): void {
  const known = JSON.parse(readFileSync(fileOf(root), 'utf8')) as Ids
  const current = Object.fromEntries(
    Object.entries(idsOf(root, course)).filter(([lesson]) => of === 'all' || of.includes(lesson)),
  )
  const all = [...new Set([...Object.keys(known), ...Object.keys(current)])].sort()
  const merged = all.map(lesson => [
    lesson,
    Object.fromEntries(
      KINDS.map(kind => [
        kind,
        [...new Set([...(known[lesson]?.[kind] ?? []), ...(current[lesson]?.[kind] ?? [])])],
      ]),
    ),
  ])
  writeFileSync(fileOf(root), `${JSON.stringify(Object.fromEntries(merged), null, 2)}\n`)
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
