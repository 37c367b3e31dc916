// style: generators: characters to values, values to bytes
import { JwtError } from './errors.ts'


function* values(text: string): Generator<number> {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 65 && code <= 90) yield code - 65
    else if (code >= 97 && code <= 122) yield code - 71
    else if (code >= 48 && code <= 57) yield code + 4
    else if (code === 45 || code === 95) yield code === 45 ? 62 : 63
    else throw new JwtError('malformed', `character code ${code}`)
  }
}

function* bytesOf(sixes: Iterable<number>): Generator<number> {
  let rest = 0
  let weight = 1
  for (const six of sixes) {
    const all = rest * 64 + six
    weight *= 64
    if (weight < 256) {
      rest = all
      continue
    }
    weight /= 256
    yield Math.floor(all / weight)
    rest = all % weight
  }
  if (rest > 0 || weight === 64) throw new JwtError('malformed', 'something is left over')
}

export function decode(text: string): Uint8Array {
  return new Uint8Array(bytesOf(values(text)))
}
