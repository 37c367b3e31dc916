// style: a class does the work, the exports are arrow functions
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

class Library {
  readonly #secret: Uint8Array
  constructor(secret: Uint8Array) {
    this.#secret = Uint8Array.from(secret)
  }
  issue(claims: Record<string, any>, now: number, lifetime: number): string {
    const payload: Record<string, any> = { exp: now + lifetime, iat: now }
    for (const name of Object.keys(claims)) if (!Object.hasOwn(payload, name)) payload[name] = claims[name]
    return signHs256(payload, this.#secret)
  }
  verify(token: string, { now, leeway, ...expected }: any): Record<string, any> {
    const { payload } = verifyHs256(token, this.#secret)
    if (!Reflect.has(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
    checkTimes(payload, leeway === undefined ? { now } : { now, leeway })
    checkClaims(payload, expected)
    return payload
  }
}

export const issue = (claims: Record<string, any>, secret: Uint8Array, { now, lifetime }: { now: number; lifetime: number }): string =>
  new Library(secret).issue(claims, now, lifetime)

export const verify = (token: string, secret: Uint8Array, options: object): Record<string, any> => new Library(secret).verify(token, options)
