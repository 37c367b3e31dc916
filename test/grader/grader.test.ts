import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createDesk } from './desk.ts'

const ENCODE = '01-base64url-encode'
/** More than a thread is kept for. */
const RUNS = 45

/** Processes of ours that ended and that nobody took note of. */
function zombies(): number {
  const table = execFileSync('ps', ['-e', '-o', 'ppid=,stat='], { encoding: 'utf8' })
  return table.split('\n').filter(line => {
    const [parent, state = ''] = line.trim().split(/\s+/)
    return Number(parent) === process.pid && state.startsWith('Z')
  }).length
}

it('leaves nothing of a sandbox behind, also when another thread takes over', {
  // Many runs, which a busy machine takes minutes for.
  timeout: 600_000,
}, async () => {
  const before = zombies()
  const desk = await createDesk({ spares: 1 })
  try {
    for (let run = 0; run < RUNS; run++) {
      expect((await desk.grade(ENCODE)).verdict).toBe('passed')
      // The next sandbox is started when a verdict has had its time on the screen.
      if (run % 10 === 0) await pause(300)
    }
    await expect.poll(zombies, { timeout: 10_000 }).toBeLessThanOrEqual(before)
  } finally {
    await desk.close()
  }
})

it('tells for each of many lessons its own time, without the wait for its turn', {
  timeout: 600_000,
}, async () => {
  const desk = await createDesk()
  try {
    const start = performance.now()
    const { lessons } = await desk.grader.grade(desk.lessons)
    const passed = performance.now() - start
    const sum = lessons.reduce((total, { durationMs }) => total + durationMs, 0)
    // Two are graded at a time; with their waits the nine of them would have more than four times the time.
    expect(sum).toBeLessThan(2.5 * passed)
    expect(Math.min(...lessons.map(({ durationMs }) => durationMs))).toBeGreaterThan(0)
  } finally {
    await desk.close()
  }
})

it('shows what an argument became that should be as it was', { timeout: 600_000 }, async () => {
  const desk = await createDesk()
  try {
    const source = `import { signHs256 } from './hs256.ts'
export function issue(claims: any, secret: any, { now, lifetime }: any) {
  claims.iat = now
  claims.exp = now + lifetime
  return signHs256(claims, secret)
}
export function verify() {}
`
    const report = await desk.gradeWith('09-your-library', source)
    const diagnosis = report.steps[0]?.tests.find(test => test.diagnosis !== null)?.diagnosis
    expect(diagnosis?.id).toBe('argument-changed')
    expect(diagnosis?.actual).toBe(
      "the first argument after the call: { sub: 'ada', iat: 1700000000, exp: 1700003600 }",
    )
  } finally {
    await desk.close()
  }
})

it('looks for hints in the files of the workspace only, whatever file an error names', async () => {
  const desk = await createDesk()
  const naming = (file: string) =>
    desk.gradeWith(
      ENCODE,
      `throw new SyntaxError("requested module '${file}' does not provide an export named 'Claims'")`,
    )
  try {
    const type = 'export type Claims = { sub: string }\n'
    desk.write('jwt/inside.ts', type)
    desk.write('../outside.ts', type)
    expect((await naming('./inside.ts')).problem?.message).toContain('Claims is a type in ./inside.ts')
    // It is a link to the file outside. One of the system's could have no end.
    expect((await naming('./linked.ts')).problem?.message).not.toContain('is a type')
  } finally {
    await desk.close()
  }
})
