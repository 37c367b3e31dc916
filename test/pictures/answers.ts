/** Answers of real code to a picture's calls: the solutions, or functions of a test, described as the sandbox describes. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe as describeForTheWire } from '../../src/sandbox/child/describe.ts'
import { askAll } from '../../src/pictures/ask.ts'
import type { Picture } from '../../src/pictures/types.ts'
import { GivenFunction, receiveDescribed, WebRequest } from '../../src/sandbox/encode.ts'
import { NO_OBJECT } from '../../src/sandbox/no-object.ts'
import type { Call, CallReport, Described } from '../../src/sandbox/types.ts'

const describe = (value: unknown): Described => receiveDescribed(describeForTheWire(value))

type Given = Record<string, unknown>
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
    const args = passed(call)
    try {
      const value = describe(invoke(call, args, functions, new Map()))
      return { ...returned(value), argsAfter: args.map(describe) }
    } catch (error) {
      return { ...reported(thrown(error)), argsAfter: args.map(describe) }
    }
  })
}

/** All that a picture asks for, round by round: with objects, promises, Requests and Responses. */
export function allAnswers(
  picture: Picture,
  input: string,
  cursor: number,
  functions: Functions,
): Promise<CallReport[]> {
  const objects = new Map<number, unknown>()
  const now: Given = {}
  const ask = async (calls: Call[]): Promise<CallReport[]> => {
    const reports: CallReport[] = []
    for (const call of calls) {
      Object.assign(now, call.given)
      try {
        const value = await invoke(call, passed(call, now), functions, objects)
        reports.push(returned(value instanceof Response ? await describeResponse(value) : describe(value)))
      } catch (error) {
        reports.push(reported(thrown(error)))
      }
    }
    return reports
  }
  return askAll(picture, input, cursor, ask, () => true)
}

/** The arguments as they arrive in the sandbox. */
const passed = ({ args }: Call, now: Given = {}): unknown[] => args.map(argument => arrivedOf(argument, now))

function arrivedOf(value: unknown, now: Given): unknown {
  if (value instanceof WebRequest) return requestOf(value)
  if (value instanceof GivenFunction) return () => now[value.name]
  if (Array.isArray(value)) return value.map(item => arrivedOf(item, now))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return structuredClone(value)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, arrivedOf(member, now)]))
}

function invoke(
  { name, object }: Call,
  args: unknown[],
  functions: Functions,
  objects: Map<number, unknown>,
): unknown {
  if (object === undefined || object.how === 'new' || object.how === 'keep') {
    const run = functions[name] as ((...all: unknown[]) => unknown) | undefined
    if (run === undefined) throw new Error(`the picture calls ${name}, which no lesson has`)
    if (object === undefined) return run(...args)
    objects.set(object.id, object.how === 'new' ? Reflect.construct(run, args) : run(...args))
    return undefined
  }
  const owner = objects.get(object.id) as Record<string, (...all: unknown[]) => unknown>
  if (owner === undefined) throw new Error(NO_OBJECT)
  if (object.how === 'apply') return (owner as unknown as (...all: unknown[]) => unknown)(...args)
  return object.how === 'get' ? owner[name] : owner[name]?.(...args)
}

function requestOf({ method, url, headers, body }: WebRequest): Request {
  return new Request(url, { method, headers, body: body as Uint8Array<ArrayBuffer> | null })
}

async function describeResponse(response: Response): Promise<Described> {
  const body = new Uint8Array(await response.arrayBuffer())
  return { type: 'response', status: response.status, headers: [...response.headers], body }
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

/** A report of a call that returned this. */
export const returned = (value: Described): CallReport => reported({ kind: 'value', value })

const reported = (outcome: CallReport['outcome']): CallReport => ({
  outcome,
  argsAfter: [],
  buffers: 'kept',
  watched: null,
  called: [],
})
