import { isDone } from '../grader/course-report.ts'
import type { Course } from '../course/types.ts'
import { findWorkspace } from '../workspace/find.ts'
import { openWorkspace } from '../workspace/open.ts'
import { lessonProgress } from '../workspace/progress.ts'
import type { Progress } from '../workspace/types.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { noticesOf, type Services, suppliesOf } from './session.ts'

/** For someone who sees a terminal: the course needs one on both ends. */
const NO_KEYBOARD =
  'The course was not opened: its input is not a terminal, so it could not read keys. docker run needs -it, and Git Bash needs winpty in front of the command.\n'

/** `jwt-lessons` where there is no terminal: the status, and what to do next. Always 0 when it could be found out. */
export async function runStatus(
  _options: CommonOptions,
  io: CommandIo,
  services: Services,
): Promise<ExitCode> {
  const { course } = services
  if (io.isTTY) io.stderr.write(NO_KEYBOARD)
  const workspace = await findWorkspace(io.cwd)
  if (workspace === null) {
    io.stdout.write(
      `jwt-lessons ${course.version}: learn JSON Web Tokens by building them, in ${course.lessons.length} lessons.\nThere is no workspace here. To make one: npx jwt-lessons init\n`,
    )
    return 0
  }
  const opened = await openWorkspace(workspace, suppliesOf(services), io.now())
  for (const notice of noticesOf(opened)) io.stderr.write(`${notice}\n`)
  io.stdout.write(`${statusText(course, opened.progress, workspace.root)}\n`)
  return 0
}

/** How far the learner is, and the next step. */
export function statusText(course: Course, progress: Progress, root: string): string {
  const passed = course.lessons.filter(({ id }) => lessonProgress(progress, id).verdict === 'passed').length
  const next = course.lessons.find(({ id }) => !isDone(lessonProgress(progress, id)))
  const lines = [`Workspace: ${root}`, `${passed} of ${course.lessons.length} lessons passed.`]
  if (next === undefined) return [...lines, 'All is done. To grade it again: jwt-lessons check'].join('\n')
  const number = next.id.slice(0, 2)
  return [
    ...lines,
    `Next: ${next.id} (${next.title}), in ${next.files.join(', ')}`,
    `  jwt-lessons show ${number}     its text`,
    `  jwt-lessons check ${number}    grades it`,
    'In a terminal, jwt-lessons opens the course.',
  ].join('\n')
}
