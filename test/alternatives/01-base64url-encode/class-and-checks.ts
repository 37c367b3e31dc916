// style: a class, argument checks, a frozen table
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

class Writer {
  readonly #parts: string[] = []

  add(group: readonly number[]): void {
    const sixes = [
      group[0]! >> 2,
      ((group[0]! & 0b11) << 4) | ((group[1] ?? 0) >> 4),
      ((group[1]! & 0b1111) << 2) | ((group[2] ?? 0) >> 6),
      group[2]! & 0b111111,
    ]
    this.#parts.push(...sixes.slice(0, group.length + 1).map(six => TABLE.get(six) ?? ''))
  }

  toString(): string {
    return this.#parts.join('')
  }
}

const TABLE: ReadonlyMap<number, string> = Object.freeze(new Map([...ALPHABET].map((character, value) => [value, character])))

function encode(bytes: Uint8Array): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('encode takes a Uint8Array')
  const writer = new Writer()
  const copy = [...bytes]
  while (copy.length > 0 && copy.length <= 1000) writer.add(copy.splice(0, 3))
  for (let start = 0; start < copy.length; start += 3) writer.add(copy.slice(start, start + 3))
  return `${writer}`
}

export { encode }
