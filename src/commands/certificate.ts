import { CertificateError, makeCertificate } from '../certificate/make.ts'
import { certificatePage } from '../certificate/page.ts'
import { createPreview } from '../grader/preview.ts'
import type { CourseReport } from '../grader/types.ts'
import { backUp } from '../workspace/backups.ts'
import { makeFolderInside, writeInside } from '../workspace/inside.ts'
import type { CommandIo, CommonOptions, ExitCode } from './io.ts'
import { createProgressLine } from './progress-line.ts'
import { RequestError } from './request.ts'
import { gradeOnce, openSession, type Services } from './session.ts'

export type CertificateOptions = CommonOptions & { name?: string; dir?: string }

const FOLDER = 'certificate'
const TOKEN_FILE = `${FOLDER}/certificate.jwt`
const KEYS_FILE = `${FOLDER}/jwks.json`
const PAGE_FILE = `${FOLDER}/index.html`
/** Without --name. */
const NOBODY = 'A learner'
const LONGEST_NAME = 80
/** For each question to the learner's code. */
const DEADLINE_MS = 20_000

/** `jwt-lessons certificate`: grades everything and writes what passed as a JWT of the learner's own server. */
export async function runCertificate(
  options: CertificateOptions,
  io: CommandIo,
  services: Services,
): Promise<ExitCode> {
  const name = nameIn(options.name)
  const { course, assets } = services
  const opened = await openSession(options.dir, io, services)
  const { root } = opened.workspace
  const passed = passedIn(await grade(root, io, services))
  const open = course.lessons.filter(({ id }) => !passed.includes(id))
  const preview = createPreview({ workspaceRoot: root, course, assets, deadlineMs: DEADLINE_MS })
  try {
    const about = {
      sub: name,
      iat: Math.floor(io.now().getTime() / 1000),
      course: `jwt-lessons ${course.version}`,
      passed,
      lessons: course.lessons.length,
    }
    const certificate = await makeCertificate(about, preview.preview)
    const lessons = course.lessons.filter(({ id }) => passed.includes(id))
    await backUp(root, FOLDER, [TOKEN_FILE, KEYS_FILE, PAGE_FILE], io.now())
    await makeFolderInside(root, FOLDER)
    await writeInside(root, TOKEN_FILE, `${certificate.token}\n`)
    await writeInside(root, KEYS_FILE, `${JSON.stringify(certificate.keySet, null, 2)}\n`)
    await writeInside(root, PAGE_FILE, certificatePage(certificate, lessons))
  } catch (error) {
    if (error instanceof CertificateError) throw new RequestError('not-ready', error.message)
    throw error
  } finally {
    preview.close()
  }
  io.stdout.write(
    `${passed.length} of ${course.lessons.length} lessons pass, and your server says so:\n` +
      `  ${PAGE_FILE}       a page to show\n` +
      `  ${TOKEN_FILE}  the token, signed by your signRs256\n` +
      `  ${KEYS_FILE}        the key set that your server publishes\n` +
      (open.length === 0
        ? ''
        : `Not in it, because they don't pass: ${open.map(({ id }) => id).join(', ')}\n`) +
      `Anybody can verify it: jwt-lessons inspect --jwks ${KEYS_FILE} < ${TOKEN_FILE}\n`,
  )
  return 0
}

async function grade(root: string, io: CommandIo, services: Services): Promise<CourseReport> {
  const ids = services.course.lessons.map(({ id }) => id)
  const progress = createProgressLine(io, ids.length)
  try {
    return await gradeOnce(services, root, ids, { onLesson: progress.lessonGraded })
  } finally {
    progress.end()
  }
}

const passedIn = ({ lessons }: CourseReport): string[] =>
  lessons.filter(({ verdict }) => verdict === 'passed').map(({ id }) => id)

/** @throws RequestError `wrong-option` for a name that is empty, long or has characters that nobody sees */
function nameIn(text: string | undefined): string {
  if (text === undefined) return NOBODY
  const name = text.trim()
  if (name !== '' && [...name].length <= LONGEST_NAME && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return name
  throw new RequestError('wrong-option', `--name takes a name of 1 to ${LONGEST_NAME} visible characters.`)
}
