/** From what the hidden tests left to a lesson's report; pure. */
import type { Lesson } from '../course/types.ts'
import type { LoadProblem, LoadReport } from '../sandbox/types.ts'
import { describeFinding } from './diagnose/describe.ts'
import { hintsFor, type Sources } from './diagnose/hints.ts'
import { withProblemHint } from './diagnose/problem-hints.ts'
import type { TestMeta } from './kit/lesson.ts'
import { exportsByFile } from './kit/session.ts'
import type {
  ConsoleText,
  LessonReport,
  LessonVerdict,
  Problem,
  StepReport,
  TestReport,
  Verdict,
} from './types.ts'

/** One hidden test's result as the engine got it; `meta` is missing when the test never ran. */
export type TestRun = { name: string; step: string; meta: TestMeta | null; error: string | null }

/** All that is known of one lesson's run. */
export type LessonRun = {
  tests: TestRun[]
  /** Errors outside of any test. */
  errors: string[]
  durationMs: number
  seed: number
}

/** What a report looks up: the string of a workspace file, or null; and whether every workspace is given such a file. */
export type WorkspaceLooks = Pick<Sources, 'read' | 'isGiven'>

/** The report of a lesson that the running Node can't grade; `why` is a sentence. */
export function skippedReport(lesson: Lesson, why: string, seed: number): LessonReport {
  const { verdict: _, ...rest } = reportOf(lesson, { tests: [], errors: [], durationMs: 0, seed })
  return { ...rest, verdict: 'skipped', problem: null, skipped: why }
}

/** The report of a lesson whose workspace was moved or removed since the program was started: no fault of anyone's code. */
export function goneReport(lesson: Lesson, workspaceRoot: string, seed: number): LessonReport {
  const message = `The folder ${workspaceRoot} is gone. If you moved it, quit and start jwt-lessons in its new place; if you removed it, jwt-lessons init makes a new one.`
  const problem: Problem = { kind: 'missing-file', message, file: null, line: null, column: null }
  return { ...reportOf(lesson, { tests: [], errors: [], durationMs: 0, seed }), problem }
}

/**
 * Makes the report of a lesson. What a hidden test did wrong by itself is `internal`, never the learner's mistake.
 * The first failing test is reported with what the source shows.
 */
export function reportOf(
  lesson: Lesson,
  run: LessonRun,
  { read, isGiven }: WorkspaceLooks = { read: () => null, isGiven: () => false },
): LessonReport {
  const load = run.tests.find(test => test.meta?.load)?.meta?.load ?? null
  const base = {
    id: lesson.id,
    title: lesson.title,
    chapter: lesson.chapter,
    files: lesson.files,
    durationMs: Math.round(run.durationMs),
    seed: run.seed,
    console: consoleOf(run.tests),
    blockedBy: [],
    imports: load?.imported ?? [],
  }
  const unreached = lesson.steps.map(
    (step): StepReport => ({ id: step.id, title: step.title, verdict: 'not-reached', tests: [] }),
  )
  const stopped = (verdict: LessonVerdict, problem: Problem | null): LessonReport => ({
    ...base,
    verdict,
    problem,
    steps: unreached,
  })
  const sources: Sources = {
    files: lesson.files,
    imports: base.imports,
    read,
    isGiven,
    contract: namesIn(lesson),
  }

  const fault = faultOf(lesson, run, load)
  if (fault !== null) return stopped('broken', fault)
  const hinted = (problem: LoadProblem) => stopped('broken', withProblemHint(problem, sources))
  if (load?.kind === 'problem') return hinted(load.problem)
  if (load !== null && load.missing.length > 0) return stopped('broken', missingExport(lesson, load))
  if (load?.notStarted) return stopped('not-started', null)
  if (load !== null && load.missingEarlier.length > 0) return stopped('broken', missingEarlier(load))

  const steps = lesson.steps.map(step => stepReport(step, run.tests, sources))
  const verdict = lessonVerdict(steps)
  return { ...base, verdict, problem: verdict === 'broken' ? problemOfSteps(steps) : null, steps }
}

/** The names in the tasks of a lesson: what its contract says. */
const namesIn = ({ steps }: Lesson): string[] =>
  steps.flatMap(({ task }) => task.match(/[A-Za-z_$][\w$]*/g) ?? [])

function consoleOf(tests: TestRun[]): ConsoleText[] {
  const texts = new Map<string, string>()
  for (const { step, meta } of tests) {
    if (meta?.console) texts.set(step, (texts.get(step) ?? '') + meta.console)
  }
  return [...texts].map(([step, text]) => ({ step, text }))
}

/** A fault of ours: a hidden test that threw by itself or did not run, a step without tests, an engine that ended early. */
function faultOf(lesson: Lesson, run: LessonRun, load: LoadReport | null): Problem | null {
  const own = run.tests.find(test => test.meta?.verdict === 'internal')
  const said = run.errors[0] ?? own?.error
  const untested = lesson.steps.find(
    step => !run.tests.some(test => test.step === step.id && test.meta !== null),
  )
  const left = leftOut(run.tests)
  if (said === undefined && untested === undefined && left === undefined && load !== null) return null
  const why =
    said ??
    (untested
      ? `no hidden test of the step "${untested.id}" ran`
      : load === null
        ? 'the lesson was not loaded'
        : `the hidden test "${left?.name}" did not run`)
  const isTheirMachine = isTemporaryFolder(why)
  return {
    kind: isTheirMachine ? 'temporary-folder' : 'internal',
    message: isTheirMachine
      ? `Nothing was graded, because nothing can be written to the temporary folder: ${why}. Set TMPDIR (TEMP on Windows) to a folder that you can write to, and start the course again.`
      : `The grader failed, which is our fault and not yours: ${why}. Save again to retry; if it stays, please report it with the lesson's name and the seed ${run.seed}.`,
    file: null,
    line: null,
    column: null,
  }
}

/** Whether Node could not make a folder in the temporary one, which is no fault of the course. */
const isTemporaryFolder = (why: string): boolean => /^E[A-Z]+: .*, mkdtemp '/u.test(why)

/** A test that was not reached although some passed and none failed: without it nothing is proved. */
function leftOut(tests: readonly TestRun[]): TestRun | undefined {
  const had = (verdict: TestMeta['verdict']): TestRun | undefined =>
    tests.find(({ meta }) => meta?.verdict === verdict)
  return had('passed') && !had('failed') && !had('broken') ? had('not-reached') : undefined
}

type Loaded = Extract<LoadReport, { kind: 'loaded' }>

function missingExport(lesson: Lesson, { missing, insteadOf }: Loaded): Problem {
  const [first = ''] = missing
  const ofFile = exportsByFile(lesson).find(({ exports }) => exports.includes(first))
  const file = ofFile?.path ?? (lesson.files[0] as string)
  const names = missing
    .filter(name => name === first || ofFile?.exports.includes(name))
    .map(name => `\`${name}\``)
    .join(' and ')
  return {
    kind: 'missing-export',
    message: `${file} has no exported ${kindOf(first)} ${names}. ${wayOut(lesson, first, insteadOf)}`,
    file,
    line: null,
    column: null,
  }
}

function missingEarlier({ missingEarlier }: Loaded): Problem {
  const [file, name] = (missingEarlier[0] as string).split('#') as [string, string]
  const message = `This lesson also calls \`${name}\` of ${file}, which an earlier lesson asks for, and there is no exported ${kindOf(name)} of that name. Look at that lesson first.`
  return { kind: 'missing-export', message, file, line: null, column: null }
}

/** What an export is, by its name: classes begin with a capital letter. */
const kindOf = (name: string): 'class' | 'function' => (/^\p{Lu}/u.test(name) ? 'class' : 'function')

/** What to do about a missing function or class, by what the file has in its place. */
function wayOut(lesson: Lesson, name: string, instead: Loaded['insteadOf']): string {
  const others = (instead?.exports ?? []).filter(other => other !== 'default' && other !== name)
  const list = others.map(other => `\`${other}\``).join(', ')
  const kind = kindOf(name)
  const declaration =
    kind === 'class' ? `\`export class ${name} { ... }\`` : `\`export function ${name}(...)\``
  switch (instead?.kind) {
    case 'empty':
      return `There is no code in it. To get the starter back: jwt-lessons reset ${lesson.number}`
    case 'no-function':
      return `It exports something called \`${name}\`, but that is not a ${kind}. Write ${declaration}.`
    case 'not-exported':
      return `\`${name}\` is there, but not exported: write the word export before it, ${declaration}.`
    case 'other':
      if (instead.exports.includes('default'))
        return `It has a default export; the tests ask for one with this name: ${declaration}, without default.`
  }
  const seen = list === '' ? '' : ` It exports ${list}; capitals count.`
  return `Write ${declaration}: spelled exactly so, and with the word export.${seen}`
}

function stepReport(step: { id: string; title: string }, tests: TestRun[], sources: Sources): StepReport {
  const failing = tests.find(({ meta }) => meta !== null && meta.finding !== null)
  const reports = tests
    .filter(({ step: id, meta }) => id === step.id && meta !== null && meta.verdict !== 'not-reached')
    .map(test => testReport(test, test === failing ? sources : null))
  const verdict =
    reports.length === 0
      ? 'not-reached'
      : reports.some(test => test.verdict === 'broken')
        ? 'broken'
        : reports.some(test => test.verdict === 'failed')
          ? 'failed'
          : 'passed'
  return { id: step.id, title: step.title, verdict, tests: reports }
}

/** The report of a test; with what the sources show, if they are given. */
function testReport({ name, meta }: TestRun, sources: Sources | null): TestReport {
  const { verdict, finding, members, refusals, isOfKit } = meta as TestMeta
  const hints =
    finding === null || sources === null
      ? []
      : hintsFor(finding, { ...sources, contract: [...sources.contract, ...members] })
  return {
    name,
    verdict: verdict as Verdict,
    diagnosis: finding && describeFinding(finding, { refusals, hints }),
    ...(isOfKit && { isOfKit }),
  }
}

function lessonVerdict(steps: StepReport[]): Verdict {
  if (steps.every(step => step.verdict === 'passed')) return 'passed'
  return steps.some(step => step.verdict === 'broken') ? 'broken' : 'failed'
}

const PROBLEM_KINDS: Record<string, Problem['kind']> = {
  timeout: 'timeout',
  'never-settles': 'timeout',
  memory: 'memory',
  internal: 'internal',
}

function problemOfSteps(steps: StepReport[]): Problem {
  const diagnosis = steps.flatMap(step => step.tests).find(test => test.verdict === 'broken')?.diagnosis
  return {
    kind: PROBLEM_KINDS[diagnosis?.id ?? 'internal'] ?? 'crash',
    message: `${diagnosis?.message ?? ''}${diagnosis?.call ? ` The call was ${diagnosis.call}.` : ''}`.trim(),
    file: diagnosis?.file ?? null,
    line: diagnosis?.line ?? null,
    column: null,
  }
}
