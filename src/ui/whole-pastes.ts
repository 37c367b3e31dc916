const start = '\u001b[200~'
const end = '\u001b[201~'
const interrupt = '\u0003'

/** What a window is told of a paste that has not ended. */
export type PasteListener = {
  /** More of it has come: so many characters in all. */
  onProgress(characters: number): void
  /** It is longer than the limit, so nothing of it is kept. Called once, as soon as that is known. */
  onTooLong(): void
}

/** Called for progress after each further so many characters. */
const step = 512 * 1024

/**
 * Makes one piece of each announced paste (bracketed paste mode). Ink looks through all that it has of a paste whenever
 * a piece of it arrives, which takes half a minute for 2 MB. A paste longer than `limit` characters becomes an empty one.
 * Ctrl+C that comes by itself ends a paste whose end got lost.
 * @returns what to hand on for a piece of input
 */
export function createPasteJoiner(limit: number, listener: PasteListener): (chunk: string) => string {
  /** The end of what came before: either mark may be cut in two. */
  let tail = ''
  /** The paste that is arriving, and what of its first mark has not been handed on. */
  let paste: { mark: string; pieces: string[]; characters: number; announced: number } | null = null

  const handOn = (chunk: string): string => {
    if (paste !== null) return collect(chunk, paste)
    const joined = tail + chunk
    const at = joined.indexOf(start)
    if (at === -1) {
      tail = joined.slice(1 - start.length)
      return chunk
    }
    const before = joined.slice(tail.length, Math.max(at, tail.length))
    const mark = start.slice(Math.max(0, tail.length - at))
    paste = { mark, pieces: [], characters: 0, announced: 0 }
    tail = ''
    return before + collect(joined.slice(at + start.length), paste)
  }

  const collect = (chunk: string, current: NonNullable<typeof paste>): string => {
    if (chunk === interrupt) {
      paste = null
      tail = ''
      return chunk
    }
    const joined = tail + chunk
    const at = joined.indexOf(end)
    if (at === -1) {
      keep(chunk, current)
      tail = joined.slice(1 - end.length)
      return ''
    }
    const rest = joined.slice(at + end.length)
    keep(chunk.slice(0, chunk.length - rest.length), current)
    const text = current.pieces.join('').slice(0, -end.length)
    paste = null
    tail = ''
    return current.mark + text + end + handOn(rest)
  }

  /** Keeps a piece, which may have some of the mark at the end. */
  const keep = (piece: string, current: NonNullable<typeof paste>) => {
    const most = limit + end.length
    const wasTooLong = current.characters > most
    current.characters += piece.length
    if (current.characters > most) {
      current.pieces = []
      if (!wasTooLong) listener.onTooLong()
      return
    }
    current.pieces.push(piece)
    if (current.characters - current.announced < step) return
    current.announced = current.characters
    listener.onProgress(current.characters)
  }

  return handOn
}

/** The same terminal, in which each paste is read as a whole. */
export function withWholePastes(
  stdin: NodeJS.ReadStream,
  limit: number,
  listener: PasteListener,
): NodeJS.ReadStream {
  const join = createPasteJoiner(limit, listener)
  const read = (): string | null => {
    for (;;) {
      const chunk: unknown = stdin.read()
      if (chunk === null) return null
      const handedOn = join(String(chunk))
      if (handedOn !== '') return handedOn
    }
  }
  return new Proxy(stdin, {
    get(target, name) {
      if (name === 'read') return read
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
