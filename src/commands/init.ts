import { relative, resolve } from 'node:path'
import { createWorkspace } from '../workspace/create.ts'
import { DEFAULT_FOLDER, locate, locateAt, missingJwt, ownFolderAround, quote } from '../workspace/find.ts'
import { RequestError } from './request.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createPaint } from './paint.ts'
import { type Services, suppliesOf } from './session.ts'

export type InitOptions = CommonOptions & { dir?: string | undefined }

/** `jwt-lessons init`: makes a workspace, never over existing files. */
export async function runInit(options: InitOptions, io: CommandIo, services: Services): Promise<ExitCode> {
  const paint = createPaint(options, io)
  // An unset variable of the shell, which must not fill the current folder.
  if (options.dir === '')
    throw new RequestError(
      'wrong-option',
      'The name of the folder is empty. For this folder, write: jwt-lessons init .',
    )
  if (options.dir === undefined) {
    const around = await locate(io.cwd)
    if (around.kind === 'without-jwt' && isIn(around.folder, io.cwd)) throw missingJwt(around, io.cwd)
    if (around.kind === 'workspace' && isIn(around.workspace.root, io.cwd)) {
      io.stderr.write(
        `You are in a workspace already: ${around.workspace.root}\nTo make another, name its folder: jwt-lessons init DIR\n`,
      )
      return 2
    }
  }
  const folder = resolve(io.cwd, options.dir ?? DEFAULT_FOLDER)
  const around = (await locateAt(folder)).kind === 'none' ? await ownFolderAround(folder) : null
  if (around !== null)
    throw new RequestError(
      'wrong-option',
      `${folder} is ${around.isItself ? '' : 'in '}${around.name}/ of the workspace ${around.root}, where your files are and no other workspace can be. Nothing was made.\nTo make another, name a folder that is not in it: jwt-lessons init DIR`,
    )
  const { workspace, created, kept } = await createWorkspace(folder, suppliesOf(services))
  const isNew = created.length > 0
  const path = relative(io.cwd, folder)
  const lines = [
    isNew
      ? `${paint.style('good', paint.signs.passed)} Your workspace is ready: ${workspace.root}`
      : `${workspace.root} is a workspace already. Nothing was changed.`,
    ...(isNew && kept.length > 0 ? [paint.wrap(`Kept as they were: ${kept.join(', ')}`)] : []),
    '',
    'What to do next:',
    ...(path === '' ? [] : [`  cd ${quote(path)}`]),
    '  npx jwt-lessons',
  ]
  io.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

const isIn = (folder: string, path: string): boolean => !relative(folder, resolve(path)).startsWith('..')
