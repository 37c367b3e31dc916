import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** The built program; run `npm run build` first. */
const dist = resolve(process.env.JWT_LESSONS_DIST ?? 'dist')
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jwt-lessons-lab-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** Starts the program; `ended` settles with its exit code. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args], { cwd: root })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      text += chunk
    })
  }
  const ended = new Promise<number | null>(settle => child.once('close', settle))
  return { child, ended, text: () => text }
}

test('serves until it is interrupted, and tells what happens', { timeout: 120_000 }, async () => {
  await start('init', '.').ended
  await cp(join(dist, 'solutions'), root, { recursive: true })
  const { child, ended, text } = start('lab', 'storage')
  try {
    await expect.poll(text, { timeout: 30_000 }).toContain('Ctrl+C ends the lab')
    const app = /Open this in your browser: +(\S+)/.exec(text())?.[1] as string
    expect(await (await fetch(app)).text()).toContain('Where to keep a token')
    await fetch(new URL('/login', app), { method: 'POST' })
    await expect.poll(text, { timeout: 30_000 }).toContain('app: ada logs in. Set-Cookie: __Host-session=eyJ')
  } finally {
    child.kill('SIGINT')
  }
  expect(await ended).toBe(0)
})

test('names the labs that there are, and needs a workspace', { timeout: 120_000 }, async () => {
  const wrong = start('lab', 'storrage')
  expect(await wrong.ended).toBe(2)
  expect(wrong.text()).toContain('jwt-lessons lab storage')
  const nowhere = start('lab', 'storage')
  expect(await nowhere.ended).toBe(2)
  expect(nowhere.text()).toContain('no workspace')
})
