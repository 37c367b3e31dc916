import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transplant } from '../../../src/source/transplant.ts'
import type { Lesson } from '../../../src/course/types.ts'
import { readVariants, type Variant } from '../../check-lessons/variants.ts'
import { repository } from './program.ts'

/** What a learner saves for a lesson: only what the lesson adds changes in the file. */
export type Answers = {
  /** Saves a known mistake, by its name. */
  saveMistake(name: string): void
  saveSolution(): void
  /** Saves any text as the lesson's file. */
  saveText(text: string): void
}

/** The answers for a lesson, put into the file as it is now, with what the lessons before have left in it. */
export function answersFor(workspace: string, lesson: Lesson): Answers {
  const [name = ''] = lesson.files
  const file = join(workspace, name)
  const before = readFileSync(file, 'utf8')
  const exports = lesson.exports.map(name => name.split('#').at(-1) ?? name)
  const save = (answer: string, place: string) => {
    const text = transplant(before, answer, exports)
    if (text === null) throw new Error(`${place} can't be put into ${file}`)
    writeFileSync(file, text)
  }
  return {
    saveMistake(mistake) {
      const { source, place } = variantOf(lesson, mistake)
      save(source, place)
    },
    saveSolution: () => save(solutionOf(name), name),
    saveText: text => writeFileSync(file, text),
  }
}

/** The answers for a lesson that has its files to itself: whole files. */
export function wholeAnswersFor(workspace: string, { id, files }: Lesson): Omit<Answers, 'saveText'> {
  return {
    saveMistake(mistake) {
      const { source, file } = variantOf({ id }, mistake)
      writeFileSync(join(workspace, file ?? files[0] ?? ''), source)
    },
    saveSolution() {
      for (const name of files) writeFileSync(join(workspace, name), solutionOf(name))
    },
  }
}

function variantOf({ id }: Pick<Lesson, 'id'>, mistake: string): Variant {
  const isIt = (variant: Variant): boolean => variant.kind === 'mistake' && variant.name === mistake
  return readVariants(repository, id).find(isIt) as Variant
}

const solutionOf = (name: string): string => readFileSync(join(repository, 'solutions', name), 'utf8')
