import { lexer, type Tokens } from 'marked'
import { CourseError } from './errors.ts'
import type { Section } from './sections.ts'
import type { Answer, Question } from './types.ts'

/**
 * Reads one question: `### Question <id>: <prompt>`, more prompt text, and four answers as a task list
 * of the form `- [x] **answer** — explanation`.
 * @throws CourseError `malformed` when the form is not kept
 */
export function parseQuestion(section: Section, file: string): Question {
  const fail = (message: string, line = section.line): never => {
    throw new CourseError('malformed', file, line, message)
  }
  const heading = /^Question ([a-z0-9-]+):\s*(.+)$/.exec(section.title)
  if (heading === null) return fail('expected "### Question <id>: <prompt>"')
  const tokens = lexer(section.text)
  const list = tokens.findLast(token => token.type === 'list') as Tokens.List | undefined
  const prompt = tokens
    .slice(0, list === undefined ? undefined : tokens.indexOf(list))
    .map(token => token.raw)
    .join('')
    .trim()
  const answers = (list?.items ?? []).filter(item => item.task).map(parseAnswer)
  const malformed = answers.find(answer => answer === null)
  if (malformed !== undefined) fail('an answer has the form "- [ ] **answer** — explanation"')
  if (answers.length !== 4) fail(`a question has four answers, this one has ${answers.length}`)
  const right = answers.filter(answer => answer?.correct).length
  if (right !== 1) fail(`a question has one right answer, this one has ${right}`)
  return {
    kind: 'question',
    id: heading[1] as string,
    prompt: [heading[2], prompt].filter(Boolean).join('\n\n'),
    answers: answers.filter(answer => answer !== null),
  }
}

function parseAnswer(item: Tokens.ListItem): Answer | null {
  const bold = /^\*\*([\s\S]+?)\*\*\s+—\s+([\s\S]+)$/.exec(item.text.trim())
  const [, text, explanation] = bold ?? /^([\s\S]+?)\s+—\s+([\s\S]+)$/.exec(item.text.trim()) ?? []
  if (text === undefined || explanation === undefined) return null
  return { text, correct: item.checked === true, explanation }
}
