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

You build it in \`jwt/\`, one lesson at a time.

    npx jwt-lessons          opens the course: it explains, and grades every save
    npx jwt-lessons check    grades all lessons and prints the verdicts

\`jwt/\` is your library. \`attacks/\` and \`server/\` are for later chapters.
\`.jwt-lessons/\` holds your progress, and a backup of every file that the course replaced for you.

Nothing needs to be installed in this folder. \`npm install\` adds types for your editor.
After \`npm install --save-dev jwt-lessons\`, \`npm start\`, \`npm test\` and \`npx vitest\` work here too.

Stuck? \`npx jwt-lessons hint\` with a lesson's number gives the next hint, and \`npx jwt-lessons doctor\` looks at your set-up.
`

const PACKAGE = {
  name: 'my-jwt-library',
  private: true,
  type: 'module',
  scripts: { start: 'jwt-lessons', test: 'jwt-lessons check' },
  devDependencies: { '@types/node': '^24.0.0' },
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    moduleDetection: 'force',
    types: ['node'],
    strict: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['jwt', 'attacks', 'server'],
}

const VITEST_CONFIG = `// Shows the hidden tests of the course in \`npx vitest\` and in your editor's test explorer.
export { default } from 'jwt-lessons/vitest'
`

const GITIGNORE = `node_modules/
.jwt-lessons/backups/
.jwt-lessons/progress.damaged-*.json
.jwt-lessons/kata.damaged-*.json
.jwt-lessons/kata/
.jwt-lessons/progress.lock
.jwt-lessons/.*.tmp
`
