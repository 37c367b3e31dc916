/** Gives instrumented code what it calls, and instruments what it makes at run time. */
import { runInThisContext } from 'node:vm'
import { instrument, type Names } from './instrument.ts'
import { OWN_GLOBALS } from './own-globals.ts'
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
  const ofScript = (source: string): string => instrument(source, names, 'script')
  const ofEval = (source: unknown): unknown => (typeof source === 'string' ? ofScript(source) : source)
  // biome-ignore lint/security/noGlobalEval: what learner code asked for is carried out, instrumented.
  const reallyEvaluate = globalThis.eval
  const evaluate = indirectly(reallyEvaluate, ofEval)
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
  const makers = [async () => {}, function* () {}, async function* () {}, () => {}].map(
    one => (p.getPrototypeOf(one) as { constructor: FunctionConstructor }).constructor,
  )
  for (const maker of makers) instrumentFunctionConstructor(maker, reallyEvaluate, ofScript)
  return source => {
    try {
      return instrument(source, names)
    } catch {
      // Node says what is wrong with it, where it is; if it finds nothing wrong, this file runs out of sight and ends so.
      return `${source}\n;throw new SyntaxError(${JSON.stringify(UNKNOWN)})`
    }
  }
}

const UNKNOWN =
  'this lesson watches your code at work, and something in this file is too new for that: write it another way'

/** An `eval` that is no direct call: it sees no variables around it. */
function indirectly(evaluate: (source: string) => unknown, transform: (source: unknown) => unknown) {
  return function eval_(source: unknown): unknown {
    return evaluate(transform(source) as string)
  }
}

/** `new Function(...)` makes instrumented functions. */
function instrumentFunctionConstructor(
  Original: FunctionConstructor,
  evaluate: (source: string) => unknown,
  transform: (source: string) => string,
): void {
  const make = (parts: unknown[], newTarget: unknown): unknown => {
    const made = Reflect.construct(
      Original,
      parts,
      typeof newTarget === 'function' ? newTarget : Original,
    ) as () => void
    // Never the function itself: what can't be instrumented would run out of sight.
    return evaluate(`(${transform(p.apply(p.functionToString, made, []) as string)})`)
  }
  const Instrumenting: FunctionConstructor = new Proxy(Original, {
    apply: (_target, _self, parts) => make(parts, undefined),
    construct: (_target, parts, newTarget) =>
      make(parts, newTarget === Instrumenting ? undefined : newTarget) as object,
  })
  p.defineProperty(Original.prototype, 'constructor', {
    value: Instrumenting,
    writable: true,
    configurable: true,
  })
  if (Original === Function)
    p.defineProperty(globalThis, 'Function', { value: Instrumenting, writable: true, configurable: true })
}
