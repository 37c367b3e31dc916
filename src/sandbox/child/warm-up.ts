/**
 * A rehearsal before the first question: code that ran some hundred times is compiled, and several times faster than
 * when it runs for the first time. Worth it only in a process that waits for its question anyway.
 */
import { deserialize, serialize } from 'node:v8'
import type { EncodedCall } from '../protocol.ts'
import { type CallContext, callOnce } from './call.ts'
import { createBudget } from './describe.ts'
import { createGiven } from './given.ts'
import { createRefuser } from './refuse.ts'
import { warmTypeStripper } from './strip.ts'
import { rehearseNote } from './wire.ts'

const ROUNDS = 600
const SOURCES = 12

/** The kinds of source that a learner's file is made of. */
const SOURCE = `import { JwtError } from './errors.ts'
import type { Claims } from './types.ts'
const ALPHABET: readonly string[] = ['A', 'b', '-']
export function encode(bytes: Uint8Array, { now = 0, leeway }: { now?: number; leeway?: number } = {}): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) text += ALPHABET[(bytes[index] as number) & 63] ?? ''
  for (const byte of bytes) if (byte > 1 && typeof leeway !== 'number') throw new JwtError('malformed', \`\${byte} of \${now}\`)
  try { JSON.parse(text) } catch (error) { return String(error instanceof Error) }
  return [...text].map((one: string): string => one.trim()).filter(Boolean).join('.')
}
class Box<T extends object> { #value: T | null = null; get value(): T | null { return this.#value } }
`

/** Calls that take and give what the functions of the lessons do. */
export function rehearse(): void {
  for (let count = 0; count < SOURCES; count++) warmTypeStripper(SOURCE)
  const context: CallContext = {
    find: () => value => value,
    findPlace: () => null,
    jwtErrorPrototype: null,
    refuser: createRefuser(),
    watcher: null,
    faults: { settle: () => null, take: () => null, ignore: () => {} },
    objects: new Map(),
    calls: { give: () => {}, take: () => [] },
    given: createGiven(),
  }
  const values: EncodedCall['args'][number][] = [
    new ArrayBuffer(8),
    'eyJhbGciOiJIUzI1NiJ9',
    { k: 'object', entries: [['exp', 1]], bare: false },
  ]
  const named = { file: 'jwt/code.ts', name: 'run' }
  for (let round = 0; round < ROUNDS; round++) {
    const args = [values[round % values.length] as EncodedCall['args'][number]]
    const question = deserialize(serialize({ of: 0, args })) as EncodedCall
    serialize(callOnce(named, question, null, createBudget(), context).answer)
    rehearseNote()
  }
}
