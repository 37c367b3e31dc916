/** What learner code still holds in memory: how much, and whether certain strings or bytes are among it. */
import util from 'node:util'
import v8 from 'node:v8'
import vm from 'node:vm'
import workers from 'node:worker_threads'
import type { HeapRequest } from '../protocol.ts'
import { fixMethod } from './lockdown.ts'
import * as p from './primordials.ts'

const { queryObjects, getHeapSnapshot, setFlagsFromString } = v8
const { isMarkedAsUntransferable } = workers
const memoryUsage = process.memoryUsage.bind(process)
const parse = JSON.parse
const fromCharCode = String.fromCharCode
const options = util.inspect.defaultOptions
const latin1Slice = (p.bufferPrototype as unknown as { latin1Slice: () => string }).latin1Slice
const TypedArray = p.getPrototypeOf(Uint8Array) as new () => unknown
/** Of these every instance is searched. */
const BUFFERS = [TypedArray, ArrayBuffer, SharedArrayBuffer] as (new () => unknown)[]
const byteLengthOf = p.getOwnPropertyDescriptor(TypedArray.prototype, 'byteLength')?.get as () => number
const { isSharedArrayBuffer } = util.types
const least = Math.min
const ArrayClass = Array
const speciesOf = p.getOwnPropertyDescriptor(Array, Symbol.species)?.get

/** Longer strings are cut in a snapshot; longer buffers are looked at so far only. */
const LONGEST_STRING = 200_000
const LONGEST_BUFFER = 16_384
const LONGEST_JOINED = 1_000_000
/** Arrays with no more bytes may have no buffer yet, and asking for it would make one. */
const MOST_WITHIN = 64

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
      some(needle.bytes, masked => contains(buffers, unmaskBytes(masked)))
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

/** The engine writes all of a snapshot while it is asked to: into our own method, past the stream and what it is made of. */
function snapshotText(): string {
  let text = ''
  const push = (chunk: Buffer | null): boolean => {
    if (chunk !== null) text += p.apply(latin1Slice, chunk, []) as string
    return true
  }
  const stream = getHeapSnapshot()
  p.defineProperty(stream, 'push', { value: push })
  p.defineProperty(stream, 'read', { value: () => null })
  stream._read(0)
  return text
}

/** Where a look at buffers puts those that it finds; null outside of one. */
let seized: object[] | null = null

/**
 * Takes the question that Node's inspector asks first about a value: whether a list includes it already. Who answers it has
 * the value itself, before a name, getter or inspector of learner code is asked. Before the prototypes are closed.
 */
export function takeInspection(): void {
  const { includes } = ArrayClass.prototype
  const seize = (value: object): true => {
    p.append(seized as object[], value)
    return true
  }
  fixMethod(ArrayClass.prototype, 'includes', () => (seized === null ? includes : seize))
}

/** The contents of all buffers and typed arrays, a character for each byte. */
function heldBuffers(): string[] {
  const found = instances()
  const texts: string[] = []
  for (let index = 0; index < found.length; index++) {
    const object = found[index] as object
    if (p.isTypedArray(object)) addView(texts, object as Uint8Array)
    else if (p.isAnyArrayBuffer(object)) addBuffer(texts, object as ArrayBuffer)
  }
  return texts
}

function addView(texts: string[], view: Uint8Array): void {
  const bytes = p.apply(byteLengthOf, view, []) as number
  if (bytes > MOST_WITHIN && isWholePool(p.apply(p.typedArrayBuffer, view, []), bytes)) return
  p.append(texts, p.apply(latin1Slice, view, [0, least(bytes, LONGEST_BUFFER)]) as string)
  if (p.isUint8Array(view)) return
  // Of larger numbers each one may be a byte.
  const length = least(p.apply(p.typedArrayLength, view, []) as number, LONGEST_BUFFER)
  let numbers = ''
  for (let index = 0; index < length; index++) {
    const number = view[index] as number | bigint
    numbers += typeof number === 'number' && number < 256 ? fromCharCode(number) : ' '
  }
  p.append(texts, numbers)
}

function addBuffer(texts: string[], buffer: ArrayBuffer): void {
  if (isMarkedAsUntransferable(buffer) || (!isSharedArrayBuffer(buffer) && p.isDetached(buffer))) return
  const bytes = new p.Uint8ArrayClass(buffer)
  const length = least(p.apply(p.typedArrayLength, bytes, []) as number, LONGEST_BUFFER)
  p.append(texts, p.apply(latin1Slice, bytes, [0, length]) as string)
}

/**
 * Whether a view is all of a buffer that Node makes Buffers out of, which has bytes of Buffers that are gone. Those that are
 * left are found themselves; they have less than half of it each.
 */
function isWholePool(buffer: ArrayBufferLike, bytes: number): boolean {
  return (
    isMarkedAsUntransferable(buffer) &&
    bytes * 2 > (p.apply(p.typedArrayLength, new p.Uint8ArrayClass(buffer), []) as number)
  )
}

/** All buffers and typed arrays. @throws Error when learner code has prepared to see or change what is found */
function instances(): object[] {
  const isOurs =
    p.getOwnPropertyDescriptor(ArrayClass.prototype, 'constructor')?.value === ArrayClass &&
    p.getOwnPropertyDescriptor(ArrayClass, Symbol.species)?.get === speciesOf &&
    p.defineProperty(options, 'customInspect', { value: false }) &&
    p.defineProperty(options, 'colors', { value: false })
  if (!isOurs) throw new p.ErrorClass('the buffers can not be searched')
  const found: object[] = []
  const parents = p.listOf<object | null>(BUFFERS.length)
  // A question takes long. When all inherit from typed arrays, one is enough; who was there first can prevent it.
  let isOne = true
  for (let kind = 0; kind < BUFFERS.length; kind++) {
    const { prototype } = BUFFERS[kind] as (typeof BUFFERS)[number]
    parents[kind] = p.getPrototypeOf(prototype) as object | null
    if (kind > 0 && !p.setPrototypeOf(prototype, TypedArray.prototype)) isOne = false
  }
  seized = found
  for (let kind = 0; kind < (isOne ? 1 : BUFFERS.length); kind++)
    queryObjects(BUFFERS[kind] as never, { format: 'summary' })
  seized = null
  for (let kind = 1; kind < BUFFERS.length; kind++)
    p.setPrototypeOf((BUFFERS[kind] as (typeof BUFFERS)[number]).prototype, parents[kind] as object | null)
  // Typed arrays of each kind inherit from an object that is found itself, if nothing else is.
  if (found.length === 0) throw new p.ErrorClass('the buffers can not be searched')
  return found
}

function unmaskString(masked: ArrayBuffer): string {
  const units = new p.Uint8ArrayClass(masked)
  const length = p.apply(p.typedArrayLength, units, []) as number
  let text = ''
  for (let index = 0; index < length; index += 2)
    text += fromCharCode(~((units[index] as number) | ((units[index + 1] as number) << 8)) & 0xffff)
  return text
}

function unmaskBytes(masked: ArrayBuffer): string {
  const bytes = new p.Uint8ArrayClass(masked)
  const length = p.apply(p.typedArrayLength, bytes, []) as number
  let text = ''
  for (let index = 0; index < length; index++) text += fromCharCode(~(bytes[index] as number) & 0xff)
  return text
}
