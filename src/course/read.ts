import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseConversation } from './conversation.ts'
import { CourseError } from './errors.ts'
import { readFields } from './fields.ts'
import { parseFrontMatter } from './front-matter.ts'
import { parseLesson } from './parse.ts'
import type { AnsweredQuestion, Chapter, Course, Lesson } from './types.ts'

const CONVERSATION = 'questions.md'

/**
 * Reads a folder of lessons: `course.md` and one folder with a `lesson.md` for each lesson.
 * Chapters that have no lessons on disk are left out.
 * @param lessonsDir the folder
 * @param version version of the course, as in package.json
 * @throws CourseError when a file can't be read or does not have its form
 */
export async function readCourse(lessonsDir: string, version: string): Promise<Course> {
  const chapters = await readChapters(lessonsDir)
  const lessons = await readLessons(lessonsDir)
  for (const lesson of lessons) {
    if (!chapters.some(chapter => chapter.id === lesson.chapter)) {
      throw new CourseError(
        'malformed',
        `${lesson.id}/lesson.md`,
        1,
        `chapter: "${lesson.chapter}" is not in course.md`,
      )
    }
  }
  const filled = chapters
    .map(chapter => ({
      ...chapter,
      lessonIds: lessons.filter(lesson => lesson.chapter === chapter.id).map(lesson => lesson.id),
    }))
    .filter(chapter => chapter.lessonIds.length > 0)
  const conversation = await readConversation(lessonsDir, lessons)
  return { version, chapters: filled, lessons, ...(conversation === null ? {} : { conversation }) }
}

/** Null where there is no such file: a small course needs none. */
async function readConversation(
  lessonsDir: string,
  lessons: readonly Lesson[],
): Promise<AnsweredQuestion[] | null> {
  if (!(await readdir(lessonsDir)).includes(CONVERSATION)) return null
  const source = await readText(join(lessonsDir, CONVERSATION), CONVERSATION)
  return parseConversation(source.replace(/\r\n?/g, '\n'), CONVERSATION, lessons)
}

async function readChapters(lessonsDir: string): Promise<Omit<Chapter, 'lessonIds'>[]> {
  const source = await readText(join(lessonsDir, 'course.md'), 'course.md')
  const fields = readFields(parseFrontMatter(source.replace(/\r\n?/g, '\n'), 'course.md'), 'course.md')
  fields.only(['chapters'])
  return fields.titled('chapters', ['goal'])
}

async function readLessons(lessonsDir: string): Promise<Lesson[]> {
  const entries = await readdir(lessonsDir, { withFileTypes: true })
  const folders = entries
    .filter(entry => entry.isDirectory() && /^\d/.test(entry.name))
    .map(entry => entry.name)
  const lessons: Lesson[] = []
  for (const folder of folders.sort()) {
    const file = `${folder}/lesson.md`
    const lesson = parseLesson(await readText(join(lessonsDir, folder, 'lesson.md'), file), file)
    if (lesson.id !== folder) {
      throw new CourseError('malformed', file, 2, `id: "${lesson.id}" is not the name of its folder`)
    }
    if (lessons.at(-1)?.number === lesson.number) {
      throw new CourseError('malformed', file, 2, `two lessons have the number ${lesson.number}`)
    }
    const files = await readdir(join(lessonsDir, folder))
    lessons.push({
      ...lesson,
      picture: files.includes('picture.ts') ? lesson.id : null,
      finale: files.includes('finale.ts'),
    })
  }
  return lessons
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new CourseError('unreadable', file, 1, 'the file is missing or cannot be read', cause)
  }
}
