/** A real Chromium for tests. */
import { execFileSync } from 'node:child_process'
import { type Browser, chromium } from 'playwright-core'

export type { Browser, Page } from 'playwright-core'

/** Where Chromium is, or null where none is found. In CI that is an error, so that nothing is skipped there. */
export function findChromium(): string | null {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim()
    } catch {
      // The next name.
    }
  }
  if (process.env.CI)
    throw new Error(
      'No Chromium was found, and in CI the lab must be tested. Install it: apt-get install chromium',
    )
  return null
}

/** Starts Chromium without a window. */
export async function startBrowser(executablePath: string): Promise<Browser> {
  // Without a sandbox of its own, which a container does not allow, and without calls to anyone's servers.
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({ executablePath, args })
}
