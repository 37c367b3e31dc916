/** One question at a time to a sandbox process; an answer, or how it broke. */
import type { ChildProcess } from 'node:child_process'
import { type Answer, EXIT_CODES, type Request } from './protocol.ts'
import type { BreakKind, Outcome, Place } from './types.ts'
import { watchResources } from './resources.ts'

type Broken = Extract<Outcome, { kind: 'broken' }>
type Told = Extract<Answer, { type: 'loaded' | 'answer' }>
type Reply = { kind: 'answered'; answer: Told } | { kind: 'broken'; outcome: Broken }

export type Connection = { ask: (request: Request, deadlineMs: number) => Promise<Reply> }

/** Connects to a child; `token` marks the answers that are ours. */
export function createConnection(child: ChildProcess, token: string): Connection {
  let nextId = 1
  let waiting: { id: number | null; settle: (reply: Reply) => void } | null = null
  let ended: Broken | null = null
  let errorText = ''
  let callsStarted = 0

  const broken = (cause: BreakKind, message: string, place: Place | null = null): Broken => ({ kind: 'broken', cause, message, place })
  const end = (outcome: Broken): void => {
    ended ??= outcome
    // The notes of started calls may still be on their way.
    if (waiting !== null) setTimeout(() => waiting?.settle({ kind: 'broken', outcome: { ...(ended as Broken), callIndex: Math.max(0, callsStarted - 1) } }), 5)
  }

  child.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('latin1')
    // A byte of value 1 stands for a started call; the rest is what Node says when it dies.
    const words = text.replaceAll('\x01', '')
    callsStarted += text.length - words.length
    if (errorText.length < 8192) errorText += words
  })
  child.on('message', (message: Answer | null) => {
    if (typeof message !== 'object' || message === null || message.type === 'ready') return
    if (message.token !== token) return
    if (message.type === 'fault') {
      const what = message.cause === 'unhandled-rejection' ? 'a promise was rejected and nobody handled it' : 'an error was thrown outside of the call'
      end(broken(message.cause, `${what}: ${message.message}`, message.place))
      return
    }
    if (waiting === null || (message.type === 'answer' && message.id !== waiting.id)) return
    waiting.settle({ kind: 'answered', answer: message })
  })
  child.on('error', error => end(broken('internal', `the sandbox process did not start: ${error.message}`)))
  child.on('exit', (code, signal) => end(exitOutcome(code, signal, errorText, broken)))

  return {
    ask(request, deadlineMs) {
      if (ended !== null) return Promise.resolve({ kind: 'broken', outcome: ended })
      const id = request.type === 'call' ? nextId++ : null
      callsStarted = 0
      return new Promise(resolve => {
        const resources = watchResources(child.pid, deadlineMs, excess => {
          end(
            excess === 'time'
              ? broken('timeout', `no answer within ${deadlineMs / 1000} s: probably a loop that does not end, or a promise that never settles`)
              : broken('memory', 'the code used more memory than the sandbox gives it (256 MiB): probably a list or a text that grows without end'),
          )
        })
        waiting = {
          id,
          settle(reply) {
            resources.stop()
            waiting = null
            resolve(reply)
          },
        }
        child.send(id === null ? request : { ...request, id }, error => {
          if (error) setTimeout(() => end(broken('crash', `the process of your code is gone: ${error.message}`)), 200).unref()
        })
      })
    },
  }
}

function exitOutcome(
  code: number | null,
  signal: string | null,
  errorText: string,
  broken: (cause: BreakKind, message: string) => Broken,
): Broken {
  if (code === EXIT_CODES.exit) return broken('exit', 'the code ended its own process with process.exit')
  if (code === EXIT_CODES.abort) return broken('exit', 'the code ended its own process with process.abort')
  if (/heap out of memory|Invalid array length|allocation failed/i.test(errorText)) {
    return broken('memory', 'the code used more memory than the sandbox gives it (256 MiB): probably a list or a text that grows without end')
  }
  if (signal !== null) return broken('crash', `the process of the code ended by the signal ${signal}`)
  const missing = /Cannot find module|ERR_ACCESS_DENIED|bad option/.exec(errorText)
  if (missing) return broken('internal', `the sandbox process could not start (${missing[0]})`)
  return broken('crash', `the process of the code ended with exit code ${code}`)
}
