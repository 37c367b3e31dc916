/** What an editor shows in a workspace in which nothing was installed: no error, with TypeScript 5.9 and 7. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type ts from 'typescript-5.9'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorkspace } from '../../src/workspace/create.ts'
import { openWorkspace } from '../../src/workspace/open.ts'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')
const supplies = { startersDir: join(dist, 'starters'), typesDir: join(dist, 'types'), version: '0.1.0' }

let folder: string
let workspace: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jwt-lessons editor '))
  workspace = (await createWorkspace(join(folder, 'work'), supplies)).workspace.root
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const withSolutions = (): void => cpSync(join(dist, 'solutions'), workspace, { recursive: true })

/** What the language service of TypeScript 5.9 underlines in red, file by file, as an editor asks for it. */
function redLines(): string[] {
  const typescript = createRequire(import.meta.url)('typescript-5.9') as typeof ts
  const config = typescript.getParsedCommandLineOfConfigFile(join(workspace, 'tsconfig.json'), undefined, {
    ...typescript.sys,
    onUnRecoverableConfigFileDiagnostic: diagnostic => {
      throw new Error(String(diagnostic.messageText))
    },
  })
  if (config === undefined) throw new Error('there is no tsconfig.json')
  const service = typescript.createLanguageService({
    getCompilationSettings: () => config.options,
    getScriptFileNames: () => config.fileNames,
    getScriptVersion: () => '1',
    getScriptSnapshot: file =>
      existsSync(file) ? typescript.ScriptSnapshot.fromString(readFileSync(file, 'utf8')) : undefined,
    getCurrentDirectory: () => workspace,
    getDefaultLibFileName: typescript.getDefaultLibFilePath,
    fileExists: typescript.sys.fileExists,
    readFile: typescript.sys.readFile,
    readDirectory: typescript.sys.readDirectory,
    directoryExists: typescript.sys.directoryExists,
    getDirectories: typescript.sys.getDirectories,
  })
  expect(config.fileNames.length).toBeGreaterThan(5)
  return [
    ...service.getCompilerOptionsDiagnostics(),
    ...config.fileNames.flatMap(file => [
      ...service.getSyntacticDiagnostics(file),
      ...service.getSemanticDiagnostics(file),
    ]),
  ].map(({ file, messageText }) => `${file?.fileName}: ${JSON.stringify(messageText)}`)
}

/** What TypeScript 7 says of the whole workspace. */
function complaints(): string {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [compiler, '--noEmit', '-p', workspace], { encoding: 'utf8' }).stdout
}

describe('with nothing installed', () => {
  test('the starters have no red line', () => {
    expect(redLines()).toEqual([])
    expect(complaints()).toBe('')
  })

  test('the solutions have none either', () => {
    withSolutions()
    expect(redLines()).toEqual([])
    expect(complaints()).toBe('')
  })

  test('a mistake has one: the types are really there', () => {
    const wrong =
      "import { createHash } from 'node:crypto'\nexport const x: number = createHash('sha256').digest()\n"
    writeFileSync(join(workspace, 'jwt/wrong.ts'), wrong)
    expect(redLines()).toEqual([expect.stringContaining('not assignable to type')])
    expect(complaints()).toContain('wrong.ts')
  })
})

test('types of an older version are replaced when the workspace is opened, and nothing is left over', async () => {
  const version = join(workspace, '.jwt-lessons/types/version')
  rmSync(version)
  await openWorkspace({ root: workspace, remembers: true }, supplies, new Date())
  expect(readFileSync(version, 'utf8')).toContain('@types/node')
  expect(readdirSync(join(workspace, '.jwt-lessons')).filter(name => name.startsWith('.'))).toEqual([])
})
