/** Messages to the learner, kept as Markdown: a heading for each id, with its reference, and the message below. */
import type { Words } from './evidence.ts'

export type MessageText = { reference: string | null; text: string }
export type Diagnoses = Readonly<Record<string, MessageText>>

const HEADING = /^## ([a-z0-9-]+(?:\/[a-z0-9-]+)?)(?: \(([^)]+)\))?$/

/**
 * Reads a diagnoses.md: `## exp-on-boundary (RFC 7519 §4.1.4)`, then the message. `## id/case` is another message of the
 * same diagnosis. What is before the first heading is for anyone who reads the file.
 * @throws Error with the number of the line that is not of this form
 */
export function parseDiagnoses(source: string): Diagnoses {
  const diagnoses: Record<string, MessageText> = {}
  let current: MessageText | null = null
  for (const [index, line] of source.split('\n').entries()) {
    const fail = (what: string): never => {
      throw new Error(`line ${index + 1}: ${what}: ${line}`)
    }
    if (line.startsWith('#') && !line.startsWith('# ')) {
      const [, id, reference = null] =
        HEADING.exec(line) ?? fail('a heading is "## id" or "## id (RFC 7519 §2)"')
      if (diagnoses[id as string] !== undefined) fail('this id is there twice')
      current = diagnoses[id as string] = { reference, text: '' }
    } else if (current !== null && line.trim() !== '') {
      current.text = `${current.text} ${line.trim()}`.trim()
    }
  }
  const empty = Object.entries(diagnoses).find(([, { text }]) => text === '')
  if (empty !== undefined) throw new Error(`"${empty[0]}" has no message`)
  return diagnoses
}

/**
 * The message with its `{placeholders}` filled in.
 * @throws Error for a placeholder without a value
 */
export function fillIn(text: string, words: Words): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (placeholder, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`no value for the placeholder ${placeholder} of "${text}"`)
    return word
  })
}

/**
 * The message under a key, of the first list that has it; else the one under `other`, or that of the diagnosis whose case
 * the key names.
 * @throws Error when no list has one
 */
export function messageUnder(key: string, lists: readonly Diagnoses[], other = key): MessageText {
  const caseOf = key.split('/')[0] as string
  for (const list of lists) {
    for (const name of new Set([key, other])) if (Object.hasOwn(list, name)) return list[name] as MessageText
    if (Object.hasOwn(list, caseOf)) return list[caseOf] as MessageText
  }
  throw new Error(`no diagnoses.md has a heading for "${key}"`)
}
