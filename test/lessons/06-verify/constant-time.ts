import {
  type CallResult,
  fromBase64url,
  type Learner,
  type StepApi,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { flipped } from '../inputs.ts'
import { secretOf } from '../shared/tokens.ts'
import { header, payload, spliced, tokenOf, type Verifying } from './tokens.ts'

/** Step 5: the comparison of the signatures does not tell where they differ. */
export function constantTimeTests({ test }: StepApi): void {
  test('no comparison stops at the first difference', async learner => {
    const secret = secretOf(learner, 32)
    const right = tokenOf(header, payload, secret)
    for (const index of [0, 15, 31]) {
      const mac = fromBase64url(right.split('.')[2] ?? '')
      const changed = flipped(mac, index, 0x81)
      const token = right.replace(/[^.]*$/, toBase64url(changed))
      // A text compared with itself is fine (a strict decoder that encodes again does it); received with right is not.
      const received = await watchedVerify(learner, token, secret, [token])
      const expected = await watchedVerify(learner, token, secret, [right])
      const both = await watchedVerify(learner, token, secret, [token, right])
      // The right signature as the name of a member is a comparison with names, whatever those are.
      const asName = (expected.watched?.earlyExits ?? []).filter(what => ['in', '[name]'].includes(what))
      const found = withoutOnce(
        [...asName, ...(both.watched?.earlyExits ?? [])],
        [...(received.watched?.earlyExits ?? []), ...(expected.watched?.earlyExits ?? [])],
      )
      if (found[0] !== undefined) {
        learner.fail(both, { id: 'signature-compared-with-equals', words: { comparison: found[0] } })
      }
    }
  })
  test('the same work wherever the signature is wrong', async learner => {
    const secret = secretOf(learner, 32)
    const tokens = swappableTokens(secret, 8)
    const calls = [0, 36].flatMap(at => tokens.map((token): Verifying => [swapped(token, at), secret]))
    const results = await learner.callMany('verifyHs256', calls, { comparisonsOf: [], deadlineMs: 10_000 })
    const works = results.map(result => result.watched?.work ?? 0)
    const early = works.slice(0, tokens.length)
    const late = works.slice(tokens.length)
    const last = results.at(-1)
    if (last === undefined) return
    // Swapping two letters keeps all work on letters the same: what is left is where the comparison stopped.
    const apart = Math.max(Math.min(...late) - Math.max(...early), Math.min(...early) - Math.max(...late))
    if (apart < 2) return
    learner.fail(last, {
      id: 'signature-comparison-stops-early',
      expected: 'the same work for every place of the difference',
      actual: `${Math.min(...early)} steps when byte 0 differs, ${Math.max(...late)} when byte 27 does`,
    })
  })
}

/** The items without those of `others`, each taken away once. */
function withoutOnce(items: string[], others: string[]): string[] {
  const left = [...items]
  for (const other of others) {
    const at = left.indexOf(other)
    if (at >= 0) left.splice(at, 1)
  }
  return left
}

/** A watched call that sees comparisons among these tokens and their signatures, as bytes and as texts. */
function watchedVerify(
  learner: Learner,
  token: string,
  secret: Uint8Array,
  among = [token],
): Promise<CallResult> {
  const signatures = among.map(text => text.split('.')[2] ?? '')
  return learner.callWatched(
    'verifyHs256',
    [token, secret],
    [
      ...signatures.map(fromBase64url),
      ...signatures.map(utf8),
      ...signatures.map(signature => utf8(`.${signature}`)),
      ...among.map(utf8),
    ],
  )
}

/** The token with the two characters of its signature at `index` exchanged: other bytes, the same letters. */
function swapped(token: string, index: number): string {
  const [h = '', p = '', s = ''] = token.split('.')
  const [one = '', two = ''] = [s[index], s[index + 1]]
  return `${h}.${p}.${spliced(s, index, two + one, 2)}`
}

/** Tokens where exchanging two letters at the beginning or near the end changes two bytes each. */
function swappableTokens(secret: Uint8Array, count: number): string[] {
  const found: string[] = []
  for (let number = 0; found.length < count && number < 1000; number += 1) {
    const token = tokenOf(header, { ...payload, number }, secret)
    const signature = (text: string): Uint8Array => fromBase64url(text.split('.')[2] ?? '')
    const changed = (index: number): number => {
      const other = signature(swapped(token, index))
      return signature(token).filter((byte, at) => byte !== other[at]).length
    }
    if (changed(0) === 2 && changed(36) === 2) found.push(token)
  }
  return found
}
