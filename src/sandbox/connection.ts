/** Questions to a sandbox process, answered in their order; each gets an answer, or how it broke. */
import type { ChildProcess } from 'node:child_process'
import { type Expected, isAnswerTo } from './check-answer.ts'
import { createFrameReader, frameOf } from './frames.ts'
import type { Notes } from './call-markers.ts'
import {
  type Answer,
  EXIT_CODES,
  MAX_NOTES,
  type PrepareRequest,
  type Ready,
  type Unnumbered,
} from './protocol.ts'
import { isRunning, watchResources } from './resources.ts'
import type { BreakKind, Outcome, Place } from './types.ts'

type Broken = Extract<Outcome, { kind: 'broken' }>
type Told = Extract<Answer, { type: 'loaded' | 'answer' | 'heap' }>
export type Reply = { kind: 'answered'; answer: Told } | { kind: 'broken'; outcome: Broken }

type Question = {
  expected: Expected
  /** Its time begins: the questions before it are answered. */
  begin: () => void
  settle: (reply: Reply) => void
}

/** Longest times of a question and of each of its calls, in milliseconds. */
export type Deadlines = { deadlineMs: number; callMs: number }
export type Connection = {
  /** Sends what needs no answer, before the first question. */
  prepare: (request: PrepareRequest) => void
  ask: (request: Unnumbered, deadlines: Deadlines) => Promise<Reply>
}

/** Longest time of all questions together, in milliseconds: of the process itself, asleep or not, and of the processor. */
export type WholeLimits = { wallMs: number; workedMs: number }

function leftOf(whole: WholeLimits | null, spent: WholeLimits): WholeLimits | null {
  if (whole === null) return null
  return { wallMs: whole.wallMs - spent.wallMs, workedMs: whole.workedMs - spent.workedMs }
}

/** Longest time that our own program may need to start, in milliseconds; it is not the learner's time. */
const START_MS = 30_000

/** So often it is looked at meanwhile, whether it waits for a processor. */
const START_LOOKS = 10

const OUT_OF_MEMORY =
  'the code used more memory than the sandbox gives it (256 MiB): probably an array or a string that grows without end'

/**
 * Connects to a child that writes `notes`; `token` marks the answers that are ours. A child that is asleep and not ready
 * after `startMs` will not start.
 */
export function createConnection(
  child: ChildProcess,
  notes: Notes,
  token: string,
  whole: WholeLimits | null,
  startMs = START_MS,
): Connection {
  /** The first one is being answered; those after it are on their way, so that the process need not wait for them. */
  const waiting: Question[] = []
  let ended: Broken | null = null
  /** Notes of all questions that were answered. */
  let notesAnswered = 0
  let isReady = false
  let onReady: () => void = () => {}

  const end = (outcome: Broken): void => {
    ended ??= outcome
    onReady()
    if (waiting.length === 0) return
    const callIndex = Math.max(0, (notes.count() ?? 0) - notesAnswered - 1)
    for (const question of waiting.splice(0))
      question.settle({ kind: 'broken', outcome: { callIndex, ...ended } })
  }
  const onGarbled = (): void =>
    end(broken('crash', 'the code wrote to the line between the sandbox and the grader'))
  const onAnswer = (message: unknown): void => {
    // No learner code runs before this.
    if (!isReady) {
      isReady = (message as Ready).type === 'ready'
      onReady()
      return
    }
    const question = waiting[0]
    // After its end, answers to later questions may be on the line still.
    if (ended !== null) return
    if (question === undefined || !isAnswerTo(message, question.expected)) {
      onGarbled()
      return
    }
    if (message.type === 'fault') {
      const { cause, message: text, place } = message.fault
      const what =
        cause === 'unhandled-rejection'
          ? 'a promise was rejected and nobody handled it'
          : 'an error was thrown outside of the call'
      end({ ...broken(cause, `${what}: ${text}`, place), callIndex: message.callIndex })
    } else {
      waiting.shift()
      question.settle({ kind: 'answered', answer: message })
      waiting[0]?.begin()
    }
  }

  child.stdout?.on('data', createFrameReader(onAnswer, onGarbled))
  // A write to a process that just ended fails here; its exit says why.
  child.stdin?.on('error', () => {})
  child.on('error', error => {
    end(broken('internal', `the sandbox process did not start: ${error.message}`))
    notes.close()
  })
  // 'close' comes after the last byte of its output, which 'exit' does not.
  child.on('close', (code, signal) => {
    end(exitOutcome(code, signal, notes.words(), isReady))
    notes.close()
  })

  let startTimer: NodeJS.Timeout
  let asleep = 0
  const waitForStart = (): void => {
    startTimer = setTimeout(look, startMs / START_LOOKS)
    // Only who waits for an answer keeps the program alive.
    if (!isAwaited) startTimer.unref()
  }
  const look = async (): Promise<void> => {
    // On a busy machine it waits for a processor, or its first message waits for this thread.
    if (!(await isRunning(child.pid))) asleep++
    if (isReady || ended !== null) return
    if (asleep < START_LOOKS) waitForStart()
    else end(broken('internal', `the sandbox process did not start within ${startMs / 1000} s`))
  }
  let isAwaited = false
  waitForStart()
  const started = new Promise<void>(resolve => {
    onReady = () => {
      clearTimeout(startTimer)
      resolve()
    }
  })
  /** What the questions so far took. */
  let spent = { wallMs: 0, workedMs: 0 }
  let count = 0
  const askNow = (request: Unnumbered, { deadlineMs, callMs }: Deadlines): Promise<Reply> =>
    new Promise(resolve => {
      // Each lesson has its own time.
      if (request.type === 'load') spent = { wallMs: 0, workedMs: 0 }
      let resources: { stop: () => { wallMs: number; workedMs: number } } | null = null
      const numbered = { ...request, number: ++count }
      const question: Question = {
        expected: {
          number: count,
          type: request.type === 'load' ? 'loaded' : request.type === 'heap' ? 'heap' : 'answer',
          needles: request.type === 'heap' ? request.needles.length : 0,
          argumentCounts: request.type === 'call' ? request.calls.map(({ args }) => args.length) : [],
          token,
        },
        begin() {
          const limits = { deadlineMs, callMs, progress: notes.count, left: leftOf(whole, spent) }
          resources = watchResources(child.pid, limits, excess => end(excessOutcome(excess, callMs)))
        },
        settle(reply) {
          const { wallMs, workedMs } = resources?.stop() ?? { wallMs: 0, workedMs: 0 }
          spent.wallMs += wallMs
          spent.workedMs += workedMs
          if (request.type === 'call') notesAnswered += Math.min(request.calls.length, MAX_NOTES)
          resolve(reply)
        },
      }
      waiting.push(question)
      if (waiting.length === 1) question.begin()
      child.stdin?.write(frameOf(numbered))
    })

  return {
    prepare: request => void child.stdin?.write(frameOf(request)),
    async ask(request, deadlines) {
      if (!isReady && ended === null) {
        isAwaited = true
        startTimer.ref()
        await started
      }
      return ended === null ? askNow(request, deadlines) : { kind: 'broken', outcome: ended }
    },
  }
}

function broken(cause: BreakKind, message: string, place: Place | null = null): Broken {
  return { kind: 'broken', cause, message, place }
}

function excessOutcome(excess: 'time' | 'whole' | 'memory', deadlineMs: number): Broken {
  if (excess === 'memory') return broken('memory', OUT_OF_MEMORY)
  if (excess === 'whole')
    return broken('timeout', 'the code used up all the time that the calls of a lesson get together')
  return broken(
    'timeout',
    `no answer within ${deadlineMs / 1000} s: probably a loop that does not end, or a promise that never settles`,
  )
}

function exitOutcome(
  code: number | null,
  signal: string | null,
  errorText: string,
  wasReady: boolean,
): Broken {
  if (code === EXIT_CODES.exit) return broken('exit', 'the code ended its own process with process.exit')
  if (code === EXIT_CODES.abort) return broken('exit', 'the code ended its own process with process.abort')
  if (code === EXIT_CODES.unable) {
    return broken(
      'crash',
      'the code changed built-in objects so far that its process could not answer any more',
    )
  }
  if (/heap out of memory|Invalid array length|allocation failed/i.test(errorText))
    return broken('memory', OUT_OF_MEMORY)
  if (signal === 'SIGXCPU')
    return broken('timeout', 'the code used up all the processor time that a lesson gets')
  if (signal !== null) return broken('crash', `the process of the code ended by the signal ${signal}`)
  const missing = /Cannot find module|ERR_ACCESS_DENIED|bad option/.exec(errorText)
  if (missing && !wasReady) return broken('internal', `the sandbox process could not start (${missing[0]})`)
  return broken('crash', `the process of the code ended with exit code ${code}`)
}
