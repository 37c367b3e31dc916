/** Collects the pieces in which a terminal sends a long paste, so that the screen is not drawn for each of them. */
export type PasteBuffer = {
  add(piece: string): void
  /** Delivers what was collected now: another key was pressed. */
  flush(): void
}

/** How long pieces are collected, in milliseconds. */
const collecting = 50

/** One for each window. `deliver` gets the pieces as one text. */
export function createPasteBuffer(deliver: (text: string) => void): PasteBuffer {
  let pieces: string[] = []
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const text = pieces.join('')
    pieces = []
    if (text !== '') deliver(text)
  }
  return {
    add(piece) {
      pieces.push(piece)
      timer ??= setTimeout(flush, collecting)
    },
    flush,
  }
}
