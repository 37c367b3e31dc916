/** What grading the solution of a lesson may cost: a verdict has to be there within a blink. */
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

export function budgetComplaint(lesson: string, costs: Costs): string | null {
  const budget = ALLOWED[lesson] ?? BUDGET
  const isOver =
    costs.testsMs > TOO_MUCH * budget.testsMs || (costs.sandboxMs ?? 0) > TOO_MUCH * budget.sandboxMs
  if (!isOver) return null
  return `${lesson}: grading the solution takes ${costText(costs)} of processor time; the budget is ${budget.testsMs} / ${budget.sandboxMs} ms. Ask with fewer rows that show the same.`
}
