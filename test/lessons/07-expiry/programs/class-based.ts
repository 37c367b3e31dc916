// style: a class that holds the claims; subclass of JwtError
import { JwtError } from './errors.ts'

class TimeError extends JwtError {
  override name = 'TimeError'
}

class Validity {
  readonly #claims: Record<string, unknown>
  readonly #now: number
  readonly #leeway: number

  constructor(claims: Record<string, unknown>, now: number, leeway = 0) {
    this.#claims = claims
    this.#now = now
    this.#leeway = leeway
  }

  time(name: string): number | null {
    if (!Object.prototype.hasOwnProperty.call(this.#claims, name)) return null
    const value = this.#claims[name]
    if (typeof value === 'number' && value === value && Math.abs(value) !== Infinity) return value
    throw new TimeError('malformed', `${name}: ${String(value)}`)
  }

  check(): this {
    const [exp, nbf] = [this.time('exp'), this.time('nbf'), this.time('iat')] as const
    if (exp !== null && this.#now - this.#leeway >= exp) throw new TimeError('expired', 'exp')
    if (nbf !== null && this.#now + this.#leeway < nbf) throw new TimeError('not-yet-valid', 'nbf')
    return this
  }

  checkAge(maxAge: number): this {
    const iat = this.time('iat')
    if (iat === null) throw new TimeError('claim-missing', 'iat')
    if (iat > this.#now + this.#leeway) throw new TimeError('not-yet-valid', 'iat')
    if (this.#now - iat > maxAge + this.#leeway) throw new TimeError('expired', 'iat')
    return this
  }
}

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): void {
  const validity = new Validity(claims, options.now, options.leeway).check()
  if (options.maxAge !== undefined) validity.checkAge(options.maxAge)
}
