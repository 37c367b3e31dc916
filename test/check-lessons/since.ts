/** Which lessons a change concerns. */
import { execFileSync } from 'node:child_process'
import type { Lesson } from '../../src/course/types.ts'

/** A change of these can change what is said of any lesson. */
const SHARED = [
  /^src\/(?:grader|sandbox|source|text)\//,
  /^src\/course\//,
  /^test\/(?:check-lessons|mutation)\/(?!ids\.json)/,
  /^test\/lessons\/[^/]+\.ts$/,
  /^solutions\/jwt\/errors\.ts$/,
  /^rolldown\.config\.ts$/,
  /^package(?:-lock)?\.json$/,
]

/**
 * The lessons that differ from a revision, uncommitted changes included.
 * @throws Error when git does not know the revision
 */
export function lessonsSince(root: string, revision: string, lessons: readonly Lesson[]): Lesson[] {
  const git = (...args: string[]): string[] =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      .split('\n')
      .filter(Boolean)
  const changed = [
    ...git('diff', '--name-only', revision),
    ...git('ls-files', '--others', '--exclude-standard'),
  ]
  return concerned(changed, lessons)
}

/** The lessons that a change of these files concerns; pure. */
export function concerned(changed: readonly string[], lessons: readonly Lesson[]): Lesson[] {
  if (changed.some(file => SHARED.some(pattern => pattern.test(file)))) return [...lessons]
  const isOf = (file: string, { id, files, uses }: Lesson): boolean =>
    ['lessons', 'test/lessons'].some(folder => file.startsWith(`${folder}/${id}/`)) ||
    // What a lesson imports of earlier ones is in solutions/ too.
    [...files, ...uses.map(use => use.split('#')[0])].some(path => file === `solutions/${path}`) ||
    (file.startsWith('solutions/') &&
      !lessons.some(lesson => lesson.files.some(path => file === `solutions/${path}`)))
  return lessons.filter(lesson => changed.some(file => isOf(file, lesson)))
}
