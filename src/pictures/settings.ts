/** Reads `name=value` pairs as a person types them. */

/** The pairs in their order, or a sentence. A value is JSON where it looks like it, else text without blanks. */
export function parseSettings(input: string, names: readonly string[]): Map<string, unknown> | string {
  const settings = new Map<string, unknown>()
  const pair = /\s*([A-Za-z]+)=("(?:[^"\\]|\\.)*"|\S*)/uy
  let at = 0
  while (input.slice(at).trim() !== '') {
    pair.lastIndex = at
    const match = pair.exec(input)
    const name = match?.[1] ?? ''
    if (match === null) return `at character ${at + 1}: name=value is expected`
    if (!names.includes(name)) return `"${name}" is not known; there are ${names.join(', ')}`
    settings.set(name, readValue(match[2] ?? ''))
    at = pair.lastIndex
  }
  return settings
}

function readValue(text: string): unknown {
  if (!/^(-?[0-9]|"|null$|true$|false$)/u.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
