/** The list of faults of lesson 23 names programs that there are. `npm run check:lessons` proves that each is caught as it says. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { faults } from '../lessons/23-capstone/faults.ts'
import { readVariants } from './variants.ts'

const LESSON = '23-capstone'
const folder = `test/lessons/${LESSON}`

test('30 faults, each put into the server of the solution', async () => {
  const known = readVariants(resolve(), LESSON).filter(({ kind }) => kind === 'mistake')
  const rows = faults.map(([program, fault], index) => {
    const [step, diagnosis, name] = program.split('/')
    const found = known.filter(one => one.step === step && one.diagnosis === diagnosis && one.name === name)
    expect(found, program).toHaveLength(1)
    return [String(index + 1), fault, String(step), `\`${diagnosis}\``, `\`${name}\``]
  })
  expect(new Set(faults.map(([program]) => program)).size).toBe(30)
  expect(readFileSync(`${folder}/programs/plain.ts`, 'utf8')).toBe(
    readFileSync('solutions/server/app.ts', 'utf8'),
  )
  const table = [
    '# Thirty faults of a server',
    '',
    "Each was put alone into the solution's server. `npm run check:lessons 23` grades every one of them, and is content only when",
    'the step and the diagnosis are those of this table. The other wrong programs are in variants.ts and programs/.',
    '',
    ...aligned([['', 'fault', 'step that catches it', 'diagnosis', 'program'], ...rows]),
    '',
  ].join('\n')
  await expect(table).toMatchFileSnapshot(`../lessons/${LESSON}/faults.md`)
})

/** Rows of a Markdown table as the formatter of this repository writes them; the first one is its head. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const [head = []] = rows
  const widths = head.map((_, column) => Math.max(3, ...rows.map(row => (row[column] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`
  const [first = '', ...others] = rows.map(line)
  return [first, line(widths.map(width => '-'.repeat(width))), ...others]
}
