import { CourseError } from './errors.ts'
import { createFenceReader, type Section } from './sections.ts'
import type { Answer, Question } from './types.ts'

/**
 * Reads one predict question: `### Question <id>: <prompt>`, more prompt text, and four answers as a task list
 * of the form `- [x] **answer** — explanation`.
 * @throws CourseError `malformed` when the form is not kept
 */
export function parseQuestion(section: Section, file: string): Question {
  const heading = /^Question ([a-z0-9-]+):\s*(.+)$/.exec(section.title)
  if (heading === null) {
    throw new CourseError('malformed', file, section.line, 'expected "### Question <id>: <prompt>"')
  }
  const { prompt, items } = splitAnswers(section)
  const answers = items.map(item => parseAnswer(item, file))
  if (answers.length !== 4) {
    throw new CourseError(
      'malformed',
      file,
      section.line,
      `a question has four answers, this one has ${answers.length}`,
    )
  }
  const right = answers.filter(answer => answer.correct).length
  if (right !== 1) {
    throw new CourseError(
      'malformed',
      file,
      section.line,
      `a question has one right answer, this one has ${right}`,
    )
  }
  return { id: heading[1] as string, prompt: [heading[2], prompt].filter(Boolean).join('\n\n'), answers }
}

type Item = { mark: string; lines: string[]; line: number }

function splitAnswers(section: Section): { prompt: string; items: Item[] } {
  const prompt: string[] = []
  const items: Item[] = []
  const inFence = createFenceReader()
  section.text.split('\n').forEach((line, index) => {
    const start = inFence(line) ? null : /^[-*] \[([ xX])\] (.*)$/.exec(line)
    if (start !== null) {
      items.push({ mark: start[1] as string, lines: [start[2] as string], line: section.line + 1 + index })
    } else if (items.length > 0) {
      // Continuation lines are indented in the file so that it reads well as it is.
      items.at(-1)?.lines.push(line.replace(/^ {1,6}/, ''))
    } else {
      prompt.push(line)
    }
  })
  return { prompt: prompt.join('\n').trim(), items }
}

function parseAnswer(item: Item, file: string): Answer {
  const text = item.lines.join('\n').trim()
  const bold = /^\*\*([\s\S]+?)\*\*\s+—\s+([\s\S]+)$/.exec(text)
  const parts = bold ?? /^([\s\S]+?)\s+—\s+([\s\S]+)$/.exec(text)
  if (parts === null) {
    throw new CourseError('malformed', file, item.line, 'an answer has the form "**answer** — explanation"')
  }
  return { text: parts[1] as string, correct: item.mark !== ' ', explanation: parts[2] as string }
}
