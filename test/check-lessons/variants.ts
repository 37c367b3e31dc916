/** The known wrong and right implementations of a lesson: whole files, and edits of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export type Variant = {
  kind: 'mistake' | 'alternative'
  lesson: string
  name: string
  /** Where it is written, from the root of the repository. */
  place: string
  source: string
  /** The workspace file that it replaces; the lesson's first one when null. */
  file: string | null
  /** For a mistake: the diagnosis that it must get, and the step that must catch it. */
  diagnosis: string | null
  step: string | null
}

/** Text that stands once in the base, and what it is replaced by. */
type Edits = Record<string, string>
/** Wrong programs: by step, by diagnosis and by name. `base` is a right program of the folder programs/. */
export type Variants = { base: string; wrong: Record<string, Record<string, Record<string, Edits>>> }
/** Of a lesson whose wrong programs replace several files there are several. */
type VariantsModule = { variants: Variants | readonly Variants[] }

const require = createRequire(import.meta.url)

/**
 * Reads a lesson's variants.ts and programs/.
 */
export function readVariants(root: string, lesson: string): Variant[] {
  const folder = `test/lessons/${lesson}`
  const programs = readPrograms(root, lesson, `${folder}/programs`)
  const file = join(root, folder, 'variants.ts')
  if (!existsSync(file)) return programs
  const { variants } = require(file) as VariantsModule
  const edits = [variants].flat().flatMap(set => {
    const base = programs.find(program => program.name === set.base && program.kind === 'alternative')
    if (base === undefined) throw new Error(`${folder}/variants.ts: there is no right program ${set.base}`)
    return edited(base, set, `${folder}/variants.ts`)
  })
  return [...programs, ...edits]
}

/** The programs of a folder. One that names a diagnosis is wrong. */
function readPrograms(root: string, lesson: string, place: string): Variant[] {
  const folder = join(root, place)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith('.ts'))
    .sort()
    .map(name => {
      const source = readFileSync(join(folder, name), 'utf8')
      const field = (key: string): string | null =>
        new RegExp(`^// ${key}: (\\S+)`, 'm').exec(source)?.[1] ?? null
      const [diagnosis, step] = [field('diagnosis'), field('step')]
      const kind = diagnosis === null ? 'alternative' : 'mistake'
      return {
        kind,
        lesson,
        name: name.replace(/\.ts$/, ''),
        place: `${place}/${name}`,
        source,
        file: field('file'),
        diagnosis,
        step,
      }
    })
}

function edited(base: Variant, { wrong }: Variants, file: string): Variant[] {
  return Object.entries(wrong).flatMap(([step, byDiagnosis]) =>
    Object.entries(byDiagnosis).flatMap(([diagnosis, byName]) =>
      Object.entries(byName).map(([name, edits]): Variant => {
        const place = `${file} (${name})`
        return {
          ...base,
          kind: 'mistake',
          name,
          place,
          source: withEdits(base.source, edits, place),
          diagnosis,
          step,
        }
      }),
    ),
  )
}

/** @throws Error when a text that is to be replaced does not stand exactly once in the source */
function withEdits(source: string, edits: Edits, place: string): string {
  const found = Object.keys(edits).map(text => ({ text, parts: source.split(text) }))
  const odd = found.find(({ parts }) => parts.length !== 2)
  if (odd !== undefined)
    throw new Error(`${place}: "${odd.text}" stands ${odd.parts.length - 1} times in the base, not once`)
  return Object.entries(edits).reduce((changed, [text, by]) => changed.replace(text, () => by), source)
}
