import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadCourse } from '../../../src/course/load.ts'
import { rulesOf } from '../../../src/grader/kit/session.ts'
import { createWorkerSession } from '../../../src/grader/kit/worker-session.ts'
import { limitsOf, partOf, type RunSettings } from '../../../src/grader/settings.ts'
import { wallsHere } from '../../../src/sandbox/walls.ts'

const dist = resolve(process.env.JWT_LESSONS_DIST ?? 'dist')
const { lessons } = await loadCourse(join(dist, 'course.json'))
const workspaceRoot = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-session-')))
cpSync('solutions', workspaceRoot, { recursive: true })
afterAll(() => rmSync(workspaceRoot, { recursive: true }))

const place = {
  program: join(dist, 'sandbox-child.js'),
  workspaceRoot,
  deadlineMs: 20_000,
  limits: limitsOf(),
  walls: wallsHere(),
}
const partNamed = (id: string) => partOf(lessons.find(lesson => lesson.id === id) as (typeof lessons)[number])

it('a sandbox waits for the lesson that it was prepared for, while others are graded', async () => {
  const workers = createWorkerSession()
  const [first, other] = [partNamed('01-base64url-encode'), partNamed('18-login')]
  const settings = (run: number, lesson: typeof first): RunSettings => ({
    workspaceRoot,
    sandboxProgram: place.program,
    deadlineMs: place.deadlineMs,
    seed: 1,
    run,
    lessons: [lesson],
    sharing: 'none',
    limits: place.limits,
    walls: place.walls,
  })
  workers.prepare(place, rulesOf(first))
  for (const [run, lesson] of [other, first, other].entries()) {
    workers.loadAhead(settings(run, lesson))
    const session = workers.take(lesson, settings(run, lesson))
    const { report } = await session.load()
    expect(report.kind, lesson.id).toBe('loaded')
    session.close()
  }
  await workers.end()
}, 120_000)
