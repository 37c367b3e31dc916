import type { Lesson } from '../course/types.ts'
import { withoutComments } from '../source/strip-comments.ts'
import type { Built } from './types.ts'

const CLASS = /\bclass\s+([\w$]+)/g

/**
 * Counts what was written in the lessons of a chapter.
 * @param read returns a workspace file, or null when it is not there
 */
export async function countBuilt(
  lessons: readonly Lesson[],
  read: (file: string) => Promise<string | null>,
): Promise<Built> {
  const files = [...new Set(lessons.flatMap(lesson => lesson.files))]
  const sources = await Promise.all(files.map(async file => withoutComments((await read(file)) ?? '')))
  const lines = sources.reduce((sum, source) => sum + linesOfCode(source), 0)
  const names = lessons.flatMap(lesson => lesson.exports.map(name => name.split('#').at(-1) as string))
  const declared = new Set(sources.flatMap(source => [...source.matchAll(CLASS)].map(match => match[1])))
  const [classes, functions] = [true, false].map(isClass =>
    [...new Set(names)].filter(name => declared.has(name) === isClass),
  ) as [string[], string[]]
  return { lessons: lessons.length, functions, classes, files: files.length, lines }
}

/** Lines with code on them: comments and empty lines do not count. */
export function linesOfCode(source: string): number {
  return withoutComments(source)
    .split('\n')
    .filter(line => line.trim() !== '').length
}
