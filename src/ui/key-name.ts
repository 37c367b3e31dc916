import type { Key } from 'ink'

/** What Ink says about a key press, as one name: `n`, `enter`, `pagedown`, `ctrl+c`; null when it is none. */
export function keyName(input: string, key: Key): string | null {
  if (key.eventType === 'release') return null
  if (key.return) return 'enter'
  if (key.escape) return 'escape'
  if (key.tab) return 'tab'
  if (key.backspace) return 'backspace'
  if (key.delete) return 'delete'
  if (key.upArrow) return 'up'
  if (key.downArrow) return 'down'
  if (key.leftArrow) return 'left'
  if (key.rightArrow) return 'right'
  if (key.pageUp) return 'pageup'
  if (key.pageDown) return 'pagedown'
  if (key.home) return 'home'
  if (key.end) return 'end'
  if (key.ctrl) return input === '' ? null : `ctrl+${input}`
  return input === '' || key.meta ? null : input
}

const written: Record<string, string> = { enter: 'Enter', escape: 'Esc', tab: 'Tab', ' ': 'Space' }

/** A key's name as it is printed on the screen. */
export function writtenKey(name: string): string {
  return written[name] ?? name.replace(/^ctrl\+(.)$/, (_, letter) => `Ctrl+${letter.toUpperCase()}`)
}
