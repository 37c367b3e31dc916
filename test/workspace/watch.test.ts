import { mkdir, open, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDetector } from '../../src/workspace/detector.ts'
import { type Watcher, type WatchMode, watchWorkspace } from '../../src/workspace/watch.ts'
import { createWorld, type World } from './world.ts'

let world: World
let root: string
let watcher: Watcher | null = null
let changes: string[] = []
let modes: WatchMode[] = []

beforeEach(async () => {
  world = await createWorld()
  root = await world.workspace()
  changes = []
  modes = []
})
afterEach(async () => {
  watcher?.close()
  await world.remove()
})

const TIMES = { leading: 5, settle: 50, poll: 30, safetyNet: 200 }

async function start(reasonToPoll: string | null, folder = root): Promise<void> {
  const handlers = {
    onChange: (files: string[]) => changes.push(...files),
    onMode: (mode: WatchMode) => modes.push(mode),
  }
  watcher = await watchWorkspace(folder, handlers, reasonToPoll, TIMES)
}

const seen = (file: string) =>
  vi.waitFor(() => expect(changes).toContain(file), { timeout: 5000, interval: 10 })
const path = (file: string) => join(root, file)

/** Everything that the system may still have to say about earlier writes has been said once a later write was seen. */
async function quiet(): Promise<void> {
  const marker = `jwt/marker-${changes.length}.ts`
  await writeFile(path(marker), 'x')
  await seen(marker)
  await new Promise(resolve => setTimeout(resolve, TIMES.settle * 2))
}

describe.each([
  ['events', null],
  ['polling', 'a test'],
])('by %s', (_, reason) => {
  beforeEach(() => start(reason))

  test('a save is seen', async () => {
    await writeFile(path('jwt/base64url.ts'), '// one\n')
    await seen('jwt/base64url.ts')
  })

  test('a second save is seen again', async () => {
    await writeFile(path('jwt/base64url.ts'), '// one\n')
    await seen('jwt/base64url.ts')
    changes = []
    await writeFile(path('jwt/base64url.ts'), '// two\n')
    await seen('jwt/base64url.ts')
  })

  test('a save by rename is seen once, as one change', async () => {
    await writeFile(path('jwt/.base64url.ts.swp'), '// renamed\n')
    await rename(path('jwt/base64url.ts'), path('jwt/base64url.ts~'))
    await rename(path('jwt/.base64url.ts.swp'), path('jwt/base64url.ts'))
    await seen('jwt/base64url.ts')
    await quiet()
    expect(changes.filter(file => !file.includes('marker'))).toEqual(['jwt/base64url.ts'])
  })

  test('a file that is emptied before it is written is seen with its new content only', async () => {
    const handle = await open(path('jwt/base64url.ts'), 'w')
    await new Promise(resolve => setTimeout(resolve, 15))
    await handle.writeFile('// written\n')
    await handle.close()
    await seen('jwt/base64url.ts')
    await quiet()
    expect(changes.filter(file => !file.includes('marker'))).toEqual(['jwt/base64url.ts'])
  })

  test('a change of the same size and time is seen', async () => {
    const time = new Date('2026-01-01T00:00:00Z')
    await writeFile(path('jwt/base64url.ts'), '// a\n')
    await utimes(path('jwt/base64url.ts'), time, time)
    await seen('jwt/base64url.ts')
    changes = []
    await writeFile(path('jwt/base64url.ts'), '// b\n')
    await utimes(path('jwt/base64url.ts'), time, time)
    await seen('jwt/base64url.ts')
  })

  test('a save that changes nothing is not told', async () => {
    await writeFile(path('jwt/base64url.ts'), await world.read('my work/jwt/base64url.ts'))
    const later = new Date(Date.now() + 5000)
    await utimes(path('jwt/hmac.ts'), later, later)
    await quiet()
    expect(changes.filter(file => !file.includes('marker'))).toEqual([])
  })

  test('a file that is deleted is told', async () => {
    await rm(path('jwt/hmac.ts'))
    await seen('jwt/hmac.ts')
  })

  test('a new folder, and a folder that is replaced, are seen', async () => {
    await mkdir(path('server/deep'))
    await writeFile(path('server/deep/a.ts'), '// new\n')
    await seen('server/deep/a.ts')
    await rename(path('jwt'), path('old'))
    await mkdir(path('jwt'))
    await writeFile(path('jwt/hmac.ts'), '// replaced\n')
    await seen('jwt/hmac.ts')
    changes = []
    await writeFile(path('jwt/hmac.ts'), '// and saved\n')
    await seen('jwt/hmac.ts')
  })

  test('hidden folders, node_modules and other files are not told', async () => {
    await mkdir(path('node_modules/x'), { recursive: true })
    for (const file of [
      '.jwt-lessons/progress.json',
      'node_modules/x/a.ts',
      'jwt/.hidden.ts',
      'jwt/notes.txt',
      'jwt/a.ts~',
    ]) {
      await writeFile(path(file), 'x')
    }
    await quiet()
    expect(changes.filter(file => !file.includes('marker'))).toEqual([])
  })

  test('after closing nothing is told', async () => {
    watcher?.close()
    await writeFile(path('jwt/base64url.ts'), '// late\n')
    await new Promise(resolve => setTimeout(resolve, 150))
    expect(changes).toEqual([])
  })
})

test('links to a folder above lead nowhere, and others are followed', async () => {
  for (let at = 0; at < 12; at++) {
    await mkdir(join(root, `jwt/part${at}`))
    await symlink('..', join(root, `jwt/part${at}/up`))
    await symlink('../..', join(root, `jwt/part${at}/top`))
  }
  await symlink('../server', join(root, 'jwt/other'))
  const detector = await createDetector(root)
  const folders = await detector.folders()
  expect(folders.filter(folder => /part/.test(folder))).toHaveLength(12)
  expect(folders).toContain('jwt/other')
})

test('a workspace behind a link is watched', async () => {
  await symlink(root, join(world.root, 'link'))
  await start(null, join(world.root, 'link'))
  await writeFile(path('jwt/base64url.ts'), '// one\n')
  await seen('jwt/base64url.ts')
})

test('where saves send no events they are found all the same, and polling begins', async () => {
  // The system tells about the link, never about what it points to: as on a mount without events.
  await mkdir(path('.hidden'))
  await writeFile(path('.hidden/hmac.ts'), '// zero\n')
  await rm(path('jwt/hmac.ts'))
  await symlink('../.hidden/hmac.ts', path('jwt/hmac.ts'))
  await start(null)
  expect(modes).toEqual([{ kind: 'events' }])
  for (const text of ['// one\n', '// two\n']) {
    changes = []
    await writeFile(path('.hidden/hmac.ts'), text)
    await seen('jwt/hmac.ts')
  }
  await vi.waitFor(
    () => expect(modes.at(-1)).toEqual({ kind: 'polling', reason: 'saves in it send no events' }),
    5000,
  )
})
