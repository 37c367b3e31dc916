import type { CommandIo } from './io.ts'

const SHOW_AFTER_MS = 1000

/** One line on a terminal's stderr while grading takes long; it is wiped at the end. */
export function createProgressLine({ stderr }: CommandIo, total: number) {
  let graded = 0
  let shown = false
  const show = () => {
    shown = true
    stderr.write(`\r\u001b[2KGrading: ${graded} of ${total} lessons`)
  }
  const timer = stderr.isTTY ? setTimeout(show, SHOW_AFTER_MS) : undefined
  return {
    lessonGraded() {
      graded++
      if (shown) show()
    },
    end() {
      clearTimeout(timer)
      if (shown) stderr.write('\r\u001b[2K')
    },
  }
}
