/**
 * `jwt-lessons/vitest`: the Vitest configuration of a workspace, so that `npx vitest` and an editor's test explorer
 * show the hidden tests' names and verdicts. The verdict that counts is `jwt-lessons check`.
 */
import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { findAssets } from '../assets.ts'
import type { Course } from '../course/types.ts'
import { wallsHere } from '../sandbox/walls.ts'
import { limitsOf, partOf, type RunSettings, SETTINGS_KEY } from './settings.ts'

const { root } = findAssets()
const course = JSON.parse(readFileSync(join(root, 'course.json'), 'utf8')) as Course
const settings: RunSettings = {
  workspaceRoot: realpathSync(process.cwd()),
  sandboxProgram: join(root, 'sandbox-child.js'),
  deadlineMs: 2_000,
  seed: Math.floor(Math.random() * 0x7fffffff),
  run: 0,
  sharing: 'none',
  lessons: course.lessons.map(partOf),
  limits: limitsOf(),
  walls: wallsHere(),
}

export default defineConfig({
  test: {
    dir: join(root, 'tests'),
    include: ['*.test.js'],
    exclude: [],
    provide: { [SETTINGS_KEY]: settings },
    // The learner's files are read by the sandbox, not by Vitest: name them, so that a save runs the tests again.
    forceRerunTriggers: [join(settings.workspaceRoot, '{jwt,attacks,server}/**/*.ts')],
  },
})
