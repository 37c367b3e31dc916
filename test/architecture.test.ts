import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const src = join(root, 'src')

/** What each folder may import; `assets` is the one file that knows where built files are. */
const MAY_IMPORT: Record<string, string[]> = {
  source: [],
  text: [],
  assets: [],
  course: ['source', 'text'],
  sandbox: ['source', 'text'],
  inspect: ['course', 'source', 'text'],
  workspace: ['course', 'sandbox', 'source', 'text'],
  grader: ['assets', 'course', 'sandbox', 'source', 'text'],
  pictures: ['course', 'inspect', 'sandbox', 'source', 'text'],
  fuzz: ['course', 'grader', 'sandbox', 'source', 'text'],
  finale: ['course', 'fuzz', 'grader', 'pictures', 'sandbox', 'source', 'text'],
  kata: ['course', 'grader', 'source', 'text', 'workspace'],
  certificate: ['pictures', 'sandbox'],
  lab: ['course', 'grader', 'sandbox'],
  serve: [],
  ui: [
    'course',
    'finale',
    'fuzz',
    'grader',
    'inspect',
    'kata',
    'pictures',
    'sandbox',
    'source',
    'text',
    'workspace',
  ],
  commands: [
    'assets',
    'certificate',
    'course',
    'finale',
    'fuzz',
    'grader',
    'inspect',
    'kata',
    'lab',
    'pictures',
    'sandbox',
    'serve',
    'source',
    'text',
    'ui',
    'workspace',
  ],
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

const folderOf = (path: string): string => (path.split(/[\\/]/)[0] as string).replace(/\.tsx?$/, '')

describe('the folders of src/', () => {
  it.each(sources)('%s imports only what its folder may', name => {
    const folder = folderOf(name)
    const targets = importsOf(join(src, name)).filter(path => path.startsWith('src'))
    const folders = new Set(targets.map(path => folderOf(relative('src', path))))
    folders.delete(folder)
    expect([...folders].filter(target => !MAY_IMPORT[folder]?.includes(target))).toEqual([])
  })

  it.each(sources.filter(name => name.startsWith('commands')))(
    '%s takes nothing of the screen, but for opening it',
    name => {
      const text = readFileSync(join(src, name), 'utf8').replace(/^import type [^\n]*ui\/ports\.ts'$/gm, '')
      const opens = name === join('commands', 'open.ts') ? ["import('../ui/open.tsx')"] : []
      expect(text.match(/\S*'\.\.\/ui\/[^']+'\)?/g) ?? []).toEqual(opens)
    },
  )

  it('each have a paragraph in docs/architecture.md', () => {
    const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8')
    const folders = readdirSync(src, { withFileTypes: true }).filter(entry => entry.isDirectory())
    const missing = folders.map(({ name }) => name).filter(name => !page.includes(`**${name}/**`))
    expect(missing).toEqual([])
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
  it.each(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')))(
    '%s imports of src/ only the kit',
    name => {
      const targets = importsOf(join(folder, name)).filter(path => path.startsWith('src'))
      expect(targets.filter(path => !path.startsWith(join('src', 'grader', 'kit')))).toEqual([])
    },
  )
})

describe('the content', () => {
  const sourcesIn = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => join(folder, name))

  it.each(sourcesIn('solutions'))('%s imports only other solutions', name => {
    for (const path of importsOf(join(root, name))) expect(path).toMatch(/^solutions/)
  })

  // A picture compares with the solution or the model, and a lesson may show the picture of another one.
  it.each(sourcesIn('lessons'))('%s imports the kits of pictures and fuzz, and content', name => {
    for (const path of importsOf(join(root, name)))
      expect(path).toMatch(
        /^(?:src[\\/](?:pictures|fuzz|finale)[\\/]index\.ts$|solutions[\\/]|lessons[\\/]|test[\\/]lessons[\\/][^\\/]+[\\/]model\.ts$)/,
      )
  })
})
