import { join } from 'node:path'
import { findAssets } from '../assets.ts'
import { loadCourse } from '../course/load.ts'
import { describeSystemError, WorkspaceError } from '../workspace/errors.ts'
import type { CommandIo } from './io.ts'
import { filtered } from './output.ts'
import { errorText, runProgram } from './program.ts'
import type { Services } from './session.ts'

/** Runs the program on this process: its arguments, streams and folder. Ends the process with the exit code. */
export async function main(): Promise<void> {
  hideExperimentalWarnings()
  const stderr = filtered(process.stderr, process.env)
  const say = (error: unknown) => stderr.write(`${errorText(error)}\n`)
  // An error of ours must not end in a page of minified source, and what was already said stays true.
  process.on('uncaughtException', error => {
    say(error)
    process.exit(2)
  })
  for (const stream of [process.stdout, process.stderr]) stream.on('error', error => onOutputGone(error, say))
  const exitCode = await run().catch(error => {
    say(error)
    return 2
  })
  // What is still written to a pipe would be lost on a plain exit; what still runs is ours and must not keep the learner waiting.
  await Promise.all([flush(process.stdout), flush(process.stderr)])
  process.exit(exitCode)
}

async function run(): Promise<number> {
  const assets = findAssets()
  const course = await loadCourse(join(assets.root, 'course.json'))
  const services: Services = {
    course,
    assets,
    startGrader: async (workspaceRoot, options) => {
      const { createGrader } = await import('../grader/index.ts')
      return createGrader({ workspaceRoot, course, assets, ...options })
    },
  }
  return runProgram(process.argv.slice(2), processIo(), services)
}

/** @throws WorkspaceError `gone` when it was removed */
function currentFolder(): string {
  try {
    return process.cwd()
  } catch (error) {
    throw new WorkspaceError(
      'gone',
      'The current folder was removed. Go to another one, and try again.',
      error,
    )
  }
}

function processIo(): CommandIo {
  return {
    stdout: filtered(process.stdout, process.env),
    stderr: filtered(process.stderr, process.env),
    stdin: process.stdin,
    isTTY: process.stdout.isTTY === true,
    env: process.env,
    cwd: currentFolder(),
    columns: process.stdout.columns,
    now: () => new Date(),
  }
}

// Node tells of its experimental parts once a process; a learner can do nothing about it.
function hideExperimentalWarnings(): void {
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => {
    if (name !== 'ExperimentalWarning') process.stderr.write(`${name}: ${message}\n`)
  })
}

let isOutputGone = false

/**
 * A closed pipe (`jwt-lessons list | head`) is no error, and a full disk is none of the program's: either way the command
 * goes on, and its exit code stays what it found out.
 */
function onOutputGone(error: NodeJS.ErrnoException, say: (error: unknown) => void): void {
  if (isOutputGone || error.code === 'EPIPE') return
  isOutputGone = true
  say(describeSystemError(error, 'the output'))
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    // A stream that is gone may never call back.
    stream.once('error', () => resolve())
    stream.write('', () => resolve())
  })
}
