/** The learner's own cookie code of lesson 20, called in the sandbox. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Course } from '../course/types.ts'
import { createPreview } from '../grader/preview.ts'
import type { WebRequest } from '../sandbox/encode.ts'
import type { CallReport } from '../sandbox/types.ts'

const LESSON = '20-storage'

/** What came of a call: a value, or why there is none, in words. */
export type Answer<T> = { kind: 'value'; value: T } | { kind: 'none'; why: string }

export type CookieCode = {
  sessionCookie: (token: string, lifetime: number) => Promise<Answer<string>>
  readSessionCookie: (request: WebRequest) => Promise<Answer<string | undefined>>
  isCrossSiteWrite: (request: WebRequest, ownOrigin: string) => Promise<Answer<boolean>>
  close: () => void
}

/** Opens the code of a workspace; a file that is saved meanwhile is loaded again. */
export function openCookieCode(options: {
  workspaceRoot: string
  course: Course
  assets: { root: string }
}): CookieCode {
  const preview = createPreview(options)
  const file = options.course.lessons.find(({ id }) => id === LESSON)?.files[0] ?? 'server/cookie.ts'
  let loadedAs = savedAt(join(options.workspaceRoot, file))

  const ask = async <T>(
    name: string,
    args: unknown[],
    isExpected: (value: unknown) => value is T,
  ): Promise<Answer<T>> => {
    const now = savedAt(join(options.workspaceRoot, file))
    if (now !== loadedAs) preview.refresh()
    loadedAs = now
    const [report] = await preview.preview(LESSON, [{ file, name, args }])
    return answerOf(name, report as CallReport, isExpected)
  }
  return {
    sessionCookie: (token, lifetime) => ask('sessionCookie', [token, lifetime], isString),
    readSessionCookie: request => ask('readSessionCookie', [request], isOptionalString),
    isCrossSiteWrite: (request, ownOrigin) => ask('isCrossSiteWrite', [request, ownOrigin], isBoolean),
    close: preview.close,
  }
}

const isString = (value: unknown): value is string => typeof value === 'string'
const isOptionalString = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string'
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

function answerOf<T>(
  name: string,
  { outcome }: CallReport,
  isExpected: (value: unknown) => value is T,
): Answer<T> {
  if (outcome.kind === 'broken') return { kind: 'none', why: `${name}: ${outcome.message}` }
  if (outcome.kind === 'thrown') {
    const { value } = outcome
    const message =
      value.type === 'error' ? `${value.name}: ${value.message}` : 'something that is not an Error'
    return { kind: 'none', why: `${name} threw ${message}` }
  }
  const value = 'value' in outcome.value ? outcome.value.value : undefined
  if (isExpected(value) && (value !== undefined || outcome.value.type === 'undefined'))
    return { kind: 'value', value }
  return { kind: 'none', why: `${name} returned a value of the wrong type` }
}

/** When a file was saved last; 0 when there is none. */
function savedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
