import type { Warning } from '../types.ts'

/** Adds one warning; `reference` is where the standard says so. */
export type Add = (id: string, level: Warning['level'], message: string, reference: string | null) => void

/** Runs some checks and returns what they added, in their order. */
export function collectWarnings(run: (add: Add) => void): Warning[] {
  const found: Warning[] = []
  run((id, level, message, reference) => found.push({ id, level, message, reference }))
  return found
}
