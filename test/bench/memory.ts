/** Memory of all processes of the UI together, after few and after many saves. */
import { readFileSync } from 'node:fs'
import { childrenOf } from '../terminal/kit/processes.ts'
import { inBytes } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import { goToBuild, openUi, saveAndWait } from './ui.ts'
import { pause, type World } from './world.ts'

export const MOST_BYTES = 250 * 1024 * 1024
export const MOST_GROWTH = 1.1
const SAMPLES = 5

/** Saves `last` times, and compares the memory then with that after `first` saves. Linux only: it is read from /proc. */
export async function measureMemory(world: World, first: number, last: number): Promise<Row[]> {
  if (process.platform !== 'linux') {
    return [
      {
        what: 'memory',
        measured: 'not measured: it is read from /proc, on Linux',
        yardstick: '',
        target: '',
        ratio: null,
      },
    ]
  }
  const ui = await openUi(world)
  try {
    await goToBuild(ui)
    let early = 0
    let peak = 0
    for (let save = 1; save <= last; save++) {
      await saveAndWait(ui, world, save % 2 === 0 ? 'right' : 'wrong')
      if (save % 25 === 0) peak = Math.max(peak, memoryOfTree(ui.pid))
      if (save === first) early = await quietMemory(ui.pid)
    }
    const late = await quietMemory(ui.pid)
    const growth = late / early
    return [
      {
        what: `memory of all processes after ${last} saves`,
        measured: `${inBytes(late)} (highest ${inBytes(peak)})`,
        yardstick: `after ${first} saves: ${inBytes(early)}, ${growth < 1 ? '' : '+'}${((growth - 1) * 100).toFixed(0)}%`,
        target: `${inBytes(MOST_BYTES)}, +10%`,
        ratio: Math.max(ratioOf(late, MOST_BYTES), ratioOf(growth, MOST_GROWTH)),
      },
    ]
  } finally {
    await ui.kill()
  }
}

/** The median of some looks, when nothing runs. */
export async function quietMemory(pid: number): Promise<number> {
  const looks: number[] = []
  for (let look = 0; look < SAMPLES; look++) {
    await pause(500)
    looks.push(memoryOfTree(pid))
  }
  return looks.sort((left, right) => left - right)[SAMPLES >> 1] as number
}

/** Bytes of a process and all that it started; a page that two of them share counts once (PSS). */
export function memoryOfTree(root: number): number {
  return [root, ...childrenOf(root)].reduce((sum, pid) => sum + memoryOf(pid), 0)
}

function memoryOf(pid: number): number {
  const shared = /^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup') ?? '')
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status') ?? '')
  return Number(shared?.[1] ?? resident?.[1] ?? 0) * 1024
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    // It ended while we looked.
    return null
  }
}
