/** Other readings of a secret: what one program signed with and another was given are often nearly the same bytes. */

/** Bytes to try and how they differ from what was given; `words` completes "right with the secret ...". */
export type Reading = { words: string; bytes: Buffer }

/** One change; null where it does not apply. */
type Change = { words: string; apply: (bytes: Buffer) => Buffer | null }

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

const dropped: Change[] = [
  { words: 'without the line break at its end', apply: bytes => withoutEnd(bytes, /\r?\n$|\r$/u) },
  { words: 'without the white space at its end', apply: bytes => withoutEnd(bytes, /(?<!\s)\s+$/u) },
  { words: 'without the white space around it', apply: bytes => replaced(bytes, /^\s+|(?<!\s)\s+$/gu, '') },
  { words: 'without any white space in it', apply: bytes => replaced(bytes, /\s+/gu, '') },
  {
    words: 'without its byte order mark',
    apply: bytes => (bytes.subarray(0, 3).equals(BOM) ? bytes.subarray(3) : null),
  },
  { words: 'without the quotes around it', apply: withoutQuotes },
  {
    words: 'without the name in front of it',
    apply: bytes => replaced(bytes, /^\s*(?:export\s+)?[A-Za-z_]\w*\s*[=:]\s*/u, ''),
  },
  { words: 'without the comma or semicolon at its end', apply: bytes => withoutEnd(bytes, /[,;]$/u) },
  { words: 'with "\\n" read as a line break', apply: bytes => replaced(bytes, /\\n/gu, '\n') },
  { words: 'with CR LF read as LF', apply: bytes => replaced(bytes, /\r\n/gu, '\n') },
  { words: 'with LF written as CR LF', apply: bytes => replaced(bytes, /(?<!\r)\n/gu, '\r\n') },
  { words: 'with percent-encoding decoded', apply: percentDecoded },
  { words: 'read as UTF-16', apply: fromUtf16 },
  { words: 'without the "base64:" in front of it', apply: bytes => replaced(bytes, /^base64:/u, '') },
]

const recoded: Change[] = [
  { words: 'in small letters', apply: bytes => hexCase(bytes, hex => hex.toLowerCase()) },
  { words: 'in capitals', apply: bytes => hexCase(bytes, hex => hex.toUpperCase()) },
  { words: 'decoded from base64 or base64url', apply: decodedBase64 },
  { words: 'decoded from hex', apply: decodedHex },
  { words: 'as the k of its JWK, decoded', apply: bytes => jwkSecret(bytes, 'base64url') },
  { words: 'as the k of its JWK, not decoded', apply: bytes => jwkSecret(bytes, 'utf8') },
  { words: 'encoded in base64', apply: bytes => Buffer.from(bytes.toString('base64')) },
  {
    words: 'encoded in base64 without padding',
    apply: bytes => Buffer.from(bytes.toString('base64').replace(/=+$/u, '')),
  },
  { words: 'encoded in base64url', apply: bytes => Buffer.from(bytes.toString('base64url')) },
  { words: 'encoded in base64url with padding', apply: paddedBase64url },
  { words: 'encoded in hex', apply: bytes => Buffer.from(bytes.toString('hex')) },
  { words: 'encoded in hex, in capitals', apply: bytes => Buffer.from(bytes.toString('hex').toUpperCase()) },
  { words: 'in UTF-16 (little-endian)', apply: bytes => utf16(bytes, 'le') },
  { words: 'in UTF-16 (big-endian)', apply: bytes => utf16(bytes, 'be') },
  { words: 'in UTF-16 with a byte order mark', apply: utf16WithMark },
  { words: 'in ISO 8859-1 instead of UTF-8', apply: toLatin1 },
  { words: 'in UTF-8 instead of ISO 8859-1', apply: fromLatin1 },
  { words: 'in the Unicode form NFC', apply: bytes => normalised(bytes, 'NFC') },
  { words: 'in the Unicode form NFD', apply: bytes => normalised(bytes, 'NFD') },
]

const added: Change[] = [
  { words: 'with a line break (0x0a) at its end', apply: bytes => joined(bytes, '\n') },
  { words: 'with CR LF (0x0d 0x0a) at its end', apply: bytes => joined(bytes, '\r\n') },
  { words: 'with two line breaks at its end', apply: bytes => joined(bytes, '\n\n') },
  { words: 'with CR (0x0d) at its end', apply: bytes => joined(bytes, '\r') },
  { words: 'with a space at its end', apply: bytes => joined(bytes, ' ') },
  { words: 'with a space in front of it', apply: bytes => Buffer.concat([Buffer.from(' '), bytes]) },
  { words: 'with a byte order mark in front of it', apply: bytes => Buffer.concat([BOM, bytes]) },
  { words: 'with double quotes around it', apply: bytes => quoted(bytes, '"') },
  { words: 'with single quotes around it', apply: bytes => quoted(bytes, "'") },
  { words: 'with line breaks written as "\\n"', apply: bytes => replaced(bytes, /\r?\n/gu, '\\n') },
]

/** Readings that differ in one place, then those that differ in two and, for what is dropped, three; each bytes once. */
export function otherReadings(given: Uint8Array): Reading[] {
  const start: Reading = { words: '', bytes: Buffer.from(given) }
  const seen = new Set([start.bytes.toString('latin1')])
  const found: Reading[] = []
  const step = (from: readonly Reading[], changes: readonly Change[]): Reading[] => {
    const next: Reading[] = []
    for (const reading of from) {
      for (const { words, apply } of changes) {
        const bytes = apply(reading.bytes)
        if (bytes === null || bytes.length === 0) continue
        const key = bytes.toString('latin1')
        if (seen.has(key)) continue
        seen.add(key)
        next.push({ words: reading.words === '' ? words : `${reading.words}, ${words}`, bytes })
      }
    }
    found.push(...next)
    return next
  }
  const one = step([start], dropped)
  const coded = step([start], recoded)
  step([start], added)
  const two = step(one, dropped)
  const three = step(two, dropped)
  const bare = [...one, ...two, ...three]
  const both = step(bare, recoded)
  step([...bare, ...coded, ...both.slice(0, 60)], added)
  step(coded, recoded)
  return found
}

function text(bytes: Buffer): string {
  return bytes.toString('latin1')
}

function replaced(bytes: Buffer, pattern: RegExp, replacement: string): Buffer | null {
  const before = text(bytes)
  const after = before.replace(pattern, replacement)
  return after === before ? null : Buffer.from(after, 'latin1')
}

function withoutEnd(bytes: Buffer, pattern: RegExp): Buffer | null {
  return replaced(bytes, pattern, '')
}

function withoutQuotes(bytes: Buffer): Buffer | null {
  const match = /^(?:"(.*)"|'(.*)'|`(.*)`|[\u201c\u201e](.*)[\u201d\u201c]|\u2018(.*)\u2019)$/su.exec(
    bytes.toString('utf8'),
  )
  if (match === null) return null
  return Buffer.from(match.slice(1).find(group => group !== undefined) ?? '')
}

function percentDecoded(bytes: Buffer): Buffer | null {
  if (!/%[0-9a-f]{2}/iu.test(text(bytes))) return null
  return Buffer.from(
    text(bytes).replace(/%([0-9a-f]{2})/giu, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  )
}

function fromUtf16(bytes: Buffer): Buffer | null {
  if (bytes.length % 2 === 1) return null
  const mark = bytes.subarray(0, 2).toString('hex')
  const big = mark === 'feff' || (mark !== 'fffe' && bytes[0] === 0 && bytes[1] !== 0)
  if (!big && mark !== 'fffe' && bytes[1] !== 0) return null
  const little = big ? Buffer.from(bytes).swap16() : bytes
  return Buffer.from(little.toString('utf16le').replace(/^\ufeff/u, ''))
}

function decodedBase64(bytes: Buffer): Buffer | null {
  const compact = text(bytes).replace(/\s+/gu, '')
  return /^[A-Za-z0-9_\-+/]{2,}=*$/u.test(compact) ? Buffer.from(compact, 'base64') : null
}

/** Hex in the other case: the same bytes to a reader, another secret to a program. */
function hexCase(bytes: Buffer, change: (hex: string) => string): Buffer | null {
  return /^[0-9a-f]{8,}$/iu.test(text(bytes)) ? Buffer.from(change(text(bytes))) : null
}

function decodedHex(bytes: Buffer): Buffer | null {
  const compact = text(bytes).replace(/^\s*0x|[\s:]+/giu, '')
  return /^(?:[0-9a-f]{2})+$/iu.test(compact) ? Buffer.from(compact, 'hex') : null
}

function jwkSecret(bytes: Buffer, encoding: 'base64url' | 'utf8'): Buffer | null {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as { k?: unknown; keys?: { k?: unknown }[] } | null
    const k = value?.k ?? value?.keys?.[0]?.k
    return typeof k === 'string' ? Buffer.from(k, encoding) : null
  } catch {
    return null
  }
}

function paddedBase64url(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_'))
}

function decodedUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function utf16(bytes: Buffer, order: 'le' | 'be'): Buffer | null {
  const string = decodedUtf8(bytes)
  if (string === null) return null
  const little = Buffer.from(string, 'utf16le')
  return order === 'le' ? little : little.swap16()
}

function utf16WithMark(bytes: Buffer): Buffer | null {
  const string = decodedUtf8(bytes)
  return string === null ? null : Buffer.from(`\ufeff${string}`, 'utf16le')
}

function toLatin1(bytes: Buffer): Buffer | null {
  const string = decodedUtf8(bytes)
  return string === null || /[\u0100-\uffff]/u.test(string) ? null : Buffer.from(string, 'latin1')
}

function fromLatin1(bytes: Buffer): Buffer | null {
  return Buffer.from(text(bytes), 'utf8')
}

function normalised(bytes: Buffer, form: 'NFC' | 'NFD'): Buffer | null {
  const string = decodedUtf8(bytes)
  return string === null ? null : Buffer.from(string.normalize(form))
}

function joined(bytes: Buffer, end: string): Buffer {
  return Buffer.concat([bytes, Buffer.from(end)])
}

function quoted(bytes: Buffer, quote: string): Buffer {
  return Buffer.concat([Buffer.from(quote), bytes, Buffer.from(quote)])
}
