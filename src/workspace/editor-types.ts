/**
 * The types of Node.js in a workspace, so that an editor shows no error where nothing was installed. They are a copy of
 * what the program was built with, and replaced when that changes.
 */
import { randomBytes } from 'node:crypto'
import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeSystemError } from './errors.ts'
import { makeFolderInside, readInside, removeInside, renameInside, resolveInside } from './inside.ts'
import { MEMORY_FOLDER } from './paths.ts'

const TYPES_FOLDER = `${MEMORY_FOLDER}/types`
/** How the name of a copy begins that is not complete yet. */
const PARTIAL = '.types-'

/**
 * Copies the types into a workspace unless they are there already.
 * @param typesDir the built folder: `version`, `node/`, `jwt-lessons/` and `undici-types/`, which those of Node.js import
 * @throws WorkspaceError `not-permitted`, `disk-full`, `outside`
 */
export async function giveEditorTypes(root: string, typesDir: string): Promise<void> {
  const version = await readFile(join(typesDir, 'version'), 'utf8').catch(() => null)
  if (version === null || (await readInside(root, `${TYPES_FOLDER}/version`)) === version) return
  await removeCutShort(root)
  const partial = `${MEMORY_FOLDER}/${PARTIAL}${randomBytes(6).toString('hex')}`
  await makeFolderInside(root, partial)
  try {
    const target = await resolveInside(root, partial)
    // npm packs no folder called node_modules, so the one package that the types need is put there only now.
    await cp(join(typesDir, 'undici-types'), join(target, 'node/node_modules/undici-types'), {
      recursive: true,
    })
    for (const name of ['node', 'jwt-lessons'])
      await cp(join(typesDir, name), join(target, name), { recursive: true })
    await cp(join(typesDir, 'version'), join(target, 'version'))
    await removeInside(root, TYPES_FOLDER)
    await renameInside(root, partial, TYPES_FOLDER)
  } catch (error) {
    await removeInside(root, partial).catch(() => {})
    throw describeSystemError(error, join(root, TYPES_FOLDER))
  }
}

/** Removes copies that were cut short when the program was killed. */
async function removeCutShort(root: string): Promise<void> {
  const names = await readdir(await resolveInside(root, MEMORY_FOLDER)).catch(() => [])
  for (const name of names) if (name.startsWith(PARTIAL)) await removeInside(root, `${MEMORY_FOLDER}/${name}`)
}
