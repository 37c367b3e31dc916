/** Why a key can't be used at all. */
export type KeyErrorCode =
  | 'empty-secret'
  | 'unreadable-key'
  | 'encrypted-key'
  | 'not-json'
  | 'not-a-jwk'
  | 'not-a-key-set'
  | 'empty-key-set'

/** The key or secret that was given is none; `message` says what to do and never quotes the key. */
export class KeyError extends Error {
  readonly code: KeyErrorCode

  constructor(code: KeyErrorCode, message: string) {
    super(message)
    this.name = 'KeyError'
    this.code = code
  }
}
