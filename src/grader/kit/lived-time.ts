/** An end for what hangs, on a clock that stands still while the program is stopped: after Ctrl+Z a grading goes on. */

/** In milliseconds; of a stop, however long it is, no more than this is counted. */
const TICK_MS = 1_000

/**
 * The result of `work`.
 * @param longestMs how long it may take while this thread runs, in milliseconds
 * @throws Error when it takes longer, and what `work` throws
 */
export async function withinLivedTime<T>(
  work: Promise<T>,
  longestMs: number,
  tickMs: number = TICK_MS,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const hang = new Promise<never>((_, reject) => {
    let lived = 0
    timer = setInterval(() => {
      lived += tickMs
      if (lived >= longestMs) reject(new Error(`no end within ${longestMs / 1000} s`))
    }, tickMs)
  })
  try {
    return await Promise.race([work, hang])
  } finally {
    clearInterval(timer)
  }
}
