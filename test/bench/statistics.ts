/** What many rounds of one measurement come to. */
export type Summary = { median: number; p95: number; min: number; count: number }

/** Sums rounds up; throws RangeError when there is none. */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('nothing was measured')
  const sorted = [...values].sort((left, right) => left - right)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number
  return { median: at(0.5), p95: at(0.95), min: at(0), count: sorted.length }
}

/** Milliseconds in words: `83 ms`, `1.4 s`. */
export function inMilliseconds(value: number): string {
  return value < 1_000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1_000).toFixed(2)} s`
}

/** Median and 95th percentile in words. */
export function inWords({ median, p95, count }: Summary): string {
  return `${inMilliseconds(median)} (95%: ${inMilliseconds(p95)}, ${count} rounds)`
}

/** Bytes in MiB, or KiB for little ones. */
export function inBytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
