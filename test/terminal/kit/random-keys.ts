/** Keys without sense, as a cat on the keyboard would press them. */

/** Keys by how often they are pressed. `q` and Ctrl+C are left out: they end the course, as they should. */
const KEYS: [weight: number, keys: readonly string[]][] = [
  [20, [...'nbjklhp[]?sfmueirty!/1234', ' ', '\r', '\t', '\u001b', '\u007f']],
  [10, ['\u001b[A', '\u001b[B', '\u001b[C', '\u001b[D', '\u001b[5~', '\u001b[6~', '\u001b[H', '\u001b[F']],
  [4, ['\u001b[<64;10;10M', '\u001b[<65;70;12M', '\u001b[<0;5;5M', '\u001b[<0;5;5m', '\u001b[I', '\u001b[O']],
  [3, [...'azAZ09-_.{}":=+', 'é', '山', '👩‍💻', '\u0000', '\u0015', '\u0017', '\u001a', '\u001c', '\u0006']],
  [2, ['\u001b[200~eyJhbGciOiJIUzI1NiJ9.e30.AA\nline\u001b[201~', '\u001b[99;9;9u', '\u001bO', '\u001b[']],
  [0.3, ['g']],
  [0.02, ['c']],
]
const TOTAL = KEYS.reduce((sum, [weight]) => sum + weight, 0)

/** The next key; `random` gives numbers from 0 up to 1. */
export function randomKey(random: () => number): string {
  let place = random() * TOTAL
  for (const [weight, keys] of KEYS) {
    place -= weight
    if (place < 0) return keys[Math.floor(random() * keys.length)] ?? ''
  }
  return 'n'
}
