/** Settings (NAME=value) in what was given as a secret: a file like .env, YAML, JSON, or lines of source code. */

import { parseObject } from '../text/json.ts'

export type Setting = { name: string; value: string }

/** A longer text is not read for settings, in bytes. */
const LONGEST = 65_536
/** More settings than these are not looked at. */
const MOST = 200

/** A longer line is no setting, in characters. */
const LONGEST_LINE = 4096

const LINE =
  /^\s*(?:-\s+)?(?:(?:export|set|setx|env|const|let|var|final|static|string|public|private)\s+)*(?:\$env:)?["']?([A-Za-z_][\w.-]{0,60})["']?\s*(?::=|[:=])\s*(.*?)\s*$/iu
/** What has no value of its own: an empty line, a comment, a section, a bracket, a name that opens a block. */
const NO_VALUE = /^\s*(?:$|#|\/\/|;|--|\[[\w. "-]+\]\s*$|[{}\][(),;]+\s*$|["']?[\w.-]+["']?\s*:\s*[{[]?\s*$)/u

/** The settings in a text; none when it is something else. A single line counts only if its name says what it is. */
export function settingsIn(bytes: Uint8Array): Setting[] {
  if (bytes.length > LONGEST) return []
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/u, '')
  const object = parseObject(text)
  if (object !== null) return Object.hasOwn(object, 'kty') ? [] : membersOf(object, '', 0).slice(0, MOST)
  const found: Setting[] = []
  for (const given of text.split(/\r\n|\r|\n/u)) {
    const line = given.trim()
    if (line.length > LONGEST_LINE) return []
    if (NO_VALUE.test(line)) continue
    const [, name, value] = LINE.exec(line) ?? []
    // Prose, or the base64 of something: then nothing is a setting.
    if (name === undefined || value === undefined || /^=*$/u.test(value)) {
      if (/^\s*[A-Za-z_][\w.-]*\s*=\s*$/u.test(line)) continue
      return []
    }
    if (found.length < MOST) found.push({ name, value: plain(value) })
  }
  return found.length > 1 || found.some(one => isLikely(one.name)) ? found : []
}

function membersOf(object: Record<string, unknown>, before: string, depth: number): Setting[] {
  return Object.entries(object).flatMap(([name, value]): Setting[] => {
    if (!/^[\w .$/-]{1,60}$/u.test(name)) return []
    if (typeof value === 'string') return [{ name: before + name, value }]
    if (typeof value === 'number' || typeof value === 'boolean')
      return [{ name: before + name, value: String(value) }]
    if (typeof value !== 'object' || value === null || depth > 4) return []
    return membersOf(value as Record<string, unknown>, `${before}${name}.`, depth + 1)
  })
}

/** A value without its quotes and what follows them, or without the comment behind it. */
function plain(value: string): string {
  const quoted = /^(["'`])(.*?)(?<!\\)\1\s*(?:[,;)]*\s*)(?:(?:#|\/\/).*)?$/u.exec(value)
  return quoted?.[2] ?? value.replace(/\s+(?:#|\/\/).*$/u, '').replace(/[,;]$/u, '')
}

/** Whether a name is one that secrets have. */
export function isLikely(name: string): boolean {
  return (
    /secret|jwt|hmac|passw|sign|token|(?:^|[_.-])key|[a-z]Key/iu.test(name) && /^[A-Za-z][\w.-]*$/u.test(name)
  )
}
