/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** 0 no colour, 1 sixteen, 2 two hundred and fifty-six, 3 sixteen million. */
export type ColorLevel = 0 | 1 | 2 | 3

/** How many colours the terminal shows. NO_COLOR and FORCE_COLOR decide before anything is guessed. */
export function colorLevel(env: Environment, platform: NodeJS.Platform): ColorLevel {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 0
  const forced = env.FORCE_COLOR
  if (forced === '0' || forced === 'false') return 0
  const guessed = guessColorLevel(env, platform)
  if (forced === undefined) return guessed
  if (forced === '2' || forced === '3') return Number(forced) as ColorLevel
  return guessed === 0 ? 1 : guessed
}

function guessColorLevel(env: Environment, platform: NodeJS.Platform): ColorLevel {
  const term = env.TERM ?? ''
  const program = env.TERM_PROGRAM ?? ''
  if (term === 'dumb') return 0
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? '') || env.WT_SESSION !== undefined) return 3
  if (['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'zed'].includes(program)) return 3
  if (/-(truecolor|direct)$/.test(term) || term === 'xterm-kitty') return 3
  if (/-256(color)?$/.test(term) || program === 'Apple_Terminal') return 2
  return platform === 'win32' ? 2 : 1
}

/**
 * Whether links (OSC 8) can be clicked. VS Code's terminal is left out: it makes links of paths by itself, and those
 * open in the editor, while an OSC 8 link to a file opens another program.
 */
export function hasHyperlinks(env: Environment): boolean {
  if (env.FORCE_HYPERLINK !== undefined) return env.FORCE_HYPERLINK !== '0'
  const program = env.TERM_PROGRAM ?? ''
  if (env.TERM === 'dumb' || program === 'vscode') return false
  if (program === 'tmux') return atLeast(env.TERM_PROGRAM_VERSION, 3, 4)
  if (['iTerm.app', 'WezTerm', 'ghostty', 'Hyper', 'Tabby', 'rio'].includes(program)) return true
  if (env.WT_SESSION !== undefined || env.KONSOLE_VERSION !== undefined) return true
  if (['xterm-kitty', 'alacritty', 'foot', 'xterm-ghostty'].includes(env.TERM ?? '')) return true
  return Number(env.VTE_VERSION ?? 0) >= 5000
}

/** Whether the terminal can't be trusted with anything but ASCII signs. */
export function isAsciiOnly(env: Environment): boolean {
  return env.TERM === 'dumb' || env.TERM === 'linux'
}

function atLeast(version: string | undefined, major: number, minor: number): boolean {
  const [first = 0, second = 0] = (version ?? '').split('.').map(part => Number.parseInt(part, 10) || 0)
  return first > major || (first === major && second >= minor)
}
