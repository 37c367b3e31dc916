/** What the learner's source shows about a finding: looked at only where a test fails. */
import type { Finding } from './finding.ts'
import { nearNameIn, slipsIn } from './source-hints.ts'

export type Hint =
  | { kind: 'near-name'; line: number; name: string; near: string }
  | { kind: 'thrown-elsewhere'; file: string; own: string }
  /** A slip in a file, in words. */
  | { kind: 'slip'; file: string; line: number; text: string }

/** The files of a lesson, and how one is read: null for a file that is not there or too long. */
export type Sources = {
  files: readonly string[]
  /** Workspace files that were loaded for the lesson. */
  imports: readonly string[]
  read: (file: string) => string | null
  /** Whether every workspace is given this file, as a starter or to be used. */
  isGiven: (file: string) => boolean
  /** Names that the lesson's contract has: slips of nothing. */
  contract: readonly string[]
}

/** Nothing is written yet, or the problem is ours. */
const UNTOUCHED = ['not-implemented', 'internal']
const ENGINE_ERRORS = ['TypeError', 'RangeError', 'ReferenceError']

/** What the source shows about a finding. */
export function hintsFor(finding: Finding, sources: Sources): Hint[] {
  if (UNTOUCHED.includes(finding.id)) return []
  const hint = nearName(finding, sources) ?? thrownElsewhere(finding, sources) ?? slip(sources)
  return hint === null || hint === 'none' ? [] : [hint]
}

/** A stack or a problem can name any file; those of the lesson are known. */
export function readKnown(file: string | null, { files, imports, read }: Sources): string | null {
  return file !== null && [...files, ...imports].includes(file) ? read(file) : null
}

type SlipHint = Extract<Hint, { kind: 'slip' }>

const UNDEFINED = /^(\S+) is not defined$/

/** A name that is not defined, and one that is nearly the same. */
function nearName({ thrown, place }: Finding, sources: Sources): Hint | 'none' | null {
  const name = thrown?.name === 'ReferenceError' ? UNDEFINED.exec(thrown.message)?.[1] : undefined
  if (name === undefined) return null
  const source = readKnown(place?.file ?? null, sources)
  const near = source === null ? null : nearNameIn(source, name)
  return near === null ? 'none' : { kind: 'near-name', line: place?.line ?? 0, name, near }
}

/** An error of the engine in a file of another lesson, which was given what it can't work with. */
function thrownElsewhere({ thrown, place }: Finding, { files }: Sources): Hint | null {
  const [own] = files
  if (place === null || own === undefined || files.includes(place.file)) return null
  if (!ENGINE_ERRORS.includes(thrown?.name ?? '')) return null
  return { kind: 'thrown-elsewhere', file: place.file, own }
}

function slip({ files, read, contract }: Sources): SlipHint | null {
  for (const file of files) {
    const found = slipsIn(read(file) ?? '', contract)[0]
    if (found !== undefined) return { kind: 'slip', file, ...found }
  }
  return null
}
