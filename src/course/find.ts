import type { Course, Lesson } from './types.ts'

/** What a learner's word for a lesson means. */
export type Found =
  | { kind: 'found'; lesson: Lesson }
  /** Several lessons have that part in their id. */
  | { kind: 'ambiguous'; candidates: string[] }
  | { kind: 'unknown'; nearest: string | null }

/**
 * Finds a lesson by its number (`7`, `07`), its id (`07-expiry`) or a unique part of it (`expiry`).
 * @param course the course
 * @param name what the learner typed; case and spaces around it don't matter
 */
export function findLesson(course: Course, name: string): Found {
  const wanted = name.trim().toLowerCase()
  const { lessons } = course
  const exact = /^\d+$/.test(wanted)
    ? lessons.find(lesson => lesson.number === Number(wanted))
    : lessons.find(lesson => lesson.id === wanted || withoutNumber(lesson.id) === wanted)
  if (exact !== undefined) return { kind: 'found', lesson: exact }
  const parts =
    wanted === '' || /^\d+$/.test(wanted) ? [] : lessons.filter(lesson => lesson.id.includes(wanted))
  const [only] = parts
  if (only !== undefined && parts.length === 1) return { kind: 'found', lesson: only }
  if (parts.length > 1) return { kind: 'ambiguous', candidates: parts.map(lesson => lesson.id) }
  return { kind: 'unknown', nearest: nearestLesson(lessons, wanted) }
}

function nearestLesson(lessons: Lesson[], wanted: string): string | null {
  if (/^\d*$/.test(wanted)) return null
  const names = lessons.flatMap(({ id }) =>
    [id, withoutNumber(id), ...withoutNumber(id).split('-')].map(name => ({ id, name })),
  )
  const nearest = nearestName(
    wanted,
    names.map(({ name }) => name),
  )
  return names.find(({ name }) => name === nearest)?.id ?? null
}

function withoutNumber(id: string): string {
  return id.replace(/^\d+-/, '')
}

/**
 * The name that is nearest to what was typed by edit distance, or null when none is near (more than a third differs).
 * @param typed what was typed
 * @param names the names there are
 */
export function nearestName(typed: string, names: readonly string[]): string | null {
  const ranked = names
    .map(name => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(
      ({ name, distance }) => distance <= Math.max(1, Math.floor(Math.max(typed.length, name.length) / 3)),
    )
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.name ?? null
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    rows.push(line)
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1)
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? at(row - 2, column - 2) + 1 : replaced
      line.push(Math.min(replaced, swapped, at(row - 1, column) + 1, at(row, column - 1) + 1))
    }
  }
  return at(a.length, b.length)
}
