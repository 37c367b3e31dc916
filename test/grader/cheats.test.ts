import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCheats } from './cheat-files.ts'
import { createDesk, type Desk, firstDiagnosis } from './desk.ts'

/** Graded after some cheats, as the next save of somebody who does not cheat. */
const NEXT = '01-base64url-encode'
/** What a cheat leaves behind in the grader stays there, and no cheat that follows gets a verdict that is not its own. */
const CHEATS_BEFORE_NEXT = 3

const cheats = readCheats('test/cheats')
const GRADERS = Number(process.env.GRADERS ?? 2)
/** These graders share the cheats; each takes one cheat, and the grading after it, at a time. */
const desks: { desk: Desk; free: Promise<unknown>; graded: number }[] = []

beforeAll(async () => {
  for (let count = 0; count < GRADERS; count++)
    desks.push({ desk: await createDesk(), free: Promise.resolve(), graded: 0 })
}, 120_000)
afterAll(() => Promise.all(desks.map(({ desk }) => desk.close())))

function withDesk(index: number, work: (desk: Desk, isFollowed: boolean) => Promise<void>): Promise<void> {
  const turn = desks[index % GRADERS] as (typeof desks)[number]
  const done = turn.free.then(() => work(turn.desk, ++turn.graded % CHEATS_BEFORE_NEXT === 0))
  turn.free = done.catch(() => {})
  return done
}

it('has a corpus worth its name', () => {
  expect(cheats.length).toBeGreaterThanOrEqual(80)
  for (const cheat of cheats) {
    expect(cheat.what, cheat.name).not.toBe('')
    expect(['failed', 'broken', 'passed'], cheat.name).toContain(cheat.verdict)
  }
})

const rows = cheats.map((cheat, index) => ({ ...cheat, index }))

it.concurrent.each(rows)(
  '$name: $verdict, and a grading that follows passes',
  { timeout: 300_000 },
  async cheat => {
    await withDesk(cheat.index, async (desk, isFollowed) => {
      const report = await desk.gradeWith(cheat.lesson, cheat.source)
      const told = firstDiagnosis(report)
      expect(report.problem?.kind, told.message).not.toBe('internal')
      expect(report.verdict, `${told.id}: ${told.message}`).toBe(cheat.verdict)
      if (cheat.verdict !== 'passed') expect(told.message).not.toBe('')
      if (cheat.diagnoses.length > 0) expect(cheat.diagnoses, told.message).toContain(told.id)
      if (!isFollowed) return
      const next = await desk.grade(NEXT)
      expect(next.verdict, firstDiagnosis(next).message).toBe('passed')
    })
  },
)
