import { join } from 'node:path'
import { createWorkspace } from '../workspace/create.ts'
import { DEFAULT_FOLDER, locate, missingJwt } from '../workspace/find.ts'
import type { Workspace } from '../workspace/types.ts'
import { askYes } from './ask.ts'
import type { CommandIo } from './io.ts'
import { type Services, suppliesOf } from './session.ts'

/**
 * The workspace that a terminal was opened in. Where there is none it is offered to make one, and where only its folder
 * jwt/ is missing, to bring back the starters.
 * @returns null when the learner wants neither
 * @throws WorkspaceError `no-jwt-folder` when something else has the name of that folder
 */
export async function offeredWorkspace(io: CommandIo, services: Services): Promise<Workspace | null> {
  const located = await locate(io.cwd)
  if (located.kind === 'workspace') return located.workspace
  if (located.kind === 'none') {
    const folder = join(io.cwd, DEFAULT_FOLDER)
    const question = `There is no workspace here. Make one in ${folder}?`
    return offer(
      folder,
      question,
      'Nothing was made. To make one elsewhere: jwt-lessons init DIR',
      io,
      services,
    )
  }
  if (located.inTheWay) throw missingJwt(located, io.cwd)
  const { folder } = located
  const question = `The folder jwt/ is missing in ${folder}. Bring back its starters? Your progress and all other files stay as they are.`
  return offer(folder, question, 'Nothing was changed. If you moved the folder, move it back.', io, services)
}

async function offer(
  folder: string,
  question: string,
  refused: string,
  io: CommandIo,
  services: Services,
): Promise<Workspace | null> {
  if (await askYes(question, 'yes', io))
    return (await createWorkspace(folder, suppliesOf(services))).workspace
  io.stdout.write(`${refused}\n`)
  return null
}
