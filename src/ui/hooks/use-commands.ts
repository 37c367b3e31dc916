import { useApp, useInput, usePaste } from 'ink'
import { useEffect, useRef, useState } from 'react'
import { createPasteBuffer } from '../paste-buffer.ts'
import { keyName, keysIn } from '../keys/name.ts'
import type { Command } from '../keys/binding.ts'
import { commandFor, takesText } from '../keys/find.ts'
import { modeOf } from '../state/selectors.ts'
import type { Store } from '../store.ts'

/** A slow connection sends several keys at once; more than this is a paste that the terminal did not announce. */
const mostKeysAtOnce = 12

export type InputHandlers = {
  /** Runs what a key does; `key` is its name. */
  run(command: Command, key: string): void
  /** Takes in a text that was pasted. */
  paste(text: string): void
}

/** Turns key presses into commands, and into text where a field is open. */
export function useCommands(store: Store, { run, paste }: InputHandlers): void {
  const { exit } = useApp()
  const latestPaste = useRef(paste)
  latestPaste.current = paste
  const [buffer] = useState(() => createPasteBuffer(text => latestPaste.current(text)))
  useEffect(() => () => buffer.flush(), [buffer])
  const press = (name: string): void => {
    const state = store.get()
    const mode = modeOf(state)
    const command = commandFor(name, mode)
    // A notice goes with the next key.
    store.dispatch({ type: 'notice', notice: null })
    if (command === 'quit') exit()
    else if (command !== null) run(command, name)
    else if (takesText(mode) && isCharacter(name)) {
      store.dispatch({ type: 'type', text: name })
    }
  }
  useInput((input, key) => {
    const name = keyName(input, key)
    if (name === null) return
    if (!isCharacter(name)) {
      buffer.flush()
      return press(name)
    }
    const keys = keysIn(name)
    if (keys.length > mostKeysAtOnce) return buffer.add(name)
    buffer.flush()
    // Where letters may be commands each key is looked at by itself.
    const mode = modeOf(store.get())
    if (takesText(mode) && mode !== 'welcome' && keys.every(isCharacter)) return press(name)
    for (const one of keys) press(one)
  })
  usePaste(paste)
}

/** Whether a key stands for itself. */
function isCharacter(name: string): boolean {
  return !longNames.has(name) && !/^ctrl\+./.test(name)
}

const longNames = new Set([
  'enter',
  'escape',
  'tab',
  'backspace',
  'delete',
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
])
