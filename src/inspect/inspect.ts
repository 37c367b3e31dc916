import { cleanToken } from './around/clean.ts'
import type { KeySource } from './key.ts'
import { headerMembers, payloadMembers } from './members.ts'
import { type ReadToken, readToken } from './parts.ts'
import { ownKeyWarning } from './own-key.ts'
import { readSdJwt, sdJwtWarnings } from './sd-jwt.ts'
import { checkTime, own } from './times.ts'
import type { Inspection, SignatureCheck, TimeCheck, Warning } from './types.ts'
import { checkSignature } from './verify.ts'
import { dangersFirst, findWarnings } from './warnings/find.ts'

/** Tokens within tokens are opened this many times. */
const DEEPEST = 4

/**
 * Says what a token contains and what is wrong with it.
 * `given` is what a person pasted, `source` the keys to check the signature with, `now` in seconds since the epoch.
 * Reads nothing, sends nothing, never throws for a token; the result has no key and no secret in it.
 */
export function inspectToken(given: string, source: KeySource | null, now: number): Promise<Inspection> {
  return inspectAt(given, source, now, 0)
}

async function inspectAt(
  given: string,
  source: KeySource | null,
  now: number,
  depth: number,
): Promise<Inspection> {
  const token = cleanToken(given)
  const read = readToken(token)
  const header = read.parts[0]?.json ?? null
  const payload = read.kind === 'jwe' ? null : (read.parts[1]?.json ?? null)
  const alg = header === null ? undefined : own(header, 'alg')
  const algorithm = typeof alg === 'string' ? alg : null
  const nested =
    read.content.kind === 'token' && depth < DEEPEST
      ? await inspectAt(read.content.text, source, now, depth + 1)
      : null
  const sdJwt = read.kind === 'jws' ? readSdJwt(token.text, payload, token.placeOf) : null
  const keyBinding =
    sdJwt?.keyBinding == null ? null : await inspectAt(sdJwt.keyBinding, null, now, depth + 1)
  const ownKey = read.signable ? await ownKeyWarning(token.text, header, algorithm) : null
  const warnings = [
    ...(ownKey === null ? [] : [ownKey]),
    ...findWarnings(token.text, read, source, now),
    ...(sdJwt === null ? [] : sdJwtWarnings(sdJwt, keyBinding?.parts[1]?.json ?? null)),
  ]
  return {
    schema: 1,
    kind: read.kind,
    cleaned: token.notes,
    tokens: token.found,
    looksLike: read.looksLike,
    problems: read.problems,
    parts: read.parts,
    algorithm,
    header: headerMembers(header, read.sources.header),
    payload: payloadMembers(payload, now, read.sources.payload),
    time: timeOf(read, payload, nested, now),
    signature: withoutContradiction(
      await checkSignature(token.text, read, algorithm, source),
      source,
      warnings,
    ),
    warnings: dangersFirst(warnings),
    disclosures: sdJwt?.disclosures ?? null,
    keyBinding,
    nested,
    wordList: null,
    now,
  }
}

/** A nested token's times are those of the token inside (RFC 7519 §5.2). */
function timeOf(
  read: ReadToken,
  payload: Record<string, unknown> | null,
  nested: Inspection | null,
  now: number,
): TimeCheck {
  if (nested !== null) return { ...nested.time, words: `${nested.time.words} (the token inside)` }
  if (read.kind === 'jwe') return { state: 'unknown', words: 'unknown: the payload is encrypted' }
  if (read.surplus) return { state: 'unknown', words: 'unknown: which segment is the payload is not certain' }
  return checkTime(payload, now)
}

/** Without a key of the person's own, a well-known secret says more than that nothing was checked. */
function withoutContradiction(
  check: SignatureCheck,
  source: KeySource | null,
  warnings: Warning[],
): SignatureCheck {
  const found = warnings.some(warning => warning.id === 'well-known-secret')
  if (source !== null || check.state !== 'not-checked' || !found) return check
  const message = 'A well-known secret made this signature, so it proves nothing: see the warnings.'
  return { state: 'not-checked', message, key: null }
}
