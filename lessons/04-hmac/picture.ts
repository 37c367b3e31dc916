/** Lesson 04: the key block, the two pads, the inner and the outer hash, with real bytes beside the learner's. */

import { createHash } from 'node:crypto'
import {
  type Answer,
  answerInWords,
  answerOf,
  byteRows,
  bytesDifference,
  type Call,
  type CallReport,
  comparedBytes,
  type Drawing,
  hex,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  parseBytes,
  type Role,
  type Row,
  span,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'

export const title = 'HMAC: two pads, two hashes'
export const defaultInput = 'Jefe | what do ya want for nothing?'
export const inputHelp = 'key | message, each as text or as 0x and hex digits'

const BLOCK = 64

type Input = { key: Uint8Array; message: Uint8Array }

/** All steps of RFC 2104 §2 over SHA-256. */
type Steps = {
  block: Uint8Array
  inPad: Uint8Array
  inner: Uint8Array
  outPad: Uint8Array
  outer: Uint8Array
}

export function calls(input: string, _cursor: number): Call[] {
  const parsed = parse(input)
  return typeof parsed === 'string'
    ? []
    : [{ file: 'jwt/hmac.ts', name: 'hmacSha256', args: [parsed.key, parsed.message] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const parsed = parse(input)
  if (typeof parsed === 'string') return unreadable(title, parsed, inputHelp, width)
  const steps = stepsOf(parsed)
  const answer = answerOf(reports[0])
  const changed = changedArgument(parsed, reports[0])
  const judged = judge(parsed, steps, answer, changed)
  const long = parsed.key.length > BLOCK
  const keyNote = `${count(parsed.key.length)}${long ? ', longer than the block: its SHA-256 goes in' : ''}`
  const rows: Row[] = [
    ...words('key', keyNote, 'plain', width),
    padRow('block', steps.block, 0x00, 'plain', width),
    ...words('', `the key, filled with zeros to ${BLOCK} bytes`, 'quiet', width),
    [],
    padRow('inner pad', steps.inPad, 0x36, 'header', width),
    ...words('', 'the block XOR 36', 'quiet', width),
    ...words('message', `${count(parsed.message.length)}`, 'plain', width),
    ...byteRows('inner', steps.inner, 'header', width),
    ...words('', 'SHA-256 of inner pad, then message', 'quiet', width),
    [],
    padRow('outer pad', steps.outPad, 0x5c, 'payload', width),
    ...words('', 'the block XOR 5C', 'quiet', width),
    ...byteRows('right', steps.outer, 'strong', width),
    ...words('', 'SHA-256 of outer pad, then inner', 'quiet', width),
    ...(answer.kind === 'bytes' && answer.bytes.length > 0
      ? comparedBytes(steps.outer, answer.bytes, width)
      : yoursInWords(answer, width)),
    ...judgedRows(judged, width),
  ]
  return { title, rows, plain: sentences(parsed, steps, answer, judged) }
}

function parse(input: string): Input | string {
  const at = input.indexOf('|')
  if (at < 0) return 'a "|" between key and message is missing'
  const key = parseBytes(input.slice(0, at).trim())
  const message = parseBytes(input.slice(at + 1).trim())
  if (typeof key === 'string') return `the key: ${key}`
  if (typeof message === 'string') return `the message: ${message}`
  return { key, message }
}

function stepsOf({ key, message }: Input): Steps {
  const block = new Uint8Array(BLOCK)
  block.set(key.length > BLOCK ? sha256(key) : key)
  const inPad = block.map(byte => byte ^ 0x36)
  const inner = sha256(inPad, message)
  const outPad = block.map(byte => byte ^ 0x5c)
  return { block, inPad, inner, outPad, outer: sha256(outPad, inner) }
}

function sha256(...parts: (Uint8Array | string)[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

/** One line of a block; its even tail is counted, not drawn. */
function padRow(name: string, block: Uint8Array, filler: number, role: Role, width: number): Row {
  let used = block.length
  while (used > 0 && block[used - 1] === filler) used--
  const tail = (from: number) => {
    const rest = block.length - from
    return from >= used ? `${rest} x ${hex(Uint8Array.of(filler))}` : `and ${rest} more`
  }
  const most = Math.floor((width - LABEL - 16) / 3)
  const shown = used <= most ? Math.min(block.length, Math.max(used, 1)) : most
  const row: Row = [label(name), span(hex(block.subarray(0, shown)), role)]
  if (shown < block.length) row.push(span(`  ${tail(shown)}`, 'quiet'))
  return row
}

function count(length: number): string {
  return `${length} byte${length === 1 ? '' : 's'}`
}

/** The name of an argument that the learner's function changed, or null. */
function changedArgument(input: Input, report: CallReport | undefined): string | null {
  for (const [index, name] of (['key', 'message'] as const).entries()) {
    const after = report?.argsAfter[index]
    if (after === undefined || after === 'untouched') continue
    if (after.type === 'bytes' && bytesDifference(input[name], after.value) !== null) return name
  }
  return null
}

function judge(input: Input, steps: Steps, answer: Answer, changed: string | null): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'bytes') return isWrong(`hmacSha256 ${answerInWords(answer)}; it must return bytes.`)
  const difference = bytesDifference(steps.outer, answer.bytes)
  if (difference === null && changed !== null) {
    return isWrong(`The result is right, but the function changed the ${changed} that it was given.`)
  }
  if (difference === null) return isRight('hmacSha256 returned the right 32 bytes.')
  const known = recognise(input, steps, answer.bytes)
  return isWrong(known === null ? difference : `${difference} This is what comes out when ${known}.`)
}

/** What a wrong result was made of, when it is one of the usual ways. */
function recognise({ key, message }: Input, steps: Steps, yours: Uint8Array): string | null {
  const { block, inPad, outPad, inner } = steps
  const shortBlock = new Uint8Array(BLOCK)
  shortBlock.set(key.subarray(0, BLOCK))
  const hashed = new Uint8Array(BLOCK)
  hashed.set(sha256(key))
  const small = block.subarray(0, 32)
  const made: [string, Uint8Array][] = [
    ['only the inner hash is taken', inner],
    ['the two pads are swapped', sha256(inPad, sha256(outPad, message))],
    ['the inner hash goes in as hex text', sha256(outPad, Buffer.from(inner).toString('hex'))],
    ['key and message are hashed once, one after the other', sha256(key, message)],
    ['the block has 32 bytes instead of 64', macOf(small, message)],
    ['the pads are not filled up to 64 bytes', macOf(key, message)],
    ['a long key is cut off instead of hashed', macOf(shortBlock, message)],
    ['a key of 64 bytes or fewer is hashed first', macOf(hashed, message)],
    ['the message is left out of the inner hash', sha256(outPad, sha256(inPad))],
  ]
  return made.find(([, bytes]) => bytesDifference(bytes, yours) === null)?.[0] ?? null
}

function macOf(block: Uint8Array, message: Uint8Array): Uint8Array {
  const inner = sha256(
    block.map(byte => byte ^ 0x36),
    message,
  )
  return sha256(
    block.map(byte => byte ^ 0x5c),
    inner,
  )
}

function sentences(input: Input, steps: Steps, answer: Answer, judged: Judged): string[] {
  const long = input.key.length > BLOCK
  return [
    ...judgedSentences(judged),
    `The key has ${count(input.key.length)}, the message ${count(input.message.length)}.`,
    long
      ? 'The key is longer than 64 bytes, so its SHA-256 takes its place.'
      : 'The key fits into the block of 64 bytes.',
    `The block starts with ${hex(steps.block.subarray(0, 8))} and is filled with zeros to 64 bytes.`,
    `The inner pad is the block XOR 36; it starts with ${hex(steps.inPad.subarray(0, 8))}.`,
    `The inner hash, SHA-256 of inner pad and message, is ${hex(steps.inner)}.`,
    `The outer pad is the block XOR 5C; it starts with ${hex(steps.outPad.subarray(0, 8))}.`,
    `The right result, SHA-256 of outer pad and inner hash, is ${hex(steps.outer)}.`,
    answer.kind === 'bytes' ? `Yours is ${hex(answer.bytes)}.` : `Your hmacSha256 ${answerInWords(answer)}.`,
  ]
}
