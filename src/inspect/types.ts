/** What is known of a token after looking at it: plain data, JSON-serialisable, without any key or secret. */

export type Inspection = {
  schema: 1
  /**
   * By the header: `jwe` has enc, `jws` has not. Without a readable header the number of segments decides.
   * `unreadable`: not a JWT; `problems` says why and `looksLike` what it is instead.
   */
  kind: 'jws' | 'jwe' | 'unreadable'
  /** What was around or inside the token and was put aside before reading it. */
  cleaned: Note[]
  /** All tokens that were found, when there was more than one; the first one is inspected. */
  tokens: FoundToken[]
  /** What a text is that is not a JWT: `opaque-token`, `paseto`, `is-a-key`, `url`...; null for a JWT. */
  looksLike: string | null
  /** What makes the token malformed, in the order of the token. Empty means well-formed. */
  problems: Problem[]
  /** The segments in order, as far as they can be told apart. */
  parts: Part[]
  /** `alg` of the header when it is a string. */
  algorithm: string | null
  header: Member[]
  payload: Member[]
  time: TimeCheck
  signature: SignatureCheck
  warnings: Warning[]
  /** The disclosures of an SD-JWT (RFC 9901 §4.2), null for any other token. */
  disclosures: Disclosure[] | null
  /** The key binding JWT of an SD-JWT (RFC 9901 §4.3), inspected without a key. */
  keyBinding: Inspection | null
  /** The token inside a nested JWT (RFC 7519 §5.2), inspected with the same keys. */
  nested: Inspection | null
  /** What a search through a word list found; null when there was none. */
  wordList: WordListResult | null
  /** Seconds since the epoch that the times were compared with. */
  now: number
}

/** `line` counts from 1; null when no word is the secret. */
export type WordListResult = { tried: number; line: number | null; perSecond: number }

export type Note = { id: string; message: string }

/** One of several tokens in a text. */
export type FoundToken = {
  /** What it is called where it was found: a cookie, a property, a variable; null when nothing says so. */
  name: string | null
  /** Place of its first character in the given text, from 1. */
  at: number
  characters: number
  algorithm: string | null
}

/** One part of an SD-JWT that its holder may show or keep back. */
export type Disclosure = {
  /** Place in the given text, from 1. */
  at: number
  text: string
  /** base64url of its hash. */
  digest: string
  salt: string | null
  /** Name of the claim; null for an element of an array. */
  name: string | null
  value: unknown
  /** Where its digest is in the payload, such as `_sd` or `address._sd`; null when it is nowhere. */
  foundIn: string | null
  /** Why it can't be read, or null. */
  fault: string | null
}

export type PartName =
  | 'header'
  | 'payload'
  | 'signature'
  | 'encrypted key'
  | 'initialization vector'
  | 'ciphertext'
  | 'authentication tag'

/** One segment between dots. */
export type Part = {
  name: PartName
  /** The segment as it is in the token. */
  text: string
  /** Place of its first character in the given text, from 1. */
  at: number
  /** Decoded bytes as lower-case hex, or null where the segment can't be decoded. */
  hex: string | null
  /** Number of decoded bytes. */
  length: number
  /** The decoded bytes as a string, for a part that is JSON or another token. */
  jsonText: string | null
  /** The JSON object, for a part that is one. */
  json: Record<string, unknown> | null
}

/** What is wrong, and where. */
export type Problem = {
  id: string
  message: string
  /** The way out. */
  fix: string | null
  segment: PartName | null
  /** Place in the given text, from 1, counted in characters; null when the whole token is meant. */
  at: number | null
  reference: string | null
}

/** One header parameter or claim, with what it means. */
export type Member = {
  name: string
  value: unknown
  /** The JSON of the value as written, without white space: numbers are not rounded. */
  source: string
  /** What the standard calls it; null for a private name. */
  meaning: string | null
  /** What this value says: a time in words, the name of an algorithm. */
  words: string | null
  reference: string | null
}

export type TimeCheck = {
  /** `unknown`: the payload can't be read. `malformed`: a time is not a finite number. */
  state: 'valid' | 'no-expiry' | 'expired' | 'not-yet-valid' | 'malformed' | 'unknown'
  /** "valid for 14 minutes", "expired 3 minutes ago". */
  words: string
}

export type SignatureCheck = {
  /** `impossible`: the key is of the wrong kind for the token, or nothing is signed. */
  state: 'not-checked' | 'valid' | 'invalid' | 'impossible'
  message: string
  /** What was tried: "a secret of 32 bytes", "an RSA public key, 2048 bits, kid a"; never the key. */
  key: string | null
  /** What must be given so that it can be checked. */
  wants?: 'secret' | 'public-key'
}

export type Warning = {
  id: string
  /** `danger`: someone can forge or misuse the token. `caution`: worth a look. */
  level: 'danger' | 'caution'
  message: string
  /** Where the standard says so. */
  reference: string | null
}
