import { mkdtemp, readdir, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Course, Lesson } from '../course/types.ts'
import type { Walls } from '../sandbox/types.ts'
import { wallsInWords } from '../sandbox/walls.ts'
import { exists } from '../workspace/disk.ts'
import { WorkspaceError } from '../workspace/errors.ts'
import { quote } from '../workspace/find.ts'
import { readInside, resolveInside } from '../workspace/inside.ts'
import { silentMount } from '../workspace/mounts.ts'
import { MEMORY_FOLDER, PROGRESS_FILE } from '../workspace/paths.ts'
import { parseProgress } from '../workspace/progress-text.ts'
import type { Workspace } from '../workspace/types.ts'
import type { CommandIo } from './io.ts'

/** One thing that was looked at. `fix` is there when it is not as it should be. */
export type Finding = {
  /** `note`: it works, and the learner should know. */
  state: 'good' | 'note' | 'bad'
  text: string
  fix?: string
}

/** Versions of what runs the course. */
export function versionFindings(course: Course): Finding[] {
  return [
    { state: 'good', text: `jwt-lessons ${course.version}, ${course.lessons.length} lessons` },
    { state: 'good', text: `Node.js ${process.versions.node} on ${process.platform} ${process.arch}` },
  ]
}

/** What stands between learner code and the machine, as `check --json` says it. */
export function wallsFinding(walls: Walls): Finding {
  const text = `Walls around your code: ${wallsInWords(walls).join(', ')}.`
  if (walls.network !== 'modules') return { state: 'good', text }
  return {
    state: 'note',
    text,
    fix: 'None of them keeps it from the network. Before you grade code of strangers: Node 26, or a container without network.',
  }
}

/** What the terminal can show. */
export function terminalFindings(io: CommandIo, rows: number | undefined): Finding[] {
  if (!io.isTTY)
    return [{ state: 'note', text: 'The output is not a terminal here: the UI opens in a terminal only.' }]
  const columns = io.columns ?? 80
  const size = `The terminal has ${columns} columns and ${rows ?? 24} rows`
  const fits = columns >= 60 && (rows ?? 24) >= 16
  const locale = io.env.LC_ALL || io.env.LC_CTYPE || io.env.LANG || ''
  const isUtf8 = process.platform === 'win32' || /utf-?8/i.test(locale)
  return [
    fits
      ? { state: 'good', text: `${size}.` }
      : { state: 'bad', text: `${size}.`, fix: 'Make it at least 60 by 16.' },
    io.env.TERM === 'dumb'
      ? { state: 'note', text: 'TERM is dumb: signs are plain ASCII, and there are no colours.' }
      : { state: 'good', text: `TERM is ${io.env.TERM ?? 'not set'}.` },
    isUtf8
      ? { state: 'good', text: 'Text is UTF-8.' }
      : {
          state: 'note',
          text: `The locale is ${locale || 'not set'}.`,
          fix: 'If signs look wrong: jwt-lessons --ascii, or set LANG to en_US.UTF-8.',
        },
  ]
}

/** The learner's folder: whether it can be written, how saves are seen, and whether its files are there. */
export async function workspaceFindings({ root, remembers }: Workspace, course: Course): Promise<Finding[]> {
  const findings: Finding[] = [{ state: 'good', text: `The workspace is ${root}` }]
  if (!remembers) {
    const inTheWay = await exists(join(root, MEMORY_FOLDER))
    findings.push({
      state: 'note',
      text: inTheWay
        ? 'Its .jwt-lessons is not a folder: nothing is remembered.'
        : 'It has no .jwt-lessons folder: nothing is remembered.',
      fix: `${inTheWay ? 'Move .jwt-lessons away. Then: ' : ''}jwt-lessons init ${quote(root)}`,
    })
  }
  /** What can't be looked at is a finding as well, and keeps nothing else from being looked at. */
  const look = async (check: () => Promise<Finding | null>): Promise<void> => {
    const finding = await check().catch((error: unknown): Finding => {
      if (!(error instanceof WorkspaceError)) throw error
      return { state: 'bad', text: error.message }
    })
    // Several lessons may have the same file.
    if (finding !== null && !findings.some(({ text }) => text === finding.text)) findings.push(finding)
  }
  await look(() => permissionFinding(root, remembers))
  const mount = await silentMount(root)
  findings.push(
    mount === null
      ? { state: 'good', text: 'Saves are seen by events of the system.' }
      : { state: 'note', text: `Saves are looked for several times a second, because ${mount}.` },
  )
  if (remembers) await look(() => progressFinding(root))
  await look(() => packageFinding(root))
  for (const lesson of course.lessons)
    for (const file of lesson.files) await look(() => missingFinding(root, lesson, file))
  return findings
}

async function missingFinding(root: string, lesson: Lesson, file: string): Promise<Finding | null> {
  if ((await readInside(root, file)) !== null) return null
  const fix = `To get its starter: jwt-lessons reset ${lesson.id.slice(0, 2)}`
  return { state: 'bad', text: `${file} of ${lesson.id} is missing.`, fix }
}

/** Tried for real: what a folder's mode says is not all that decides. */
async function canWrite(folder: string): Promise<boolean> {
  try {
    await readdir(folder)
    await rmdir(await mkdtemp(join(folder, '.doctor-')))
    return true
  } catch {
    return false
  }
}

/** @throws WorkspaceError `outside` */
async function permissionFinding(root: string, remembers: boolean): Promise<Finding> {
  const folders = ['.', 'jwt', ...(remembers ? ['.jwt-lessons'] : [])]
  const locked: string[] = []
  for (const folder of folders) {
    if (!(await canWrite(await resolveInside(root, folder)))) locked.push(folder)
  }
  if (locked.length === 0) return { state: 'good', text: 'It can be read and written.' }
  const fix =
    process.platform === 'win32'
      ? 'Give yourself write permission in its properties.'
      : `chmod -R u+rwX ${quote(root)}`
  return { state: 'bad', text: `You can't write in ${locked.join(', ')}.`, fix }
}

async function progressFinding(root: string): Promise<Finding> {
  const text = await readInside(root, PROGRESS_FILE)
  if (text === null) return { state: 'note', text: 'There is no progress yet.' }
  const parsed = parseProgress(text)
  if (parsed.kind === 'progress') return { state: 'good', text: 'The progress can be read.' }
  if (parsed.kind === 'newer') {
    return {
      state: 'bad',
      text: 'The progress was written by a later version.',
      fix: 'npx jwt-lessons@latest',
    }
  }
  return {
    state: 'bad',
    text: `The progress is damaged: ${parsed.reason}.`,
    fix: 'To rebuild it: jwt-lessons check',
  }
}

async function packageFinding(root: string): Promise<Finding> {
  const text = await readInside(root, 'package.json')
  const fix = 'package.json needs "type": "module"'
  if (text === null)
    return { state: 'bad', text: 'package.json is missing.', fix: 'To write it again: jwt-lessons init .' }
  try {
    const { type } = JSON.parse(text.replace(/^\uFEFF/, '')) as { type?: unknown }
    return type === 'module'
      ? { state: 'good', text: 'package.json says that files are modules.' }
      : { state: 'bad', text: 'Files are not modules.', fix }
  } catch {
    return { state: 'bad', text: 'package.json is not valid JSON.', fix }
  }
}

/** Whether all that the program needs was installed. */
export async function installationFinding(assetsRoot: string, course: Course): Promise<Finding> {
  const needed = ['starters/jwt/errors.ts', ...course.lessons.map(({ id }) => `tests/${id}.test.js`)]
  for (const file of needed) {
    const there = await stat(join(assetsRoot, file)).then(
      () => true,
      () => false,
    )
    if (!there)
      return {
        state: 'bad',
        text: `${join(assetsRoot, file)} is missing.`,
        fix: 'Install again: npx --yes jwt-lessons@latest',
      }
  }
  return { state: 'good', text: 'The installation is complete.' }
}
