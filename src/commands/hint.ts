import type { Lesson } from '../course/types.ts'
import type { LessonReport } from '../grader/types.ts'
import { cleanText } from '../text/visible.ts'
import { lessonProgress, recordHint } from '../workspace/progress.ts'
import { updateProgress } from '../workspace/progress-disk.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint } from './paint.ts'
import { requireLesson } from './request.ts'
import { gradeOnce, openSession, remember, type Services } from './session.ts'
import { paintMarkdown } from './show.ts'

export type HintOptions = CommonOptions & { lesson: string; dir?: string }

/** `jwt-lessons hint`: the next hint tier of the first step that has not passed. */
export async function runHint(options: HintOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  const lesson = requireLesson(services.course, options.lesson)
  const opened = await openSession(options.dir, io, services)
  const report = await gradeOnce(services, opened.workspace.root, [lesson.id])
  const progress = await remember(opened, report, io)
  const index = openStep(lesson, report.lessons[0])
  const step = lesson.steps[index]
  if (step === undefined) {
    io.stdout.write(`${lesson.id} passes: there is nothing left to hint at.\n`)
    return 0
  }
  const shown = lessonProgress(progress, lesson.id).hints[step.id] ?? 0
  const tier = Math.min(shown + 1, step.hints.length)
  await updateProgress(
    opened.workspace.root,
    progress,
    now => recordHint(now, lesson.id, step.id, tier),
    io.now(),
  ).catch(() => {})
  const paint = createPaint(options, io)
  const number = lesson.id.slice(0, 2)
  const isLast = tier === step.hints.length
  const next = isLast
    ? `This was the last hint. Our solution: jwt-lessons solution ${number} --force`
    : `The next one: jwt-lessons hint ${number}`
  const problem = report.lessons[0]?.problem
  const title = `# Hint ${tier} of ${step.hints.length} for step ${index + 1}: ${step.title}`
  const parts = [
    ...(problem ? [`First: ${cleanText(problem.message)}`] : []),
    paintMarkdown(`${title}\n\n${step.hints[tier - 1]}`, paint),
    paint.style('quiet', next),
  ]
  io.stdout.write(`${parts.join('\n\n')}\n`)
  return 0
}

/** Index of the first step that has not passed; the number of steps when all have. */
function openStep(lesson: Lesson, report: LessonReport | undefined): number {
  if (report?.verdict === 'passed') return lesson.steps.length
  const index = report?.steps.findIndex(({ verdict }) => verdict !== 'passed') ?? 0
  return Math.max(0, index)
}
