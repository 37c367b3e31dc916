import type { Terminal } from '@xterm/headless'

/** What a program can leave behind in a terminal. */
export type Modes = {
  cursor: 'visible' | 'hidden'
  buffer: 'normal' | 'alternate'
  /** Ways of mouse reporting that are on (DEC private modes 9 and 1000 to 1016). */
  mouse: number[]
  bracketedPaste: boolean
  focusReports: boolean
  synchronizedOutput: boolean
  /** Levels of the kitty keyboard protocol that were pushed and not popped. */
  keyboardLevels: number
}

/** What a terminal is like before and, if all goes well, after a program. */
export const untouched: Modes = {
  cursor: 'visible',
  buffer: 'normal',
  mouse: [],
  bracketedPaste: false,
  focusReports: false,
  synchronizedOutput: false,
  keyboardLevels: 0,
}

/** Watches the modes that a program sets. The result tells them as they are. */
export function watchModes(terminal: Terminal): () => Modes {
  const on = new Set<number>([25])
  let keyboardLevels = 0
  const each = (params: readonly (number | number[])[], act: (mode: number) => void) => {
    for (const mode of params.flat()) act(mode)
    // The terminal itself goes on with it.
    return false
  }
  const { parser } = terminal
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, params => each(params, mode => on.add(mode)))
  parser.registerCsiHandler({ prefix: '?', final: 'l' }, params => each(params, mode => on.delete(mode)))
  parser.registerCsiHandler({ prefix: '>', final: 'u' }, () => {
    keyboardLevels += 1
    return false
  })
  parser.registerCsiHandler({ prefix: '<', final: 'u' }, () => {
    keyboardLevels = Math.max(0, keyboardLevels - 1)
    return false
  })
  return () => ({
    cursor: on.has(25) ? 'visible' : 'hidden',
    buffer: terminal.buffer.active.type,
    mouse: [...on].filter(mode => mode === 9 || (mode >= 1000 && mode <= 1016 && mode !== 1004)).sort(),
    bracketedPaste: on.has(2004),
    focusReports: on.has(1004),
    synchronizedOutput: on.has(2026),
    keyboardLevels,
  })
}
