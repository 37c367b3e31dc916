import { createFenceReader } from '../course/sections.ts'
import type { Lesson } from '../course/types.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint, type Paint } from './paint.ts'
import { requireLesson } from './request.ts'
import type { Services } from './session.ts'

export type ShowOptions = CommonOptions & { lesson: string }

/** `jwt-lessons show`: the lesson's text as Markdown, for a pager or a second window. Hints and answers are left out. */
export async function runShow(options: ShowOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  const lesson = requireLesson(services.course, options.lesson)
  io.stdout.write(paintMarkdown(lessonMarkdown(lesson), createPaint(options, io)))
  return 0
}

/** The text of a lesson in one piece. */
export function lessonMarkdown(lesson: Lesson): string {
  const questions = lesson.questions.map(({ prompt, answers }) =>
    [prompt, answers.map(({ text }, index) => `${index + 1}. ${text}`).join('\n')].join('\n\n'),
  )
  return `${[
    `# ${lesson.id.slice(0, 2)} ${lesson.title}`,
    `Files: ${lesson.files.join(', ')}. About ${lesson.minutes} minutes.`,
    `## Why it matters\n\n${lesson.why}`,
    '## How it works',
    ...lesson.pages.map(({ title, text }) => `### ${title}\n\n${text}`),
    ...(questions.length > 0 ? ['## Predict', ...questions] : []),
    ...lesson.steps.map(({ title, task }, index) => `## Step ${index + 1}: ${title}\n\n${task}`),
    `## Recap\n\n${lesson.recap}`,
    `## Further reading\n\n${lesson.reading}`,
  ].join('\n\n')}\n`
}

/** Markdown as it is, with headings and code told apart where there are colours. */
export function paintMarkdown(markdown: string, paint: Paint): string {
  const inCode = createFenceReader()
  return markdown
    .split('\n')
    .map(line => {
      if (inCode(line)) return paint.style('quiet', line)
      return /^#{1,4} /.test(line) ? paint.style('strong', line) : line
    })
    .join('\n')
}
