import type { Lesson } from '../course/types.ts'
import { withoutComments } from '../source/strip-comments.ts'
import type { Built } from './types.ts'

/**
 * Counts what was written in the lessons of a chapter.
 * @param read returns a workspace file, or null when it is not there
 */
export async function countBuilt(
  lessons: readonly Lesson[],
  read: (file: string) => Promise<string | null>,
): Promise<Built> {
  const files = [...new Set(lessons.flatMap(lesson => lesson.files))]
  let lines = 0
  for (const file of files) lines += linesOfCode((await read(file)) ?? '')
  const functions = lessons.flatMap(lesson => lesson.exports.map(name => name.split('#').at(-1) as string))
  return { lessons: lessons.length, functions: [...new Set(functions)], files: files.length, lines }
}

/** Lines with code on them: comments and empty lines do not count. */
export function linesOfCode(source: string): number {
  return withoutComments(source)
    .split('\n')
    .filter(line => line.trim() !== '').length
}
