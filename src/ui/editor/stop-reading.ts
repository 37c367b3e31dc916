import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Stops reading a terminal that somebody else is to read. Without it Node.js goes on reading ahead after the last
 * listener is gone, and every other key would be lost to the program that has the terminal. A new listener starts it again.
 * @param stdin a terminal that nothing listens to any more
 */
export async function stopReading(stdin: NodeJS.ReadableStream): Promise<void> {
  // A stream finds out in the next turn that its last listener is gone, and only then can be paused.
  await nextTurn()
  stdin.pause()
  await nextTurn()
}
