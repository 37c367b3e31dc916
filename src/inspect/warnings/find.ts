import type { KeySource } from '../key.ts'
import type { ReadToken } from '../parts.ts'
import { own } from '../times.ts'
import type { Warning } from '../types.ts'
import { claimWarnings } from './claims.ts'
import { formWarnings } from './form.ts'
import { headerWarnings } from './header.ts'
import { headerKeyWarnings } from './header-keys.ts'
import { keyWarnings } from './keys.ts'
import { numberWarnings } from './numbers.ts'
import { withoutUnneeded } from './purposes.ts'
import { secretWarnings } from './secrets.ts'
import { signatureWarnings } from './signature.ts'
import { timeWarnings } from './times.ts'

/** Everything worth a warning, dangers first. `text` is the clean token, `now` in seconds. */
export function findWarnings(
  text: string,
  read: ReadToken,
  source: KeySource | null,
  now: number,
): Warning[] {
  const header = read.parts[0]?.json ?? null
  const isClear = read.kind === 'jws' && !read.surplus
  const payload = isClear ? (read.parts[1]?.json ?? null) : null
  const alg = header === null ? null : own(header, 'alg')
  const algorithm = typeof alg === 'string' ? alg : null
  return dangersFirst([
    ...(header === null ? [] : [...headerWarnings(header, read), ...headerKeyWarnings(header)]),
    ...(isClear && algorithm !== null ? signatureWarnings(algorithm, read.parts[2]) : []),
    ...(isClear ? secretWarnings(text, algorithm, source) : []),
    ...(payload === null
      ? []
      : withoutUnneeded([...timeWarnings(payload, now), ...claimWarnings(payload)], header)),
    ...numberWarnings(read.sources),
    ...formWarnings(text, read),
    ...keyWarnings(source, read.kind === 'jwe'),
  ])
}

/** The same warnings, dangers before cautions. */
export function dangersFirst(warnings: Warning[]): Warning[] {
  return [
    ...warnings.filter(one => one.level === 'danger'),
    ...warnings.filter(one => one.level === 'caution'),
  ]
}
