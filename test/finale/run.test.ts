/** The ends of chapters, on our solutions and on a library that was changed since. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import type { Course } from '../../src/course/types.ts'
import { linesOfCode } from '../../src/finale/built.ts'
import { loadFinale } from '../../src/finale/load.ts'
import { runFinale } from '../../src/finale/run.ts'
import type { FinaleEvent } from '../../src/finale/types.ts'
import { loadTargets } from '../../src/fuzz/load.ts'
import { createPreview } from '../../src/grader/preview.ts'

const dist = join(import.meta.dirname, '../../dist')
const course: Course = await loadCourse(join(dist, 'course.json'))
const endings = course.lessons.filter(({ finale }) => finale)

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons finale ')))
  cpSync(join(dist, 'solutions'), root, { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

async function show(lessonId: string, signal = new AbortController().signal): Promise<FinaleEvent[]> {
  const events: FinaleEvent[] = []
  const preview = createPreview({ workspaceRoot: root, course, assets: { root: dist }, deadlineMs: 60_000 })
  const chapter = course.lessons.find(({ id }) => id === lessonId)?.chapter
  try {
    await runFinale({
      finale: await loadFinale(lessonId, dist),
      lessons: course.lessons.filter(lesson => lesson.chapter === chapter),
      targets: await loadTargets(course, dist),
      readFile: async file => readFileSync(join(root, file), 'utf8'),
      call: preview.preview,
      sandbox: { workspaceRoot: root, program: join(dist, 'sandbox-child.js') },
      onEvent: event => events.push(event),
      signal,
    })
    return events
  } finally {
    preview.close()
  }
}

test('a chapter with an end has it in the folder of its last lesson', () => {
  expect(endings.length).toBeGreaterThan(0)
  for (const { id, chapter } of endings)
    expect(course.lessons.findLast(lesson => lesson.chapter === chapter)?.id).toBe(id)
  expect(readdirSync(join(dist, 'finale')).sort()).toEqual(endings.map(({ id }) => `${id}.js`))
})

test.each(endings.map(({ id }) => [id]))(
  '%s: every proof comes out right, and nothing gets in',
  { timeout: 240_000 },
  async id => {
    const events = await show(id)
    const [begun] = events
    expect(begun?.kind).toBe('begun')
    const proved = events.flatMap(event => (event.kind === 'proved' ? [event.proved] : []))
    expect(proved.length).toBe(begun?.kind === 'begun' ? begun.titles.length : -1)
    for (const { verdict, text } of proved) expect(verdict, text).toBe('right')
    const built = events.find(event => event.kind === 'built')
    expect(built?.built.lines).toBeGreaterThan(20)
    for (const result of events.find(event => event.kind === 'fuzzed')?.results ?? [])
      expect(result).toMatchObject({ accepted: 0, holds: true })
  },
)

test('a library that was changed since is told so', { timeout: 240_000 }, async () => {
  const file = join(root, 'jwt/index.ts')
  writeFileSync(file, readFileSync(file, 'utf8').replace('checkTimes(', 'void ('))
  const events = await show('09-your-library')
  const fuzzed = events.find(event => event.kind === 'fuzzed')
  expect(fuzzed?.results[0]).toMatchObject({ target: 'verify', holds: false })
  expect(fuzzed?.results[0]?.accepted).toBeGreaterThan(0)
})

test('it ends soon after its screen was left', { timeout: 240_000 }, async () => {
  const abort = new AbortController()
  abort.abort()
  expect((await show('09-your-library', abort.signal)).map(({ kind }) => kind)).toEqual(['begun', 'built'])
})

test('lines of code are those with code on them', () => {
  expect(linesOfCode('/** A. */\nconst a = 1 // one\n\n// two\nconst b = 2\n')).toBe(2)
})
