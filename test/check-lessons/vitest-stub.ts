/**
 * Stands for Vitest while hidden tests are judged: collects what a test file defines, so that it can be carried out without
 * an engine. Only what the kit uses of Vitest is here.
 */
import type { RunSettings } from '../../src/grader/settings.ts'

type Context = { task: { meta: Record<string, unknown> }; skip: () => never }
type Body = (context: Context) => Promise<void> | void
type Hook = () => Promise<unknown> | unknown

/** A test file: its hooks, and its tests with the step that they belong to. */
export type Collected = {
  before: Hook[]
  after: Hook[]
  tests: { step: string; name: string; body: Body }[]
}

let current: { settings: RunSettings; collected: Collected; step: string } | null = null

/** Collects what is defined while `load` imports a test file. */
export async function collect(settings: RunSettings, load: () => Promise<unknown>): Promise<Collected> {
  const collected: Collected = { before: [], after: [], tests: [] }
  current = { settings, collected, step: '' }
  try {
    await load()
  } finally {
    current = null
  }
  return collected
}

function now(): NonNullable<typeof current> {
  if (current === null) throw new Error('A test is defined while no test file is loaded.')
  return current
}

export const inject = (): RunSettings => now().settings
export const beforeAll = (hook: Hook): void => void now().collected.before.push(hook)
export const afterAll = (hook: Hook): void => void now().collected.after.push(hook)

export function describe(step: string, define: () => void): void {
  now().step = step
  define()
}

export function test(name: string, _options: object, body: Body): void {
  const { collected, step } = now()
  collected.tests.push({ step, name, body })
}
