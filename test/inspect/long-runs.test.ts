/** Long runs of one character in a pasted text: reading it takes a time that grows with its length, not with its square. */
import { expect, test } from 'vitest'
import { inspectToken, keyFromSecret, keyFromText } from '../../src/inspect/index.ts'

const HEADER = 'eyJhbGciOiJIUzI1NiJ9'
const TOKEN = `${HEADER}.eyJzdWIiOiJhIn0.${'A'.repeat(43)}`
const LENGTH = 200_000
/** The square of the length takes minutes. */
const LONGEST_MS = 10_000

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const TEXTS: Record<string, string> = {
  'spaces in a token': `${HEADER}${' '.repeat(LENGTH)}.x.y`,
  'padding in a token': `${TOKEN.slice(0, 30)}${'='.repeat(LENGTH)}${TOKEN.slice(30)}`,
  'spaces before a token': `a${' '.repeat(LENGTH)}b ${TOKEN}`,
  'spaces alone': `a${' '.repeat(LENGTH)}b`,
  backslashes: '\\'.repeat(LENGTH),
  'names of pieces in cookies': 'a.1 '.repeat(LENGTH),
  'underscores in a name': `a${'_'.repeat(LENGTH)}`,
  'the word Basic': 'basic '.repeat(LENGTH),
  'entities of HTML': '&a'.repeat(LENGTH),
  'percent-encoding': '%25'.repeat(LENGTH),
  'a payload in hex': `${HEADER}.${'7b'.repeat(LENGTH)}.x`,
  'zeros of a number': `${HEADER}.${Buffer.from(`{"exp":1${'0'.repeat(LENGTH)}1.5}`).toString('base64url')}.x`,
}
for (const [what, text] of Object.entries(TEXTS))
  test(what, { timeout: 300_000 }, async () => {
    expect(await timeOf(() => inspectToken(text, null, 1))).toBeLessThan(LONGEST_MS)
  })

const KEYS: Record<string, string> = {
  hyphens: `${'-'.repeat(LENGTH)}x`,
  'typographic hyphens': `${'\u2010'.repeat(LENGTH)}x`,
  backslashes: '\\'.repeat(LENGTH),
  'the word BEGIN': 'BEGIN '.repeat(LENGTH / 6),
  spaces: `a${' '.repeat(LENGTH)}b`,
  'BEGIN lines': '-----BEGIN A-----'.repeat(LENGTH / 8),
  'BEGIN lines of encrypted keys': '-----BEGIN ENCRYPTED PRIVATE KEY-----\n'.repeat(LENGTH / 20),
  'a setting with spaces': `A=a${' '.repeat(60_000)}b\nB=c`,
  'a setting with quotes': `A="${'" '.repeat(30_000)}x`,
}
for (const [what, text] of Object.entries(KEYS))
  test(`a key of ${what}`, { timeout: 300_000 }, async () => {
    const read = async (): Promise<unknown> => inspectToken(TOKEN, keyFromText(text), 1)
    // No key is in it, which is said.
    expect(await timeOf(() => read().catch(() => {}))).toBeLessThan(LONGEST_MS)
    const secret = keyFromSecret(new TextEncoder().encode(text))
    expect(await timeOf(() => inspectToken(TOKEN, secret, 1))).toBeLessThan(LONGEST_MS)
  })
