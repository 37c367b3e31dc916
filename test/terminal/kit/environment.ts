/** What of this process's environment a program under test may see: no npm, no Vitest, no colour wishes. */
const passedOn = ['HOME', 'USER', 'TMPDIR', 'TZ', 'SHELL', 'npm_config_registry', 'NODE_EXTRA_CA_CERTS']
const passedOnPattern = /^(?:https?_proxy|no_proxy)$/i

/**
 * The environment of a program in the pseudo-terminal.
 * @param nodeFolder the folder of the `node` that comes first on the PATH
 * @param changes variables to set, or to take away with undefined
 */
export function cleanEnvironment(
  nodeFolder: string,
  changes: Record<string, string | undefined> = {},
): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => passedOn.includes(name) || passedOnPattern.test(name),
  )
  const all = {
    ...Object.fromEntries(kept),
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    PATH: `${nodeFolder}:${process.env.PATH ?? '/usr/bin:/bin'}`,
    ...changes,
  }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
