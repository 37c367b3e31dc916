/** Our program on a terminal, as a learner sees it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BenchTerminal, openTerminal } from './terminal.ts'
import { pause, type World } from './world.ts'

export type Answer = 'right' | 'wrong'

/** Opens the program and waits until the lesson on the screen has a verdict. */
export async function openUi(world: World): Promise<BenchTerminal> {
  const terminal = openTerminal([join(world.dist, 'cli.js')], { cwd: world.workspace })
  await terminal.until('the first verdict', screen => /^ [✓✗!] /.test(verdictLine(screen)))
  return terminal
}

/** Goes on with Enter and n until the learner is to build. */
export async function goToBuild(terminal: BenchTerminal): Promise<void> {
  while (!/Step \d of \d: write|goes on to the recap/.test(terminal.screen())) {
    const before = terminal.screen()
    terminal.type(/Learn JSON Web Tokens/.test(before) ? '\r' : 'n')
    await terminal.until('the next page', screen => screen !== before)
    // All of the page is on its way when its first bytes are.
    await pause(60)
  }
}

/** The line with the verdict of the last save: the last but one that is not empty. */
export function verdictLine(screen: string): string {
  return (
    screen
      .split('\n')
      .filter(line => line.trim() !== '')
      .at(-2) ?? ''
  )
}

/** Saves an answer and settles with the milliseconds until its verdict is on the screen. */
export async function saveAndWait(
  terminal: BenchTerminal,
  world: World,
  answer: Answer,
  round = 0,
): Promise<number> {
  const shown = answer === 'right' ? /^ ✓ (All|The step)/ : /^ ✗ Step/
  const start = performance.now()
  save(world.workspace, world, answer, round)
  return (
    (await terminal.until(`the verdict of a ${answer} answer`, screen => shown.test(verdictLine(screen)))) -
    start
  )
}

/** Writes an answer as an editor does; each round has another one of the wrong programs. */
export function save(folder: string, world: World, answer: Answer, round = 0): void {
  const { right, wrong } = world.sources
  const source = answer === 'right' ? right : (wrong[round % wrong.length] as string)
  writeFileSync(join(folder, world.lesson.files[0] as string), source)
}
