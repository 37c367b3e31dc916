/** What is known of a token after looking at it: plain data, JSON-serialisable, without any key or secret. */

export type Inspection = {
  schema: 1
  /**
   * `jws`: three segments, a signed (or unsecured) token. `jwe`: five segments, an encrypted one.
   * `unreadable`: neither; `problems` says why.
   */
  kind: 'jws' | 'jwe' | 'unreadable'
  /** What stood around or inside the token and was put aside before reading it. */
  cleaned: Note[]
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
  /** Seconds since the epoch that the times were compared with. */
  now: number
}

export type Note = { id: string; message: string }

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
  /** The segment as it stands in the token. */
  text: string
  /** Place of its first character in the text that was given, from 1. */
  at: number
  /** Decoded bytes as lower-case hex, or null where the segment can't be decoded. */
  hex: string | null
  /** Number of decoded bytes. */
  length: number
  /** The decoded bytes as text, for a part that is JSON. */
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
  /** Place in the text that was given, from 1, counted in characters; null when the whole token is meant. */
  at: number | null
  reference: string | null
}

/** One member of the header or payload, with what it means. */
export type Member = {
  name: string
  value: unknown
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
  /** `impossible`: the key and the token do not go together, or nothing is signed. */
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
