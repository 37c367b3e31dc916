#!/usr/bin/env node
// An old Node must be able to read this file: only what Node 18 knows, and the rest is loaded after the version is known.
import { existsSync, mkdirSync } from 'node:fs'
import module from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isOldNode = major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)

if (isOldNode) {
  const [{ relative }, { fileURLToPath }] = await Promise.all([import('node:path'), import('node:url')])
  const quoted = (arg: string): string => {
    if (/^[\w./:=@-]+$/.test(arg)) return arg
    return process.platform === 'win32' ? `"${arg}"` : `'${arg.replaceAll("'", "'\\''")}'`
  }
  const file = fileURLToPath(import.meta.url)
  // npx finds an installed course by its name; in a clone it would take another one from the registry.
  const isInstalled = /[\\/]node_modules[\\/]/.test(file)
  const [shortest = file] = [relative(process.cwd(), file), file].sort((a, b) => a.length - b.length)
  const program = isInstalled ? ['-p', 'jwt-lessons', 'jwt-lessons'] : ['node', shortest]
  // Lines that fit any terminal: without the program itself nothing here wraps them.
  console.error(`jwt-lessons needs Node.js ${major === 23 ? '23.6' : '22.18'} or later.
This is ${process.version}, but one command brings a newer one
along and runs the course:

  npx --yes -p node@24 ${[...program, ...process.argv.slice(2)].map(quoted).join(' ')}`)
  process.exitCode = 2
} else {
  if (makeFolder(join(tmpdir(), 'node-compile-cache'))) module.enableCompileCache?.()
  const { main } = await import('./commands/main.ts')
  await main()
}

/**
 * Makes a folder level by level; whether it is there. Node, which would make that of its code cache by itself, tries for ever
 * where nobody can make one, as in /proc.
 */
function makeFolder(folder: string): boolean {
  if (existsSync(folder)) return true
  const parent = dirname(folder)
  if (parent === folder || !makeFolder(parent)) return false
  try {
    mkdirSync(folder)
    return true
  } catch {
    // Another process may have made it meanwhile.
    return existsSync(folder)
  }
}
