import type { Readable, Writable } from 'node:stream'
import {
  crackTarget,
  type Inspection,
  inspectionRows,
  inspectToken,
  KeyError,
  type KeySource,
  keyFromDer,
  keyFromSecret,
  keyFromText,
  keysFromJwks,
  withWordList,
} from '../inspect/index.ts'
import { type Colours, rowsToText } from '../text/ansi.ts'
import {
  decodeText,
  InspectRequestError,
  namesFile,
  readBytes,
  readGiven,
  tokenArgument,
} from './inspect-input.ts'
import { searchFile } from './inspect-words.ts'
import { jsonText, visible } from '../text/visible.ts'

export type InspectOptions = {
  /** The token, `-` for stdin, or nothing: stdin when that is not a terminal. */
  token?: string
  /** All arguments of the command line; one token may be split over several. */
  tokens?: readonly string[]
  secret?: string
  secretFile?: string
  /** PEM or JWK file. */
  key?: string
  /** JWK Set file. */
  jwks?: string
  /** Word list: each line is tried as the secret. */
  words?: string
  json?: boolean
  /** `false` after `--no-color`. */
  color?: boolean
  /** Plain ASCII only. */
  ascii?: boolean
}

export type InspectIo = {
  stdout: Writable
  stderr: Writable & { isTTY?: boolean }
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

/**
 * `jwt-lessons inspect`. Returns the exit code:
 * 0 the token is well-formed, its times are valid, and so is its signature where a key was given;
 * 1 the signature or a time is not valid; 2 the request was wrong or the token or a file can't be read.
 */
export async function runInspect(options: InspectOptions, io: InspectIo): Promise<0 | 1 | 2> {
  try {
    const source = await readKey(options, io)
    const token = options.tokens === undefined ? options.token : tokenArgument(options.tokens)
    const given = await readGiven(token, io)
    const inspected = await hinted(await inspectToken(given, source, io.now()), options, io)
    const inspection = await searched(inspected, options, io)
    if (options.json) io.stdout.write(`${jsonText(inspection, finite)}\n`)
    else io.stdout.write(textOf(inspection, options, io))
    return exitCode(inspection, source)
  } catch (error) {
    if (!(error instanceof InspectRequestError || error instanceof KeyError)) throw error
    io.stderr.write(`${visible(error.message)}\n`)
    return 2
  }
}

/** A secret that is wrong and names a file was meant to be in the file. The file is not read. */
async function hinted(
  inspection: Inspection,
  { secret }: InspectOptions,
  io: InspectIo,
): Promise<Inspection> {
  const isTried = ['invalid', 'impossible'].includes(inspection.signature.state)
  if (secret === undefined || !isTried || !(await namesFile(secret, io.cwd))) return inspection
  const message =
    'What was given with --secret is the name of a file, and that name was used as the secret. ' +
    'For what the file contains: --secret-file FILE, or --key FILE if it is a key.'
  const hint = { id: 'secret-is-file-name', level: 'caution', message, reference: null } as const
  return { ...inspection, warnings: [...inspection.warnings, hint] }
}

async function searched(inspection: Inspection, options: InspectOptions, io: InspectIo): Promise<Inspection> {
  if (options.words === undefined) return inspection
  const target = crackTarget(inspection)
  if (target !== null) return withWordList(inspection, await searchFile(options.words, target, io))
  const why =
    inspection.algorithm === null || inspection.kind !== 'jws'
      ? 'there is no signature to compare with'
      : `${inspection.algorithm} has no secret, or the signature has the wrong length`
  io.stderr.write(`${visible(`--words was not used: ${why}.`)}\n`)
  return inspection
}

function textOf(inspection: Inspection, options: InspectOptions, io: InspectIo): string {
  const text = rowsToText(inspectionRows(inspection, widthOf(io)), coloursOf(options, io))
  if (!options.ascii && io.env.TERM !== 'dumb') return text
  // Other characters come from the token; their escapes are longer, which only makes such a line longer.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with one
  return text.replaceAll('§', 's').replace(/[^\n -~\u001b]/gu, asciiOf)
}

function asciiOf(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
}

function exitCode(inspection: Inspection, source: KeySource | null): 0 | 1 | 2 {
  if (inspection.problems.length > 0) return 2
  const inner = inspection.nested === null ? 0 : exitCode(inspection.nested, source)
  if (inner !== 0) return inner
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
    throw new InspectRequestError(`${given.join(' and ')} together are one too many. Give one of them.`)
  const { secret, secretFile, key, jwks } = options
  if (secret !== undefined) return keyFromSecret(new TextEncoder().encode(secret))
  if (secretFile !== undefined) return keyFromSecret(await readBytes(secretFile, io.cwd))
  if (key !== undefined) {
    const bytes = await readBytes(key, io.cwd)
    return keyFromDer(bytes) ?? keyFromText(decodeText(bytes))
  }
  if (jwks !== undefined) return keysFromJwks(decodeText(await readBytes(jwks, io.cwd)))
  return null
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

/** JSON has no Infinity; a string keeps it visible. */
function finite(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
