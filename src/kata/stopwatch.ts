/** Runs from the moment at which a kata begins. Times in milliseconds since the epoch. */
export type Stopwatch = { startedAt: number; saves: number }

/** The stopwatch after a save. */
export function stopwatchSaved(stopwatch: Stopwatch): Stopwatch {
  return { ...stopwatch, saves: stopwatch.saves + 1 }
}

/** What the stopwatch shows at a moment: seconds with one decimal, and saves. A clock that went back shows 0. */
export function stopwatchStopped(stopwatch: Stopwatch, now: number): { seconds: number; saves: number } {
  return { seconds: Math.max(0, Math.round((now - stopwatch.startedAt) / 100) / 10), saves: stopwatch.saves }
}

/** Seconds as a stopwatch shows them: `48.2 s`, `3 min 07 s`. */
export function secondsInWords(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}
