import { useStdout } from 'ink'
import { useEffect, useEffectEvent } from 'react'

/** Cursor home, and everything from there erased (not `2J`: some terminals push the screen into their history then). */
const emptyScreen = '\u001b[H\u001b[J'

/** How long a window must keep its size before it is drawn again, in milliseconds. */
const settling = 40

/**
 * Draws the whole frame again when asked to, and when the window has got its size. A frame that was on its way while
 * the size changed is wrapped or cut by the terminal, and of a window that shrinks and grows again in a moment Node.js
 * says nothing: rows that are the same as before would not be mended by drawing only what changed.
 */
export function useFreshFrame(options: { isActive: boolean }): { redraw(): void } {
  const { stdout, write } = useStdout()
  const { isActive } = options
  const onSettled = useEffectEvent(() => write(emptyScreen))
  useEffect(() => {
    if (!isActive) return
    let timer: NodeJS.Timeout | undefined
    const onResize = () => {
      clearTimeout(timer)
      timer = setTimeout(onSettled, settling)
    }
    stdout.on('resize', onResize)
    process.on('SIGWINCH', onResize)
    return () => {
      clearTimeout(timer)
      stdout.off('resize', onResize)
      process.off('SIGWINCH', onResize)
    }
  }, [isActive, stdout])
  return {
    redraw() {
      if (isActive) write(emptyScreen)
    },
  }
}
