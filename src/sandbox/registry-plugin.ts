/** Collects the files of a folder into a module, when the program is built: the list of files is the list of names. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ID = 'virtual:capabilities'
/** Of each folder: what the module exports, and what each of its files does. */
const REGISTRIES = [
  { folder: 'child/capabilities', exported: 'capabilities', of: 'capability' },
  { folder: 'child/watching', exported: 'watches', of: 'watch' },
]

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
    return id === ID ? `\0${ID}` : null
  },
  load(id: string) {
    if (id !== `\0${ID}`) return null
    return REGISTRIES.map(({ folder, exported, of }) => {
      const names = namesIn(folder)
      const path = (file: string): string =>
        JSON.stringify(resolve(import.meta.dirname, folder, `${file}.ts`))
      const own = (index: number): string => `${of}${index}`
      const imports = names.map((file, index) => `import { ${of} as ${own(index)} } from ${path(file)}`)
      const members = names.map((file, index) => `${JSON.stringify(file)}: ${own(index)}`)
      return `${imports.join('\n')}\nexport const ${exported} = { __proto__: null, ${members.join(', ')} }`
    }).join('\n')
  },
}
