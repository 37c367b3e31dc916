import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { cleanEnvironment } from './environment.ts'
import { makeOnce } from './once.ts'

const run = promisify(execFile)
export const repository = resolve(import.meta.dirname, '../../..')
const cache = join(repository, 'node_modules/.cache/jwt-lessons-terminal')

/** The program as a user gets it. */
export type Program = {
  tarball: string
  /** Starts it without a word from npm: `node`, and the entry that `npx` installed. */
  command: readonly string[]
  /** `npx` with the tarball. */
  npxCommand: readonly string[]
  /** What `npx` needs in its environment, so that nothing is left in the user's own cache. */
  npxEnvironment: Record<string, string>
  /** The installed package's own folder. */
  packageRoot: string
}

/**
 * Packs the built program and lets `npx` install it, once for all test files; what was built must be in dist/.
 * JWT_LESSONS_TARBALL names a tarball to test instead.
 */
export async function packedProgram(): Promise<Program> {
  const packed = await pack()
  const folder = join(cache, `program-${digestOf(packed)}`)
  const tarball = join(folder, basename(packed))
  const npmCache = join(folder, 'npm')
  const npxEnvironment = {
    npm_config_cache: npmCache,
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    // npx asks before it installs, unless it is told that this is no place for questions.
    npm_config_yes: 'true',
  }
  // `npx ./file.tgz` is the same, but npm reads that path from the nearest folder above that has a node_modules.
  const npxCommand = ['npx', '--package', tarball, 'jwt-lessons']
  await makeOnce(folder, async () => {
    removeOldPrograms()
    copyFileSync(packed, tarball)
    const { stdout: usersCache } = await run('npm', ['config', 'get', 'cache'])
    await run('mkdir', ['-p', npmCache])
    // What npm has downloaded already is used; what npx installs stays in our folder.
    symlinkSync(join(usersCache.trim(), '_cacache'), join(npmCache, '_cacache'))
    const nodeFolder = dirname(process.execPath)
    const env = cleanEnvironment(nodeFolder, npxEnvironment)
    const [file = '', ...args] = [...npxCommand, '--version']
    await run(file, args, { cwd: folder, env })
  })
  if (dirname(dirname(packed)) === tmpdir()) rmSync(dirname(packed), { recursive: true, force: true })
  const [installed = ''] = readdirSync(join(npmCache, '_npx'))
  const packageRoot = join(npmCache, '_npx', installed, 'node_modules/jwt-lessons')
  return {
    tarball,
    command: ['node', join(packageRoot, 'dist/cli.js')],
    npxCommand,
    npxEnvironment,
    packageRoot,
  }
}

/** Each build leaves an installed program in the cache; those that no test can be using any more go. */
function removeOldPrograms(): void {
  const hour = 3_600_000
  for (const name of readdirSync(cache).filter(name => name.startsWith('program-'))) {
    const { mtimeMs } = statSync(join(cache, name))
    if (Date.now() - mtimeMs > hour) rmSync(join(cache, name), { recursive: true, force: true })
  }
}

async function pack(): Promise<string> {
  if (process.env.JWT_LESSONS_TARBALL !== undefined) return resolve(process.env.JWT_LESSONS_TARBALL)
  const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-pack-'))
  // Its scripts would build again, under the feet of other tests.
  await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: repository,
  })
  const [name = ''] = readdirSync(folder)
  return join(folder, name)
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
}

/**
 * The folder with a Node of a version: this process's own when it fits, else the one that npm brings.
 * @param version `24`, or exact as in `22.18.0`
 */
export async function nodeFolder(version: string): Promise<string> {
  const own = process.versions.node
  if (own === version || own.startsWith(`${version}.`)) return dirname(process.execPath)
  const folder = join(cache, `node-${version}`)
  await makeOnce(folder, async () => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    // The package `node` fetches this one in a script of its own, and npm asks before it runs such scripts.
    const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
    const platform = process.platform === 'win32' ? 'win' : process.platform
    const wanted = `node@npm:${prefix}-${platform}-${process.arch}@${version}`
    const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-save', wanted]
    await run('npm', args, { cwd: folder, env: cleanEnvironment(dirname(process.execPath)) })
  })
  return join(folder, 'node_modules/node/bin')
}
