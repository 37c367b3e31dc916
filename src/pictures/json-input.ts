import { isDeepStrictEqual } from 'node:util'
import { scanJson } from '../inspect/json-scan.ts'
import { LONGEST_INPUT } from './bytes-input.ts'

/** The JSON object that a person typed, or a sentence that says what is wrong with it. */
export function parseObject(input: string): Record<string, unknown> | string {
  if (input.length > LONGEST_INPUT) return `more than ${LONGEST_INPUT} characters`
  if (input.trim() === '') return 'a JSON object is missing'
  const { fault } = scanJson(input)
  if (fault !== null) return `at character ${fault.at + 1}: ${fault.message}`
  const value = JSON.parse(input) as unknown
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'this JSON is no object'
  // Once more through JSON: 1e999 is read as Infinity, which JSON can't say.
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>
}

/** Whether two values are equal as JSON: the order of members does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(normal(a), normal(b))
}

/** Plain arrays and objects without prototypes, so that only the data is compared; -0 is 0 in JSON. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal)
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [name, normal(member)])
  return new Map(members.sort(([a], [b]) => (a < b ? -1 : 1)))
}
