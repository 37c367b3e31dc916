import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Course, Lesson } from '../../src/course/types.ts'
import { createWorkspace } from '../../src/workspace/create.ts'
import type { StarterFiles } from '../../src/workspace/types.ts'

/** A temporary folder with what a course brings along, and room for workspaces. */
export type World = {
  /** Has a blank and a letter beyond ASCII in its name. */
  root: string
  supplies: StarterFiles
  solutionsDir: string
  course: Course
  write(path: string, text: string): Promise<void>
  read(path: string): Promise<string>
  /** Makes a workspace at `<root>/my work` and returns its real path. */
  workspace(): Promise<string>
  remove(): Promise<void>
}

const NOT_IMPLEMENTED = 'export function notImplemented(name: string): Error {\n  return new Error(name)\n}\n'

export const STARTER = `import { JwtError } from './errors.ts'
import { notImplemented } from './not-implemented.ts'

/** Encodes. */
export function encode(bytes: Uint8Array): string {
  throw notImplemented('encode')
}

/** Decodes. */
export function decode(text: string): Uint8Array {
  throw notImplemented('decode')
}
`

export const SOLUTION = `import { JwtError } from './errors.ts'

const ALPHABET = 'ABC'

/** Encodes. */
export function encode(bytes: Uint8Array): string {
  return ALPHABET + bytes.length
}

/** Decodes. */
export function decode(text: string): Uint8Array {
  if (text === '') throw new JwtError('malformed', 'empty')
  return unpack(text)
}

function unpack(text: string): Uint8Array {
  return new Uint8Array(ALPHABET.indexOf(text))
}
`

export async function createWorld(): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'jwt-lessons work \u00e9 '))
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await write('dist/starters/jwt/base64url.ts', STARTER)
  await write('dist/starters/jwt/errors.ts', 'export class JwtError extends Error {}\n')
  await write('dist/starters/jwt/not-implemented.ts', NOT_IMPLEMENTED)
  await write(
    'dist/starters/jwt/hmac.ts',
    "import { notImplemented } from './not-implemented.ts'\n\nexport function hmac(): void {\n  throw notImplemented('hmac')\n}\n",
  )
  await write('dist/solutions/jwt/base64url.ts', SOLUTION)
  await write('dist/solutions/jwt/hmac.ts', 'export function hmac(): void {}\n')
  const supplies = { startersDir: join(root, 'dist/starters'), typesDir: null, version: '0.1.0' }
  return {
    root,
    supplies,
    solutionsDir: join(root, 'dist/solutions'),
    course: testCourse(),
    write,
    read: path => readFile(join(root, path), 'utf8'),
    workspace: async () => (await createWorkspace(join(root, 'my work'), supplies)).workspace.root,
    remove: () => rm(root, { recursive: true, force: true }),
  }
}

/** Three lessons, two of them in one file. */
export function testCourse(): Course {
  const lessons = [
    testLesson(1, '01-base64url-encode', 'Bytes to text', 'jwt/base64url.ts', ['encode']),
    testLesson(2, '02-base64url-decode', 'Text to bytes', 'jwt/base64url.ts', ['decode']),
    testLesson(4, '04-hmac', 'A keyed hash', 'jwt/hmac.ts', ['hmac']),
  ]
  const chapters = [
    { id: 'build', title: 'Build your own HS256 library', lessonIds: lessons.map(({ id }) => id) },
  ]
  return { version: '0.1.0', chapters, lessons }
}

function testLesson(number: number, id: string, title: string, file: string, exports: string[]): Lesson {
  return {
    id,
    number,
    title,
    chapter: 'build',
    minutes: 10,
    files: [file],
    exports,
    uses: [],
    forbids: [],
    watches: [],
    async: [],
    web: false,
    needs: null,
    picture: null,
    finale: false,
    why: `Why **${title}** matters.`,
    steps: ['first', 'second'].map(step => ({
      id: step,
      title: `The ${step} step`,
      pages: step === 'first' ? [{ kind: 'page', title: 'One idea', text: 'Text of a page.' }] : [],
      task: `Make the ${step} step true.`,
      hints: [1, 2, 3].map(tier => `Hint ${tier} of the ${step} step.`),
    })),
    recap: 'What you have now.',
    reading: '- [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648)',
  }
}
