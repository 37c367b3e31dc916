/** Reads test/cheats: learner files that try to get past the grader, with what becomes of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Cheat = {
  name: string
  lesson: string
  verdict: string
  /** Ids of which the first diagnosis must have one; empty where any is right. */
  diagnoses: string[]
  what: string
  source: string
}

/** All cheats, by name. */
export function readCheats(folder: string): Cheat[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.ts'))
    .sort()
    .map(name => {
      const source = readFileSync(join(folder, name), 'utf8')
      const head = (key: string): string =>
        new RegExp(`^// ${key}: (.+)$`, 'm').exec(source)?.[1]?.trim() ?? ''
      const diagnoses = head('diagnosis') === '' ? [] : head('diagnosis').split(' or ')
      return { name, lesson: head('lesson'), verdict: head('verdict'), diagnoses, what: head('what'), source }
    })
}
