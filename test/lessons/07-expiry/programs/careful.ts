// style: copies everything, checks its options too
import { JwtError } from './errors.ts'

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): void {
  if (claims === null || typeof claims !== 'object') throw new JwtError('malformed', 'no claims')
  const copy = structuredClone(claims)
  const { now, leeway, maxAge } = { ...options }
  if (!Number.isFinite(now)) throw new RangeError('now is a number of seconds')
  if (leeway !== undefined && !(leeway >= 0)) throw new RangeError('leeway is not negative')
  if (maxAge !== undefined && !(maxAge >= 0)) throw new RangeError('maxAge is not negative')
  const tolerance = leeway === undefined ? 0 : leeway
  const time = (name: 'exp' | 'nbf' | 'iat'): number | undefined => {
    const descriptor = Object.getOwnPropertyDescriptor(copy, name)
    if (descriptor === undefined || descriptor.value === undefined) return undefined
    if (!Number.isFinite(descriptor.value)) throw new JwtError('malformed', `"${name}" has to be a finite number`)
    return descriptor.value
  }
  const times = { exp: time('exp'), nbf: time('nbf'), iat: time('iat') }
  if (maxAge !== undefined && times.iat === undefined) throw new JwtError('claim-missing', '"iat" is missing')
  if (times.nbf !== undefined && now + tolerance < times.nbf) throw new JwtError('not-yet-valid', '"nbf" is in the future')
  if (maxAge !== undefined && times.iat !== undefined) {
    const age = now - times.iat
    if (age < -tolerance) throw new JwtError('not-yet-valid', '"iat" is in the future')
    if (age - tolerance > maxAge) throw new JwtError('expired', 'the token is too old')
  }
  if (times.exp !== undefined && now - tolerance >= times.exp) throw new JwtError('expired', '"exp" has passed')
}
