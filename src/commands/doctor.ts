import { resolve } from 'node:path'
import { wallsHere } from '../sandbox/walls.ts'
import { locate, locateAt, quote, withoutJwtInWords } from '../workspace/find.ts'
import {
  type Finding,
  installationFinding,
  terminalFindings,
  versionFindings,
  wallsFinding,
  workspaceFindings,
} from './doctor-checks.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { isTemporaryFolder, TEMPORARY } from './temporary-folder.ts'
import { createPaint, type Paint } from './paint.ts'
import { gradeOnce, type Services } from './session.ts'

export type DoctorOptions = CommonOptions & { dir?: string }

/** `jwt-lessons doctor`: versions, terminal, permissions, workspace health, each with the fix. 1 when something is wrong. */
export async function runDoctor(
  options: DoctorOptions,
  io: CommandIo,
  services: Services,
): Promise<ExitCode> {
  const { course, assets } = services
  const rows = 'rows' in io.stdout && typeof io.stdout.rows === 'number' ? io.stdout.rows : undefined
  const findings = [
    ...versionFindings(course),
    await installationFinding(assets.root, course),
    wallsFinding(wallsHere()),
    ...terminalFindings(io, rows),
  ]
  const located =
    options.dir === undefined ? await locate(io.cwd) : await locateAt(resolve(io.cwd, options.dir))
  if (located.kind === 'workspace') {
    findings.push(
      ...(await workspaceFindings(located.workspace, course)),
      await graderFinding(located.workspace.root, services),
    )
  } else if (located.kind === 'without-jwt') {
    const { fault, fix } = withoutJwtInWords(located, io.cwd)
    findings.push({ state: 'bad', text: fault, fix })
  } else {
    findings.push({
      state: 'note',
      text:
        options.dir === undefined
          ? 'There is no workspace here.'
          : `There is no workspace in ${resolve(io.cwd, options.dir)}.`,
      fix: `To make one: npx jwt-lessons init${options.dir === undefined ? '' : ` ${quote(options.dir)}`}`,
    })
  }
  const paint = createPaint(options, io)
  io.stdout.write(`${findings.map(finding => findingText(finding, paint)).join('\n')}\n`)
  return findings.some(({ state }) => state === 'bad') ? 1 : 0
}

async function graderFinding(root: string, services: Services): Promise<Finding> {
  const first = services.course.lessons[0]
  if (first === undefined) return { state: 'bad', text: 'The course has no lessons.', fix: 'Install again.' }
  const fix = 'This is our fault, not yours. Please report it with this whole text.'
  try {
    const report = await gradeOnce(services, root, [first.id])
    const problem = report.lessons[0]?.problem
    if (problem?.kind === 'temporary-folder') return { state: 'bad', text: problem.message }
    if (problem?.kind === 'internal')
      return { state: 'bad', text: `The grader fails: ${problem.message}`, fix }
    return {
      state: 'good',
      text: `The grader works: ${first.id} was graded in ${report.lessons[0]?.durationMs ?? 0} ms.`,
    }
  } catch (error) {
    if (isTemporaryFolder(error)) return { state: 'bad', ...TEMPORARY }
    return { state: 'bad', text: `The grader does not start: ${(error as Error).message}`, fix }
  }
}

function findingText({ state, text, fix }: Finding, paint: Paint): string {
  const look = {
    good: ['good', paint.signs.passed, 'ok  '],
    note: ['warn', paint.signs.bullet, 'note'],
    bad: ['bad', paint.signs.failed, 'bad '],
  } as const
  const [style, sign, word] = look[state]
  const head = `${paint.style(style, `${sign} ${word}`)} ${text}`
  return fix === undefined ? head : `${head}\n       fix: ${fix}`
}
