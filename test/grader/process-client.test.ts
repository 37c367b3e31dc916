import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { createGraderProcess, type Grader } from '../../src/grader/index.ts'
import { killBelow } from '../terminal/kit/processes.ts'
import { dist } from './desk.ts'

const ENCODE = '01-base64url-encode'
const JSON_SEGMENT = '03-json-segments'

const killEngine = (): void => killBelow(process.pid, 'grader-process')

describe('a grader in a process of its own', { timeout: 120_000 }, () => {
  let root: string
  let grader: Grader
  const open = async (program = dist, workspaceRoot = 'solutions'): Promise<void> => {
    const course = await loadCourse(join(dist, 'course.json'))
    grader = createGraderProcess({ workspaceRoot, course, assets: { root: program } })
  }
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'jwt-lessons-engine-'))
  })
  afterEach(async () => {
    await grader.close()
    rmSync(root, { recursive: true, force: true })
  })

  it('grades a save that comes before the end of a killed engine is known', async () => {
    await open()
    expect((await grader.grade([ENCODE])).passed).toBe(1)
    killEngine()
    expect((await grader.grade([ENCODE])).passed).toBe(1)
  })

  it('begins again when the engine is killed while it grades, and tells each verdict once', async () => {
    await open()
    await grader.grade([ENCODE])
    const told: string[] = []
    const { passed, lessons } = await grader.grade([ENCODE, JSON_SEGMENT], {
      onLesson: report => {
        if (told.length === 0) killEngine()
        told.push(report.id)
      },
    })
    expect(passed).toBe(2)
    expect(lessons.map(lesson => lesson.id)).toEqual([ENCODE, JSON_SEGMENT])
    expect(told.toSorted()).toEqual([ENCODE, JSON_SEGMENT])
  })

  it('tells of each lesson when it has its turn', async () => {
    await open()
    const told: string[] = []
    await grader.grade([ENCODE, JSON_SEGMENT], {
      onBegin: id => told.push(`begin ${id}`),
      onLesson: ({ id }) => told.push(`end ${id}`),
    })
    for (const id of [ENCODE, JSON_SEGMENT]) {
      expect(told.filter(entry => entry.endsWith(id))).toEqual([`begin ${id}`, `end ${id}`])
    }
  })

  it('says that the workspace is gone when it was removed, before the engine is there and after', async () => {
    const workspace = join(root, 'workspace')
    await open(dist, workspace)
    const expectGone = async () => {
      const { problem } = (await grader.grade([ENCODE])).lessons[0] ?? {}
      expect(problem).toMatchObject({ kind: 'missing-file', message: expect.stringContaining(workspace) })
    }
    await expectGone()
    cpSync('solutions', workspace, { recursive: true })
    expect((await grader.grade([ENCODE])).passed).toBe(1)
    rmSync(workspace, { recursive: true })
    await expectGone()
    cpSync('solutions', workspace, { recursive: true })
    expect((await grader.grade([ENCODE])).passed).toBe(1)
  })

  it('says that the fault is ours when no engine lives', async () => {
    writeFileSync(join(root, 'grader-process.js'), 'process.exit(1)\n')
    await open(root)
    const { lessons } = await grader.grade([ENCODE])
    expect(lessons[0]).toMatchObject({ verdict: 'broken', problem: { kind: 'internal' } })
    expect(lessons[0]?.problem?.message).toContain('the process that grades ended')
  })
})
