/** The built pictures, with our solutions in the sandbox, as the screen asks them. */
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { createPreview, type Preview } from '../../src/grader/preview.ts'
import { askAll } from '../../src/pictures/ask.ts'
import { loadPicture } from '../../src/pictures/load.ts'

const dist = join(import.meta.dirname, '../../dist')
const course = await loadCourse(join(dist, 'course.json'))
const pictured = course.lessons.filter(({ picture }) => picture !== null)

let root: string
let preview: Preview
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons pictures ')))
  cpSync(join(dist, 'solutions'), root, { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  preview = createPreview({ workspaceRoot: root, course, assets: { root: dist } })
})
afterAll(() => {
  preview.close()
  rmSync(root, { recursive: true, force: true })
})

test.each(pictured.map(({ id, picture }) => [id, picture as string]))('%s', async (id, name) => {
  const picture = await loadPicture(name, dist)
  const [, last] = picture.cursorRange(picture.defaultInput) ?? [0, 0]
  for (const cursor of new Set([0, last])) {
    const reports = await askAll(
      picture,
      picture.defaultInput,
      cursor,
      calls => preview.preview(id, calls),
      () => true,
    )
    const { plain } = picture.draw(picture.defaultInput, cursor, reports, 80)
    expect(plain.join('\n')).toMatch(/Right(?:: |\.$| at)/mu)
    expect(plain.join('\n')).not.toMatch(/^Wrong|Wrong\.$/mu)
  }
})
