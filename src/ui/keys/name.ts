import type { Key } from 'ink'
import { splitGraphemes } from '../../text/width.ts'

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

const controls: Record<string, string> = {
  '\r': 'enter',
  '\n': 'enter',
  '\r\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
}

/** The keys in a chunk of input, by name: a slow connection or a fast typist sends several at once. */
export function keysIn(chunk: string): string[] {
  return splitGraphemes(chunk).map(key => controls[key] ?? ctrlName(key) ?? key)
}

/** The name of a control character: Ctrl and a letter. */
function ctrlName(key: string): string | null {
  const code = key.charCodeAt(0)
  return code >= 1 && code <= 26 ? `ctrl+${String.fromCharCode(code + 96)}` : null
}
