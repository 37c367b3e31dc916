// style: a class; a subclass of Uint8Array comes back; typeof is checked
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

class Bytes extends Uint8Array {}

class Reader {
  #waiting = 0
  #count = 0
  readonly #out: number[] = []

  constructor(private_text: string) {
    for (let at = 0; at < private_text.length; at += 1) this.#take(private_text.codePointAt(at)!)
    if (this.#count > 4 || this.#waiting) throw new JwtError('malformed', 'left over')
  }

  #take(code: number): void {
    const six = code < 128 ? ALPHABET.indexOf(String.fromCharCode(code)) : -1
    if (six < 0) throw new JwtError('malformed', `U+${code.toString(16)}`)
    this.#waiting = this.#waiting * 64 + six
    this.#count += 6
    if (this.#count < 8) return
    this.#count -= 8
    this.#out.push(Math.floor(this.#waiting / 2 ** this.#count))
    this.#waiting %= 2 ** this.#count
  }

  get bytes(): Bytes {
    return Bytes.from(this.#out) as Bytes
  }
}

export function decode(text: string): Uint8Array {
  if (typeof text !== 'string') throw new JwtError('malformed', 'no text')
  return new Reader(text).bytes
}
