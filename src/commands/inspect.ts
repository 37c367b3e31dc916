import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { type Colours, rowsToText } from '../text/ansi.ts'
import {
  type Inspection,
  inspectionRows,
  inspectToken,
  KeyError,
  type KeySource,
  keyFromSecret,
  keyFromText,
  keysFromJwks,
} from '../inspect/index.ts'
import { jsonText } from '../text/visible.ts'

export type InspectOptions = {
  /** The token, `-` for stdin, or nothing: stdin when that is no terminal. */
  token?: string
  secret?: string
  secretFile?: string
  /** PEM or JWK file. */
  key?: string
  /** JWK Set file. */
  jwks?: string
  json?: boolean
  /** `false` after `--no-color`. */
  color?: boolean
  /** Plain ASCII only. */
  ascii?: boolean
}

export type InspectIo = {
  stdout: Writable
  stderr: Writable
  stdin: Readable & { isTTY?: boolean }
  /** Whether stdout is a terminal. */
  isTTY: boolean
  env: Record<string, string | undefined>
  cwd: string
  /** Width of the terminal, or undefined where it has none. */
  columns: number | undefined
  /** Seconds since the epoch. */
  now: () => number
}

/** A request that can't be done, with the way out; the command ends with 2. */
class RequestError extends Error {}

const LARGEST_INPUT = 1_048_576

/**
 * `jwt-lessons inspect`. Returns the exit code:
 * 0 the token is well-formed, its times hold, and so does its signature where a key was given;
 * 1 the signature or a time does not hold; 2 the request was wrong or the token or a file can't be read.
 */
export async function runInspect(options: InspectOptions, io: InspectIo): Promise<0 | 1 | 2> {
  try {
    const source = await readKey(options, io)
    const given = await readGiven(options, io)
    const inspection = await inspectToken(given, source, io.now())
    if (options.json) io.stdout.write(`${jsonText(inspection, finite)}\n`)
    else io.stdout.write(textOf(inspection, options, io))
    return exitCode(inspection, source)
  } catch (error) {
    if (!(error instanceof RequestError || error instanceof KeyError)) throw error
    io.stderr.write(`${error.message}\n`)
    return 2
  }
}

function textOf(inspection: Inspection, options: InspectOptions, io: InspectIo): string {
  const text = rowsToText(inspectionRows(inspection, widthOf(io)), coloursOf(options, io))
  // Section signs are all that the words of inspect have beyond ASCII; one column stays one column.
  return options.ascii || io.env.TERM === 'dumb' ? text.replaceAll('§', 's') : text
}

function exitCode(inspection: Inspection, source: KeySource | null): 0 | 1 | 2 {
  if (inspection.problems.length > 0) return 2
  if (['expired', 'not-yet-valid', 'malformed'].includes(inspection.time.state)) return 1
  return source !== null && inspection.signature.state !== 'valid' ? 1 : 0
}

async function readKey(options: InspectOptions, io: InspectIo): Promise<KeySource | null> {
  const given = [
    options.secret === undefined ? null : '--secret',
    options.secretFile === undefined ? null : '--secret-file',
    options.key === undefined ? null : '--key',
    options.jwks === undefined ? null : '--jwks',
  ].filter(name => name !== null)
  if (given.length > 1)
    throw new RequestError(`${given.join(' and ')} together are one too many. Give one of them.`)
  if (options.secret !== undefined) return keyFromSecret(new TextEncoder().encode(options.secret))
  if (options.secretFile !== undefined) return keyFromSecret(await readBytes(options.secretFile, io))
  if (options.key !== undefined) return keyFromText((await readBytes(options.key, io)).toString('utf8'))
  if (options.jwks !== undefined) return keysFromJwks((await readBytes(options.jwks, io)).toString('utf8'))
  return null
}

async function readBytes(file: string, io: InspectIo): Promise<Buffer> {
  try {
    return await readFile(resolve(io.cwd, file))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why =
      { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'reading it is not allowed' }[
        code ?? ''
      ] ?? `the system says ${code}`
    throw new RequestError(`The file ${file} can't be read: ${why}.`)
  }
}

async function readGiven(options: InspectOptions, io: InspectIo): Promise<string> {
  if (options.token !== undefined && options.token !== '-') return options.token
  if (options.token === undefined && io.stdin.isTTY) {
    throw new RequestError(
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
    if (length > LARGEST_INPUT) throw new RequestError('What came on stdin is over 1 MiB; that is no token.')
  }
  return decodeInput(Buffer.concat(chunks))
}

/** PowerShell pipes UTF-16 with a byte order mark; everything else is UTF-8. */
function decodeInput(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

function widthOf(io: InspectIo): number {
  return Math.min(120, Math.max(60, io.columns ?? 80))
}

/** FORCE_COLOR and NO_COLOR as other programs read them; the option is stronger than both. */
function coloursOf(options: InspectOptions, io: InspectIo): Colours {
  if (options.color === false) return 'none'
  const forced = io.env.FORCE_COLOR
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 'none' : 'ansi'
  if (io.env.NO_COLOR) return 'none'
  return io.isTTY && io.env.TERM !== 'dumb' ? 'ansi' : 'none'
}

/** JSON has no Infinity; a text keeps it visible. */
function finite(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
