import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const src = join(root, 'src')

/** What each room may import; `assets` is the one file that knows where built files lie. */
const MAY_IMPORT: Record<string, string[]> = {
  course: [],
  sandbox: [],
  assets: [],
  workspace: ['course', 'sandbox'],
  inspect: ['course', 'sandbox'],
  grader: ['assets', 'course', 'sandbox'],
  pictures: ['course', 'sandbox', 'inspect'],
  kata: ['course', 'grader', 'workspace'],
  ui: ['course', 'grader', 'inspect', 'kata', 'pictures', 'sandbox', 'workspace'],
  commands: ['assets', 'course', 'grader', 'inspect', 'kata', 'pictures', 'sandbox', 'ui', 'workspace'],
  cli: ['commands'],
}

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name))

/** Every relative import of a file, dynamic and type-only ones included, as paths from `root`. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match =>
    relative(root, resolve(dirname(file), match[1] as string)),
  )
}

const roomOf = (path: string): string => (path.split(/[\\/]/)[0] as string).replace(/\.tsx?$/, '')

describe('the rooms of src/', () => {
  it.each(sources)('%s imports only what its room may', name => {
    const room = roomOf(name)
    const targets = importsOf(join(src, name)).filter(path => path.startsWith('src'))
    const rooms = new Set(targets.map(path => roomOf(relative('src', path))))
    rooms.delete(room)
    expect([...rooms].filter(target => !MAY_IMPORT[room]?.includes(target))).toEqual([])
  })

  it('the screen and the commands that draw keep Vitest out of their process', () => {
    const drawing = sources.filter(name => name.startsWith('ui') || name === join('commands', 'open.ts'))
    for (const name of drawing) {
      const values = readFileSync(join(src, name), 'utf8').replace(
        /import type [^\n]*|import \{ type [^\n]*/g,
        '',
      )
      expect(values, name).not.toMatch(/grader\/(?:index|grader|pool)\.ts'/)
    }
  })
})

describe('the hidden tests', () => {
  const folder = join(root, 'test', 'lessons')
  it.each(readdirSync(folder).filter(name => name.endsWith('.ts')))(
    '%s imports of src/ only the kit',
    name => {
      const targets = importsOf(join(folder, name)).filter(path => path.startsWith('src'))
      expect(targets.filter(path => !path.startsWith(join('src', 'grader', 'kit')))).toEqual([])
    },
  )
})

describe('the content', () => {
  it('lessons and solutions import nothing of src/', () => {
    const files = readdirSync(join(root, 'solutions'), { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.ts'),
    )
    for (const name of files) {
      for (const path of importsOf(join(root, 'solutions', name))) expect(path).toMatch(/^solutions/)
    }
  })
})
