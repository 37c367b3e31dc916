/** What the lessons throw: everything must be refused by our own solutions, with a code, and what is honest accepted. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FuzzTarget } from '../../src/fuzz/types.ts'
import { JwtError } from '../../solutions/jwt/errors.ts'
import { parseLesson } from '../../src/course/parse.ts'
import { readFileSync } from 'node:fs'

const root = join(import.meta.dirname, '../..')
const SEED = 20_261_130

const lessons = readdirSync(join(root, 'lessons'), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
const found: FuzzTarget[] = []
for (const name of lessons) {
  if (!readdirSync(join(root, 'lessons', name)).includes('fuzz.ts')) continue
  const module = (await import(pathToFileURL(join(root, 'lessons', name, 'fuzz.ts')).href)) as {
    targets: FuzzTarget[]
  }
  found.push(...module.targets)
}

type Callable = (...args: unknown[]) => unknown

/** The function of a target in our solution. */
async function solutionOf({ lesson, name, object }: FuzzTarget): Promise<Callable> {
  const file = join(root, 'lessons', lesson, 'lesson.md')
  const { files } = parseLesson(readFileSync(file, 'utf8'), file)
  const exported = object?.className ?? name
  for (const path of files) {
    const module = (await import(pathToFileURL(join(root, 'solutions', path)).href)) as Record<
      string,
      Callable
    >
    const value = module[exported]
    if (value === undefined) continue
    if (object === undefined) return value
    const made = new (value as unknown as new (...args: unknown[]) => Record<string, Callable>)(
      ...object.args,
    )
    return (...args) => made[name]?.(...args)
  }
  throw new Error(`solutions/ has no ${exported}`)
}

describe.each(found.map(target => [`${target.lesson} ${target.id}`, target] as const))('%s', (_, target) => {
  test('what is honest is accepted', async () => {
    const call = await solutionOf(target)
    for (const { args, note, shown } of fc.sample(target.honest, { numRuns: 50, seed: SEED })) {
      const answer = call(...args)
      if (target.refusesBy === 'returning-false') expect(answer, `${note}: ${shown}`).toBe(true)
    }
  })

  test.each(target.kinds.map(kind => [kind.id, kind] as const))(
    '%s is refused with a code',
    async (_id, kind) => {
      const call = await solutionOf(target)
      for (const { args, note, shown } of fc.sample(kind.attempts, { numRuns: 60, seed: SEED })) {
        let thrown: unknown = null
        try {
          if (call(...args) === false && target.refusesBy === 'returning-false') continue
        } catch (error) {
          thrown = error
        }
        expect(thrown, `${note}: ${shown}`).toBeInstanceOf(JwtError)
      }
    },
  )

  test('names lessons that are there', () => {
    const later = ['10-alg-none', '11-weak-secret', '12-confusion', '13-header-keys']
    for (const { lesson } of target.kinds) expect([...lessons, ...later]).toContain(lesson)
  })

  test('its kinds have names of their own', () => {
    const ids = target.kinds.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
