import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { defineConfig, type Plugin } from 'rolldown'
import { buildContent } from './src/course/build.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const outDir = process.env.JWT_LESSONS_DIST ?? 'dist'
const external = [/^node:/, /^vitest($|\/)/]

/** Hidden tests are compiled one by one; what they share is in chunks. */
const hiddenTests = Object.fromEntries(
  readdirSync('test/lessons')
    .filter(name => name.endsWith('.test.ts'))
    .map(name => [`tests/${name.replace(/\.ts$/, '')}`, `test/lessons/${name}`]),
)

/** Lessons, starters and solutions are data: read from lessons/ and solutions/, written beside the program. */
const content: Plugin = {
  name: 'content',
  async writeBundle() {
    await buildContent({ lessonsDir: 'lessons', solutionsDir: 'solutions', outDir, version })
  },
}

if (existsSync(outDir)) for (const name of ['chunks', 'tests']) rmSync(`${outDir}/${name}`, { recursive: true, force: true })

export default defineConfig([
  {
    input: { 'sandbox-child': 'src/sandbox/child/main.ts' },
    platform: 'node',
    external,
    output: { dir: outDir, format: 'esm', minify: true, chunkFileNames: 'sandbox-[name].js' },
    plugins: [content],
  },
  {
    input: { cli: 'src/cli.ts', vitest: 'src/grader/vitest-config.ts' },
    platform: 'node',
    // Ink's own devtools are loaded only when DEV is set; nobody has them installed.
    external: [...external, 'react-devtools-core'],
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '""' } },
    output: { dir: outDir, format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' },
  },
  {
    input: { 'grader-worker': 'src/grader/worker.ts', 'grader-process': 'src/grader/process-main.ts', ...hiddenTests },
    platform: 'node',
    external,
    output: { dir: outDir, format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' },
  },
])
