import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { CourseError } from '../course/errors.ts'
import { findLesson, nearestName } from '../course/find.ts'
import type { Course } from '../course/types.ts'
import { describeSystemError, isSystemError, WorkspaceError } from '../workspace/errors.ts'
import type { CommandIo } from './io.ts'
import { RequestError } from './request.ts'
import { isTemporaryFolder, TEMPORARY } from './temporary-folder.ts'
import type { Services } from './session.ts'
import { visible } from '../text/visible.ts'

/**
 * Runs the command that the arguments name.
 * @param args without the program's own name
 * @returns the exit code; errors have been told on stderr by then
 */
export async function runProgram(
  args: readonly string[],
  io: CommandIo,
  services: Services,
): Promise<number> {
  let exitCode = 0
  const program = createProgram(io, services, async run => {
    exitCode = await run()
  })
  try {
    const [name = '-'] = args
    // Asked for help, commander shows that of the whole program for a command that it does not know.
    if (!name.startsWith('-') && !program.commands.some(command => command.name() === name))
      throw unknownCommand(program, services.course, name)
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    io.stderr.write(`${visible(errorText(error))}\n`)
    return 2
  }
}

/** An error in words; never a stack. */
export function errorText(error: unknown): string {
  if (error instanceof RequestError || error instanceof WorkspaceError || error instanceof CourseError)
    return error.message
  if (isTemporaryFolder(error)) return `${TEMPORARY.text} ${TEMPORARY.fix}`
  if (isSystemError(error)) return describeSystemError(error, pathOf(error)).message
  const reason = error instanceof Error ? error.message : String(error)
  return `jwt-lessons itself failed; your code is not the cause: ${reason}\nPlease report it with what you typed. To check your set-up: jwt-lessons doctor`
}

/** What an error of the file system is about. */
function pathOf(error: unknown): string {
  const { path, syscall } = error as NodeJS.ErrnoException
  return path ?? syscall ?? 'a file'
}

type Finish = (run: () => Promise<number>) => Promise<void>

const DIR = ['--dir <dir>', 'the workspace, when it is not here'] as const

// Each command is loaded when it is run, so that none waits for the others.
function createProgram(io: CommandIo, services: Services, finish: Finish): CommandUnknownOpts {
  const { course } = services
  const program = new Command('jwt-lessons')
    .description('Learn JSON Web Tokens by building them. Without a command, opens the course.')
    .version(course.version, '-v, --version', 'print the version')
    .option('--no-color', 'no colours; NO_COLOR and FORCE_COLOR are obeyed too')
    .option('--ascii', 'signs of plain ASCII only')
    .option('--no-motion', 'no animation; NO_MOTION is obeyed too')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: text => void io.stdout.write(text),
      writeErr: text => void io.stderr.write(text),
      getOutHelpWidth: () => io.columns ?? 80,
      getErrHelpWidth: () => io.columns ?? 80,
    })
    .argument('[command]')
    .usage('[options] [command]')
    .allowExcessArguments(true)
    .action(async (name, options) => {
      if (name !== undefined) throw unknownCommand(program, course, name)
      await finish(async () => {
        if (!io.isTTY || io.stdin.isTTY !== true)
          return (await import('./status.ts')).runStatus(options, io, services)
        return (await import('./open.ts')).runOpen(options, io, services)
      })
    })
  // The argument only catches unknown commands.
  program.configureHelp({ visibleArguments: () => [] })

  const add = (usage: string, description: string) =>
    program.command(usage).description(description).configureHelp({}).allowExcessArguments(false)

  add('help', 'the options of a command')
    .argument('[command]')
    .action(name => {
      if (name === undefined) return program.outputHelp()
      const command = program.commands.find(one => one.name() === name)
      if (command === undefined) throw unknownCommand(program, course, name)
      command.outputHelp()
    })
  add('init', 'make a workspace, never over existing files')
    .argument('[dir]', 'its folder (default: jwt-lessons)')
    .action((dir, _, command) =>
      finish(async () => {
        const { runInit } = await import('./init.ts')
        return runInit({ ...command.optsWithGlobals(), dir }, io, services)
      }),
    )
  add(
    'check',
    'grade lessons, all when none is named; exit code 0 when all passed, 1 when not, 2 for a wrong request',
  )
    .argument('[lesson...]', 'number, id or a unique part of it')
    .option('--json', 'print one JSON document')
    .option('--junit <file>', 'write a JUnit report too')
    .option(...DIR)
    .option('--record', 'with --dir: note the verdicts in that folder too')
    .option('--seed <number>', 'the random inputs of an earlier run again')
    .option('--budget <seconds>', 'processor time that the code of each lesson may use, 30 by default')
    .action((lessons, _, command) =>
      finish(async () =>
        (await import('./check.ts')).runCheck({ ...command.optsWithGlobals(), lessons }, io, services),
      ),
    )
  add('list', 'the course with the verdict of each lesson')
    .option('--json', 'print one JSON document')
    .option(...DIR)
    .action((_, command) =>
      finish(async () => (await import('./list.ts')).runList(command.optsWithGlobals(), io, services)),
    )
  add('show', 'the text of a lesson')
    .argument('<lesson>')
    .action((lesson, _, command) =>
      finish(async () =>
        (await import('./show.ts')).runShow({ ...command.optsWithGlobals(), lesson }, io, services),
      ),
    )
  add('hint', 'the next hint for the first step that has not passed')
    .argument('<lesson>')
    .option(...DIR)
    .action((lesson, _, command) =>
      finish(async () =>
        (await import('./hint.ts')).runHint({ ...command.optsWithGlobals(), lesson }, io, services),
      ),
    )
  add('solution', 'our solution beside yours, once the lesson has passed')
    .argument('<lesson>')
    .option('--force', 'before it has passed too')
    .option('--apply', 'write it into the workspace, after a backup')
    .option(...DIR)
    .action((lesson, _, command) =>
      finish(async () =>
        (await import('./solution.ts')).runSolution({ ...command.optsWithGlobals(), lesson }, io, services),
      ),
    )
  add('reset', 'put the starter back for what a lesson added, after a backup')
    .argument('<lesson>')
    .option('--undo', 'bring the last backup back')
    .option('-y, --yes', 'do not ask')
    .option(...DIR)
    .action((lesson, _, command) =>
      finish(async () =>
        (await import('./reset.ts')).runReset({ ...command.optsWithGlobals(), lesson }, io, services),
      ),
    )
  add('inspect', 'say what is in a token, check its signature, and warn')
    .argument('[token...]', 'the token, or - for stdin, which keeps it out of the shell history')
    .option('--secret <text>', 'check it with this secret')
    .option('--secret-file <file>', 'check it with the bytes of this file')
    .option('--key <file>', 'check it with a key in PEM or JWK form')
    .option('--jwks <file>', 'check it with a key set')
    .option('--words <file>', 'try each line of a word list as the secret')
    .option('--json', 'print one JSON document')
    .action((tokens, _, command) =>
      finish(async () => {
        const { runInspect } = await import('./inspect.ts')
        const inspectIo = { ...io, now: () => Math.floor(io.now().getTime() / 1000) }
        return runInspect({ ...command.optsWithGlobals(), tokens }, inspectIo)
      }),
    )
  add('questions', 'what people ask about JSON Web Tokens, and the lines of your code that answer it')
    .argument('[number]', 'one question, with your code')
    .option('--json', 'print one JSON document')
    .option(...DIR)
    .action((number, _, command) =>
      finish(async () => {
        const { runQuestions } = await import('./questions.ts')
        return runQuestions({ ...command.optsWithGlobals(), number }, io, services)
      }),
    )
  add('certificate', 'what you passed, as a JWT that your own server signs, with a page to show')
    .option('--name <name>', 'your name on it')
    .option(...DIR)
    .action((_, command) =>
      finish(async () =>
        (await import('./certificate.ts')).runCertificate(command.optsWithGlobals(), io, services),
      ),
    )
  add('kata', 'a starter again in a scratch folder, with a stopwatch and personal bests')
    .argument('[lesson]', 'a lesson or a chapter; what was practised longest ago when none is named')
    .option(
      '--variant <name>',
      'free, no-table, no-regexp, no-loop, or other: without what was used last time',
    )
    .option('--json', 'print the history and do not practise')
    .option(...DIR)
    .action((target, _, command) =>
      finish(async () => {
        const { runKata } = await import('./kata.ts')
        return runKata({ ...command.optsWithGlobals(), target }, io, services)
      }),
    )
  add('fuzz', 'throw forged and damaged tokens at your own code; exit code 1 when something got in')
    .argument('[lesson]', 'only what this lesson built; everything that is written when none is named')
    .option('--count <number>', 'how many for each function (default: 20000)')
    .option('--seed <number>', 'the same tokens as in an earlier run')
    .option('--json', 'print one JSON document')
    .option(...DIR)
    .action((lesson, _, command) =>
      finish(async () => {
        const { runFuzz } = await import('./fuzz.ts')
        return runFuzz({ ...command.optsWithGlobals(), lesson }, io, services)
      }),
    )
  add(
    'lab',
    'pages for your own browser, with your own code: storage is about cookies, scripts and other sites',
  )
    .argument('<name>', 'storage')
    .option(...DIR)
    .action((name, _, command) =>
      finish(async () =>
        (await import('./lab.ts')).runLab({ ...command.optsWithGlobals(), name }, io, services),
      ),
    )
  add('serve', 'serve your own app of lesson 23 on this machine, with a page that uses it')
    .option('--port <number>', 'the port; 8023, or any free one, when none is named')
    .option(...DIR)
    .action((_, command) =>
      finish(async () => (await import('./serve.ts')).runServe(command.optsWithGlobals(), io)),
    )
  add('doctor', 'look at versions, terminal, permissions and workspace, and name the fixes')
    .option(...DIR)
    .action((_, command) =>
      finish(async () => (await import('./doctor.ts')).runDoctor(command.optsWithGlobals(), io, services)),
    )
  return program
}

function unknownCommand(program: CommandUnknownOpts, course: Course, name: string): RequestError {
  const found = findLesson(course, name)
  if (found.kind === 'found') {
    const number = found.lesson.id.slice(0, 2)
    return new RequestError(
      'unknown-command',
      `${name} is lesson ${found.lesson.id}. Open the course with jwt-lessons; read the lesson with: jwt-lessons show ${number}; grade it with: jwt-lessons check ${number}`,
    )
  }
  const names = program.commands.map(command => command.name())
  const nearest = nearestName(name, names)
  const hint = nearest === null ? 'See all: jwt-lessons --help' : `Did you mean ${nearest}?`
  return new RequestError('unknown-command', `There is no command "${name}". ${hint}`)
}
