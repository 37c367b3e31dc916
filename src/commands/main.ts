import { join } from 'node:path'
import { findAssets } from '../assets.ts'
import { loadCourse } from '../course/load.ts'
import type { CommandIo } from './io.ts'
import { errorText, runProgram } from './program.ts'
import type { Services } from './session.ts'

/** Runs the program on this process: its arguments, streams and folder. Ends the process with the exit code. */
export async function main(): Promise<void> {
  hideExperimentalWarnings()
  process.stdout.on('error', endQuietlyOnClosedPipe)
  process.stderr.on('error', endQuietlyOnClosedPipe)
  const exitCode = await run().catch(error => {
    process.stderr.write(`${errorText(error)}\n`)
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
    startGrader: async (workspaceRoot, spares = 0) => {
      const { createGrader } = await import('../grader/index.ts')
      return createGrader({ workspaceRoot, course, assets, spares })
    },
  }
  return runProgram(process.argv.slice(2), processIo(), services)
}

function processIo(): CommandIo {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    isTTY: process.stdout.isTTY === true,
    env: process.env,
    cwd: process.cwd(),
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

// `jwt-lessons list | head` closes the pipe early, which is no error.
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => stream.write('', () => resolve()))
}
