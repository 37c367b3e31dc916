import type { LessonProgress, Position, Progress } from './types.ts'

/** What the text of `progress.json` turned out to be. */
export type ParsedProgress =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'damaged'; reason: string }
  /** Written by a later version of the course. */
  | { kind: 'newer'; schema: number }

const VERDICTS = ['passed', 'failed', 'broken', 'not-started', 'skipped']

/** Reads the text of `progress.json`. Members that are not known are ignored. */
export function parseProgress(text: string): ParsedProgress {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { kind: 'damaged', reason: 'it is not valid JSON' }
  }
  if (!isObject(value) || typeof value.schema !== 'number')
    return { kind: 'damaged', reason: 'it has no schema' }
  if (value.schema > 1) return { kind: 'newer', schema: value.schema }
  if (value.schema !== 1) return { kind: 'damaged', reason: `it has the schema ${value.schema}` }
  try {
    return { kind: 'progress', progress: readProgress(value) }
  } catch (error) {
    return { kind: 'damaged', reason: (error as Error).message }
  }
}

/** The text of `progress.json`: small, readable, and the same for the same progress. */
export function formatProgress(progress: Progress): string {
  return `${JSON.stringify(progress, null, 2)}\n`
}

function readProgress(value: Record<string, unknown>): Progress {
  const lessons = expectType(value.lessons ?? {}, isObject, 'lessons')
  return {
    schema: 1,
    course: expectType(value.course ?? '', isText, 'course'),
    given: expectType(value.given ?? [], isTexts, 'given'),
    lessons: Object.fromEntries(Object.entries(lessons).map(([id, lesson]) => [id, readLesson(id, lesson)])),
    position: value.position === undefined || value.position === null ? null : readPosition(value.position),
  }
}

function readLesson(id: string, value: unknown): LessonProgress {
  const lesson = expectType(value, isObject, id)
  return {
    verdict: expectType(lesson.verdict ?? 'not-started', isVerdict, `verdict of ${id}`),
    gradedAt: expectType(lesson.gradedAt ?? null, isTextOrNull, `gradedAt of ${id}`),
    firstPassedAt: expectType(lesson.firstPassedAt ?? null, isTextOrNull, `firstPassedAt of ${id}`),
    attempts: expectType(lesson.attempts ?? 0, isCount, `attempts of ${id}`),
    hints: expectType(lesson.hints ?? {}, isCounts, `hints of ${id}`),
    answers: expectType(lesson.answers ?? {}, isCounts, `answers of ${id}`),
  }
}

function readPosition(value: unknown): Position {
  const position = expectType(value, isObject, 'position')
  return {
    lesson: expectType(position.lesson, isText, 'lesson of position'),
    step: expectType(position.step ?? null, isTextOrNull, 'step of position'),
    page: expectType(position.page ?? 0, isCount, 'page of position'),
    at: expectType(position.at, isText, 'time of position'),
  }
}

function expectType<T>(value: unknown, check: (value: unknown) => value is T, what: string): T {
  if (check(value)) return value
  throw new Error(`its ${what} can't be read`)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0
const isCounts = (value: unknown): value is Record<string, number> =>
  isObject(value) && Object.values(value).every(isCount)
const isVerdict = (value: unknown): value is LessonProgress['verdict'] => VERDICTS.includes(value as string)
