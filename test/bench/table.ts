/** One line of the result: what was measured, against what, and whether that is good enough. */
export type Row = {
  what: string
  measured: string
  yardstick: string
  target: string
  /** How far over the target it is: 1 is exactly on it; null when there is no target. */
  ratio: number | null
}

/** A measured value against the most that it may be. */
export function ratioOf(value: number, most: number): number {
  return value / most
}

/** The rows as text, in columns. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['what', 'measured', 'yardstick', 'target', ''],
    ...rows.map(({ what, measured, yardstick, target, ratio }) => [
      what,
      measured,
      yardstick,
      target,
      judge(ratio),
    ]),
  ]
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map(row => (row[column] as string).length))) ?? []
  return cells
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function judge(ratio: number | null): string {
  if (ratio === null) return ''
  return ratio <= 1 ? 'met' : `MISSED by ${Math.ceil((ratio - 1) * 100)}%`
}
