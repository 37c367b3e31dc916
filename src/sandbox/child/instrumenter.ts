/** Gives instrumented code what it calls, and instruments what it makes at run time. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext, runInThisContext } from 'node:vm'
import type { Names } from './instrument.ts'
import { OWN_GLOBALS, UNWATCHABLE } from './own-globals.ts'
import * as p from './primordials.ts'
import type { Watcher } from './watch.ts'

/** Puts the watcher's functions into reach of instrumented code, under names that no code has by chance. */
export function createInstrumenter(watcher: Watcher): (source: string) => string {
  const key = `${OWN_GLOBALS}${Math.random().toString(36).slice(2)}`
  const names: Names = {
    work: `${key}w`,
    compare: `${key}c`,
    seeCase: `${key}s`,
    seeKey: `${key}k`,
    source: `${key}t`,
    evaluate: `${key}e`,
  }
  const rewrite = rewriterApart(JSON.stringify(names))
  const ofScript = (source: string): string => rewrite(source, 'script')
  const ofEval = (source: unknown): unknown => (typeof source === 'string' ? ofScript(source) : source)
  // biome-ignore lint/security/noGlobalEval: what learner code asked for is carried out, instrumented.
  const reallyEvaluate = globalThis.eval
  const evaluate = indirectly(reallyEvaluate, ofEval)
  const evaluateOf = (source: string): unknown => reallyEvaluate(ofScript(source))
  // A direct call of eval sees the variables around it only when the name means the real one. As a variable that hides the
  // member of globalThis, it does for instrumented code alone.
  runInThisContext('let eval = globalThis.eval')
  p.defineProperty(globalThis, 'eval', { value: evaluate, writable: true, configurable: true })
  const functions = {
    [names.work]: watcher.work,
    [names.compare]: watcher.compare,
    [names.seeCase]: watcher.seeCase,
    [names.seeKey]: watcher.seeKey,
    [names.source]: ofEval,
    [names.evaluate]: evaluate,
  }
  for (const [name, value] of Object.entries(functions)) p.defineProperty(globalThis, name, { value })
  // Function comes first: it is the prototype of the others.
  const [OfFunction, ...others] = [() => {}, async () => {}, function* () {}, async function* () {}].map(
    one => (p.getPrototypeOf(one) as { constructor: FunctionConstructor }).constructor,
  ) as [FunctionConstructor, ...FunctionConstructor[]]
  const Instrumenting = instrumentFunctionConstructor(OfFunction, Function.prototype, evaluateOf)
  p.defineProperty(globalThis, 'Function', { value: Instrumenting, writable: true, configurable: true })
  for (const Other of others) instrumentFunctionConstructor(Other, Instrumenting, evaluateOf)
  return source => {
    try {
      return rewrite(source, 'module')
    } catch {
      // Node says what is wrong with it, where it is; if it finds nothing wrong, nothing of this file runs for that import.
      return `${source}\n;import '${UNWATCHABLE}'`
    }
  }
}

const SyntaxErrorClass = SyntaxError

/** Rewrites sources in another context; it throws errors of this one only. */
function rewriterApart(names: string): (source: string, sourceType: 'module' | 'script') => string {
  const program = readFileSync(join(import.meta.dirname, 'sandbox-rewriting.js'), 'utf8')
  const rewrite = runInNewContext(`${program};rewriting.rewrite`) as (...texts: string[]) => string
  const attempt = (source: string, sourceType: string): string => {
    try {
      return rewrite(source, names, sourceType)
    } catch {
      // Too many nested calls: an error of the other context, which learner code must not get.
      return '-Maximum call stack size exceeded'
    }
  }
  return (source, sourceType) => {
    const result = attempt(source, sourceType)
    if (result[0] === '+') return p.slice(result, 1)
    throw new SyntaxErrorClass(p.slice(result, 1))
  }
}

/** An `eval` that is no direct call: it sees no variables around it. */
function indirectly(evaluate: (source: string) => unknown, transform: (source: unknown) => unknown) {
  return function eval_(source: unknown): unknown {
    return evaluate(transform(source) as string)
  }
}

/**
 * `new Function(...)` makes instrumented functions. What stands in for the constructor is no Proxy: as the prototype of
 * another one, or by a look of util.inspect, its target could be reached.
 */
function instrumentFunctionConstructor(
  Original: FunctionConstructor,
  parent: object,
  evaluate: (source: string) => unknown,
): object {
  const Instrumenting = function (...parts: unknown[]): unknown {
    const isOwn = new.target === undefined || new.target === Instrumenting
    const made = p.construct(Original, parts, isOwn ? Original : (new.target as never)) as () => void
    // Never the function itself: what can't be instrumented would run out of sight.
    return evaluate(`(${p.apply(p.functionToString, made, []) as string})`)
  }
  p.defineProperty(Instrumenting, 'name', { value: Original.name, configurable: true })
  p.defineProperty(Instrumenting, 'length', { value: 1, configurable: true })
  p.defineProperty(Instrumenting, 'prototype', { value: Original.prototype, writable: false })
  p.setPrototypeOf(Instrumenting, parent)
  p.defineProperty(Original.prototype, 'constructor', {
    value: Instrumenting,
    writable: true,
    configurable: true,
  })
  return Instrumenting
}
