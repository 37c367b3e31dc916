import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'acorn'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const dist = join(import.meta.dirname, '../../dist')
const bin = join(dist, 'cli.js')

type Ran = { exitCode: number | null; stdout: string; stderr: string }

/** `lines` closes the pipe after so many lines, as `head` does; `node` are options of Node's. */
type RunOptions = { lines?: number; node?: string[]; program?: string }

/** Runs the built program as a shell would. */
function run(cwd: string, args: string[], given: RunOptions = {}): Promise<Ran> {
  const { lines = Number.POSITIVE_INFINITY, node = [], program = bin } = given
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, NODE_OPTIONS: undefined }
    const child = spawn(process.execPath, [...node, program, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', chunk => {
      stdout += chunk
      if (stdout.split('\n').length > lines) child.stdout.destroy()
    })
    child.stderr.on('data', chunk => {
      stderr += chunk
    })
    child.on('error', reject)
    child.on('close', exitCode => resolve({ exitCode, stdout, stderr }))
  })
}

describe('the built program', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'jwt-lessons bin \u00e9 '))
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  test('grades a new workspace, then our solutions, with nothing but JSON on stdout', {
    timeout: 300_000,
  }, async () => {
    expect(await run(root, ['init'])).toMatchObject({ exitCode: 0, stderr: '' })
    const workspace = join(root, 'jwt-lessons')
    const untouched = await run(root, ['check', '--json'])
    expect(untouched).toMatchObject({ exitCode: 1, stderr: '' })
    const before = JSON.parse(untouched.stdout)
    expect(before.total).toBeGreaterThan(0)
    expect(new Set(before.lessons.map((lesson: { verdict: string }) => lesson.verdict))).toEqual(
      new Set(['not-started']),
    )

    await cp(join(dist, 'solutions'), workspace, { recursive: true })
    const solved = await run(workspace, ['check', '--json'])
    expect(solved).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(solved.stdout)).toMatchObject({ schema: 1, passed: before.total, total: before.total })
    expect(JSON.parse((await run(workspace, ['list', '--json'])).stdout).passed).toBe(before.total)
  })

  test('prints the status where there is no terminal', async () => {
    expect(await run(root, [])).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringContaining('npx jwt-lessons init'),
    })
  })

  test('says a wrong request in one line and ends with 2', async () => {
    expect(await run(root, ['chekc'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'There is no command "chekc". Did you mean check?\n',
    })
  })

  test('ends quietly when the reader goes away', async () => {
    const { exitCode, stderr } = await run(root, ['show', '01'], { lines: 3 })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  test.each([
    ['20.9.0', 'v20.9.0', 'Node.js 22.18 or later'],
    ['23.5.0', 'v23.5.0', 'Node.js 23.6 or later'],
  ])(
    'tells Node %s of a command that runs the course anyway, installed or in a clone',
    async (version, shown, needed) => {
      const old = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })
      Object.defineProperty(process, 'version', { value: '${shown}' })`
      const node = ['--import', `data:text/javascript,${encodeURIComponent(old)}`]
      const advice = async (cwd: string, program: string) => {
        const ran = await run(cwd, ['check', '07', 'a b'], { node, program })
        expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
        expect(ran.stderr).toContain(needed)
        expect(ran.stderr).toContain(`This is ${shown}`)
        const [said = '', command = ''] = ran.stderr.split('\n\n')
        expect(said.split('\n').every(line => line.length <= 60)).toBe(true)
        return command.trim()
      }
      const folders = { installed: join(root, 'node_modules/jwt-lessons'), clone: join(root, 'clone') }
      for (const folder of Object.values(folders)) {
        await mkdir(join(folder, 'dist'), { recursive: true })
        await cp(bin, join(folder, 'dist/cli.js'))
        await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
      }
      expect(await advice(root, join(folders.installed, 'dist/cli.js'))).toBe(
        "npx --yes -p node@24 -p jwt-lessons jwt-lessons check 07 'a b'",
      )
      expect(await advice(folders.clone, join(folders.clone, 'dist/cli.js'))).toBe(
        "npx --yes -p node@24 node dist/cli.js check 07 'a b'",
      )
    },
  )

  test('can be read by Node 18, which is told what to do', async () => {
    const source = await readFile(bin, 'utf8')
    expect(() =>
      parse(source, { ecmaVersion: 2022, sourceType: 'module', allowHashBang: true }),
    ).not.toThrow()
    const imports = [...source.matchAll(/\bimport\s*[^("']*["']([^"']+)["']/g)].map(match => match[1])
    const known = ['node:fs', 'node:module', 'node:os', 'node:path', 'node:url']
    expect(imports.filter(name => !known.includes(String(name)))).toEqual([])
  })
})
