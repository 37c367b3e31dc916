/** Random inputs that the seed of the run repeats. */
import fc from 'fast-check'

/** Random numbers, bytes and samples from one seed. */
export function createRandom(seed: number) {
  const random = mulberry32(seed)
  return {
    /** A number from 0 up to 1, from the run's seed. */
    random,
    /** Values of an arbitrary of fast-check. */
    sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
      return fc.sample(arbitrary, { numRuns: count, seed })
    },
    /** Bytes from the run's seed; each call returns others. */
    randomBytes(length: number): Uint8Array {
      return Uint8Array.from({ length }, () => Math.floor(random() * 256))
    },
  }
}

/** A small seeded generator of numbers from 0 up to 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
