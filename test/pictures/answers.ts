/** Answers of real code to a picture's calls: the solutions, or functions of a test, described as the sandbox describes. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe as describeForTheWire } from '../../src/sandbox/child/describe.ts'
import { receiveDescribed } from '../../src/sandbox/encode.ts'
import type { Call, CallReport, Described } from '../../src/sandbox/types.ts'

const describe = (value: unknown): Described => receiveDescribed(describeForTheWire(value))

export type Functions = Record<string, (...args: never[]) => unknown>

/** The functions of all solutions, by name. */
export async function solutionFunctions(): Promise<Functions> {
  const folder = join(import.meta.dirname, '../../solutions')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ts'),
  )
  const modules = await Promise.all(files.map(file => import(pathToFileURL(join(folder, file)).href)))
  return Object.assign({}, ...modules) as Functions
}

/** Carries the calls out here and reports them as the sandbox would. */
export function answers(calls: Call[], functions: Functions): CallReport[] {
  return calls.map(call => {
    const args = structuredClone(call.args) as never[]
    const run = functions[call.name]
    if (run === undefined) throw new Error(`the picture calls ${call.name}, which no lesson has`)
    try {
      const value = describe(run(...args))
      return {
        outcome: { kind: 'value', value },
        argsAfter: args.map(describe),
        buffers: 'kept' as const,
        watched: null,
        called: [],
      }
    } catch (error) {
      return {
        outcome: thrown(error),
        argsAfter: args.map(describe),
        buffers: 'kept' as const,
        watched: null,
        called: [],
      }
    }
  })
}

function thrown(error: unknown): CallReport['outcome'] {
  const code = (error as { name?: unknown; code?: unknown } | null)?.code
  const isJwtError = error instanceof Error && error.name === 'JwtError' && typeof code === 'string'
  return {
    kind: 'thrown',
    value: describe(error),
    jwtCode: isJwtError ? code : null,
    refused: null,
    place: null,
  }
}

/** A report of a call that came back with this. */
export function returned(value: Described): CallReport {
  return { outcome: { kind: 'value', value }, argsAfter: [], buffers: 'kept', watched: null, called: [] }
}
