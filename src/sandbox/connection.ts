/** One question at a time to a sandbox process; an answer, or how it broke. */
import type { ChildProcess } from 'node:child_process'
import { createFrameReader, frameOf } from './frames.ts'
import { type Answer, EXIT_CODES, MAX_NOTES, NOTE_BYTE, type Ready, type Request } from './protocol.ts'
import { watchResources } from './resources.ts'
import type { BreakKind, Outcome, Place } from './types.ts'

type Broken = Extract<Outcome, { kind: 'broken' }>
type Told = Extract<Answer, { type: 'loaded' | 'answer' }>
export type Reply = { kind: 'answered'; answer: Told } | { kind: 'broken'; outcome: Broken }

/** Longest times of a question and of each of its calls, in milliseconds. */
export type Deadlines = { deadlineMs: number; callMs: number }
export type Connection = { ask: (request: Request, deadlines: Deadlines) => Promise<Reply> }

/** The notes of started calls may still be on their way when the end is known; in milliseconds. */
const LAST_NOTES_MS = 5
/** So many notes may wait in the pipe before a question is asked: no system's pipe is smaller than this and one question's. */
const MAX_WAITING_NOTES = 8192
const MAX_ERROR_TEXT = 8192
/** Longest time that our own program may need to start, in milliseconds; it is not the learner's time. */
const START_MS = 30_000

const OUT_OF_MEMORY =
  'the code used more memory than the sandbox gives it (256 MiB): probably a list or a text that grows without end'

/** Connects to a child; `token` marks the answers that are ours. */
export function createConnection(child: ChildProcess, token: string): Connection {
  let waiting: { type: 'loaded' | 'answer'; settle: (reply: Reply) => void } | null = null
  let ended: Broken | null = null
  let errorText = ''
  /** Notes that were read, and those of all questions that were answered. */
  let notesRead = 0
  let notesAnswered = 0
  let isReady = false
  let onReady: () => void = () => {}

  const end = (outcome: Broken): void => {
    ended ??= outcome
    const last = ended
    const settle = (): void => {
      const callIndex = Math.max(0, notesRead - notesAnswered - 1)
      waiting?.settle({ kind: 'broken', outcome: { callIndex, ...last } })
    }
    onReady()
    child.stderr?.resume()
    // What is in the pipe is read between a timer and an immediate.
    if (waiting !== null) setTimeout(() => setImmediate(settle), LAST_NOTES_MS)
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
    if (!isAnswer(message, token)) {
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
    } else if (waiting?.type === message.type) waiting.settle({ kind: 'answered', answer: message })
  }

  child.stdout?.on('data', createFrameReader(onAnswer, onGarbled))
  child.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('latin1')
    // A note stands for a started call; the rest is what Node says when it dies.
    const words = text.replaceAll(String.fromCharCode(NOTE_BYTE), '')
    notesRead += text.length - words.length
    if (errorText.length < MAX_ERROR_TEXT) errorText += words
  })
  // A write to a process that just ended fails here; its exit says why.
  child.stdin?.on('error', () => {})
  child.on('error', error => end(broken('internal', `the sandbox process did not start: ${error.message}`)))
  child.on('exit', () => child.stderr?.resume())
  // 'close' comes after the last byte of its output, which 'exit' does not.
  child.on('close', (code, signal) => end(exitOutcome(code, signal, errorText)))

  const started = (): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(
        () => end(broken('internal', `the sandbox process did not start within ${START_MS / 1000} s`)),
        START_MS,
      )
      onReady = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  /** Notes are read from here on: a question that takes this long must show that it gets on. */
  const progress = (): number => {
    child.stderr?.resume()
    return notesRead
  }
  const askNow = (request: Request, { deadlineMs, callMs }: Deadlines): Promise<Reply> =>
    new Promise(resolve => {
      // Notes are of interest only if there is no answer; to be woken for each of them would take time from the calls.
      if (notesAnswered - notesRead < MAX_WAITING_NOTES) child.stderr?.pause()
      const resources = watchResources(child.pid, { deadlineMs, callMs, progress }, excess =>
        end(excessOutcome(excess, callMs)),
      )
      waiting = {
        type: request.type === 'load' ? 'loaded' : 'answer',
        settle(reply) {
          resources.stop()
          waiting = null
          child.stderr?.resume()
          if (request.type === 'call') notesAnswered += Math.min(request.calls.length, MAX_NOTES)
          resolve(reply)
        },
      }
      child.stdin?.write(frameOf(request))
    })

  return {
    async ask(request, deadlines) {
      if (!isReady && ended === null) await started()
      return ended === null ? askNow(request, deadlines) : { kind: 'broken', outcome: ended }
    },
  }
}

function isAnswer(message: unknown, token: string): message is Answer {
  return typeof message === 'object' && message !== null && (message as Answer).token === token
}

function broken(cause: BreakKind, message: string, place: Place | null = null): Broken {
  return { kind: 'broken', cause, message, place }
}

function excessOutcome(excess: 'time' | 'memory', deadlineMs: number): Broken {
  if (excess === 'memory') return broken('memory', OUT_OF_MEMORY)
  return broken(
    'timeout',
    `no answer within ${deadlineMs / 1000} s: probably a loop that does not end, or a promise that never settles`,
  )
}

function exitOutcome(code: number | null, signal: string | null, errorText: string): Broken {
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
  if (signal !== null) return broken('crash', `the process of the code ended by the signal ${signal}`)
  const missing = /Cannot find module|ERR_ACCESS_DENIED|bad option/.exec(errorText)
  if (missing) return broken('internal', `the sandbox process could not start (${missing[0]})`)
  return broken('crash', `the process of the code ended with exit code ${code}`)
}
