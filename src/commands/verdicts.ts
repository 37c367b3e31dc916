import type { LessonVerdict } from '../grader/types.ts'
import type { Paint, Style } from './paint.ts'

const LOOKS: Record<
  LessonVerdict,
  { sign: 'passed' | 'failed' | 'broken' | 'open'; word: string; style: Style }
> = {
  passed: { sign: 'passed', word: 'passed', style: 'good' },
  failed: { sign: 'failed', word: 'failed', style: 'bad' },
  broken: { sign: 'broken', word: 'broken', style: 'warn' },
  skipped: { sign: 'open', word: 'skipped', style: 'quiet' },
  'not-started': { sign: 'open', word: 'not started', style: 'quiet' },
}

/** A verdict as a sign and a word, of one width for all verdicts. */
export function verdictLabel(verdict: LessonVerdict, paint: Paint): string {
  const { sign, word, style } = LOOKS[verdict]
  return paint.style(style, `${paint.signs[sign]} ${word.padEnd(11)}`)
}
