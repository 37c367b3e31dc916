/** The targets that the lessons bring along: `lessons/NN/fuzz.ts`, built to `fuzz/NN.js`. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Course } from '../course/types.ts'
import type { FuzzTarget } from './types.ts'

/** All targets in the order of the lessons. `assetsRoot` is the folder of built files. */
export async function loadTargets(course: Course, assetsRoot: string): Promise<FuzzTarget[]> {
  const targets: FuzzTarget[] = []
  for (const { id } of course.lessons) {
    const file = join(assetsRoot, 'fuzz', `${id}.js`)
    if (!existsSync(file)) continue
    const module = (await import(pathToFileURL(file).href)) as { targets: FuzzTarget[] }
    targets.push(...module.targets)
  }
  return targets
}
