/** What grading the solution of a lesson may cost: a verdict has to be there within a blink. */
import type { Costs } from './judge-process.ts'

/** The lesson that others are measured by: a number of milliseconds would say more about the machine than about a lesson. */
export const YARDSTICK = '01-base64url-encode'
/** At most so many times the processor time of the yardstick. */
const BUDGET = 10
/** What a contract asks for and costs more: a look into the memory, 10,000 entries of a list, 300 requests over sockets. */
const ALLOWED: Readonly<Record<string, number>> = {
  '17-client-assertion': 18,
  '21-refresh': 30,
  '22-logout': 16,
  '23-capstone': 20,
}

/** The costs for the table: `35 / 60 ms`. */
export function costText({ testsMs, sandboxMs }: Costs): string {
  return `${Math.round(testsMs)} / ${sandboxMs === null ? '?' : Math.round(sandboxMs)} ms`
}

/** Null when the lesson keeps its budget. @param yardstick what the yardstick cost directly before */
export function budgetComplaint(lesson: string, costs: Costs, yardstick: Costs): string | null {
  const budget = ALLOWED[lesson] ?? BUDGET
  const times = sum(costs) / sum(yardstick)
  if (times <= budget) return null
  return `${lesson}: grading the solution takes ${costText(costs)} of processor time, ${times.toFixed(1)} times what lesson 01 takes; the budget is ${budget} times. Ask with fewer rows that show the same.`
}

const sum = ({ testsMs, sandboxMs }: Costs): number => testsMs + (sandboxMs ?? 0)
