// style: SHA-256 written out too, words through a DataView, no imports at all
const K = Uint32Array.from(primes(64), prime => fraction(Math.cbrt(prime), prime, 3n))

function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n)
  return found
}

/** The first 32 bits of the fraction of a root, exact by integer search. */
function fraction(_root: number, prime: number, power: bigint): number {
  const target = BigInt(prime) << (32n * power)
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** power <= target) low = middle
    else high = middle
  }
  return Number(low & 0xffffffffn)
}

const START = primes(8).map(prime => fraction(0, prime, 2n))
const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

function sha256(input: Uint8Array): Uint8Array {
  const padded = new Uint8Array((((input.length + 8) >> 6) + 1) << 6)
  padded.set(input)
  padded[input.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(input.length / 0x20000000))
  view.setUint32(padded.length - 4, (input.length << 3) >>> 0)
  const state = [...START]
  const w = new Uint32Array(64)
  for (let offset = 0; offset < padded.length; offset += 64) {
    for (let t = 0; t < 64; t++) {
      if (t < 16) w[t] = view.getUint32(offset + 4 * t)
      else {
        const [x, y] = [w[t - 15]!, w[t - 2]!]
        const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)
        const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)
        w[t] = w[t - 16]! + s0 + w[t - 7]! + s1
      }
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
    for (let t = 0; t < 64; t++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i]! + value) | 0
  }
  const out = new DataView(new ArrayBuffer(32))
  for (let i = 0; i < 8; i++) out.setInt32(4 * i, state[i]! | 0)
  return new Uint8Array(out.buffer)
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha256(key) : key)
  const inner = sha256(Uint8Array.from([...block.map(byte => byte ^ 0x36), ...message]))
  return sha256(Uint8Array.from([...block.map(byte => byte ^ 0x5c), ...inner]))
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  let unequal = a.length !== b.length
  const length = a.length > b.length ? a.length : b.length
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) unequal = true
  return !unequal
}
