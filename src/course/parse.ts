import { CourseError } from './errors.ts'
import { readFields } from './fields.ts'
import { parseFrontMatter } from './front-matter.ts'
import { parseQuestion } from './questions.ts'
import { type Section, splitSections } from './sections.ts'
import type { Lesson, Page, Question, Step } from './types.ts'

const FIELDS = [
  'id',
  'title',
  'chapter',
  'minutes',
  'files',
  'exports',
  'uses',
  'forbids',
  'watches',
  'async',
  'web',
  'needs',
  'steps',
]
const HINT_TIERS = 3

/**
 * Reads the text of a `lesson.md`. What else is in the lesson's folder is for read.ts to say.
 * @param source the file's text; CRLF and a byte order mark are fine
 * @param file name to put into errors
 * @throws CourseError `malformed`, with file and line, when the form is not kept
 */
export function parseLesson(source: string, file: string): Lesson {
  const frontMatter = parseFrontMatter(normalise(source), file)
  const fields = readFields(frontMatter, file)
  fields.only(FIELDS)
  const id = fields.string('id')
  const number = /^(\d{2})-[a-z0-9-]+$/.exec(id)?.[1]
  if (number === undefined) {
    throw new CourseError(
      'malformed',
      file,
      fields.lineOf('id'),
      'id: must be two digits and words, as 01-base64url-encode',
    )
  }
  const title = fields.string('title')
  const { before, sections } = splitSections(frontMatter.body, frontMatter.bodyLine)
  if (before !== '')
    throw new CourseError('malformed', file, frontMatter.bodyLine, 'text before the first heading')
  const parts = groupByHeading(sections, file)
  expectTitle(sections, `${number} ${title}`, file)
  return {
    id,
    number: Number(number),
    title,
    chapter: fields.string('chapter'),
    minutes: fields.positiveInteger('minutes'),
    files: fields.strings('files'),
    exports: fields.strings('exports'),
    uses: fields.optionalStrings('uses'),
    forbids: fields.optionalStrings('forbids'),
    watches: fields.optionalStrings('watches'),
    async: fields.optionalStrings('async'),
    web: fields.optionalFlag('web'),
    needs: fields.optionalString('needs'),
    picture: null,
    finale: false,
    why: textOf(parts, 'Why it matters', file),
    steps: parseSteps(parts, fields.titled('steps'), file),
    recap: textOf(parts, 'Recap', file),
    reading: textOf(parts, 'Further reading', file),
  }
}

/** A level 2 heading with the level 3 headings under it. */
type Part = { section: Section; inner: Section[] }

const ORDER = ['Why it matters', 'Step', 'Recap', 'Further reading']

function groupByHeading(sections: Section[], file: string): Part[] {
  const parts: Part[] = []
  let place = 0
  for (const section of sections.slice(1)) {
    if (section.level === 3) {
      const part = parts.at(-1)
      if (part === undefined)
        throw new CourseError('malformed', file, section.line, 'a ### heading before the first ##')
      part.inner.push(section)
      continue
    }
    const kind = section.title.startsWith('Step ') ? 'Step' : section.title
    const index = section.level === 2 ? ORDER.indexOf(kind) : -1
    if (index < 0)
      throw new CourseError('malformed', file, section.line, `"${section.title}" is no section of a lesson`)
    if (index < place) {
      throw new CourseError(
        'malformed',
        file,
        section.line,
        `"${section.title}" must stand before "${ORDER[place]}"`,
      )
    }
    place = index
    parts.push({ section, inner: [] })
  }
  return parts
}

function expectTitle(sections: Section[], title: string, file: string): void {
  const first = sections[0]
  if (first?.level !== 1 || first.title !== title || first.text !== '') {
    throw new CourseError(
      'malformed',
      file,
      first?.line ?? 1,
      `the first heading must be "# ${title}", with no text of its own`,
    )
  }
}

function take(parts: Part[], title: string, file: string): Part {
  const found = parts.filter(part => part.section.title === title)
  const [part] = found
  if (part === undefined) throw new CourseError('malformed', file, 1, `the section "## ${title}" is missing`)
  if (found.length > 1)
    throw new CourseError('malformed', file, found[1]?.section.line ?? 1, `"## ${title}" stands here twice`)
  return part
}

function textOf(parts: Part[], title: string, file: string): string {
  const { section, inner } = take(parts, title, file)
  const [extra] = inner
  if (extra !== undefined)
    throw new CourseError('malformed', file, extra.line, `"## ${title}" has no ### headings`)
  return requireText(section, file)
}

function requireText(section: Section, file: string): string {
  if (section.text === '')
    throw new CourseError('malformed', file, section.line, `"${section.title}" has no text`)
  return section.text
}

function parseSteps(parts: Part[], declared: { id: string; title: string }[], file: string): Step[] {
  const written = parts.filter(part => part.section.title.startsWith('Step '))
  declared.forEach((step, index) => {
    const expected = `Step ${index + 1}: ${step.title}`
    const section = written[index]?.section
    if (section?.title !== expected) {
      throw new CourseError(
        'malformed',
        file,
        section?.line ?? 1,
        `expected "## ${expected}", as the front matter says`,
      )
    }
    if (declared.findIndex(other => other.id === step.id) !== index) {
      throw new CourseError('malformed', file, section.line, `two steps have the id "${step.id}"`)
    }
  })
  const extra = written[declared.length]
  if (extra !== undefined) {
    throw new CourseError(
      'malformed',
      file,
      extra.section.line,
      `"${extra.section.title}" is not in the front matter`,
    )
  }
  const steps = written.map((part, index) =>
    parseStep(part, declared[index] as { id: string; title: string }, file),
  )
  const ids = steps.flatMap(step => step.pages).flatMap(page => (page.kind === 'question' ? [page.id] : []))
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined)
    throw new CourseError(
      'malformed',
      file,
      written[0]?.section.line ?? 1,
      `two questions have the id "${twice}"`,
    )
  return steps
}

/** The pages and questions of a step in the order of the file, `### Task`, and the hints after it. */
function parseStep(part: Part, { id, title }: { id: string; title: string }, file: string): Step {
  const { section, inner } = part
  if (section.text !== '') {
    throw new CourseError(
      'malformed',
      file,
      section.line,
      `text between "## ${section.title}" and its first ### heading: it belongs to a page or to "### Task"`,
    )
  }
  const task = inner.findIndex(candidate => candidate.title === 'Task')
  if (task < 0)
    throw new CourseError('malformed', file, section.line, `"## ${section.title}" has no "### Task"`)
  return {
    id,
    title,
    pages: inner.slice(0, task).map(candidate => parsePage(candidate, file)),
    task: requireText(inner[task] as Section, file),
    hints: parseHints({ section, inner: inner.slice(task + 1) }, file),
  }
}

function parsePage(section: Section, file: string): Page | Question {
  if (/^Question\b/.test(section.title)) return parseQuestion(section, file)
  return { kind: 'page', title: section.title, text: requireText(section, file) }
}

function parseHints({ section, inner }: Part, file: string): string[] {
  inner.forEach((hint, index) => {
    if (hint.title !== `Hint ${index + 1}`) {
      throw new CourseError('malformed', file, hint.line, `expected "### Hint ${index + 1}"`)
    }
  })
  if (inner.length !== HINT_TIERS) {
    throw new CourseError(
      'malformed',
      file,
      section.line,
      `a step has ${HINT_TIERS} hints, this one has ${inner.length}`,
    )
  }
  return inner.map(hint => requireText(hint, file))
}

function normalise(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}
