import { lexer } from 'marked'
import { answerLetters, type Lesson, type Page, type Question } from '../course/types.ts'
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

/** The text of a lesson in one piece, in the order in which the screen shows it. */
export function lessonMarkdown(lesson: Lesson): string {
  return `${[
    `# ${lesson.id.slice(0, 2)} ${lesson.title}`,
    `Files: ${lesson.files.join(', ')}. About ${lesson.minutes} minutes.`,
    `## Why it matters\n\n${lesson.why}`,
    ...lesson.steps.flatMap(({ title, pages, task }, index) => [
      `## Step ${index + 1}: ${title}`,
      ...pages.map(pageMarkdown),
      `### Task\n\n${task}`,
    ]),
    `## Recap\n\n${lesson.recap}`,
    `## Further reading\n\n${lesson.reading}`,
  ].join('\n\n')}\n`
}

function pageMarkdown(page: Page | Question): string {
  if (page.kind === 'page') return `### ${page.title}\n\n${page.text}`
  const answers = page.answers.map(({ text }, index) => `${answerLetters[index]}. ${text}`)
  return `### Question\n\n${page.prompt}\n\n${answers.join('\n')}`
}

/** Markdown as it is, with headings and code told apart where there are colours. */
export function paintMarkdown(markdown: string, paint: Paint): string {
  return lexer(markdown)
    .map(token => {
      const [, text = '', end = ''] = /^([\s\S]*?)(\n*)$/.exec(token.raw) ?? []
      const style = token.type === 'code' ? 'quiet' : token.type === 'heading' ? 'strong' : null
      if (style === null) return token.raw
      return (
        text
          .split('\n')
          .map(line => paint.style(style, line))
          .join('\n') + end
      )
    })
    .join('')
}
