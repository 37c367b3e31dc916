import { sourcePicture } from '../kit/source-picture.ts'
/** Opens the screen on ports of memory: each save of the file given as argument that says `pass` n times passes n steps. */
import { readFileSync, watchFile } from 'node:fs'
import { openUi } from '../../../src/ui/open.tsx'
import { course } from '../kit/course.ts'
import { fakeGrader, fakeKata, fakeWorkspace } from '../kit/ports.ts'
import { failed, report, wrongAlphabet } from '../kit/reports.ts'

const file = process.argv[2]
const workspace = fakeWorkspace()
const grader = fakeGrader()
if (file !== undefined) {
  watchFile(file, { interval: 100 }, () => {
    const passes = readFileSync(file, 'utf8').match(/pass/g)?.length ?? 0
    grader.answer(report(Math.min(3, passes), [failed('two bytes', wrongAlphabet), failed('no padding')]))
    workspace.save('jwt/base64url.ts')
  })
}
const code = await openUi({
  workspace,
  course,
  grader,
  preview: async () => [],
  loadPicture: sourcePicture,
  finale: async () => {},
  kata: fakeKata(),
  motion: 'seconds',
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  now: Date.now,
  drawing: process.argv.includes('--ascii') ? 'ascii' : 'auto',
  platform: process.platform,
  notes: [],
})
process.exit(code)
