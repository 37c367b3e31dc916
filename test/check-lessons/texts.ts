/** Looks at a lesson's text: what a reader follows must be there, have the right form, and be true. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { marked, type Tokens } from 'marked'
import stringWidth from 'string-width'
import type { Course, Lesson, Question } from '../../src/course/types.ts'
import { complaintsAboutPages } from './pages.ts'

const run = promisify(execFile)
const RFC_CITATION = /^RFC \d{3,5}(?: (?:§\d+(?:\.\d+)*|Appendix [A-Z](?:\.\d+)*)|(?=[\s.,;:)\]?]|$))/
/** A part of a lesson with fewer characters was forgotten; the same for a hint or an explanation. */
const LEAST_PART = 40
const LEAST_LINE = 20
const NUMBERED = /^\d\d-[a-z0-9]+(?:-[a-z0-9]+)*$/

/** All complaints about the texts of a course; each names the lesson. */
export async function complaintsAboutTexts(
  root: string,
  course: Course,
  lessons: Lesson[],
): Promise<string[]> {
  const complaints = aboutIds(course)
  for (const lesson of lessons) {
    const source = readFileSync(join(root, 'lessons', lesson.id, 'lesson.md'), 'utf8')
    const found = [
      ...aboutParts(lesson),
      ...complaintsAboutPages(course, lesson),
      ...aboutLinks(source),
      ...aboutWidth(source),
      ...(await aboutCode(source)),
    ]
    complaints.push(...found.map(line => `lessons/${lesson.id}/lesson.md: ${line}`))
  }
  return [...complaints, ...(await aboutTypes(root, lessons))]
}

function aboutIds(course: Course): string[] {
  const complaints: string[] = []
  const unique = (what: string, ids: string[]): void => {
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    if (twice !== undefined) complaints.push(`${what}: the id "${twice}" stands twice`)
  }
  unique(
    'lessons',
    course.lessons.map(lesson => lesson.id),
  )
  for (const lesson of course.lessons) {
    if (!NUMBERED.test(lesson.id))
      complaints.push(`the lesson id "${lesson.id}" is not of the form 01-two-words`)
    unique(
      `${lesson.id}: steps`,
      lesson.steps.map(step => step.id),
    )
    unique(
      `${lesson.id}: questions`,
      questionsOf(lesson).map(question => question.id),
    )
  }
  return complaints
}

function aboutParts(lesson: Lesson): string[] {
  const complaints: string[] = []
  const need = (there: boolean, what: string): void => void (there || complaints.push(what))
  const filled = (text: string): boolean => text.trim().length > LEAST_PART
  need(filled(lesson.why), `"Why it matters" has ${LEAST_PART} characters or less`)
  need(lesson.steps.length >= 2 && lesson.steps.length <= 5, 'has not 2 to 5 steps')
  need(filled(lesson.recap), `"Recap" has ${LEAST_PART} characters or less`)
  need(/\]\(https:\/\/www\.rfc-editor\.org\/rfc\//.test(lesson.reading), 'links to no RFC in further reading')
  need(questionsOf(lesson).length >= 1, 'has no question')
  for (const step of lesson.steps) {
    need(filled(step.task), `step ${step.id}: its task has ${LEAST_PART} characters or less`)
    need(
      step.hints.length === 3 && step.hints.every(hint => hint.trim().length > LEAST_LINE),
      `step ${step.id}: not three hints of more than ${LEAST_LINE} characters`,
    )
  }
  for (const question of questionsOf(lesson)) {
    need(question.answers.length === 4, `question ${question.id}: not four answers`)
    need(
      question.answers.filter(answer => answer.correct).length === 1,
      `question ${question.id}: not exactly one right answer`,
    )
    need(
      question.answers.every(answer => answer.explanation.trim().length > LEAST_LINE),
      `question ${question.id}: an answer has no explanation of more than ${LEAST_LINE} characters`,
    )
  }
  return complaints
}

function questionsOf(lesson: Lesson): Question[] {
  return lesson.steps.flatMap(step => step.pages).filter(page => page.kind === 'question')
}

function aboutLinks(source: string): string[] {
  const complaints: string[] = []
  const prose = source.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
  for (const [, text = '', address = ''] of prose.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)) {
    if (!address.startsWith('https://'))
      complaints.push(`the link "${text}" leads to ${address}, not to https://`)
    const rfc = /\bRFC (\d+)/.exec(text)?.[1]
    const linked = /rfc-editor\.org\/rfc\/rfc(\d+)/.exec(address)?.[1]
    if (rfc !== undefined && linked !== undefined && rfc !== linked)
      complaints.push(`the link "${text}" leads to RFC ${linked}`)
    const section = /§(\d+(?:\.\d+)*)/.exec(text)?.[1]
    const linkedSection = /#section-([\d.]+)$/.exec(address)?.[1]
    if (section !== undefined && linkedSection !== undefined && section !== linkedSection)
      complaints.push(`the link "${text}" leads to section ${linkedSection}`)
  }
  for (const match of prose.matchAll(/RFC\s?\d{3,5}[^\n]{0,24}/g)) {
    if (!RFC_CITATION.test(match[0]) || /^RFC \d+ (?:section|sec\.|s)\s?\d/i.test(match[0]))
      complaints.push(`"${match[0].trim()}" does not cite in the form RFC 7515 §2`)
  }
  return complaints
}

/** Code is not wrapped on the screen: in 80 columns the rest of a longer line is out of sight. */
const CODE_COLUMNS = 76

function aboutWidth(source: string): string[] {
  const blocks = marked.lexer(source).filter(token => token.type === 'code') as Tokens.Code[]
  return blocks
    .flatMap(({ text }) => text.split('\n'))
    .filter(line => stringWidth(line) > CODE_COLUMNS)
    .map(line => `this line of code is wider than ${CODE_COLUMNS} columns and is cut on the screen: ${line}`)
}

type CodeBlock = { code: string; prints: string | null }

/** The ```ts blocks of a text; a ```text block right behind one is what it must print. */
function codeBlocks(source: string): CodeBlock[] {
  const tokens = marked
    .lexer(source.replace(/^---\n[\s\S]*?\n---\n/, ''))
    .filter(token => token.type !== 'space')
  return tokens.flatMap((token, index): CodeBlock[] => {
    if (token.type !== 'code' || (token as Tokens.Code).lang !== 'ts') return []
    const next = tokens[index + 1] as Tokens.Code | undefined
    const prints = next?.type === 'code' && next.lang === 'text' ? next.text : null
    return [{ code: (token as Tokens.Code).text, prints }]
  })
}

/** Compiles the code blocks of all texts with the settings of a workspace. */
async function aboutTypes(root: string, lessons: Lesson[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-types-'))
  try {
    for (const { id } of lessons) {
      const source = readFileSync(join(root, 'lessons', id, 'lesson.md'), 'utf8')
      for (const [index, { code }] of codeBlocks(source).entries())
        writeFileSync(join(folder, `${id}.${index + 1}.ts`), code)
    }
    const compilerOptions = {
      target: 'es2024',
      lib: ['es2024'],
      module: 'nodenext',
      moduleDetection: 'force',
      types: ['node'],
      typeRoots: [join(root, 'node_modules', '@types')],
      strict: true,
      erasableSyntaxOnly: true,
      skipLibCheck: true,
      noEmit: true,
    }
    // A lesson without code has nothing to compile, which is no fault.
    writeFileSync(join(folder, 'nothing.ts'), '')
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    await run(process.execPath, [tsc, '-p', folder], { cwd: folder })
    return []
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    return (stdout ?? String(error))
      .split('\n')
      .filter(line => line.includes('error'))
      .map(line => `a code block does not compile: ${line}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs each code block as a file of its own. */
async function aboutCode(source: string): Promise<string[]> {
  const blocks = codeBlocks(source)
  const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-texts-'))
  try {
    const results = await Promise.all(
      blocks.map(async ({ code, prints }, index) => {
        const file = join(folder, `block-${index}.ts`)
        writeFileSync(file, code)
        const name = `the code block "${code.split('\n')[0]}"`
        try {
          const { stdout } = await run(process.execPath, ['--no-warnings', file])
          if (prints === null)
            return stdout.trim() === '' ? null : `${name} prints, and the text does not say what`
          return stdout.trimEnd() === prints.trimEnd()
            ? null
            : `${name} prints ${JSON.stringify(stdout)}, the text says ${JSON.stringify(prints)}`
        } catch (error) {
          return `${name} does not run: ${(error as Error).message.split('\n').slice(0, 6).join(' ')}`
        }
      }),
    )
    return results.filter(result => result !== null)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
