/** `lessons/questions.md`: what people ask about JSON Web Tokens, and where the course lets them find it out. */
import { CourseError } from './errors.ts'
import { parseFrontMatter } from './front-matter.ts'
import type { AnsweredQuestion, Lesson } from './types.ts'

const FIELDS = ['question', 'answer', 'lessons', 'code', 'picture']

/**
 * Reads the questions; each is a mapping with `question`, `answer`, `lessons` (ids), `code` (`path#name` of a function that
 * the learner writes) and perhaps `picture` (id of a lesson).
 * @param file name to put into errors
 * @throws CourseError `malformed` for another form, and for a lesson, a function or a picture that the course does not have
 */
export function parseConversation(
  source: string,
  file: string,
  lessons: readonly Lesson[],
): AnsweredQuestion[] {
  const field = parseFrontMatter(source, file).fields.get('questions')
  const fail = (message: string): never => {
    throw new CourseError('malformed', file, field?.line ?? 1, message)
  }
  const find = (id: string): Lesson =>
    lessons.find(lesson => lesson.id === id) ?? fail(`there is no lesson ${id}`)
  const written = new Set(
    lessons.flatMap(({ files, exports }) =>
      exports.map(name => (name.includes('#') ? name : `${files[0]}#${name}`)),
    ),
  )
  const one = (entry: unknown): AnsweredQuestion => {
    const said = (entry ?? {}) as Record<string, unknown>
    const unknown = Object.keys(said).find(name => !FIELDS.includes(name))
    if (unknown !== undefined) fail(`"${unknown}" is none of ${FIELDS.join(', ')}`)
    const { question, answer, picture = null } = said
    if (typeof question !== 'string' || typeof answer !== 'string')
      return fail('each question has a question and an answer')
    const ids = strings(said.lessons)
    const code = strings(said.code)
    if (ids.length === 0) fail(`"${question}" has no lessons`)
    for (const id of ids) find(id)
    for (const place of code) if (!written.has(place)) fail(`no lesson asks for ${place}`)
    if (picture !== null && (typeof picture !== 'string' || find(picture).picture === null))
      fail(`the lesson ${String(picture)} has no picture`)
    return {
      question,
      answer: answer.trim(),
      lessons: ids,
      code: code.map(place => {
        const [path = '', name = ''] = place.split('#')
        return { file: path, name }
      }),
      picture: picture as string | null,
    }
  }
  if (!Array.isArray(field?.value)) return fail('questions: must be a list')
  return field.value.map(one)
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : []
