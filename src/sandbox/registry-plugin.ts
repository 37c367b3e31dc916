/** Collects the files of a folder into a module, when the program is built: the list of files is the list of names. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A virtual module for each folder: it exports the folder's `name` of each file, by the name of the file. */
const REGISTRIES = {
  'virtual:capabilities': { folder: 'child/capabilities', exported: 'capabilities', of: 'capability' },
} as const

type Id = keyof typeof REGISTRIES
const isId = (id: string): id is Id => Object.hasOwn(REGISTRIES, id)

/** The names that the front matter of a lesson can say, as they are on disk. */
export function namesIn(folder: string): string[] {
  return readdirSync(join(import.meta.dirname, folder))
    .filter(name => name.endsWith('.ts'))
    .map(name => name.slice(0, -'.ts'.length))
    .sort()
}

/** For Rolldown and for Vite. */
export const registryPlugin = {
  name: 'registry',
  resolveId(id: string) {
    return isId(id) ? `\0${id}` : null
  },
  load(id: string) {
    const name = id.slice(1)
    if (id[0] !== '\0' || !isId(name)) return null
    const { folder, exported, of } = REGISTRIES[name]
    const names = namesIn(folder)
    const path = (file: string): string => JSON.stringify(resolve(import.meta.dirname, folder, `${file}.ts`))
    const imports = names.map((file, index) => `import { ${of} as m${index} } from ${path(file)}`)
    const members = names.map((file, index) => `${JSON.stringify(file)}: m${index}`)
    return `${imports.join('\n')}\nexport const ${exported} = { __proto__: null, ${members.join(', ')} }\n`
  },
}
