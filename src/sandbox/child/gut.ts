/**
 * Empties the built-in modules that reach out, for code that gets hold of one by a way nobody knows yet. What the sandbox
 * itself needs of them was taken before.
 */
import module from 'node:module'
import vm from 'node:vm'
import { forbidden } from './process.ts'
import * as p from './primordials.ts'
import type { Refuser } from './refuse.ts'
import { isAllowedBuiltin } from './specifier.ts'

/** Loading these costs little, and each of them reaches files or other processes without a question to the permission model. */
const LOADED_FIRST = [
  'sqlite',
  'net',
  'dgram',
  'dns',
  'dns/promises',
  'os',
  'vm',
  'worker_threads',
  'ffi',
  'child_process',
  'fs/promises',
  'zlib',
  'cluster',
  'wasi',
  'trace_events',
  'sea',
  'diagnostics_channel',
  'async_hooks',
]

/** Of these the methods of their classes go too: an instance or the class itself may be reached by another way. */
const WITH_CLASSES = ['sqlite', 'net', 'dgram', 'vm', 'module', 'worker_threads']

/** What Node's own code still looks up on its modules, after learner code was loaded. */
const KEPT: Record<string, readonly string[]> = {
  // The first six are read by the constructor of each stream that is made out of these; the others by a Request and a
  // Response whose body is read: they only look at a stream.
  stream: [
    'Stream',
    'Readable',
    'Writable',
    'Duplex',
    'Transform',
    'PassThrough',
    'isDisturbed',
    'isErrored',
    'isReadable',
  ],
  // Whoever waits for the end of a stream, `for await` for instance, binds what it calls then.
  async_hooks: ['AsyncLocalStorage', 'AsyncResource'],
}

/** Node makes a context for itself when a reader or writer of a stream is released for the first time: this one. */
const contextOfNode = vm.runInNewContext('this') as object

/**
 * Loads what is emptied later, and what learner code may import: a module that is loaded later would take its parts out of
 * emptied ones. Best done before the first question.
 */
export function loadAhead(real: NodeJS.Process): void {
  const get = real.getBuiltinModule as (name: string) => unknown
  for (const name of [
    ...LOADED_FIRST,
    'assert',
    'assert/strict',
    'timers/promises',
    'perf_hooks',
    'querystring',
    'string_decoder',
    'punycode',
  ])
    attempt(() => get(`node:${name}`))
  for (const [name, members] of Object.entries(KEPT))
    for (const member of members) attempt(() => (get(`node:${name}`) as Record<string, unknown>)[member])
}

/** Empties every built-in that is loaded and not allowed. */
export function gutBuiltins(refuser: Refuser, real: NodeJS.Process): void {
  const sync = module.syncBuiltinESMExports
  const get = real.getBuiltinModule as (name: string) => unknown
  const isLoaded = new Set((real as unknown as { moduleLoadList: string[] }).moduleLoadList)
  const found: [string, object][] = []
  for (const listed of module.builtinModules) {
    const name = listed.startsWith('node:') ? listed.slice(5) : listed
    if (
      name.startsWith('_') ||
      name === 'process' ||
      name === 'sys' ||
      name === 'console' ||
      name === 'constants'
    )
      continue
    if (isAllowedBuiltin(name)) continue
    if (!LOADED_FIRST.includes(name) && !isLoaded.has(`NativeModule ${name}`)) continue
    let namespace: unknown
    try {
      namespace = get(`node:${name}`)
    } catch {
      continue
    }
    if (namespace === undefined) continue
    found.push([name, namespace as object])
    // Some members are made when they are looked at, out of other modules: all of them before the first is emptied.
    for (const member of Reflect.ownKeys(namespace as object))
      attempt(() => p.getOwnPropertyDescriptor(namespace as object, member))
  }
  for (const [name, namespace] of found) gut(namespace, name, refuser)
  keepContextOfNode()
  sync()
}

function keepContextOfNode(): void {
  const refuse = vm.runInNewContext
  const value = (...args: Parameters<typeof refuse>): unknown => {
    const asked = p.getOwnPropertyDescriptor(Object(args[2]), 'contextName')?.value
    return args[0] === 'this' && asked === 'internal' ? contextOfNode : p.apply(refuse, vm, args)
  }
  p.defineProperty(vm, 'runInNewContext', { value })
}

function attempt(look: () => void): void {
  try {
    look()
  } catch {
    // What can't be looked at here can't be looked at later.
  }
}

function refuseMember(owner: object, member: PropertyKey, what: string, refuser: Refuser): void {
  const descriptor = p.getOwnPropertyDescriptor(owner, member)
  if (descriptor === undefined || (descriptor.configurable === false && descriptor.writable !== true)) return
  p.defineProperty(
    owner,
    member,
    descriptor.configurable === false
      ? { value: forbidden(refuser, what) }
      : {
          value: forbidden(refuser, what),
          writable: true,
          enumerable: descriptor.enumerable === true,
          configurable: true,
        },
  )
}

function gut(namespace: unknown, name: string, refuser: Refuser): void {
  const owner = namespace as Record<string, unknown>
  const kept = KEPT[name] ?? []
  for (const member of Reflect.ownKeys(owner)) {
    if (member === 'prototype' || (typeof member === 'string' && kept.includes(member))) continue
    const value = p.getOwnPropertyDescriptor(owner, member)?.value as unknown
    if (
      typeof value === 'function' &&
      typeof value.prototype === 'object' &&
      value.prototype !== null &&
      WITH_CLASSES.includes(name)
    ) {
      for (const method of Reflect.ownKeys(value.prototype as object))
        if (method !== 'constructor')
          refuseMember(value.prototype as object, method, `${name}.${String(member)}`, refuser)
    }
    refuseMember(owner, member, `${name}.${String(member)}`, refuser)
  }
  if (name === 'module') {
    for (const table of ['_extensions', '_pathCache']) Reflect.deleteProperty(owner, table)
    // What is in it would be modules. Node looks into it whenever a JSON file is imported, and notes what it read.
    p.defineProperty(owner, '_cache', { value: p.createObject(null) })
    for (const member of Reflect.ownKeys(owner))
      if (typeof owner[member as string] === 'function') Object.freeze(owner[member as string])
  }
}
