/**
 * The sandbox process: loads one lesson's files and carries out calls. Started with Node's permission model.
 * Everything it needs is taken before learner code runs; it answers with plain data and the token of its request.
 */
import {
  type Answer,
  EXIT_CODES,
  type HeapRequest,
  type LoadRequest,
  type PrepareRequest,
  REHEARSE,
  type Ready,
  type Request,
} from '../protocol.ts'
import type { LoadReport } from '../types.ts'
import { type CallContext, type CallsRun, runCalls } from './call.ts'
import { createCapture, createConsole } from './console.ts'
import { watchFaults } from './faults.ts'
import { createGiven } from './given.ts'
import { loadAhead } from './gut.ts'
import { type Loaded, type LoadTools, loadFiles, neverLoaded, problemOfFault } from './load.ts'
import { lookAtHeap, takeInspection } from './heap.ts'
import { installLoader, type Transform } from './loader.ts'
import { OWN_GLOBALS } from './own-globals.ts'
import { createPlaceFinder } from './stack-location.ts'
import * as p from './primordials.ts'
import { createRefuser } from './refuse.ts'
import { rehearse } from './warm-up.ts'
import { lockPrototypes } from './lockdown.ts'
import { restrict } from './restrict.ts'
import { warmTypeStripper } from './strip.ts'
import type { Watcher } from './watch.ts'
import { watchBuiltins } from './watched-calls.ts'
import { keepTimers, runAwaitedCalls, type Waiting } from './wait.ts'
import { takeWeb } from './web.ts'
import { readMessage, writeMessage } from './wire.ts'

/** Longest message of a problem. */
const MOST_WORDS = 4000
/** How many imports are told; one with another query is another one. */
const MOST_IMPORTED = 1000

const realProcess = globalThis.process
const nextTick = realProcess.nextTick
const reallyExit: (code: number) => never = (
  realProcess as unknown as { reallyExit: (code: number) => never }
).reallyExit.bind(realProcess)

warmTypeStripper()
loadAhead(realProcess)
if (realProcess.argv.includes(REHEARSE)) rehearse()
// The first question is waited for outside of this module's own promise, so that import() works afterwards.
setImmediate(() => {
  send({ type: 'ready' })
  const request = readRequest()
  if (request.type === 'load' || request.type === 'prepare') void begin(request)
  else reallyExit(EXIT_CODES.unable)
})

/** Prepares the process for learner code, which can't be undone, and answers the first question. */
async function begin(first: LoadRequest | PrepareRequest): Promise<void> {
  const { token, root } = first
  const refuser = createRefuser()
  const capture = createCapture()
  const findPlace = createPlaceFinder(root)
  let imported: string[] = []
  const { transform, watcher } = first.instrument
    ? await instrumented()
    : { transform: (source: string) => source, watcher: null }
  if (first.web) takeWeb()
  const loader = installLoader(first, refuser, transform, path => {
    if (imported.length < MOST_IMPORTED) p.append(imported, path)
  })
  const calls = watchBuiltins(first.watches)
  restrict(first, refuser, capture, createConsole(capture), name => p.startsWith(name, OWN_GLOBALS))
  /** Ends the load that is under way with a problem. */
  let giveUp = (): void => {}
  /** Calls whose promises are waited for. */
  let waiting: Waiting | null = null
  const faults = watchFaults(
    realProcess,
    () => (waiting === null ? giveUp() : waiting.onIdle()),
    () => (waiting === null ? giveUp() : waiting.onFault()),
  )
  takeInspection()
  if (first.web) keepTimers()
  lockPrototypes()

  /** Loads the files of a lesson; those of the lesson before it are not seen any more. */
  function load(request: LoadRequest): void {
    imported = []
    capture.restart()
    const tools: LoadTools = { loader, refuser, findPlace, imported }
    const firstFile = request.files[0]?.path ?? ''
    let isLoading = true
    const finish = (report: LoadReport, loaded: Loaded | null): void => {
      if (!isLoading) return
      isLoading = false
      // Out of the promise that led here: microtasks of learner code run in this turn, before the answer.
      p.apply(nextTick, realProcess, [() => answerLoad(request, tools, report, loaded)])
    }
    // While a file is loading, its promise may never settle after a fault: the report must not wait for it.
    giveUp = () =>
      finish({ kind: 'problem', problem: neverLoaded(firstFile), imported: tools.imported }, null)
    void loadFiles(request, tools, finish)
  }

  function answerLoad(
    request: LoadRequest,
    tools: LoadTools,
    report: LoadReport,
    loaded: Loaded | null,
  ): void {
    const firstFile = request.files[0]?.path ?? ''
    const fault = faults.settle()
    const told: LoadReport =
      fault !== null && (report.kind === 'loaded' || loaded === null)
        ? { kind: 'problem', problem: problemOfFault(fault, firstFile, tools), imported: tools.imported }
        : report
    send({
      type: 'loaded',
      token,
      number: request.number,
      report: inBounds(told),
      console: capture.take(),
      refusals: refuser.takeNoted(),
    })
    if (loaded === null || told.kind === 'problem') waitForTheEnd()
    serve({
      ...loaded,
      findPlace,
      refuser,
      watcher,
      faults,
      objects: new p.MapClass(),
      calls,
      given: createGiven(),
    })
  }

  /**
   * Answers questions until the host is gone. It returns only to wait for promises that a question is about: no timer of
   * learner code runs otherwise.
   */
  function serve(context: CallContext): void {
    while (answerNext(context)) {}
  }

  /** Whether the question is answered at once. In a function of its own: nothing of it stays in memory afterwards. */
  function answerNext(context: CallContext): boolean {
    const question = readQuestion()
    if (question.type === 'heap') {
      send({ type: 'heap', token, number: question.number, ...lookedAtHeap(question) })
      return true
    }
    if (question.type === 'load') {
      loader.forget()
      load(question)
      return false
    }
    const { number } = question
    if (question.turns === null) {
      answer(number, runCalls(question, context))
      return true
    }
    waiting = runAwaitedCalls(question, context, carried => {
      waiting = null
      answer(number, carried)
      serve(context)
    })
    return false
  }

  function answer(number: number, { answers, fault, callIndex }: CallsRun): void {
    if (fault !== null) send({ type: 'fault', token, number, fault, callIndex })
    else
      send({
        type: 'answer',
        token,
        number,
        answers,
        console: capture.take(),
        refusals: refuser.takeNoted(),
      })
  }

  if (first.type === 'load') load(first)
  else {
    await loader.rehearse()
    // Outside of this promise: in it, the first import after a long wait took twice as long when it was measured.
    setImmediate(() => {
      const question = readQuestion()
      if (question.type === 'load') load(question)
      else reallyExit(EXIT_CODES.unable)
    })
  }
}

/** What the heap has; a process whose buffers can't be searched any more says so by its end. */
function lookedAtHeap(question: HeapRequest): ReturnType<typeof lookAtHeap> {
  try {
    return lookAtHeap(question)
  } catch {
    return reallyExit(EXIT_CODES.unable)
  }
}

/** The next request; a process is prepared once. */
function readQuestion(): Exclude<Request, PrepareRequest> {
  const request = readRequest()
  return request.type === 'prepare' ? reallyExit(EXIT_CODES.unable) : request
}

/** A report whose words have a length that the host takes, whatever learner code is called and asks for. */
function inBounds(report: LoadReport): LoadReport {
  if (report.kind === 'loaded') return report
  const { about, ...problem } = report.problem
  const message = p.slice(problem.message, 0, MOST_WORDS)
  const known = about !== undefined && isShort(about) ? { about } : {}
  return { ...report, problem: { ...problem, message, ...known } }
}

function isShort(about: object): boolean {
  const names = p.ownKeys(about)
  for (let index = 0; index < names.length; index++)
    if (`${(about as Record<PropertyKey, unknown>)[names[index] as PropertyKey]}`.length > MOST_WORDS)
      return false
  return true
}

function readRequest(): Request {
  const message = readMessage()
  if (message === null) reallyExit(EXIT_CODES.disconnected)
  return message as Request
}

function send(message: Answer | Ready): void {
  try {
    writeMessage(message)
  } catch {
    // Nothing can be said any more, but by the exit code.
    reallyExit(EXIT_CODES.unable)
  }
}

function waitForTheEnd(): never {
  for (;;) readRequest()
}

/** Loads the instrumenting transform; its functions reach learner code through globals of a random name. */
async function instrumented(): Promise<{ transform: Transform; watcher: Watcher }> {
  const [{ createInstrumenter }, { createWatcher }, { wrapSearches }] = await Promise.all([
    import('./instrumenter.ts'),
    import('./watch.ts'),
    import('./count-array-searches.ts'),
  ])
  const watcher = createWatcher()
  wrapSearches(watcher)
  return { transform: createInstrumenter(watcher), watcher }
}
