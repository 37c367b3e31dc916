/** The walls of the operating system around a sandbox process: detected once, and fallen back from where there are none. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Walls } from './types.ts'

/** Asked by their paths: a folder of the caller's PATH could bring another one along. */
const FOLDERS = ['/usr/bin', '/bin', '/run/current-system/sw/bin']
/** Longest time of one try, in milliseconds. */
const TRY_MS = 2_000

let known: Walls | null = null

/** The walls that this system has. The first call tries them, which takes some milliseconds. */
export function wallsHere(): Walls {
  known ??= process.platform === 'linux' ? tryWalls() : { command: [], network: networkOfNode() }
  return known
}

/** What stands around learner code, for `doctor` and `check --json`. */
export function wallsInWords({ command, network }: Walls): string[] {
  return [
    'process',
    'permission model',
    ...(network === 'namespace' ? ['network namespace'] : []),
    ...(network === 'permission-model' ? ['no network by the permission model'] : []),
    ...(command.some(word => word.endsWith('/setpriv')) ? ['ends with its grader'] : []),
  ]
}

function tryWalls(): Walls {
  const unshare = find('unshare')
  const setpriv = find('setpriv')
  // Root may create a network namespace as it is, and in a user namespace of its own it could not read files of others.
  const flags = process.getuid?.() === 0 ? ['--net'] : ['--user', '--net']
  const isolated = unshare === null ? [] : [unshare, ...flags]
  const tied = setpriv === null ? [] : [setpriv, '--pdeathsig', 'KILL']
  const hasNamespace = isolated.length > 0 && works(isolated)
  const command = [...(hasNamespace ? isolated : []), ...(tied.length > 0 && works(tied) ? tied : [])]
  return { command, network: hasNamespace ? 'namespace' : networkOfNode() }
}

/** From Node 25 on the permission model refuses the network as well. */
function networkOfNode(): Walls['network'] {
  return Number.parseInt(process.versions.node, 10) >= 25 ? 'permission-model' : 'modules'
}

function find(name: string): string | null {
  return FOLDERS.map(folder => `${folder}/${name}`).find(path => existsSync(path)) ?? null
}

function works([program, ...args]: string[]): boolean {
  const options = { timeout: TRY_MS, stdio: 'ignore', env: {} } as const
  return spawnSync(program as string, [...args, '/bin/true'], options).status === 0
}
