import { spawn } from 'node:child_process'
import type { EditorCommand } from './command.ts'

/**
 * Starts an editor in the workspace. One in the terminal is waited for; one with a window is let go once it runs.
 * @throws Error when the program can't be started
 */
export function openEditor(command: EditorCommand, cwd: string): Promise<void> {
  const isWindow = command.kind === 'window'
  // Editors on Windows are often .cmd files, which only a shell can start.
  const shell = process.platform === 'win32'
  const words = shell ? [command.program, ...command.args].map(quoted) : [command.program, ...command.args]
  const [program = '', ...args] = words
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      shell,
      detached: isWindow && !shell,
      stdio: isWindow ? 'ignore' : 'inherit',
    })
    child.once('error', reject)
    if (isWindow) {
      child.once('spawn', () => {
        child.unref()
        resolve()
      })
    } else child.once('close', () => resolve())
  })
}

function quoted(word: string): string {
  return /[\s"&|<>^()]/.test(word) ? `"${word.replaceAll('"', '')}"` : word
}
