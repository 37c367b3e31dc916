import type { Mode } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import type { Command, KeyBinding } from './binding.ts'
import { typing } from './modes.ts'
import { keyTable } from './table.ts'

/** What a key does on the screen as it is, or null. */
export function commandFor(name: string, mode: Mode): Command | null {
  const binding = keyTable.find(({ keys, modes }) => modes.includes(mode) && Object.hasOwn(keys, name))
  return binding?.keys[name] ?? null
}

/** The keys for the key bar, the most useful first. */
export function keyBar(mode: Mode, state: State): KeyBinding[] {
  const placeOf = ({ bar }: KeyBinding) => bar[mode] ?? 0
  return keyTable
    .filter(({ bar, barWhen }) => bar[mode] !== undefined && (barWhen?.(state) ?? true))
    .sort((a, b) => placeOf(a) - placeOf(b))
}

/** The label of keys on the screen as it is. */
export function labelOf({ label }: KeyBinding, state: State): string {
  return typeof label === 'string' ? label : label(state)
}

/** Whether letters are text on this screen. */
export function takesText(mode: Mode): boolean {
  return (typing as readonly Mode[]).includes(mode)
}
