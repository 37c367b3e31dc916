import type { Environment } from '../terminal.ts'

/** A place in a file. Lines and columns count from 1. */
export type FilePlace = { path: string; line: number | null; column: number | null }

/**
 * A program to start. `terminal`: it takes over this terminal until it ends. `window`: it has a window of its own
 * and is left to itself.
 */
export type EditorCommand = { kind: 'terminal' | 'window'; program: string; args: string[] }

type Placing = (place: FilePlace) => string[]

const path: Placing = ({ path }) => [path]
const colons: Placing = ({ path, line, column }) => [line === null ? path : `${path}:${line}:${column ?? 1}`]
const plusLine: Placing = ({ path, line }) => (line === null ? [path] : [`+${line}`, path])
const plusColon: Placing = ({ path, line, column }) =>
  line === null ? [path] : [`+${line}:${column ?? 1}`, path]
const plusComma: Placing = ({ path, line, column }) =>
  line === null ? [path] : [`+${line},${column ?? 1}`, path]
const goto: Placing = place => ['--goto', ...colons(place)]
const option =
  (name: string): Placing =>
  ({ path, line }) =>
    line === null ? [path] : [name, String(line), path]

/** Editors with a window, by the name of their program. */
const windows: Record<string, Placing> = {
  code: goto,
  'code-insiders': goto,
  codium: goto,
  vscodium: goto,
  cursor: goto,
  windsurf: goto,
  positron: goto,
  subl: colons,
  sublime_text: colons,
  zed: colons,
  zeditor: colons,
  lapce: colons,
  idea: option('--line'),
  webstorm: option('--line'),
  phpstorm: option('--line'),
  pycharm: option('--line'),
  fleet: path,
  gedit: plusLine,
  'gnome-text-editor': path,
  kate: option('--line'),
  kwrite: option('--line'),
  mate: option('--line'),
  bbedit: plusLine,
  gvim: plusLine,
  mvim: plusLine,
  'nvim-qt': path,
  neovide: path,
  geany: plusLine,
  mousepad: path,
  xed: plusLine,
  pluma: plusLine,
  notepad: path,
  'notepad++': path,
  open: path,
  'xdg-open': path,
  atom: colons,
  pulsar: colons,
}

/** Editors in the terminal that know how to go to a line. Others just get the file. */
const terminals: Record<string, Placing> = {
  vi: plusLine,
  vim: plusLine,
  nvim: plusLine,
  view: plusLine,
  ex: plusLine,
  nano: plusComma,
  pico: plusLine,
  emacs: plusColon,
  emacsclient: plusColon,
  mg: plusLine,
  joe: plusLine,
  jed: path,
  ne: plusLine,
  micro: plusColon,
  hx: colons,
  helix: colons,
  kak: plusColon,
  jove: plusLine,
  zile: plusLine,
  tilde: path,
  amp: path,
}

/** Options that make a window editor block; this program does not wait for it. */
const waiting = new Set(['--wait', '-w', '-W', '--block'])

/** Why there is no editor, or the command that opens a place. Pure. */
export function editorCommand(env: Environment, place: FilePlace): EditorCommand | null {
  const chosen = chosenEditor(env)
  if (chosen === undefined) return null
  const [program, ...options] = splitCommand(chosen)
  if (program === undefined) return null
  const name = programName(program)
  const window = windows[name]
  if (window !== undefined) {
    const kept = options.filter(word => !waiting.has(word))
    return { kind: 'window', program, args: [...kept, ...window(place)] }
  }
  return { kind: 'terminal', program, args: [...options, ...(terminals[name] ?? path)(place)] }
}

/** The name of the editor's program without path and options, or null when none is set. */
export function editorName(env: Environment): string | null {
  const [program] = splitCommand(chosenEditor(env) ?? '')
  return program === undefined ? null : programName(program)
}

function chosenEditor(env: Environment): string | undefined {
  return [env.VISUAL, env.EDITOR].find(text => text !== undefined && text.trim() !== '') ?? ownEditor(env)
}

/** The editor whose terminal this is. */
function ownEditor(env: Environment): string | undefined {
  if (env.TERM_PROGRAM === 'vscode') return 'code'
  return env.TERM_PROGRAM === 'zed' ? 'zed' : undefined
}

function programName(program: string): string {
  const base = program.split(/[\\/]/).at(-1) ?? program
  return base.toLowerCase().replace(/\.(?:exe|cmd|bat)$/, '')
}

/** Words of a command line; quotes keep spaces together, as in `"/Applications/My Editor" -n`. */
export function splitCommand(text: string): string[] {
  return Array.from(text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g), match =>
    match[0].replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  )
}

/** What a learner without an editor is told. */
export function noEditorText(platform: NodeJS.Platform, file: string): string {
  const example = platform === 'win32' ? 'set EDITOR=notepad' : 'export EDITOR=nano'
  return `No editor is set. Open ${file} in any editor, or quit and run: ${example} (or code, vim, hx...)`
}
