import crypto from 'node:crypto'
import { standInForScrypt } from '../../scrypt-stand-in.ts'
import { describe } from '../describe.ts'
import * as p from '../primordials.ts'
import { replaceMember } from '../stand-ins.ts'
import type { NoteCall, WatchedBuiltin } from '../watched-builtin.ts'

type Done = (error: Error | null, key?: Buffer) => void
type Scrypt = { password: Uint8Array; salt: Uint8Array; length: number; N: number; r: number; p: number }

const { scrypt, scryptSync } = crypto
const later = setImmediate
const integer = Number.isSafeInteger
/** What node:crypto takes where a caller says nothing. */
const DEFAULTS = { N: 16384, r: 8, p: 1, maxmem: 32 * 1024 * 1024 }

/**
 * scrypt in its three forms: sync, with a callback, and made into a promise by util.promisify. A stand-in computes it,
 * unless the hidden test gives `real` for a call. What Node refuses is refused by Node. Of a stand-in the end is noted,
 * too: an answer that came before it did not wait.
 */
export const watch: WatchedBuiltin = {
  install(note) {
    let isReal = false
    replaceMember(crypto, 'scryptSync', function scryptSync_(...args: unknown[]): unknown {
      const asked = isReal ? null : read(args[0], args[1], args[2], args[3])
      if (asked === null) return noted(note, args, () => p.apply(scryptSync, crypto, args))
      tell(note, asked)
      note('scrypt done', [])
      return keyOf(asked)
    })
    replaceMember(crypto, 'scrypt', function scrypt_(...args: unknown[]): unknown {
      const options = typeof args[3] === 'function' ? undefined : args[3]
      const done = args[args.length - 1]
      const asked = isReal || typeof done !== 'function' ? null : read(args[0], args[1], args[2], options)
      if (asked === null) return noted(note, args, () => p.apply(scrypt, crypto, args))
      tell(note, asked)
      later(() => {
        note('scrypt done', [])
        ;(done as Done)(null, keyOf(asked))
      })
    })
    return {
      give(setting) {
        isReal = setting === 'real'
      },
    }
  },
}

function keyOf({ password, salt, length, ...cost }: Scrypt): Buffer {
  const bytes = standInForScrypt(password, salt, length, cost)
  return p.apply(p.bufferFrom, p.BufferClass, [p.apply(p.typedArrayBuffer, bytes, [])]) as Buffer
}

/** The real function, noted all the same where its arguments make sense. */
function noted(note: NoteCall, args: unknown[], run: () => unknown): unknown {
  const asked = read(args[0], args[1], args[2], typeof args[3] === 'function' ? undefined : args[3])
  if (asked !== null) tell(note, asked)
  return run()
}

function tell(note: NoteCall, { password, salt, length, N, r, p: parallel }: Scrypt): void {
  note('scrypt', [
    ['password', describe(password)],
    ['salt', describe(salt)],
    ['length', describe(length)],
    ['N', describe(N)],
    ['r', describe(r)],
    ['p', describe(parallel)],
  ])
}

/** What was asked for; null where Node would refuse it, or where that is not plain to see. */
function read(password: unknown, salt: unknown, length: unknown, options: unknown): Scrypt | null {
  try {
    // The same checks of the types, at a cost of nothing.
    scryptSync(password as string, salt as string, length as number, { N: 2, r: 1, p: 1 })
    const cost = costOf(options)
    if (cost === null) return null
    return { password: bytesOf(password), salt: bytesOf(salt), length: length as number, ...cost }
  } catch {
    return null
  }
}

function costOf(options: unknown): { N: number; r: number; p: number } | null {
  const given = (options ?? {}) as Record<string, unknown>
  const pick = (short: 'N' | 'r' | 'p', long: string): unknown => {
    if (given[short] !== undefined && given[long] !== undefined) return null
    return given[short] ?? given[long] ?? DEFAULTS[short]
  }
  const N = pick('N', 'cost') as number
  const r = pick('r', 'blockSize') as number
  const parallel = pick('p', 'parallelization') as number
  const maxmem = (given.maxmem ?? DEFAULTS.maxmem) as number
  const isPlain = integer(N) && integer(r) && integer(parallel) && integer(maxmem)
  if (!isPlain || N < 2 || (N & (N - 1)) !== 0 || r < 1 || parallel < 1) return null
  // OpenSSL's own reckoning of the memory that it needs.
  const needed = 128 * r * parallel + 128 * r * (N + 2)
  return needed > maxmem || r * parallel >= 2 ** 30 ? null : { N, r, p: parallel }
}

/** A copy of the bytes, as Node makes one: the caller may wipe a password as soon as the call has returned. */
function bytesOf(value: unknown): Uint8Array {
  if (typeof value === 'string') return p.apply(p.bufferFrom, p.BufferClass, [value, 'utf8']) as Uint8Array
  const { buffer, byteOffset, byteLength } = p.isAnyArrayBuffer(value)
    ? new p.Uint8ArrayClass(value as ArrayBuffer)
    : (value as DataView)
  const copy = new p.Uint8ArrayClass(byteLength)
  p.apply(p.typedArraySet, copy, [new p.Uint8ArrayClass(buffer, byteOffset, byteLength)])
  return copy
}
