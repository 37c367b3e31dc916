import { type Command, type KeyBinding, keyTable, typing } from './key-table.ts'
import type { Mode } from './state/selectors.ts'
import type { State } from './state/state.ts'

/** What a key does on the screen as it is, or null. */
export function commandFor(name: string, mode: Mode, state: State): Command | null {
  return (
    keyTable.find(binding => binding.keys.includes(name) && applies(binding, mode, state))?.command ?? null
  )
}

/** The keys for the key bar, the most useful first. */
export function keyBar(mode: Mode, state: State): KeyBinding[] {
  return keyTable
    .filter(binding => binding.bar !== null && applies(binding, mode, state))
    .sort((a, b) => (a.bar ?? 0) - (b.bar ?? 0))
}

/** Whether letters are text on this screen. */
export function takesText(mode: Mode): boolean {
  return (typing as readonly Mode[]).includes(mode)
}

function applies(binding: KeyBinding, mode: Mode, state: State): boolean {
  return binding.modes.includes(mode) && (binding.when?.(state) ?? true)
}
