import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildContent } from '../../src/course/build.ts'
import { loadCourse } from '../../src/course/load.ts'
import { LESSON } from './lesson-text.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jwt-lessons course \u00e9 '))
  await write(
    'lessons/course.md',
    '---\nchapters:\n  - id: build\n    title: Build\n  - id: use\n    title: Use\n---\nText.\n',
  )
  await write('lessons/01-base64url-encode/lesson.md', LESSON)
  await write('solutions/jwt/base64url.ts', 'const SECRET = 1\nexport function encode() { return SECRET }\n')
  await write('solutions/jwt/errors.ts', 'export class JwtError extends Error {}\n')
})

afterEach(() => rm(root, { recursive: true, force: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

const build = () =>
  buildContent({
    lessonsDir: join(root, 'lessons'),
    solutionsDir: join(root, 'solutions'),
    outDir: join(root, 'out'),
    known: { forbids: ['base64', 'imports'], watches: ['scrypt'], needs: ['ml-dsa'] },
    version: '1.2.3',
  })

test('the built course is what was read, without chapters that have no lessons', async () => {
  const course = await build()
  expect(await loadCourse(join(root, 'out/course.json'))).toEqual(course)
  expect(course.version).toBe('1.2.3')
  expect(course.chapters).toEqual([{ id: 'build', title: 'Build', lessonIds: ['01-base64url-encode'] }])
})

test('starters hide the solution; given files stay as they are; solutions are copied', async () => {
  await build()
  const files = await readdir(join(root, 'out/starters/jwt'))
  expect(files.sort()).toEqual(['base64url.ts', 'errors.ts', 'not-implemented.ts'])
  const read = (path: string) => readFile(join(root, 'out', path), 'utf8')
  expect(await read('starters/jwt/base64url.ts')).not.toContain('SECRET')
  expect(await read('starters/jwt/errors.ts')).toBe(await read('solutions/jwt/errors.ts'))
  expect(await read('solutions/jwt/base64url.ts')).toContain('SECRET')
})

test('a starter of an earlier build does not stay behind', async () => {
  await write('out/starters/jwt/old.ts', '')
  await build()
  expect(await readdir(join(root, 'out/starters/jwt'))).not.toContain('old.ts')
})

test.each([
  [
    'a missing solution',
    () => rm(join(root, 'solutions/jwt/base64url.ts')),
    'solutions/jwt/base64url.ts:1: a lesson names it',
  ],
  [
    'a solution that cannot be parsed',
    () => write('solutions/jwt/base64url.ts', 'export function ('),
    'no starter can be made',
  ],
  [
    'an unknown chapter',
    () => write('lessons/01-base64url-encode/lesson.md', LESSON.replace('chapter: build', 'chapter: bild')),
    'chapter: "bild" is not in course.md',
  ],
  [
    'something unknown that is forbidden',
    () => write('lessons/01-base64url-encode/lesson.md', LESSON.replace('[base64, imports]', '[base46]')),
    'forbids: "base46" is none of base64, imports',
  ],
  [
    'a lesson that a text names and that is not there',
    () =>
      write(
        'lessons/01-base64url-encode/lesson.md',
        LESSON.replace('A bug.', 'A bug. Lesson\n24 is about it.'),
      ),
    'its text names lesson 24, which the course does not have',
  ],
  [
    'a folder with another name',
    () => write('lessons/02-other/lesson.md', LESSON),
    'is not the name of its folder',
  ],
  [
    'a folder without text',
    () => mkdir(join(root, 'lessons/03-empty')),
    '03-empty/lesson.md:1: the file is missing',
  ],
])('%s stops the build', async (_, spoil, message) => {
  await spoil()
  await expect(build()).rejects.toThrow(message)
})

test('a damaged course.json is said to be damaged', async () => {
  await write('out/course.json', '{')
  await expect(loadCourse(join(root, 'out/course.json'))).rejects.toThrow('missing or damaged')
})
