#!/usr/bin/env node
// An old Node must be able to read this file: only what Node 18 knows, and the rest is loaded after the version is known.
import module from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isOldNode = major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)

if (isOldNode) {
  const args = process.argv
    .slice(2)
    .map(arg => (/^[\w./:=@-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`))
  console.error(`jwt-lessons needs Node.js 22.18 or later, and this is ${process.version}. This command brings it along and runs the course:

  ${['npx --yes -p node@24 -p jwt-lessons jwt-lessons', ...args].join(' ')}`)
  process.exitCode = 2
} else {
  module.enableCompileCache?.()
  const { main } = await import('./commands/main.ts')
  await main()
}
