import { realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Assets } from '../assets.ts'
import type { Course } from '../course/types.ts'
import type { Grader, GraderOptions } from '../grader/index.ts'
import { type CourseReport, type GradeOptions, isNotTheirs } from '../grader/types.ts'
import { requireWorkspace } from '../workspace/find.ts'
import { type Opened, openWorkspace, type WorkspaceUse } from '../workspace/open.ts'
import { recordVerdict } from '../workspace/progress.ts'
import { updateProgress } from '../workspace/progress-disk.ts'
import type { Progress, StarterFiles } from '../workspace/types.ts'
import type { CommandIo } from './io.ts'
import { RequestError } from './request.ts'

/** What commands share besides their io; tests give a course and a grader of their own. */
export type Services = {
  course: Course
  assets: Assets
  /** Starts a grader for a workspace. */
  startGrader: (
    workspaceRoot: string,
    options?: Pick<GraderOptions, 'spares' | 'budgetSeconds' | 'first'>,
  ) => Promise<Grader>
}

/** The starters of the course, as a workspace takes them. */
export function suppliesOf({ course, assets }: Services): StarterFiles {
  return {
    startersDir: join(assets.root, 'starters'),
    typesDir: join(assets.root, 'types'),
    version: course.version,
  }
}

/**
 * Finds and opens the workspace, and tells on stderr what happened to it.
 * @param dir what the learner named with `--dir`, or undefined
 * @param use what may be read and written
 * @throws WorkspaceError `no-workspace` and those of openWorkspace; RequestError `program-inside`
 */
export async function openSession(
  dir: string | undefined,
  io: CommandIo,
  services: Services,
  use: WorkspaceUse = 'own',
): Promise<Opened> {
  const workspace = await requireWorkspace(io.cwd, dir ?? null)
  await requireProgramOutside(workspace.root, services)
  const opened = await openWorkspace(workspace, suppliesOf(services), io.now(), use)
  for (const notice of noticesOf(opened)) io.stderr.write(`${notice}\n`)
  if (opened.damaged === null) return opened
  const report = await gradeOnce(services, workspace.root, idsOf(services.course))
  return { ...opened, progress: await remember(opened, report, io) }
}

/**
 * A folder that brings its own program along could bring one that passes everything.
 * @throws RequestError `program-inside`
 */
export async function requireProgramOutside(root: string, { assets }: Services): Promise<void> {
  const program = await realpath(assets.root).catch(() => assets.root)
  if (!program.startsWith(root + sep)) return
  throw new RequestError(
    'program-inside',
    `This jwt-lessons is installed inside the workspace that it would grade (${relative(root, program)}), so a changed copy of it could say anything. Run one from outside: npm uninstall jwt-lessons here, then npx jwt-lessons; or install it in a folder above.`,
  )
}

/** What the learner should know about opening, one line each. */
export function noticesOf({ damaged, added, notWritten }: Opened): string[] {
  const notices: string[] = []
  if (damaged !== null) {
    notices.push(
      `progress.json was damaged (${damaged.reason}). It is kept as ${damaged.keptAs}; your progress is rebuilt by grading.`,
    )
  }
  if (added.length > 0) notices.push(`New in this version of the course: ${added.join(', ')}`)
  if (notWritten !== null) notices.push(`Nothing can be remembered here: ${notWritten}`)
  return notices
}

/** Grades lessons with a grader that is started and closed for it. */
export async function gradeOnce(
  services: Services,
  workspaceRoot: string,
  lessonIds: readonly string[],
  { budgetSeconds, ...options }: GradeOptions & { budgetSeconds?: number } = {},
): Promise<CourseReport> {
  const budget = budgetSeconds === undefined ? {} : { budgetSeconds }
  const grader = await services.startGrader(workspaceRoot, { first: lessonIds, ...budget })
  try {
    return await grader.grade(lessonIds, options)
  } finally {
    await grader.close()
  }
}

/** Notes the verdicts of a report. Faults of ours are not noted; a workspace that can't be written is told on stderr. */
export async function remember(opened: Opened, report: CourseReport, io: CommandIo): Promise<Progress> {
  const at = io.now().toISOString()
  const change = (progress: Progress) => recordReport(progress, report, at)
  if (!opened.workspace.remembers) return change(opened.progress)
  try {
    return await updateProgress(opened.workspace.root, opened.progress, change, io.now())
  } catch (error) {
    if (opened.notWritten === null)
      io.stderr.write(`The verdicts can't be remembered: ${(error as Error).message}\n`)
    return change(opened.progress)
  }
}

function recordReport(progress: Progress, report: CourseReport, at: string): Progress {
  return report.lessons
    .filter(lesson => !isNotTheirs(lesson.problem?.kind))
    .reduce((sofar, lesson) => recordVerdict(sofar, lesson.id, lesson.verdict, at), progress)
}

export function idsOf(course: Course): string[] {
  return course.lessons.map(lesson => lesson.id)
}
