/** What a certificate says and is made of: plain data. */
import type { JsonWebKey } from 'node:crypto'

/** The claims of a certificate. */
export type CertificateClaims = {
  /** The server that signed it; the learner's own. */
  iss: string
  /** The learner, by the name that they gave. */
  sub: string
  /** In seconds since the epoch. */
  iat: number
  /** Version of the course. */
  course: string
  /** Ids of the lessons whose hidden tests passed when it was made. */
  passed: string[]
  /** How many lessons the course has. */
  lessons: number
}

export type KeySet = { keys: (JsonWebKey & { kid?: string })[] }

export type Certificate = { token: string; keySet: KeySet; claims: CertificateClaims }
