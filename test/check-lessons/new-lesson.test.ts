/**
 * Adding a lesson touches no code: in a copy of the repository, a lesson with a class, an awaited method, a Request, a file,
 * a picture, a ban on imports and an error code of its own is written, built, judged and drawn.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CourseReport } from '../../src/grader/types.ts'
import { removeHomes, startCourse } from '../terminal/kit/learner.ts'
import { closeSessions } from '../terminal/kit/session.ts'
import { newLesson } from './new-lesson.ts'

const ID = '90-visits'
const FILE = 'server/visits.ts'
const fixture = 'test/fixtures/new-lesson'

/** Where each file of the fixture goes in a repository. */
const PLACES: Record<string, string> = {
  'lesson.md': `lessons/${ID}/lesson.md`,
  'picture.ts': `lessons/${ID}/picture.ts`,
  'solution.ts': `solutions/${FILE}`,
  'tests.ts': `test/lessons/${ID}/tests.ts`,
  'mistakes.ts': `test/lessons/${ID}/mistakes.ts`,
  'diagnoses.md': `test/lessons/${ID}/diagnoses.md`,
  'variants.ts': `test/lessons/${ID}/variants.ts`,
}

let copy = ''
let workspace = ''
beforeAll(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-copy-')))
  for (const name of [
    'src',
    'lessons',
    'solutions',
    'package.json',
    'tsconfig.json',
    'README.md',
    'CHANGELOG.md',
  ])
    cpSync(name, join(copy, name), { recursive: true })
  for (const name of readdirSync('.').filter(name => name.endsWith('.ts'))) cpSync(name, join(copy, name))
  // The lessons that are there, and the author's check with what it needs.
  for (const name of ['lessons', 'check-lessons', 'mutation', 'kit', 'terminal'])
    cpSync(join('test', name), join(copy, 'test', name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  git('init', '--quiet')
  git('add', 'src', 'lessons', 'solutions', 'test')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'The course')

  for (const file of newLesson(copy, ID)) rmSync(join(copy, file))
  for (const name of readdirSync(fixture))
    cpSync(join(fixture, name), join(copy, PLACES[name.replace(/\.txt$/, '')] as string))
  writeFileSync(join(copy, `lessons/${ID}/sources.md`), '# Where the facts come from\n')
  cpSync(join(copy, 'solutions', FILE), join(copy, `test/lessons/${ID}/programs/plain.ts`))
  const errors = join(copy, 'solutions/jwt/errors.ts')
  writeFileSync(
    errors,
    readFileSync(errors, 'utf8').replace("| 'malformed'", "| 'too-many'\n  | 'malformed'"),
  )
  node('build.ts')

  workspace = join(copy, 'workspace')
  cpSync(join(copy, 'solutions'), workspace, { recursive: true })
  writeFileSync(join(workspace, 'package.json'), '{ "type": "module" }\n')
})
afterAll(async () => {
  await closeSessions()
  removeHomes()
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
})

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: copy, encoding: 'utf8' })
}

function node(...args: string[]): string {
  return execFileSync(process.execPath, ['--no-warnings', ...args], { cwd: copy, encoding: 'utf8' })
}

/** Grades the lesson through the command, with this text as the learner's file. */
function grade(edit: (text: string) => string): CourseReport['lessons'][number] {
  const solution = readFileSync(join(copy, 'solutions', FILE), 'utf8')
  writeFileSync(join(workspace, FILE), edit(solution))
  const args = ['dist/cli.js', 'check', '90', '--json', '--dir', workspace]
  let out: string
  try {
    out = node(...args)
  } catch (error) {
    out = (error as { stdout: string }).stdout
  }
  return (JSON.parse(out) as CourseReport).lessons[0] as CourseReport['lessons'][number]
}

describe('a lesson with everything a lesson can have', () => {
  it('is content: nothing in src/ has changed, and types are right', { timeout: 240_000 }, () => {
    const changed = git(
      'status',
      '--porcelain',
      '--untracked-files=all',
      'src',
      'lessons',
      'solutions',
      'test',
    )
    expect(
      changed
        .trimEnd()
        .split('\n')
        .map(line => line.slice(3))
        .sort(),
    ).toEqual(
      [
        ...Object.values(PLACES),
        `lessons/${ID}/sources.md`,
        `test/lessons/${ID}/programs/plain.ts`,
        'solutions/jwt/errors.ts',
      ].sort(),
    )
    const folders = ['lessons', 'solutions', 'test/lessons'].map(folder => `${folder}/**/*.ts`)
    const settings = { extends: './tsconfig.json', include: ['src/**/*.d.ts', ...folders] }
    writeFileSync(join(copy, 'tsconfig.content.json'), JSON.stringify(settings))
    node('node_modules/typescript/bin/tsc', '--noEmit', '--project', 'tsconfig.content.json')
  })

  it('is graded: the solution passes, mistakes have their diagnoses, imports are seen', () => {
    expect(grade(text => text).verdict).toBe('passed')
    const failures = (edit: (text: string) => string) =>
      grade(edit).steps.flatMap(step =>
        step.tests.flatMap(({ diagnosis }) => (diagnosis ? [diagnosis.id] : [])),
      )
    expect(failures(text => text.replace("typeof user !== 'string'", 'user === undefined'))).toContain(
      'user-of-any-type',
    )
    expect(failures(text => text.replace('visits > this.#limit', 'false'))).toContain('accepted')
    expect(failures(text => text.replace("'too-many', 'too", "'expired', 'too"))).toContain('wrong-code')
    const imports = grade(text => `import { createHmac } from 'node:crypto'\nvoid createHmac\n${text}`)
    expect(imports.verdict).not.toBe('passed')
  })

  it('passes the author\u2019s check', { timeout: 240_000 }, () => {
    const { stdout } = spawnSync(
      process.execPath,
      ['--no-warnings', 'test/check-lessons/run.ts', '90', '--no-mutation', '--write-ids'],
      { cwd: copy, encoding: 'utf8' },
    )
    expect(stdout).toContain('All as it should be.')
  })

  it('is in the list of lessons, graded on save, and its picture is drawn', async () => {
    const command = [process.execPath, join(copy, 'dist/cli.js')]
    const learner = await startCourse({ command }, { columns: 80, rows: 24 })
    learner.session.type('\r')
    await learner.see('Why it matters')
    learner.session.type('l')
    await learner.see('All lessons')
    learner.session.type('\u001b[F')
    await learner.session.waitFor(/▸ \S 90/)
    learner.session.type('\r')
    await learner.see('A lesson of all that a lesson can be')
    writeFileSync(join(learner.workspace, FILE), readFileSync(join(copy, 'solutions', FILE), 'utf8'))
    await learner.seeVerdict('All 2 steps pass')
    learner.session.type('p')
    await learner.see('Who is counted')
    await learner.session.waitFor(screen => /yours +.*ada/.test(screen))
  })
})
