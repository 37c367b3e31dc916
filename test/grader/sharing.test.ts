/** Several lessons in one process: the verdict of each is that of the lesson alone. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LessonReport } from '../../src/grader/types.ts'
import { createDesk, type Desk } from './desk.ts'

/**
 * Lessons of each kind of rules, those that import the files that are broken here and those that do not. The author's check
 * compares both ways for every lesson.
 */
const SOME = [
  '01-base64url-encode',
  '03-json-segments',
  '04-hmac',
  '06-verify',
  '07-expiry',
  '09-your-library',
  '14-rs256',
  '18-login',
  '20-storage',
]

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
})
afterEach(() => desk.close())

const add = (file: string, code: string): void =>
  desk.write(file, `${readFileSync(join('solutions', file), 'utf8')}\n${code}\n`)
const verdicts = (lessons: readonly LessonReport[]): Record<string, string> =>
  Object.fromEntries(lessons.map(({ id, verdict }) => [id, verdict]))
const alone = async (): Promise<Record<string, string>> => {
  const reports: LessonReport[] = []
  for (const id of SOME) reports.push(await desk.grade(id))
  return verdicts(reports)
}

test('what the code of one lesson does to built-ins makes no other lesson fail or pass', {
  timeout: 600_000,
}, async () => {
  // Used by hs256.ts and its like; claims.ts and what imports it must live with it, all others must not.
  add(
    'jwt/claims.ts',
    'const split = String.prototype.split\nString.prototype.split = function (...args: [string]) { return split.apply(this, args).slice(0, 1) }',
  )
  const together = await desk.grader.grade(SOME)
  expect(verdicts(together.lessons)).toEqual(await alone())
})

test('a lesson that hangs or can not be read costs the others nothing', { timeout: 600_000 }, async () => {
  add('jwt/json.ts', 'const = ')
  add('jwt/hmac.ts', 'export const more = () => { for (;;); }')
  desk.write(
    'jwt/claims.ts',
    readFileSync('solutions/jwt/claims.ts', 'utf8').replace(
      'export function checkTimes(',
      'export function checkTimes(...args: never[]): void { for (;;); }\nfunction checked(',
    ),
  )
  const together = await desk.grader.grade(SOME)
  expect(verdicts(together.lessons)).toEqual(await alone())
})

test('of a whole course each report comes once, in order, and knows the files that the lesson imports, also those that an earlier one loaded', {
  timeout: 600_000,
}, async () => {
  const heard: LessonReport[] = []
  const { lessons } = await desk.grader.grade(desk.lessons, { onLesson: report => heard.push(report) })
  expect(heard).toEqual(lessons)
  expect(heard.map(({ id }) => id)).toEqual(desk.lessons)
  for (const id of ['06-verify', '09-your-library'])
    expect(lessons.find(report => report.id === id)?.imports).toContain('jwt/base64url.ts')
})
