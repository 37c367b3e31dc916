/** Ends commands that write at random moments, and looks whether anything of the learner's is lost. */
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripTypeScriptTypes } from 'node:module'
import { parseProgress } from '../../src/workspace/progress-text.ts'

const dist = join(import.meta.dirname, '../../dist')
const FILE = 'jwt/base64url.ts'
/** Every command that writes into a workspace. */
const COMMANDS: readonly (readonly string[])[] = [
  ['init', '.'],
  ['check', '01'],
  ['hint', '01'],
  ['reset', '01', '--yes'],
  ['reset', '01', '--undo'],
  ['solution', '01', '--force', '--apply'],
  ['list'],
  ['kata', '01'],
]
/** Commands are over by then, in milliseconds. */
const LONGEST_MS = 900

export type KillOptions = { rounds: number; seed: number; onRound?: (round: number) => void }

/** @returns what was lost, one line each; empty when nothing was */
export async function killAtRandom({ rounds, seed, onRound = () => {} }: KillOptions): Promise<string[]> {
  const random = numbersFrom(seed)
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-kills-')))
  const root = join(folder, 'work')
  const lost: string[] = []
  try {
    await run(folder, ['init', root], null)
    for (let round = 0; round < rounds; round++) {
      const command = COMMANDS[Math.floor(random() * COMMANDS.length)] as readonly string[]
      const mine = prepare(root, round)
      await run(root, command, random() * LONGEST_MS)
      const complaint = complaintAbout(root, mine) ?? (await complaintOfNext(root))
      if (complaint !== null) lost.push(`round ${round}, ${command.join(' ')}: ${complaint}`)
      onRound(round)
    }
    return lost
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Gives the workspace a learner's file that is like no other, a lesson that passed, and starters still to come. */
function prepare(root: string, round: number): string {
  cpSync(join(dist, 'solutions'), root, { recursive: true })
  const mine = `${readFileSync(join(dist, 'solutions', FILE), 'utf8')}\n/** Mine, ${round}. */\nexport const mark${round} = ${round}\n`
  writeFileSync(join(root, FILE), mine)
  rmSync(join(root, 'jwt/json.ts'), { force: true })
  const passed = {
    verdict: 'passed',
    gradedAt: '2026-01-01T00:00:00.000Z',
    firstPassedAt: '2026-01-01T00:00:00.000Z',
  }
  writeFileSync(
    join(root, '.jwt-lessons/progress.json'),
    JSON.stringify({ schema: 1, course: 'old', given: [FILE], lessons: { '03-json-segments': passed } }),
  )
  return mine
}

function complaintAbout(root: string, mine: string): string | null {
  const now = existsSync(join(root, FILE)) ? readFileSync(join(root, FILE), 'utf8') : null
  if (now === null) return `${FILE} is gone`
  try {
    stripTypeScriptTypes(now)
  } catch {
    return `${FILE} is cut off`
  }
  if (now !== mine && !backups(root).includes(mine)) return `${FILE} was replaced and is in no backup`
  const parsed = parseProgress(readFileSync(join(root, '.jwt-lessons/progress.json'), 'utf8'))
  if (parsed.kind !== 'progress') return 'progress.json can not be read'
  if (!parsed.progress.lessons['03-json-segments']?.firstPassedAt) return 'a lesson that passed is forgotten'
  const written = join(root, 'jwt/json.ts')
  if (existsSync(written) && readFileSync(written, 'utf8') !== starter('jwt/json.ts'))
    return 'a new starter is cut off'
  return null
}

const starter = (file: string): string => readFileSync(join(dist, 'starters', file), 'utf8')

function backups(root: string): string[] {
  const folder = join(root, '.jwt-lessons/backups')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => !name.startsWith('.'))
    .map(name => join(folder, name, FILE))
    .filter(path => existsSync(path))
    .map(path => readFileSync(path, 'utf8'))
}

/** The next command works as if nothing had happened. */
async function complaintOfNext(root: string): Promise<string | null> {
  const { code, err } = await run(root, ['list'], null)
  return code === 0 && !err.includes('damaged') ? null : `the next command failed: ${err.trim()}`
}

function run(
  cwd: string,
  args: readonly string[],
  killAfterMs: number | null,
): Promise<{ code: number | null; err: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    let err = ''
    child.stderr.on('data', chunk => {
      err += chunk
    })
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, err })
    })
  })
}

/** A linear congruential generator: the same numbers from the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

if (process.argv[1] === import.meta.filename) {
  const rounds = Number(process.argv[2] ?? 500)
  const seed = Number(process.argv[3] ?? Date.now() % 100_000)
  console.log(`${rounds} kills, seed ${seed}`)
  const lost = await killAtRandom({
    rounds,
    seed,
    onRound: round => {
      if ((round + 1) % 50 === 0) console.log(`${round + 1} of ${rounds}`)
    },
  })
  console.log(lost.length === 0 ? 'Nothing was lost.' : lost.join('\n'))
  process.exitCode = lost.length === 0 ? 0 : 1
}
