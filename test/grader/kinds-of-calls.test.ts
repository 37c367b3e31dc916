/** Six small lessons, one for each kind of call, built as a course of their own and graded by the program. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CourseReport } from '../../src/grader/types.ts'
import { otherNodes } from '../nodes.ts'

/** Hidden tests are built from there as from the repository: so many folders deep, with its packages above. */
const source = resolve('reports/fixtures/kinds-of-calls')
const dist = join(source, 'dist')
const fixture = 'test/fixtures/kinds-of-calls'
const LESSONS = ['10-alg-none', '14-rs256', '18-login', '21-refresh', '23-capstone', '27-post-quantum']

const nodes = [process.execPath, ...otherNodes()]

let root = ''
beforeAll(() => {
  rmSync(source, { recursive: true, force: true })
  mkdirSync(source, { recursive: true })
  cpSync('solutions', join(source, 'solutions'), { recursive: true })
  for (const folder of ['lessons', 'solutions', 'test'])
    cpSync(join(fixture, folder), join(source, folder), { recursive: true })
  cpSync('lessons/course.md', join(source, 'lessons/course.md'))
  execFileSync(process.execPath, ['--no-warnings', 'build.ts'], {
    env: { ...process.env, JWT_LESSONS_SOURCE: source, JWT_LESSONS_DIST: dist },
    stdio: 'pipe',
  })
  root = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-kinds-')))
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(source, { recursive: true, force: true })
})

/** Writes a workspace of solutions, some of which are changed. */
function workspace(changes: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'workspace-'))
  cpSync(join(source, 'solutions'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  for (const [file, text] of Object.entries(changes)) writeFileSync(join(folder, file), text)
  return folder
}

function check(
  node: string,
  folder: string,
  args: string[] = [],
): { report: CourseReport; exitCode: number; text: string } {
  const run = (more: string[]): { stdout: string; exitCode: number } => {
    try {
      const stdout = execFileSync(node, [join(dist, 'cli.js'), 'check', ...more, '--dir', folder, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      return { stdout, exitCode: 0 }
    } catch (error) {
      const { stdout, status } = error as { stdout: string; status: number }
      return { stdout, exitCode: status }
    }
  }
  const { stdout, exitCode } = run(['--json'])
  return { report: JSON.parse(stdout), exitCode, text: '' }
}

describe.each(nodes.map(path => [execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(), path]))(
  'on Node %s',
  (version, node) => {
    const hasMlDsa = Number.parseInt((version as string).slice(1), 10) >= 24

    test('the solutions pass, and what this Node lacks is skipped', { timeout: 120_000 }, () => {
      const { report, exitCode } = check(node as string, workspace({}))
      const seen = Object.fromEntries(
        report.lessons.map(lesson => [
          lesson.id,
          lesson.verdict === 'passed' || lesson.verdict === 'skipped'
            ? lesson.verdict
            : JSON.stringify([lesson.problem, lesson.steps.flatMap(step => step.tests)]),
        ]),
      )
      expect(seen).toEqual(
        Object.fromEntries(
          LESSONS.map(id => [id, id === '27-post-quantum' && !hasMlDsa ? 'skipped' : 'passed']),
        ),
      )
      expect(exitCode).toBe(0)
    })
  },
)

/** Attempts of an app behind HTTP: the text of the solution, and what stands in its place. */
const ATTEMPTS: [string, string, string][] = [
  [
    'leaves every tenth request without an answer',
    "if (pathname === '/me') {",
    "if (pathname === '/me') {\n      if (calls++ % 10 === 9) await new Promise(() => {})",
  ],
  [
    'answers everything with 200',
    'return new Response(null, { status: 401',
    'return new Response(null, { status: 200',
  ],
  [
    'returns a plain object',
    "return new Response('not found', { status: 404 })",
    'return { status: 404 } as never',
  ],
  [
    'ends its process in a request',
    "if (pathname === '/me') {",
    "if (pathname === '/me') {\n      process.exit(0)",
  ],
  [
    'asks the server that it is behind',
    "if (pathname === '/me') {",
    "if (pathname === '/me') {\n      return fetch(request.url)",
  ],
  [
    'answers with a Response of its own class',
    "return new Response('not found', { status: 404 })",
    'return Object.create(Response.prototype, { status: { value: 404 } })',
  ],
]

describe('an app behind HTTP', () => {
  test.each(ATTEMPTS)(
    'that %s does not pass, and is no fault of ours',
    { timeout: 120_000 },
    (_, wanted, attempt) => {
      const app = readFileSync(join(source, 'solutions/server/app.ts'), 'utf8')
      expect(app.split(wanted)).toHaveLength(2)
      const changed = `${app.replace(wanted, attempt)}\nlet calls = 0\nvoid calls\n`
      const { report } = check(process.execPath, workspace({ 'server/app.ts': changed }), ['23'])
      const [lesson] = report.lessons
      expect(['failed', 'broken']).toContain(lesson?.verdict)
      expect(lesson?.problem?.kind).not.toBe('internal')
    },
  )
})
