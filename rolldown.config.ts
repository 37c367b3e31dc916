import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildOptions, Plugin } from 'rolldown'
import { buildContent } from './src/course/build.ts'
import { diagnosesPlugin } from './src/grader/diagnose/diagnoses-plugin.ts'
import { namesIn, registryPlugin } from './src/sandbox/registry-plugin.ts'
import { stringWidthPlugin } from './src/text/string-width-plugin.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
export const outDir = process.env.JWT_LESSONS_DIST ?? 'dist'
/** Where lessons, solutions and hidden tests are; another folder is another course. */
const source = process.env.JWT_LESSONS_SOURCE ?? '.'
const external = [/^node:/, /^vitest($|\/)/]

/** Hidden tests are compiled one by one; what they share is in chunks. */
const hiddenTests = Object.fromEntries(
  readdirSync(join(source, 'test/lessons')).flatMap(name => {
    const path = join(source, 'test/lessons', name, 'tests.ts')
    return existsSync(path) ? [[`tests/${name}.test`, path]] : []
  }),
)

/** What a lesson throws at the learner's code, and what it draws of it, where it does. */
const fuzzTargets = filesOfLessons('fuzz.ts', 'fuzz')
const pictures = filesOfLessons('picture.ts', 'pictures')
/** What is shown at the end of a chapter, in the folder of its last lesson. */
const finales = filesOfLessons('finale.ts', 'finale')

/** The file of this name of each lesson that has it, as entries of a folder of the build. */
function filesOfLessons(file: string, folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(source, 'lessons'))
      .filter(name => existsSync(join(source, 'lessons', name, file)))
      .map(name => [`${folder}/${name}`, join(source, 'lessons', name, file)]),
  )
}

/** Lessons, starters and solutions are data: read from lessons/ and solutions/, written beside the program. */
const content: Plugin = {
  name: 'content',
  async writeBundle() {
    await buildContent({
      lessonsDir: join(source, 'lessons'),
      solutionsDir: join(source, 'solutions'),
      outDir,
      version,
      known: {
        forbids: namesIn('child/capabilities'),
        watches: namesIn('child/watching'),
        needs: namesIn('needs'),
      },
    })
  },
}

/** The types that a workspace is given for the editor: those of Node.js, and of `jwt-lessons/vitest`. */
const editorTypes: Plugin = {
  name: 'editor-types',
  writeBundle() {
    const folder = join(outDir, 'types')
    rmSync(folder, { recursive: true, force: true })
    // Types for editors whose TypeScript is too old for the workspace's own settings.
    const isOld = (path: string) => /[\\/]ts5\.\d$/.test(path)
    cpSync('node_modules/@types/node', join(folder, 'node'), {
      recursive: true,
      filter: path => !isOld(path),
    })
    cpSync('node_modules/undici-types', join(folder, 'undici-types'), { recursive: true })
    mkdirSync(join(folder, 'jwt-lessons'))
    writeFileSync(
      join(folder, 'jwt-lessons/index.d.ts'),
      `declare module 'jwt-lessons/vitest' {\n  const config: object\n  export default config\n}\n`,
    )
    const node = JSON.parse(readFileSync('node_modules/@types/node/package.json', 'utf8')) as {
      version: string
    }
    writeFileSync(join(folder, 'version'), `@types/node ${node.version}\n`)
  },
}

const bundledPackages = new Map<string, string>()

/** Ships the licence of every package whose code is in the bundle. */
const licences: Plugin = {
  name: 'licences',
  generateBundle() {
    for (const id of this.getModuleIds()) {
      const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replace(/^\0/, ''))?.[0]
      if (folder !== undefined) bundledPackages.set(folder, licenceOf(folder))
    }
  },
  writeBundle() {
    const texts = [...bundledPackages.values()].sort().join('\n')
    writeFileSync(
      join(outDir, 'THIRD_PARTY_LICENSES.md'),
      `# Licences of the packages that are bundled with jwt-lessons\n\n${texts}`,
    )
  },
}

/** The types of `jwt-lessons/vitest`, which a workspace's vitest.config.ts imports. */
const types: Plugin = {
  name: 'types',
  generateBundle() {
    const source = `import type { ViteUserConfig } from 'vitest/config'\ndeclare const config: ViteUserConfig\nexport default config\n`
    this.emitFile({ type: 'asset', fileName: 'vitest.d.ts', source })
  },
}

function licenceOf(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>
  const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${about.license}`
  return `## ${about.name} ${about.version} (${about.license})\n\n\`\`\`text\n${text}\n\`\`\`\n`
}

if (existsSync(outDir)) {
  for (const name of ['chunks', 'tests', 'fuzz', 'pictures', 'finale', 'needs'])
    rmSync(join(outDir, name), { recursive: true, force: true })
}

const config: BuildOptions[] = [
  {
    input: { 'sandbox-child': 'src/sandbox/child/main.ts' },
    platform: 'node',
    external,
    output: { dir: outDir, format: 'esm', minify: true, chunkFileNames: 'sandbox-[name].js' },
    plugins: [registryPlugin, content, editorTypes, licences],
  },
  {
    input: { 'sandbox-rewriting': 'src/sandbox/child/rewriting.ts' },
    output: { dir: outDir, format: 'iife', name: 'rewriting', minify: true },
    plugins: [licences],
  },
  {
    input: { cli: 'src/cli.ts', vitest: 'src/grader/vitest-config.ts' },
    platform: 'node',
    // Ink's own devtools are loaded only when DEV is set; nobody has them installed.
    external: [...external, 'react-devtools-core'],
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '""' } },
    output: { dir: outDir, format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    plugins: [stringWidthPlugin, licences, types],
  },
  {
    input: pictures,
    platform: 'node',
    external,
    // A picture takes rules from a lesson's model, and nothing else of the kit: no Vitest near the screen.
    treeshake: { moduleSideEffects: false },
    output: { dir: outDir, format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    plugins: [stringWidthPlugin, diagnosesPlugin, licences],
  },
  {
    input: {
      'grader-worker': 'src/grader/worker.ts',
      'grader-process': 'src/grader/process-main.ts',
      ...hiddenTests,
      ...fuzzTargets,
      ...finales,
      ...Object.fromEntries(namesIn('needs').map(name => [`needs/${name}`, `src/sandbox/needs/${name}.ts`])),
    },
    platform: 'node',
    external,
    output: { dir: outDir, format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    plugins: [diagnosesPlugin, licences],
  },
]

/** A course of another folder may have no pictures, and nothing to build is an error. */
export default config.filter(({ input }) => typeof input !== 'object' || Object.keys(input).length > 0)
