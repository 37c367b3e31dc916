import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CommandIo } from '../../src/commands/io.ts'
import { type KataOptions, runKata } from '../../src/commands/kata.ts'
import type { Services } from '../../src/commands/session.ts'
import type { CourseReport, LessonReport } from '../../src/grader/types.ts'
import { loadHistory } from '../../src/kata/disk.ts'
import { createScratch, readApproaches } from '../../src/kata/scratch.ts'
import { createWorld, SOLUTION, STARTER, type World } from '../workspace/world.ts'

let world: World
let workspace: string
beforeEach(async () => {
  world = await createWorld()
  // Scratch folders go where the world is, so that they are removed with it.
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, world.root)
  workspace = await world.workspace()
  await world.write('my work/jwt/base64url.ts', SOLUTION)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await world.remove()
})

const NOW = new Date('2026-09-12T10:20:30Z')
const LOOPING = SOLUTION.replace(
  'return ALPHABET + bytes.length',
  "let text = ''\n  for (const byte of bytes) text += byte\n  return text",
)

describe('the scratch folder', () => {
  it('has the starter of the lesson again, and the rest of the learner library', async () => {
    const [lesson] = world.course.lessons
    const scratch = await createScratch(workspace, world.course, [lesson as never], world.supplies, NOW)
    const text = await readFile(join(scratch.root, 'jwt/base64url.ts'), 'utf8')
    expect(text).toContain("throw notImplemented('encode')")
    expect(text).toContain('return unpack(text)')
    expect(scratch.files).toEqual(['jwt/base64url.ts'])
    expect(await world.read('my work/jwt/base64url.ts')).toBe(SOLUTION)
  })

  it('has the starters of a whole chapter', async () => {
    const scratch = await createScratch(workspace, world.course, world.course.lessons, world.supplies, NOW)
    const text = await readFile(join(scratch.root, 'jwt/base64url.ts'), 'utf8')
    expect(text).toContain("throw notImplemented('encode')")
    expect(text).toContain("throw notImplemented('decode')")
    expect(scratch.files).toEqual(['jwt/base64url.ts', 'jwt/hmac.ts'])
  })

  it('shows the approaches of the lesson and of files that came new, not those of other lessons', async () => {
    const [lesson] = world.course.lessons
    const scratch = await createScratch(workspace, world.course, [lesson as never], world.supplies, NOW)
    await writeFile(
      join(scratch.root, 'jwt/base64url.ts'),
      LOOPING.replace('return unpack(text)', 'return /a/.exec(text) as never'),
    )
    await writeFile(join(scratch.root, 'jwt/helper.ts'), "export const HEX = '0123456789abcdef'\n")
    const found = await readApproaches(scratch, [lesson as never])
    expect(found.map(({ approach, file }) => `${approach} ${file}`)).toEqual([
      'loop jwt/base64url.ts',
      'table jwt/helper.ts',
    ])
  })
})

class Sink extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

/** A grader that passes a lesson when its starter is gone. */
function gradeByLooking(
  root: string,
): Services['startGrader'] extends (...args: never[]) => Promise<infer G> ? G : never {
  return {
    async grade(lessonIds) {
      const lessons: LessonReport[] = []
      for (const id of lessonIds) {
        const lesson = world.course.lessons.find(one => one.id === id)
        const text = await readFile(join(root, lesson?.files[0] ?? ''), 'utf8')
        const started = !text.includes(`notImplemented('${lesson?.exports[0]}')`)
        lessons.push(reportOf(id, lesson?.title ?? '', started ? 'passed' : 'not-started'))
      }
      return {
        schema: 1,
        course: '0.1.0',
        passed: 0,
        total: lessons.length,
        seed: 1,
        lessons,
      } satisfies CourseReport
    },
    async close() {},
  }
}

function reportOf(id: string, title: string, verdict: LessonReport['verdict']): LessonReport {
  return {
    id,
    title,
    chapter: 'build',
    files: [],
    verdict,
    durationMs: 1,
    seed: 1,
    problem: null,
    steps: [],
    console: [],
    blockedBy: [],
    imports: [],
  }
}

/** Runs the command; `edit` is called with the scratch folder once the command says where it is. */
async function run(
  options: KataOptions,
  edit: (root: string, stop: () => void) => Promise<void> = async () => {},
) {
  const stdout = new Sink()
  const stderr = new Sink()
  const stop = new AbortController()
  let clock = NOW.getTime()
  const io: CommandIo = {
    stdout,
    stderr,
    stdin: new PassThrough(),
    isTTY: false,
    env: {},
    cwd: workspace,
    columns: 80,
    now: () => {
      clock += 1000
      return new Date(clock)
    },
  }
  let edited: Promise<void> = Promise.resolve()
  const services: Services = {
    course: world.course,
    assets: { root: join(world.root, 'dist') },
    startGrader: async root => {
      // The watcher starts after the grader; a save before that would be missed.
      edited = new Promise(resolve => setTimeout(resolve, 300)).then(() => edit(root, () => stop.abort()))
      return gradeByLooking(root)
    },
  }
  const watchTimes = { leading: 5, settle: 50, poll: 50, safetyNet: 200 }
  const code = await runKata(options, io, services, { signal: stop.signal, watchTimes })
  await edited
  return { code, out: stdout.text, err: stderr.text }
}

const save = (text: string) => (root: string) => writeFile(join(root, 'jwt/base64url.ts'), text)

describe('jwt-lessons kata', () => {
  it('runs from the beginning to the pass, and remembers it', async () => {
    const { code, out } = await run({ target: '1' }, save(LOOPING))
    expect(code).toBe(0)
    expect(out).toContain('Kata: Bytes to text')
    expect(out).toContain('The stopwatch runs.')
    expect(out).toMatch(/Passed in [0-9.]+ s, 1 save\. Your first time for this kata\./u)
    expect(out).toContain('Next time without a loop: jwt-lessons kata 01-base64url-encode --variant other')
    const { history } = await loadHistory(workspace, NOW)
    expect(history.runs).toMatchObject([
      { target: '01-base64url-encode', variant: 'free', saves: 1, approaches: ['loop'] },
    ])
    expect(await world.read('my work/jwt/base64url.ts')).toBe(SOLUTION)
  })

  it('refuses what the variant forbids, and passes without it', async () => {
    await run({ target: '1' }, save(LOOPING))
    const { code, out } = await run({ target: '1', variant: 'other' }, async root => {
      await save(LOOPING)(root)
      await new Promise(resolve => setTimeout(resolve, 500))
      await save(SOLUTION)(root)
    })
    expect(code).toBe(0)
    expect(out).toContain('Kata: Bytes to text, without a loop')
    expect(out).toContain('All tests pass, but this kata forbids what is here:')
    expect(out).toMatch(/jwt\/base64url\.ts:8: a for \.\.\. of loop/u)
    expect((await loadHistory(workspace, NOW)).history.runs.map(one => one.variant)).toEqual([
      'free',
      'no-loop',
    ])
  })

  it('goes on while the lesson does not pass, and ends with 1 when it is ended', async () => {
    const { code, out } = await run({ target: '1' }, async (root, stop) => {
      await save(`${STARTER}// thinking\n`)(root)
      await new Promise(resolve => setTimeout(resolve, 500))
      stop()
    })
    expect(code).toBe(1)
    expect(out).toContain('not started')
    expect(out).toMatch(/Ended\. Your kata code stays in .*\.jwt-lessons\/kata\//u)
    expect((await loadHistory(workspace, NOW)).history.runs).toEqual([])
  })

  it('takes a whole chapter', async () => {
    const { code, out } = await run({ target: 'build' }, async root => {
      await save(SOLUTION)(root)
      await writeFile(join(root, 'jwt/hmac.ts'), 'export function hmac(): void {}\n')
    })
    expect(code).toBe(0)
    expect(out).toContain('Kata: the chapter Build your own HS256 library')
    expect((await loadHistory(workspace, NOW)).history.runs[0]?.target).toBe('build')
  })

  it('prints the history as JSON, without practising', async () => {
    await run({ target: '1' }, save(SOLUTION))
    const all = JSON.parse((await run({ json: true })).out)
    expect(all).toMatchObject({
      schema: 1,
      bests: [{ target: '01-base64url-encode' }],
      runs: [{ variant: 'free' }],
    })
    expect(JSON.parse((await run({ json: true, target: '2' })).out)).toEqual({
      schema: 1,
      bests: [],
      runs: [],
    })
  })

  it.each<[KataOptions, string]>([
    [{ target: 'nothing-like-it' }, 'There is no lesson'],
    [{ target: '1', variant: 'no-code' }, '--variant takes'],
    [{}, 'none has passed yet'],
  ])('says what is wrong with %j', async (options, words) => {
    await expect(run(options)).rejects.toThrow(words)
  })
})
