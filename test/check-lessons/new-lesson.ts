/** `npm run new-lesson NN-name`: writes the skeleton of a lesson, an example that passes the author's check. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const skeleton = fileURLToPath(new URL('skeleton', import.meta.url))

/** Where each file of the skeleton goes. */
function placeOf(name: string, id: string, file: string): string {
  if (name === 'lesson.md' || name === 'sources.md') return join('lessons', id, name)
  return name === 'solution.ts' ? join('solutions', file) : join('test', 'lessons', id, name)
}

/**
 * Writes the skeleton of a lesson into a repository; nothing that is there is overwritten.
 * @returns the files that were written, from the root
 * @throws Error when the name has not the form 10-two-words, or a file is there already
 */
export function newLesson(root: string, id: string): string[] {
  const [, number, words] = /^(\d{2})-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(id) ?? []
  if (number === undefined || words === undefined)
    throw new Error(`"${id}" is not the name of a lesson: two digits and words, as 10-alg-none.`)
  const file = `jwt/${words}.ts`
  const fill = (text: string): string =>
    text
      .replaceAll('__ID__', id)
      .replaceAll('__NUMBER__', number)
      .replaceAll('__FILE__', file)
      .replaceAll(
        '__NAME__',
        words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
      )
  const files = readdirSync(skeleton, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.txt'))
    .map(name => ({ from: join(skeleton, name), to: placeOf(name.replace(/\.txt$/, ''), id, file) }))
  const taken = files.find(({ to }) => existsSync(join(root, to)))
  if (taken !== undefined) throw new Error(`${taken.to} is there already.`)
  for (const { from, to } of files) {
    mkdirSync(dirname(join(root, to)), { recursive: true })
    writeFileSync(join(root, to), fill(readFileSync(from, 'utf8')))
  }
  return files.map(({ to }) => to).sort()
}

if (import.meta.main) {
  try {
    const [id = ''] = process.argv.slice(2)
    const written = newLesson(fileURLToPath(new URL('../..', import.meta.url)), id)
    console.log(`Written:\n  ${written.join('\n  ')}`)
    console.log(`It is an example that passes but for its ids, which come last: npm run check:lessons ${id}`)
    console.log('How to go on from there: docs/writing-a-lesson.md')
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 2
  }
}
