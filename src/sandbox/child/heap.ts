/** What learner code still holds in memory: how much, and whether certain strings or bytes are among it. */
import { EventEmitter } from 'node:events'
import { Readable, Stream } from 'node:stream'
import util from 'node:util'
import v8 from 'node:v8'
import vm from 'node:vm'
import type { HeapRequest } from '../protocol.ts'
import * as p from './primordials.ts'

const { queryObjects, getHeapSnapshot, setFlagsFromString } = v8
const memoryUsage = process.memoryUsage.bind(process)
const parse = JSON.parse
const fromCharCode = String.fromCharCode
const options = util.inspect.defaultOptions
const latin1Slice = (p.bufferPrototype as unknown as { latin1Slice: () => string }).latin1Slice
const TypedArray = p.getPrototypeOf(Uint8Array) as new () => unknown
/** Of these every instance is searched. */
const BUFFERS = [TypedArray, ArrayBuffer, SharedArrayBuffer] as (new () => unknown)[]
/** The methods of a stream as they were before learner code ran. */
const STREAM_METHODS = [Readable.prototype, Stream.prototype, EventEmitter.prototype]
  .flatMap(owner =>
    Reflect.ownKeys(owner)
      .filter(name => typeof name === 'string' && name !== 'constructor' && !name.startsWith('_'))
      .map(name => ({ name, value: p.getOwnPropertyDescriptor(owner, name)?.value as unknown }))
      .filter(({ value }) => typeof value === 'function'),
  )
  .filter(({ name }, index, all) => all.findIndex(other => other.name === name) === index)

/**
 * How Node's pool of bytes is shown, as a buffer and as one large array. It has bytes of Buffers that are gone; those that
 * are left are found themselves.
 */
const POOL = new RegExp(
  `^\\w+\\((?:${Buffer.poolSize}|${Buffer.from('pool').buffer.byteLength})\\)|: ${Buffer.from('pool').buffer.byteLength} \\}$`,
)
/** Longer strings are cut in a snapshot; longer buffers are looked at so far only. */
const LONGEST_STRING = 200_000
const LONGEST_BUFFER = 16_384
const LONGEST_JOINED = 1_000_000

/** The engine's own collector: out of a context of its own, as a global here would be learner code's, too. */
const collectGarbage = ((): ((options: object) => void) => {
  setFlagsFromString('--expose-gc')
  const collector = vm.runInNewContext('gc') as (options: object) => void
  setFlagsFromString('--no-expose-gc')
  return collector
})()

/** Collects garbage, then measures and searches. The request holds nothing that is searched for as it is. */
export function lookAtHeap({ collections, needles }: HeapRequest): { bytes: number; held: boolean[] } {
  // The last string that a pattern was tried on is kept by the engine.
  p.matches(/x/, 'x')
  for (let left = collections; left > 0; left--)
    collectGarbage({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { heapUsed, external } = memoryUsage()
  const held = p.listOf<boolean>(needles.length)
  if (needles.length === 0) return { bytes: heapUsed + external, held }
  const strings = heldStrings()
  const buffers = heldBuffers()
  for (let index = 0; index < needles.length; index++) {
    const needle = needles[index] as HeapRequest['needles'][number]
    held[index] =
      some(needle.strings, masked => contains(strings, unmaskString(masked))) ||
      some(needle.bytes, masked => {
        const { decimal, hex } = unmaskBytes(masked)
        return contains(buffers, decimal) || contains(buffers, hex)
      })
  }
  return { bytes: heapUsed + external, held }
}

function some<T>(list: T[], holds: (item: T) => boolean): boolean {
  for (let index = 0; index < list.length; index++) if (holds(list[index] as T)) return true
  return false
}

function contains(texts: string[], part: string): boolean {
  return some(texts, text => (p.apply(p.stringIndexOf, text, [part]) as number) >= 0)
}

type Snapshot = {
  snapshot: {
    meta: {
      node_fields: string[]
      node_types: [string[]]
      edge_fields: string[]
    }
  }
  nodes: number[]
  edges: number[]
  strings: string[]
}

/** All strings on the heap, those put together of two that were never read as one included. */
function heldStrings(): string[] {
  setFlagsFromString(`--heap-snapshot-string-limit=${LONGEST_STRING}`)
  const { snapshot, nodes, edges, strings } = parse(snapshotText()) as Snapshot
  const { node_fields, node_types, edge_fields } = snapshot.meta
  const place = (list: string[], name: string): number => {
    for (let index = 0; index < list.length; index++) if (list[index] === name) return index
    return -1
  }
  const width = node_fields.length
  const edgeWidth = edge_fields.length
  const type = place(node_fields, 'type')
  const name = place(node_fields, 'name')
  const edgeCount = place(node_fields, 'edge_count')
  const edgeName = place(edge_fields, 'name_or_index')
  const toNode = place(edge_fields, 'to_node')
  const joined = place(node_types[0], 'concatenated string')
  /** Of each joined string, where its two parts are. */
  const parts = new p.MapClass<number, [number, number]>()
  for (let node = 0, edge = 0; node < nodes.length; node += width) {
    const count = nodes[node + edgeCount] as number
    if (nodes[node + type] === joined) {
      const pair: [number, number] = [-1, -1]
      for (let index = 0; index < count; index++) {
        const at = (edge + index) * edgeWidth
        const which = strings[edges[at + edgeName] as number]
        if (which === 'first') pair[0] = edges[at + toNode] as number
        if (which === 'second') pair[1] = edges[at + toNode] as number
      }
      p.apply(p.mapSet, parts, [node, pair])
    }
    edge += count
  }
  const read = (node: number, depth: number): string => {
    const pair = p.apply(p.mapGet, parts, [node]) as [number, number] | undefined
    if (pair === undefined || pair[0] < 0 || pair[1] < 0 || depth > 200)
      return node < 0 ? '' : (strings[nodes[node + name] as number] as string)
    const text = read(pair[0], depth + 1) + read(pair[1], depth + 1)
    return text.length > LONGEST_JOINED ? '' : text
  }
  for (let node = 0; node < nodes.length; node += width)
    if (nodes[node + type] === joined) p.append(strings, read(node, 0))
  return strings
}

function snapshotText(): string {
  const stream = getHeapSnapshot()
  for (let index = 0; index < STREAM_METHODS.length; index++) {
    const { name, value } = STREAM_METHODS[index] as (typeof STREAM_METHODS)[number]
    // Whoever was there first has the methods, and nothing that is read is worth anything.
    if (!p.defineProperty(stream, name, { value })) throw new p.ErrorClass('the snapshot can not be read')
  }
  let text = ''
  for (;;) {
    const chunk = stream.read() as Buffer | null
    if (chunk === null) return text
    text += p.apply(latin1Slice, chunk, []) as string
  }
}

/** The contents of all buffers and typed arrays as Node shows them: `1, 2` and `<01 02>`. */
function heldBuffers(): string[] {
  // Constants of a module that only this function changes: no getter or inspector of learner code is asked.
  options.customInspect = false
  options.maxArrayLength = LONGEST_BUFFER
  options.maxStringLength = 1000
  options.breakLength = Number.POSITIVE_INFINITY
  options.compact = true
  const texts: string[] = []
  const parents = p.listOf<object | null>(BUFFERS.length)
  // A question takes long. When all inherit from typed arrays, one is enough; who was there first can prevent it.
  let isOne = true
  for (let kind = 0; kind < BUFFERS.length; kind++) {
    const { prototype } = BUFFERS[kind] as (typeof BUFFERS)[number]
    parents[kind] = p.getPrototypeOf(prototype) as object | null
    if (kind > 0 && !p.setPrototypeOf(prototype, TypedArray.prototype)) isOne = false
  }
  for (let kind = 0; kind < (isOne ? 1 : BUFFERS.length); kind++) {
    const found = queryObjects(BUFFERS[kind] as never, { format: 'summary' }) as unknown as string[]
    for (let index = 0; index < found.length; index++) {
      const text = found[index] as string
      if (!p.matches(POOL, text)) p.append(texts, text)
    }
  }
  for (let kind = 1; kind < BUFFERS.length; kind++)
    p.setPrototypeOf((BUFFERS[kind] as (typeof BUFFERS)[number]).prototype, parents[kind] as object | null)
  return texts
}

function unmaskString(masked: ArrayBuffer): string {
  const units = new p.Uint8ArrayClass(masked)
  const length = p.apply(p.typedArrayLength, units, []) as number
  let text = ''
  for (let index = 0; index < length; index += 2)
    text += fromCharCode(~((units[index] as number) | ((units[index + 1] as number) << 8)) & 0xffff)
  return text
}

function unmaskBytes(masked: ArrayBuffer): { decimal: string; hex: string } {
  const bytes = new p.Uint8ArrayClass(masked)
  const length = p.apply(p.typedArrayLength, bytes, []) as number
  let decimal = ''
  let hex = ''
  for (let index = 0; index < length; index++) {
    const byte = ~(bytes[index] as number) & 0xff
    decimal += `${index === 0 ? '' : ', '}${byte}`
    hex += `${index === 0 ? '' : ' '}${DIGITS[byte >> 4]}`
    hex += DIGITS[byte & 15]
  }
  return { decimal, hex }
}

const DIGITS = '0123456789abcdef'
