import { cleanToken } from './clean.ts'
import type { KeySource } from './key.ts'
import { headerMembers, payloadMembers } from './members.ts'
import { readToken } from './parts.ts'
import { checkTime, own } from './times.ts'
import type { Inspection } from './types.ts'
import { checkSignature } from './verify.ts'
import { findWarnings } from './warnings.ts'

/**
 * Says what a token holds and what is wrong with it.
 * `given` is what a person pasted, `source` the keys to check the signature with, `now` in seconds since the epoch.
 * Reads nothing, sends nothing, never throws for a token; the result holds no key and no secret.
 */
export async function inspectToken(
  given: string,
  source: KeySource | null,
  now: number,
): Promise<Inspection> {
  const token = cleanToken(given)
  const read = readToken(token)
  const header = read.parts[0]?.json ?? null
  const payload = read.kind === 'jwe' ? null : (read.parts[1]?.json ?? null)
  const alg = header === null ? undefined : own(header, 'alg')
  const algorithm = typeof alg === 'string' ? alg : null
  const time = checkTime(payload, now)
  if (read.kind === 'jwe') time.words = 'unknown: the payload is encrypted'
  return {
    schema: 1,
    kind: read.kind,
    cleaned: token.notes,
    problems: read.problems,
    parts: read.parts,
    algorithm,
    header: headerMembers(header),
    payload: payloadMembers(payload, now),
    time,
    signature: await checkSignature(token.text, { ...read, algorithm }, source),
    warnings: findWarnings(token.text, read, source, now),
    now,
  }
}
