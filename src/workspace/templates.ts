/** Files of a new workspace that do not come from the course's content, by path. */
export function workspaceTemplates(): Record<string, string> {
  return {
    'README.md': README,
    'package.json': `${JSON.stringify(PACKAGE, null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify(TSCONFIG, null, 2)}\n`,
    'vitest.config.ts': VITEST_CONFIG,
    '.gitignore': GITIGNORE,
  }
}

/** Folders of a workspace, whether they have files yet or not. */
export const WORKSPACE_FOLDERS = ['jwt', 'attacks', 'server']

const README = `# Your JSON Web Token library

You build it here, one lesson at a time.

    npx jwt-lessons          opens the course: it explains, and grades every save
    npx jwt-lessons check    grades all lessons and prints the verdicts

\`jwt/\` is your library. \`attacks/\` holds the tokens you forge, \`server/\` the login server you build with it.
\`.jwt-lessons/\` holds your progress, and a backup of every file that the course replaced for you.

Nothing needs to be installed in this folder: your editor finds the types of Node.js in \`.jwt-lessons/types/\`.

The tests are hidden, but their names and verdicts show in your editor's test explorer and in \`npx vitest\` once
jwt-lessons and Vitest are installed in the folder above this one: \`npm install --prefix .. jwt-lessons vitest\`.

Stuck? \`npx jwt-lessons hint 01\` gives the next hint for lesson 01, and \`npx jwt-lessons doctor\` checks your set-up.

This library is for learning. For real tokens, use a reviewed one such as jose: you will know what its options mean.
`

const PACKAGE = {
  name: 'my-jwt-library',
  private: true,
  type: 'module',
  scripts: { start: 'jwt-lessons', test: 'jwt-lessons check' },
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    moduleDetection: 'force',
    // Types that you install yourself win over those that came with the workspace.
    typeRoots: ['./node_modules/@types', './.jwt-lessons/types'],
    types: ['node', 'jwt-lessons'],
    strict: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['jwt', 'attacks', 'server', 'vitest.config.ts'],
}

const VITEST_CONFIG = `// Shows the hidden tests of the course in \`npx vitest\` and in your editor's test explorer: README.md says how.
export { default } from 'jwt-lessons/vitest'
`

const GITIGNORE = `node_modules/
.jwt-lessons/backups/
.jwt-lessons/progress.damaged-*.json
.jwt-lessons/kata.damaged-*.json
.jwt-lessons/kata/
.jwt-lessons/types/
.jwt-lessons/progress.lock
.jwt-lessons/.*.tmp
`
