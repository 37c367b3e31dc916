import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { InspectIo } from './inspect.ts'

/** A request that can't be done, with the way out; the command ends with 2. */
export class InspectRequestError extends Error {}

/** Characters of the largest input that is read, and bytes of the largest key. */
export const LARGEST_INPUT = 8 * 1_048_576

/**
 * The token of the command line. Several arguments are one token only where a shell split it plainly:
 * `Bearer TOKEN`, `Authorization: Bearer TOKEN`. Throws InspectRequestError for any others; it never repeats them.
 */
export function tokenArgument(args: readonly string[]): string | undefined {
  if (args.length < 2) return args[0]
  const joined = args.join(' ')
  if (/^(?:authorization\s*:?\s*)?(?:bearer|dpop|jwt|token)\s*:?\s+\S+$/iu.test(joined)) return joined
  if (/^authorization\s*:\s*\S+$/iu.test(joined)) return joined
  const tokens = args.filter(argument => /^["']?e(?:yJ|wo|w0)/u.test(argument)).length
  const advice =
    tokens > 1
      ? 'inspect looks at one token; give each one alone, or all of them on stdin.'
      : tokens === 1
        ? 'If the other one is a secret, give it with --secret-file FILE; a key goes with --key FILE.'
        : 'Put the whole text in quotes, so that the shell does not split it.'
  throw new InspectRequestError(
    `inspect takes one token, and ${args.length} arguments were given. ${advice}\n` +
      'A token on stdin needs no quotes: jwt-lessons inspect - < token.txt',
  )
}

/** A longer argument is hardly the name of a file, in characters. */
const LONGEST_NAME = 1_000

/** The bytes of a file that an option names. */
export async function readBytes(file: string, cwd: string): Promise<Buffer> {
  try {
    return await bytesOf(resolve(cwd, file), file)
  } catch (error) {
    if (error instanceof InspectRequestError) throw error
    // It may be secret, and is not repeated then.
    if (/^\s*(?:-----BEGIN|\{)|[\r\n]/u.test(file) || file.length > LONGEST_NAME)
      throw new InspectRequestError(
        'This is not the name of a file; it looks like what is in one, a key perhaps. Save it, and give the name of the file.',
      )
    throw new InspectRequestError(`The file ${file} can't be read: ${whyNot(error)}.`)
  }
}

/** A pipe is read as well, and a device may have no end. */
async function bytesOf(path: string, file: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > LARGEST_INPUT)
      throw new InspectRequestError(
        `The file ${file} has more than ${LARGEST_INPUT / 1_048_576} MiB; inspect reads no larger key. Is it the right one?`,
      )
  }
  return Buffer.concat(chunks)
}

/** Whether a string is the name of a file that is there; curl's way to write it, with "@", counts. */
export async function namesFile(text: string, cwd: string): Promise<boolean> {
  return stat(resolve(cwd, text.replace(/^@/u, ''))).then(
    found => found.isFile(),
    () => false,
  )
}

/** Why the system refused a file, in words. */
export function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'reading it is not allowed',
  }
  return known[code ?? ''] ?? `the system says ${code}`
}

/** The text to inspect: the argument, or stdin. Both are read in the same way. */
export async function readGiven(token: string | undefined, io: InspectIo): Promise<string> {
  if (token !== undefined && token !== '-') return limited(token)
  if (token === undefined && io.stdin.isTTY) {
    throw new InspectRequestError(
      'There is no token. Give one as an argument, or pipe it in, which keeps it out of the shell history:\n' +
        '  jwt-lessons inspect - < token.txt',
    )
  }
  if (io.stdin.isTTY)
    io.stderr.write('Paste the token, press Enter, then Ctrl+D (Windows: Ctrl+Z and Enter).\n')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of io.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    chunks.push(bytes)
    length += bytes.length
    // UTF-16 has two bytes for each character.
    if (length > 2 * LARGEST_INPUT) throw tooLarge()
  }
  return limited(decodeText(Buffer.concat(chunks)))
}

function limited(text: string): string {
  if (text.length > LARGEST_INPUT) throw tooLarge()
  return text
}

function tooLarge(): InspectRequestError {
  return new InspectRequestError(
    `This is more than ${LARGEST_INPUT / 1_048_576} MiB. That is a limit of jwt-lessons, not of JWTs: inspect reads no larger token.`,
  )
}

/** PowerShell writes UTF-16 with a byte order mark; everything else is UTF-8. */
export function decodeText(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex')
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}
