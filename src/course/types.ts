/** What the course is made of: plain data, read from `lessons/`. */

/** All chapters and lessons, in order. */
export type Course = {
  version: string
  chapters: Chapter[]
  lessons: Lesson[]
  /** What people ask, and where the course answers it; left out where a course has no questions.md. */
  conversation?: AnsweredQuestion[]
}

/** A question that people ask about the subject, and what the learner can show as the answer. */
export type AnsweredQuestion = {
  question: string
  /** A few sentences. */
  answer: string
  /** Ids of the lessons that show it. */
  lessons: string[]
  /** Functions of the learner's that are the proof. */
  code: { file: string; name: string }[]
  /** Id of a lesson whose picture shows it, or null. */
  picture: string | null
}

/** A group of lessons with one theme. */
export type Chapter = {
  id: string
  title: string
  /** What learners do in it, to stand after "you": "write a library that ..."; nothing, if it is left out. */
  goal?: string
  lessonIds: string[]
}

/** One sitting: a text, 2 to 5 steps, a recap. All texts are Markdown. */
export type Lesson = {
  /** Folder name, for example `01-base64url-encode`. */
  id: string
  number: number
  title: string
  /** Id of its chapter. */
  chapter: string
  /** How long a beginner needs. */
  minutes: number
  /** Workspace files that the lesson edits, relative to the workspace, with `/`. */
  files: string[]
  /** Names that the lesson adds to its files, in order; all in `files[0]` unless written `path#name`. */
  exports: string[]
  /** Functions of earlier lessons that the hidden tests call too, written `path#name`. */
  uses: string[]
  /** What is taken away while the lesson is graded: names of files in `src/sandbox/child/capabilities/`. */
  forbids: string[]
  /** Built-ins whose calls the hidden tests see: names of files in `src/sandbox/child/watching/`. */
  watches: string[]
  /** Exports whose promises are awaited, also `Class.method`; a promise from any other one is a mistake. */
  async: string[]
  /** Whether Request and Response cross the border. */
  web: boolean
  /** What the running Node must have for this lesson: a file in `src/sandbox/needs/`, or null. */
  needs: string | null
  /** Id of the lesson when it has a picture (`picture.ts` in its folder), else null. */
  picture: string | null
  /** Whether the end of its chapter is in its folder (`finale.ts`). */
  finale: boolean
  /** Why it matters: one page. */
  why: string
  steps: Step[]
  recap: string
  reading: string
}

/** One thing to make true; its hidden tests pass or fail together. */
export type Step = {
  id: string
  title: string
  /** What is read and predicted before the task, in the order in which it is shown. */
  pages: (Page | Question)[]
  task: string
  hints: Hint[]
}

export type Page = { kind: 'page'; title: string; text: string }

/** A prediction; exactly one of its four answers is right. */
export type Question = { kind: 'question'; id: string; prompt: string; answers: Answer[] }

export type Answer = { text: string; correct: boolean; explanation: string }

/** The answers of a question are told apart by these letters, in order. */
export const answerLetters = ['a', 'b', 'c', 'd'] as const

/** Markdown; tier 1 is a nudge, tier 2 the idea, tier 3 nearly the code. */
export type Hint = string
