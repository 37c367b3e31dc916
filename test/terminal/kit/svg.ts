import type { Cell } from './cells.ts'

/** A screen as it was at one moment. */
export type Shot = {
  cells: Cell[][]
  /** How long it is shown in an animation, in seconds. */
  seconds: number
}

const cellWidth = 8.4
const cellHeight = 18
const margin = 14
const fontSize = 14
const background = '#16181d'
const foreground = '#d6d9e0'
/** The sixteen colours of the palette. */
const palette = [
  '#2b2e36',
  '#f07178',
  '#a5d66f',
  '#ffcb6b',
  '#82aaff',
  '#c792ea',
  '#7fdbca',
  '#d6d9e0',
  '#6b7080',
  '#ff8b92',
  '#c3e88d',
  '#ffe08a',
  '#9cc4ff',
  '#ddb3f5',
  '#a1efe4',
  '#ffffff',
]

/** One screen as an SVG picture. `title` is what a screen reader says of it. */
export function pictureOf(cells: Cell[][], title: string): string {
  return document(cells, title, '', rowsOf(cells))
}

/**
 * Screens one after the other, for ever.
 * @param still the screen, counted from 0, that is shown where there is no animation, and to those who want none
 */
export function animationOf(shots: readonly Shot[], still: number, title: string): string {
  const total = shots.reduce((sum, { seconds }) => sum + seconds, 0)
  let start = 0
  const percent = (time: number) => `${((time / total) * 100).toFixed(2)}%`
  const frames = shots.map(({ cells, seconds }, index) => {
    const end = start + seconds
    const rule = `@keyframes f${index}{0%{visibility:hidden}${percent(start)}{visibility:visible}${percent(end)}{visibility:hidden}100%{visibility:hidden}}`
    start = end
    const looks = index === still ? '' : ' visibility="hidden"'
    return { rule, body: `<g class="f"${looks} style="animation-name:f${index}">${rowsOf(cells)}</g>` }
  })
  const style = [
    `.f{animation-duration:${total}s;animation-iteration-count:infinite;animation-timing-function:step-end}`,
    ...frames.map(({ rule }) => rule),
    '@media (prefers-reduced-motion:reduce){.f{animation-name:none!important}}',
  ].join('\n')
  return document(shots[0]?.cells ?? [], title, style, frames.map(({ body }) => body).join('\n'))
}

function document(cells: Cell[][], title: string, style: string, body: string): string {
  const width = Math.ceil((cells[0]?.length ?? 0) * cellWidth + 2 * margin)
  const height = cells.length * cellHeight + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}">
<title>${escapeText(title)}</title>
<style>
text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${foreground}}
${style}
</style>
<rect width="${width}" height="${height}" rx="8" fill="${background}"/>
${body}
</svg>
`
}

function rowsOf(cells: Cell[][]): string {
  return cells
    .flatMap((row, index) => [...backgroundsOf(row, index), ...linesOf(row, index), ...textsOf(row, index)])
    .join('\n')
}

type Run = { column: number; columns: number; text: string; cell: Cell }

/** Neighbours that look the same are written as one text, whose length holds it in its columns in any font. */
function runsOf(row: readonly Cell[]): Run[] {
  const runs: Run[] = []
  for (const [column, cell] of row.entries()) {
    if (cell.width === 0) continue
    const run = runs.at(-1)
    const isLine = cell.text in lines || (run !== undefined && run.cell.text in lines)
    if (
      run !== undefined &&
      !isLine &&
      looksOf(run.cell) === looksOf(cell) &&
      cell.width === 1 &&
      run.cell.width === 1
    ) {
      run.text += cell.text
      run.columns += cell.width
    } else runs.push({ column, columns: cell.width, text: cell.text, cell })
  }
  return runs
}

function backgroundsOf(row: readonly Cell[], index: number): string[] {
  return runsOf(row)
    .filter(({ cell }) => cell.inverse || cell.background !== null)
    .map(({ column, columns, cell }) => {
      const fill = cell.inverse
        ? colourOf(cell.foreground, foreground)
        : colourOf(cell.background, background)
      return `<rect x="${x(column)}" y="${margin + index * cellHeight}" width="${width(columns)}" height="${cellHeight}" fill="${fill}"/>`
    })
}

/** Lines that must meet from row to row, in any font: up, down, left and right of the middle. */
const lines: Record<string, [up: number, down: number, left: number, right: number]> = {
  '│': [1, 1, 0, 0],
  '─': [0, 0, 1, 1],
  '┬': [0, 1, 1, 1],
  '┴': [1, 0, 1, 1],
}

function linesOf(row: readonly Cell[], index: number): string[] {
  return runsOf(row).flatMap(({ column, cell }) => {
    const line = lines[cell.text]
    if (line === undefined) return []
    const [up, down, left, right] = line
    const middle = margin + (column + 0.5) * cellWidth
    const centre = margin + (index + 0.5) * cellHeight
    const path = [
      `M${middle.toFixed(1)} ${centre - (up * cellHeight) / 2}V${centre + (down * cellHeight) / 2}`,
      `M${(middle - (left * cellWidth) / 2).toFixed(1)} ${centre}H${(middle + (right * cellWidth) / 2).toFixed(1)}`,
    ]
    const stroke = colourOf(cell.foreground, foreground)
    return [`<path d="${path.join('')}" stroke="${stroke}"/>`]
  })
}

function textsOf(row: readonly Cell[], index: number): string[] {
  return runsOf(row)
    .map(trimmed)
    .filter(({ text }) => text !== '' && !(text in lines))
    .map(({ column, columns, text, cell }) => {
      const fill = cell.inverse
        ? colourOf(cell.background, background)
        : colourOf(cell.foreground, foreground)
      const looks = [
        fill === foreground ? '' : ` style="fill:${fill}"`,
        cell.bold ? ' font-weight="bold"' : '',
        cell.italic ? ' font-style="italic"' : '',
        cell.underline ? ' text-decoration="underline"' : '',
        cell.dim ? ' opacity="0.65"' : '',
      ].join('')
      return `<text x="${x(column)}" y="${margin + index * cellHeight + 13.5}" textLength="${width(columns)}"${looks}>${escapeText(text).replaceAll(' ', '\u00a0')}</text>`
    })
}

/** A run without the blanks around it. */
function trimmed(run: Run): Run {
  if (run.cell.underline) return run
  const text = run.text.trim()
  const leading = run.text.length - run.text.trimStart().length
  const trailing = run.text.length - run.text.trimEnd().length
  return text === ''
    ? { ...run, text }
    : { ...run, text, column: run.column + leading, columns: run.columns - leading - trailing }
}

function looksOf({ foreground, background, bold, dim, italic, underline, inverse }: Cell): string {
  return JSON.stringify([foreground, background, bold, dim, italic, underline, inverse])
}

function colourOf(value: number | string | null, usual: string): string {
  if (value === null) return usual
  if (typeof value === 'string') return value
  if (value < 16) return palette[value] ?? usual
  if (value >= 232) return grey(8 + (value - 232) * 10)
  const levels = [0, 95, 135, 175, 215, 255]
  const index = value - 16
  const parts = [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6]
  return `#${parts.map(part => hex(levels[part] ?? 0)).join('')}`
}

function grey(level: number): string {
  return `#${hex(level).repeat(3)}`
}

function hex(level: number): string {
  return level.toString(16).padStart(2, '0')
}

function x(column: number): string {
  return (margin + column * cellWidth).toFixed(1)
}

function width(columns: number): string {
  return (columns * cellWidth).toFixed(1)
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
