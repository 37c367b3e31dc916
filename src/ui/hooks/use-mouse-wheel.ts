import { useStdin, useStdout } from 'ink'
import { useEffect, useEffectEvent, useLayoutEffect } from 'react'

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

/** Calls back for each turn of the mouse wheel while it is active, and gives the mouse back afterwards. */
export function useMouseWheel(onTurn: (turn: WheelTurn) => void, options: { isActive: boolean }): void {
  const { stdin } = useStdin()
  const { stdout } = useStdout()
  const { isActive } = options
  // A layout effect is undone at once when the program ends, also by a signal.
  useLayoutEffect(() => {
    if (!isActive) return
    stdout.write(mouseOn)
    return () => {
      stdout.write(mouseOff)
    }
  }, [isActive, stdout])
  const onData = useEffectEvent((chunk: string | Uint8Array) => {
    for (const turn of wheelTurns(String(chunk))) onTurn(turn)
  })
  useEffect(() => {
    if (!isActive) return
    const listener = (chunk: string | Uint8Array) => onData(chunk)
    stdin.on('data', listener)
    return () => {
      stdin.off('data', listener)
    }
  }, [isActive, stdin])
}
