import { type Shape, shapeOf } from './shape.ts'

/** A token while it is read piece by piece; each piece costs only its own length. */
export type Growing = {
  pieces: { from: number; to: number }[]
  length: number
  /** The first segment, as far as it was read. */
  first: string
  dots: number
  /** Characters after the last dot. */
  lastLength: number
  /** Whether a `~` was read: an SD-JWT. */
  hasTilde: boolean
  /** Whether a `+` or `/` was read: base64 instead of base64url. */
  isBase64: boolean
  shape: Shape | null
}

/** A token of which nothing was read yet. */
export function startGrowing(): Growing {
  return {
    pieces: [],
    length: 0,
    first: '',
    dots: 0,
    lastLength: 0,
    hasTilde: false,
    isBase64: false,
    shape: null,
  }
}

/**
 * Adds `text` from `from` to `to`, or less where another token begins that was glued to the end of this one.
 * Returns the end of what was added.
 */
export function grow(token: Growing, text: string, from: number, to: number): number {
  let piece = text.slice(from, to)
  let end = to
  const glued = gluedAt(token, piece)
  if (glued !== null) {
    piece = piece.slice(0, glued)
    end = from + glued
  }
  add(token, piece)
  const last = token.pieces.at(-1)
  if (last?.to === from) last.to = end
  else if (end > from) token.pieces.push({ from, to: end })
  return end
}

function add(token: Growing, piece: string): void {
  const dot = piece.indexOf('.')
  if (token.dots === 0) {
    token.first += dot < 0 ? piece : piece.slice(0, dot)
    if (dot >= 0) token.shape = shapeOf(token.first)
  }
  const lastDot = piece.lastIndexOf('.')
  token.dots += dot < 0 ? 0 : piece.split('.').length - 1
  token.lastLength = lastDot < 0 ? token.lastLength + piece.length : piece.length - lastDot - 1
  token.length += piece.length
  token.hasTilde ||= piece.includes('~')
  token.isBase64 ||= /[+/]/u.test(piece)
}

/** Whether the token ends where its algorithm says that it ends. */
export function isComplete({ shape, dots, lastLength }: Growing): boolean {
  return shape !== null && dots === shape.segments - 1 && (shape.lastLengths?.includes(lastLength) ?? false)
}

/** Whether `more` characters would complete the token. */
export function completes(token: Growing, more: number): boolean {
  const { shape, dots, lastLength } = token
  return (
    shape !== null && dots === shape.segments - 1 && (shape.lastLengths?.includes(lastLength + more) ?? false)
  )
}

function gluedAt(token: Growing, piece: string): number | null {
  let start = -token.lastLength
  let dots = token.dots
  while (dots < 2) {
    const dot = piece.indexOf('.', Math.max(0, start))
    if (dot < 0) return null
    start = dot + 1
    dots++
  }
  if (dots > 2 || !piece.includes('eyJ', Math.max(0, start))) return null
  const first = token.dots > 0 ? token.first : token.first + piece.slice(0, piece.indexOf('.'))
  const shape = token.shape ?? shapeOf(first)
  if (shape === null || shape.segments === 5) return null
  const lengths = shape.lastLengths?.filter(length => length > 0 && piece.startsWith('eyJ', start + length))
  return lengths?.[0] === undefined ? null : start + lengths[0]
}
