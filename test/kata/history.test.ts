import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KATA_FILE, loadHistory, saveRun } from '../../src/kata/disk.ts'
import {
  addRun,
  bestOf,
  bestsOf,
  emptyHistory,
  formatHistory,
  longestAgo,
  otherVariant,
  parseHistory,
} from '../../src/kata/history.ts'
import { secondsInWords, stopwatchSaved, stopwatchStopped } from '../../src/kata/stopwatch.ts'
import type { KataHistory, KataRun } from '../../src/kata/types.ts'
import { withReadOnly } from '../kit/ordinary-user.ts'

const run = (more: Partial<KataRun> = {}): KataRun => ({
  target: '01-base64url-encode',
  variant: 'free',
  at: '2026-09-12T10:20:30.000Z',
  seconds: 90,
  saves: 3,
  approaches: ['loop', 'table'],
  ...more,
})
const history = (...runs: KataRun[]): KataHistory => ({ schema: 1, runs })

describe('the history', () => {
  it('comes back from its text as it was, one line a run', () => {
    for (const one of [emptyHistory(), history(run()), history(run(), run({ seconds: 4.5 }))]) {
      expect(parseHistory(formatHistory(one))).toEqual({ kind: 'history', history: one })
    }
    expect(formatHistory(history(run(), run())).split('\n')).toHaveLength(8)
  })

  it.each([
    ['', 'damaged'],
    ['null', 'damaged'],
    ['[]', 'damaged'],
    ['{"schema":1}', 'damaged'],
    ['{"schema":1,"runs":[{}]}', 'damaged'],
    [JSON.stringify({ schema: 1, runs: [{ ...run(), seconds: -1 }] }), 'damaged'],
    [JSON.stringify({ schema: 1, runs: [{ ...run(), variant: 'x' }] }), 'damaged'],
    [JSON.stringify({ schema: 1, runs: [{ ...run(), approaches: ['x'] }] }), 'damaged'],
    ['{"schema":2,"runs":"new"}', 'newer'],
  ])('in %j is %s', (text, kind) => {
    expect(parseHistory(text).kind).toBe(kind)
  })

  it('knows the best for each target and variant', () => {
    const fast = run({ seconds: 40 })
    const other = run({ variant: 'no-loop', seconds: 200 })
    const all = history(run(), other, fast, run({ seconds: 40, saves: 9 }))
    expect(bestOf(all, run().target, 'free')).toBe(fast)
    expect(bestOf(all, run().target, 'no-table')).toBeNull()
    expect(bestsOf(all)).toEqual([fast, other])
  })

  it('forgets the oldest runs, but no personal best', () => {
    let all = history(run({ seconds: 1, at: 'best' }))
    for (let count = 0; count < 1010; count++) all = addRun(all, run({ seconds: 50, at: String(count) }))
    expect(all.runs).toHaveLength(1000)
    expect(all.runs[0]?.at).toBe('best')
    expect(all.runs.at(-1)?.at).toBe('1009')
  })

  it('proposes to forbid what was used last time, and then the next thing', () => {
    expect(otherVariant(emptyHistory(), run().target)).toBeNull()
    expect(otherVariant(history(run({ approaches: [] })), run().target)).toBeNull()
    const first = history(run())
    expect(otherVariant(first, run().target)).toBe('no-loop')
    const second = history(run(), run({ variant: 'no-loop', approaches: ['table'] }))
    expect(otherVariant(second, run().target)).toBe('no-table')
    const third = history(run({ variant: 'no-table' }), run({ variant: 'no-loop' }), run())
    expect(otherVariant(third, run().target)).toBe('no-table')
  })

  it('proposes what was never practised, then what was practised longest ago', () => {
    expect(longestAgo(history(run({ target: 'a' })), ['a', 'b'])).toBe('b')
    expect(longestAgo(history(run({ target: 'b' }), run({ target: 'a' })), ['a', 'b'])).toBe('b')
    expect(longestAgo(emptyHistory(), [])).toBeNull()
  })
})

describe('the stopwatch', () => {
  it('runs from the beginning, whenever the first save comes', () => {
    const second = stopwatchSaved(stopwatchSaved({ startedAt: 1_000, saves: 0 }))
    expect(stopwatchStopped(second, 49_260)).toEqual({ seconds: 48.3, saves: 2 })
    expect(stopwatchStopped(second, 0)).toEqual({ seconds: 0, saves: 2 })
  })

  it.each([
    [0, '0.0 s'],
    [48.3, '48.3 s'],
    [60, '1 min 00 s'],
    [187.4, '3 min 07 s'],
  ])('shows %d seconds as %s', (seconds, words) => {
    expect(secondsInWords(seconds)).toBe(words)
  })
})

describe('kata.json', () => {
  const now = new Date('2026-09-12T10:20:30Z')
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kata \u00e9 '))
    await mkdir(join(root, '.jwt-lessons'))
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  it('is empty before the first kata, and keeps every run', async () => {
    expect(await loadHistory(root, now)).toEqual({ history: emptyHistory(), keptAs: null })
    await saveRun(root, run(), now)
    await saveRun(root, run({ seconds: 4 }), now)
    expect((await loadHistory(root, now)).history.runs.map(one => one.seconds)).toEqual([90, 4])
    expect(await readdir(join(root, '.jwt-lessons'))).toEqual(['kata.json'])
  })

  it('is kept aside when it is damaged', async () => {
    await writeFile(join(root, KATA_FILE), '{"schema":1,"runs":[')
    const { history: read, keptAs } = await loadHistory(root, now)
    expect(read).toEqual(emptyHistory())
    expect(await readFile(join(root, keptAs as string), 'utf8')).toBe('{"schema":1,"runs":[')
  })

  it('of a later version is left alone', async () => {
    await writeFile(join(root, KATA_FILE), '{"schema":2}')
    await expect(saveRun(root, run(), now)).rejects.toMatchObject({ code: 'newer-schema' })
    expect(await readFile(join(root, KATA_FILE), 'utf8')).toBe('{"schema":2}')
  })

  it('in a read-only folder gets a clear error', async () => {
    const saving = () => saveRun(root, run(), now)
    await withReadOnly(root, [join(root, '.jwt-lessons')], () =>
      expect(saving()).rejects.toMatchObject({ code: 'not-permitted' }),
    )
  })
})
