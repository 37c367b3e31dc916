/** Why a token, a key or a claim was refused. */
export type JwtErrorCode =
  | 'malformed'
  | 'unsupported'
  | 'bad-key'
  | 'bad-signature'
  | 'expired'
  | 'not-yet-valid'
  | 'claim-missing'
  | 'claim-mismatch'

/**
 * The error that every function of this library throws to refuse something. Callers check `code`, people read
 * `message`.
 */
export class JwtError extends Error {
  readonly code: JwtErrorCode

  constructor(code: JwtErrorCode, message: string) {
    super(message)
    this.name = 'JwtError'
    this.code = code
  }
}
