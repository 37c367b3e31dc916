import type { Mode } from '../state/selectors.ts'

/** Modes in which the same keys apply. */

export const lesson = ['read', 'predict', 'build', 'recap'] as const
export const overlays = ['help', 'lessons', 'map', 'solution', 'report', 'finale'] as const
/** Screens with a field for text. */
export const fields = ['search', 'picture', 'messages', 'inspect'] as const
export const welcome = ['welcome', 'welcome-typing'] as const
/** Screens on which letters that are no command are text. */
export const typing = [...fields, ...welcome] as const
/** Screens on which letters are commands only. */
export const plain = [...lesson, ...overlays, 'confirm-reset', 'kata'] as const
export const all = [...plain, ...typing] as const

/** A place in the key bar in several modes. */
export function at(place: number, modes: readonly Mode[]): Partial<Record<Mode, number>> {
  return Object.fromEntries(modes.map(mode => [mode, place]))
}
