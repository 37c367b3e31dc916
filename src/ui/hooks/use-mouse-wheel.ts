import { useStdin, useStdout } from 'ink'
import { useCallback, useLayoutEffect, useRef } from 'react'

/** Sequences that switch the reports of the mouse on and off: buttons (1000) in decimal form (1006, SGR). */
export const mouseOn = '\u001b[?1000h\u001b[?1006h'
export const mouseOff = '\u001b[?1006l\u001b[?1000l'

/** One turn of the wheel, and the column it was made over, from 1. */
export type WheelTurn = { direction: 'up' | 'down'; column: number }

/** The wheel's turns in what a terminal sent. Buttons 64 and 65 are the wheel. */
export function wheelTurns(input: string): WheelTurn[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the report of a mouse begins with one
  return Array.from(input.matchAll(/\u001b\[<(64|65);(\d+);\d+M/g), match => ({
    direction: match[1] === '64' ? 'up' : 'down',
    column: Number(match[2]),
  }))
}

/** The mouse while an editor has the terminal. */
export type MouseWheel = {
  /** Gives the mouse and the input back while something runs that takes the terminal for itself. */
  withTerminal(action: () => Promise<void>): Promise<void>
}

/** Calls back for each turn of the mouse wheel while it is active, and gives the mouse back afterwards. */
export function useMouseWheel(
  onTurn: (turn: WheelTurn) => void,
  { isActive }: { isActive: boolean },
): MouseWheel {
  const { stdin } = useStdin()
  const { stdout } = useStdout()
  const release = useRef<(() => void) | null>(null)
  const wanted = useRef(false)
  const latest = useRef(onTurn)
  latest.current = onTurn
  const take = useCallback(() => {
    const onData = (chunk: string | Uint8Array) => {
      for (const turn of wheelTurns(String(chunk))) latest.current(turn)
    }
    stdin.on('data', onData)
    stdout.write(mouseOn)
    release.current = () => {
      release.current = null
      stdin.off('data', onData)
      stdout.write(mouseOff)
    }
  }, [stdin, stdout])
  // A layout effect is undone at once when the program ends, also by a signal.
  useLayoutEffect(() => {
    wanted.current = isActive
    if (isActive) take()
    return () => {
      wanted.current = false
      release.current?.()
    }
  }, [isActive, take])
  return {
    async withTerminal(action) {
      release.current?.()
      try {
        await action()
      } finally {
        if (wanted.current) take()
      }
    },
  }
}
