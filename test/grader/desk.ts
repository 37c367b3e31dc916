/** A workspace of solutions in a temporary folder, and a grader on the built program. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { loadCourse } from '../../src/course/load.ts'
import { createGrader, type Grader, type LessonReport } from '../../src/grader/index.ts'

/** Where `npm run build` writes. */
export const dist = resolve(process.env.JWT_LESSONS_DIST ?? 'dist')

export type Desk = {
  root: string
  grader: Grader
  /** The ids of all lessons. */
  lessons: string[]
  /** Writes a file of the workspace. */
  write: (path: string, text: string | Uint8Array) => void
  /** The report of one lesson as the workspace is now. */
  grade: (lesson: string) => Promise<LessonReport>
  /** The report of one lesson with this text as its file; the solution is back afterwards. */
  gradeWith: (lesson: string, text: string | Uint8Array) => Promise<LessonReport>
  close: () => Promise<void>
}

export type DeskOptions = { deadlineMs?: number; folderName?: string; linked?: true; spares?: number }

/** Makes a desk. `folderName` is the workspace's own; `linked` opens it by a link to it. */
export async function createDesk(options: DeskOptions = {}): Promise<Desk> {
  const course = await loadCourse(join(dist, 'course.json'))
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-desk-')))
  const root = join(outside, options.folderName ?? 'workspace')
  mkdirSync(root)
  const restore = (): void => cpSync('solutions', root, { recursive: true, dereference: true })
  restore()
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(join(outside, 'outside.ts'), 'export const taken = 1\n')
  symlinkSync(join(outside, 'outside.ts'), join(root, 'jwt/linked.ts'))
  const opened = options.linked ? join(outside, 'link') : root
  if (options.linked) symlinkSync(root, opened, 'dir')
  const grader = await createGrader({
    workspaceRoot: opened,
    course,
    assets: { root: dist },
    spares: options.spares ?? 0,
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
  })
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const grade = async (lesson: string): Promise<LessonReport> =>
    (await grader.grade([lesson])).lessons[0] as LessonReport
  return {
    root,
    grader,
    lessons: course.lessons.map(({ id }) => id),
    write,
    grade,
    async gradeWith(lesson, text) {
      const file = course.lessons.find(candidate => candidate.id === lesson)?.files[0]
      if (file === undefined) throw new Error(`There is no lesson ${lesson} in ${dist}.`)
      write(file, text)
      try {
        return await grade(lesson)
      } finally {
        restore()
      }
    },
    async close() {
      await grader.close()
      rmSync(outside, { recursive: true, force: true })
    },
  }
}

/** The first thing that the learner is told. */
export function firstDiagnosis(report: LessonReport): { id: string; message: string; call: string | null } {
  const diagnosis = report.steps.flatMap(step => step.tests).find(test => test.diagnosis !== null)?.diagnosis
  return diagnosis ?? { id: report.problem?.kind ?? '', message: report.problem?.message ?? '', call: null }
}
