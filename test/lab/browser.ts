/** A real Chromium for tests. The few parts of playwright-core that they use are typed here. */
import { execFileSync } from 'node:child_process'

export type Page = {
  goto: (url: string) => Promise<unknown>
  click: (selector: string) => Promise<void>
  /** Runs an expression in the page. */
  evaluate: <T>(expression: string) => Promise<T>
  textContent: (selector: string) => Promise<string | null>
  waitForFunction: (expression: string) => Promise<unknown>
  keyboard: { press: (key: string) => Promise<void> }
  close: () => Promise<void>
  screenshot: (options: { path: string; fullPage: boolean }) => Promise<unknown>
}
export type Browser = { newPage: () => Promise<Page>; version: () => string; close: () => Promise<void> }

const PACKAGE = 'playwright-core'

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
  const { chromium } = (await import(PACKAGE)) as {
    chromium: { launch: (options: { executablePath: string; args: string[] }) => Promise<Browser> }
  }
  // Without a sandbox of its own, which a container does not allow.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
