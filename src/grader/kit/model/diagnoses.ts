/** Messages to the learner, kept as Markdown: a heading for each id, with its reference, and the message below. */

export type Message = { reference: string | null; text: string }
export type Diagnoses = Readonly<Record<string, Message>>

const HEADING = /^## ([a-z0-9-]+)(?: \((RFC [^)]+)\))?$/

/**
 * Reads a diagnoses.md: `## exp-on-boundary (RFC 7519 §4.1.4)`, then the message. What is before the first heading is
 * for whoever reads the file.
 * @throws Error with the number of the line that is not of this form
 */
export function parseDiagnoses(source: string): Diagnoses {
  const diagnoses: Record<string, Message> = {}
  let current: Message | null = null
  for (const [index, line] of source.split('\n').entries()) {
    const fail = (what: string): never => {
      throw new Error(`line ${index + 1}: ${what}: ${line}`)
    }
    if (line.startsWith('#') && !line.startsWith('# ')) {
      const [, id, reference = null] =
        HEADING.exec(line) ?? fail('a heading is "## id" or "## id (RFC 7519 §2)"')
      if (diagnoses[id as string] !== undefined) fail('this id stands twice')
      current = diagnoses[id as string] = { reference, text: '' }
    } else if (current !== null && line.trim() !== '') {
      current.text = `${current.text} ${line.trim()}`.trim()
    }
  }
  const empty = Object.entries(diagnoses).find(([, { text }]) => text === '')
  if (empty !== undefined) throw new Error(`"${empty[0]}" has no message`)
  return diagnoses
}

/** The message with its `{placeholders}` filled in. */
export function fillIn(text: string, words: Record<string, string>): string {
  return text.replace(/\{([a-z]+)\}/g, (placeholder, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`nothing gives the placeholder ${placeholder} of "${text}"`)
    return word
  })
}
