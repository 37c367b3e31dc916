/** How the hashes are compared: as a whole, and in the same way wherever they differ. */
import { type CallResult, fromBase64url, type Learner, utf8 } from '../../../src/grader/kit/index.ts'
import { expectRefusal } from './grant.ts'
import { contextOf, credentials, recordOf, type UserRecord } from './world.ts'

const PASSWORD = 'correct horse'
const PLACES = [0, 1, 7, 15, 16, 23, 30, 31]

export function comparisonTests(
  test: (name: string, body: (learner: Learner) => Promise<void>) => void,
): void {
  test('a hash is compared as a whole', async learner => {
    const records = PLACES.map((place): [string, UserRecord] => [
      `user${place}`,
      recordOf(PASSWORD, learner.randomBytes(16), flipped(place)),
    ])
    const context = contextOf(learner, records)
    const results = await learner.callMany(
      'login',
      records.map(([name]) => [credentials(name, PASSWORD), context]),
    )
    for (const [index, place] of PLACES.entries())
      expectRefusal(learner, results[index] as CallResult, {
        statuses: [401],
        because: `byte ${place} of the hash differs`,
        id: 'status-not-401',
        rule: 'RFC 9110 §15.5.2',
      })
  })
  test('no comparison stops at the first difference', async learner => {
    const salt = learner.randomBytes(16)
    const derived = fromBase64url(recordOf(PASSWORD, salt).hash)
    for (const place of [0, 31]) {
      const record = recordOf(PASSWORD, salt, flipped(place))
      const context = contextOf(learner, [['ada', record]])
      const stored = fromBase64url(record.hash)
      const args = [credentials('ada', PASSWORD), context]
      // Compared with itself, a hash may be looked at by a strict decoder; what counts is one beside the other.
      const alone = [
        await learner.callWatched('login', args, forms(stored)),
        await learner.callWatched('login', args, forms(derived)),
      ].flatMap(({ watched }) => watched?.earlyExits ?? [])
      const both = await learner.callWatched('login', args, [...forms(stored), ...forms(derived)])
      const [found] = withoutOnce(both.watched?.earlyExits ?? [], alone)
      if (found !== undefined)
        learner.fail(both, {
          id: 'compared-with-equals',
          words: { how: found },
          expected: 'constantTimeEqual or timingSafeEqual',
        })
    }
  })
  test('the same work wherever a hash differs', async learner => {
    const works: number[] = []
    const salt = learner.randomBytes(16)
    const right = recordOf(PASSWORD, salt)
    let last: CallResult | null = null
    for (const at of placesToSwap(right.hash)) {
      const context = contextOf(learner, [['ada', { ...right, hash: swapped(right.hash, at) }]])
      last = await learner.callWatched('login', [credentials('ada', PASSWORD), context], [])
      works.push(last.watched?.work ?? 0)
    }
    const [early = 0, late = 0] = works
    if (last !== null && Math.abs(late - early) >= 4)
      learner.fail(last, {
        id: 'comparison-stops-early',
        expected: 'the same work for every place of the difference',
        actual: `${early} steps when the first bytes of the hash differ, ${late} when the last ones do`,
      })
  })
}

/** The text with the character at this place and the next one exchanged: other bytes, and the same work to decode them. */
const swapped = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)

/** The first and the last place where exchanging two characters makes a difference; the very last one has no whole byte. */
function placesToSwap(text: string): number[] {
  const places = Array.from({ length: text.length - 2 }, (_, at) => at).filter(
    at => text[at] !== text[at + 1],
  )
  return [places[0] ?? 0, places.at(-1) ?? 0]
}

/** The forms in which a hash may be compared. */
function forms(hash: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(hash)
  return [hash, ...(['base64url', 'base64', 'hex'] as const).map(encoding => utf8(buffer.toString(encoding)))]
}

/** Changes one byte; the lowest bit of it, so that its base64url changes as little as it can. */
const flipped =
  (place: number) =>
  (hash: Uint8Array): Uint8Array =>
    hash.map((byte, index) => (index === place ? byte ^ 0x04 : byte))

/** The items without those of `others`, each taken away once. */
function withoutOnce(items: readonly string[], others: readonly string[]): string[] {
  const left = [...items]
  for (const other of others) {
    const at = left.indexOf(other)
    if (at >= 0) left.splice(at, 1)
  }
  return left
}
