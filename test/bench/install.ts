/** What `npx` has to fetch and to unpack. */
import { execFile } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inBytes } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import type { World } from './world.ts'

const MOST_BYTES = 45 * 1024 * 1024
const MOST_PACKAGES = 50
const MOST_TARBALL_BYTES = 1.5 * 1024 * 1024

const run = promisify(execFile)

export async function measureInstall(world: World): Promise<Row[]> {
  const folder = world.newFolder('install')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const packed = await run(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: world.root,
  })
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
  const tarball = join(folder, filename)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  await run(npm, ['install', '--omit=dev', '--no-audit', '--no-fund', '--no-save', tarball], {
    cwd: folder,
    maxBuffer: 1e8,
  })
  const installed = join(folder, 'node_modules')
  const listed = await run(npm, ['ls', '--all', '--parseable'], { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  )
  const packages = new Set(listed.stdout.split('\n').filter(path => path.startsWith(installed))).size
  const bytes = sizeOf(installed)
  const tarballBytes = statSync(tarball).size
  const row = (what: string, measured: string, target: string, ratio: number): Row => ({
    what,
    measured,
    yardstick: '',
    target,
    ratio,
  })
  return [
    row('npx install', inBytes(bytes), inBytes(MOST_BYTES), ratioOf(bytes, MOST_BYTES)),
    row('  packages', String(packages), String(MOST_PACKAGES), ratioOf(packages, MOST_PACKAGES)),
    row(
      '  our tarball',
      inBytes(tarballBytes),
      inBytes(MOST_TARBALL_BYTES),
      ratioOf(tarballBytes, MOST_TARBALL_BYTES),
    ),
  ]
}

/** Bytes of all files below a folder, links not followed. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
