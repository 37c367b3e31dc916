import type { AnsweredQuestion, Course } from '../course/types.ts'
import { findDeclaration, outlineSource } from '../source/outline.ts'
import { cleanText, jsonText } from '../text/visible.ts'
import { findWorkspace, requireWorkspace } from '../workspace/find.ts'
import { readInside } from '../workspace/inside.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint, type Paint } from './paint.ts'
import { RequestError } from './request.ts'
import type { Services } from './session.ts'

export type QuestionsOptions = CommonOptions & { number?: string | undefined; dir?: string; json?: boolean }

/** Where a function of the learner's stands, and its text; null while it is not written. */
type Place = { file: string; name: string; line: number | null; text: string | null }

/** `jwt-lessons questions`: what people ask about JSON Web Tokens, and the lines of the learner's own code that answer it. */
export async function runQuestions(
  options: QuestionsOptions,
  io: CommandIo,
  services: Services,
): Promise<ExitCode> {
  const { course } = services
  const questions = course.conversation ?? []
  const chosen = chosenNumber(options.number, questions.length)
  const workspace =
    options.dir === undefined ? await findWorkspace(io.cwd) : await requireWorkspace(io.cwd, options.dir)
  const root = workspace?.root ?? null
  const shown = await Promise.all(
    questions.map(async question => ({
      question,
      places: await Promise.all(question.code.map(place => findPlace(root, place))),
    })),
  )
  if (options.json) {
    const document = {
      schema: 1,
      course: course.version,
      questions: shown.map(({ question, places }) => ({ ...question, code: places })),
    }
    io.stdout.write(`${jsonText(document)}\n`)
    return 0
  }
  const paint = createPaint(options, io)
  const texts = shown.flatMap(({ question, places }, index) =>
    chosen === null || chosen === index + 1
      ? [questionText(index + 1, question, places, course, paint, chosen !== null)]
      : [],
  )
  const more = chosen === null ? 'With the lines of your code: jwt-lessons questions 1\n' : ''
  io.stdout.write(`${texts.join('\n')}\n${more}`)
  return 0
}

/** @throws RequestError `wrong-option` */
function chosenNumber(text: string | undefined, count: number): number | null {
  if (text === undefined) return null
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= 1 && number <= count) return number
  throw new RequestError('wrong-option', `There are questions 1 to ${count}, and none "${text}".`)
}

async function findPlace(root: string | null, place: { file: string; name: string }): Promise<Place> {
  const open: Place = { ...place, line: null, text: null }
  const source = root === null ? null : await readInside(root, place.file).catch(() => null)
  if (source === null) return open
  try {
    const outline = outlineSource(source)
    const declaration = findDeclaration(outline, place.name)
    if (declaration === null) return open
    const text = source.slice(declaration.node.start, declaration.end).trimEnd()
    if (outline.javascript.slice(declaration.node.start, declaration.end).includes('notImplemented('))
      return open
    return { ...place, line: source.slice(0, declaration.node.start).split('\n').length, text }
  } catch {
    // A file that can't be parsed has no lines to show yet.
    return open
  }
}

function questionText(
  number: number,
  { question, answer, lessons, picture }: AnsweredQuestion,
  places: readonly Place[],
  course: Course,
  paint: Paint,
  withCode: boolean,
): string {
  const titles = lessons.map(id => {
    const title = course.lessons.find(lesson => lesson.id === id)?.title ?? ''
    return `  ${id.slice(0, 2)} ${title}${id === picture ? ' (picture: p)' : ''}`
  })
  const code = places.map(({ file, name, line }) =>
    line === null ? `  ${file}  ${name}: not written yet` : `  ${file}:${line}  ${name}`,
  )
  const lines = withCode
    ? places.flatMap(({ file, line, text }) =>
        text === null ? [] : [`\n${paint.style('quiet', `${file}:${line}`)}\n${cleanText(text)}`],
      )
    : []
  return [
    paint.style('strong', paint.wrap(`${number}. ${question}`)),
    paint.wrap(answer),
    ...titles,
    ...code,
    ...lines,
    '',
  ].join('\n')
}
