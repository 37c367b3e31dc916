import type { Lesson } from '../course/types.ts'
import { undo } from '../workspace/backups.ts'
import { type Replaced, resetLesson } from '../workspace/replace.ts'
import { askYes } from './ask.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint, type Paint } from './paint.ts'
import { requireLesson } from './request.ts'
import { openSession, type Services, suppliesOf } from './session.ts'

export type ResetOptions = CommonOptions & { lesson: string; dir?: string; undo?: boolean; yes?: boolean }

/** `jwt-lessons reset`: puts the starter back for what the lesson added, after a backup; `--undo` brings the last backup back. */
export async function runReset(options: ResetOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  const { course } = services
  const lesson = requireLesson(course, options.lesson)
  const opened = await openSession(options.dir, io, services)
  const { root } = opened.workspace
  const paint = createPaint(options, io)
  if (options.undo) {
    const { restored, backup } = await undo(root, lesson.id, io.now())
    const kept = backup === null ? '' : `What was there before is in ${backup.path}\n`
    io.stdout.write(`Brought back: ${restored.files.join(', ')} from ${restored.path}\n${kept}`)
    return 0
  }
  const asks = io.stdin.isTTY === true && !options.yes
  if (
    asks &&
    !(await askYes(
      `Put the starter of ${lesson.id} back in ${lesson.files.join(', ')}? A backup is made first.`,
      'no',
      io,
    ))
  ) {
    io.stdout.write('Nothing was changed.\n')
    return 0
  }
  const replaced = await resetLesson(root, course, lesson, suppliesOf(services).startersDir, io.now())
  io.stdout.write(describeReplaced(replaced, lesson, 'the starter', paint))
  return 0
}

/** What replacing did, in words. */
export function describeReplaced(
  { backup, files }: Replaced,
  lesson: Lesson,
  what: string,
  paint: Paint,
): string {
  const lines = files.map(({ path, scope, otherLessonsLost }) => {
    if (scope === 'unchanged') return `${path} already has ${what}.`
    if (scope === 'functions')
      return `${path} has ${what} for ${lesson.exports.join(', ')}; the rest is as you wrote it.`
    const lost = otherLessonsLost
      ? ' All of the file was replaced, other lessons included, because the functions could not be told apart.'
      : ''
    return paint.wrap(`${path} is ${what} now.${lost}`)
  })
  const undoing = `Your own is in ${backup}. To bring it back: jwt-lessons reset ${lesson.id.slice(0, 2)} --undo`
  return `${[...lines, ...(backup === null ? [] : [undoing])].join('\n')}\n`
}
