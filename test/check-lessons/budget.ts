/** What grading the solution of a lesson may cost: a verdict has to be there within a blink. */
import { execFileSync } from 'node:child_process'
import type { Costs } from './judge-process.ts'

/** Processor time in milliseconds: of the hidden tests, and of the solution in its sandbox. */
const BUDGET = { testsMs: 100, sandboxMs: 150 } as const
/** What a contract asks for and costs more: a look into the memory, 300 requests over sockets. */
const ALLOWED: Readonly<Record<string, { testsMs: number; sandboxMs: number }>> = {
  '17-client-assertion': { testsMs: 120, sandboxMs: 250 },
  '21-refresh': { testsMs: 150, sandboxMs: 900 },
  '22-logout': { testsMs: 100, sandboxMs: 250 },
  '23-capstone': { testsMs: 300, sandboxMs: 300 },
}
/** From this many times the budget on it is a complaint: a busy machine makes everything dearer. */
const TOO_MUCH = 2

/** The costs for the table: `35 / 60 ms`. */
export function costText({ testsMs, sandboxMs }: Costs): string {
  return `${Math.round(testsMs)} / ${sandboxMs === null ? '?' : Math.round(sandboxMs)} ms`
}

/** @param slowness how many times as long this machine takes for the same work as the one that the budgets are for */
export function budgetComplaint(lesson: string, costs: Costs, slowness: number): string | null {
  const budget = ALLOWED[lesson] ?? BUDGET
  const most = TOO_MUCH * slowness
  const isOver = costs.testsMs > most * budget.testsMs || (costs.sandboxMs ?? 0) > most * budget.sandboxMs
  if (!isOver) return null
  return `${lesson}: grading the solution takes ${costText(costs)} of processor time; the budget is ${budget.testsMs} / ${budget.sandboxMs} ms, and this machine is ${slowness.toFixed(1)} times as slow as the one that it is for. Ask with fewer rows that show the same.`
}

/** Processor time of the yardstick on a machine for which the budgets are, in milliseconds: Node's start, and fresh memory. */
const YARDSTICK = { startMs: 40, memoryMs: 10 } as const
const TIMES = 3
const PROGRAM = `
const worked = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
const startMs = worked()
const kept = Array.from({ length: 16 }, () => Buffer.alloc(1 << 20).fill(1))
console.log(JSON.stringify({ startMs, memoryMs: worked() - startMs }))`

/** How slow this machine is now, by what the yardstick takes; 1 where it is as fast as it should be. */
export function slownessNow(): number {
  const seen = Array.from(
    { length: TIMES },
    () =>
      JSON.parse(execFileSync(process.execPath, ['-e', PROGRAM], { encoding: 'utf8' })) as typeof YARDSTICK,
  )
  const least = (name: keyof typeof YARDSTICK): number => Math.min(...seen.map(times => times[name]))
  return Math.max(1, least('startMs') / YARDSTICK.startMs, least('memoryMs') / YARDSTICK.memoryMs)
}
