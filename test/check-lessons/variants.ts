/** The known wrong and right implementations of a lesson, kept as files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Variant = {
  kind: 'mistake' | 'alternative'
  lesson: string
  name: string
  source: string
  /** For a mistake: the diagnosis that it must get, and the step that must catch it. */
  diagnosis: string | null
  step: string | null
}

/** Reads test/mistakes/<lesson>/*.ts and test/alternatives/<lesson>/*.ts. */
export function readVariants(root: string, lesson: string): Variant[] {
  return (['mistake', 'alternative'] as const).flatMap(kind => {
    const folder = join(root, 'test', `${kind}s`, lesson)
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter(name => name.endsWith('.ts'))
      .sort()
      .map(name => {
        const source = readFileSync(join(folder, name), 'utf8')
        const field = (key: string): string | null =>
          new RegExp(`^// ${key}: (\\S+)`, 'm').exec(source)?.[1] ?? null
        return {
          kind,
          lesson,
          name: name.replace(/\.ts$/, ''),
          source,
          diagnosis: field('diagnosis'),
          step: field('step'),
        }
      })
  })
}
