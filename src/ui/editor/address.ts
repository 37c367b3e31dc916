import { pathToFileURL } from 'node:url'
import type { Environment } from '../terminal.ts'
import { editorName } from './command.ts'

type Addressing = (path: string, line: number) => string

const colonLine =
  (scheme: string): Addressing =>
  (path, line) =>
    `${scheme}://file${pathToFileURL(path).pathname}:${line}`

/** Editors that open links of their own at a line, by the name of their program. */
const addressings: Record<string, Addressing> = {
  code: colonLine('vscode'),
  'code-insiders': colonLine('vscode-insiders'),
  codium: colonLine('vscodium'),
  vscodium: colonLine('vscodium'),
  cursor: colonLine('cursor'),
  windsurf: colonLine('windsurf'),
  zed: colonLine('zed'),
  zeditor: colonLine('zed'),
  idea: (path, line) => `idea://open?file=${encodeURIComponent(path)}&line=${line}`,
  webstorm: (path, line) => `webstorm://open?file=${encodeURIComponent(path)}&line=${line}`,
  mate: (path, line) => `txmt://open?url=${encodeURIComponent(pathToFileURL(path).href)}&line=${line}`,
}

/**
 * The address behind a clickable file (OSC 8). It opens at the line where the learner's editor has addresses for that,
 * or where the terminal knows lines in addresses of files (kitty); elsewhere it opens the file. Pure.
 * @param line counts from 1; null for the file as such
 */
export function fileAddress(env: Environment, path: string, line: number | null): string {
  const file = pathToFileURL(path).href
  if (line === null) return file
  const name = editorName(env) ?? ''
  const addressing = Object.hasOwn(addressings, name) ? addressings[name] : undefined
  if (addressing !== undefined) return addressing(path, line)
  return env.TERM === 'xterm-kitty' ? `${file}#${line}` : file
}
