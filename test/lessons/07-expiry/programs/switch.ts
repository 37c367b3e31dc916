// style: a loop over the members with a switch
import { JwtError } from './errors.ts'

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): void {
  const { now } = options
  let leeway = 0
  if (typeof options.leeway === 'number') leeway = options.leeway
  let seenIssuedAt = false
  for (const name of Object.keys(claims)) {
    const time = claims[name]
    switch (name) {
      case 'exp':
      case 'nbf':
      case 'iat':
        if (typeof time !== 'number' || Number.isNaN(time) || time === 1 / 0 || time === -1 / 0) throw new JwtError('malformed', 'not a time')
    }
    switch (name) {
      case 'exp':
        if (time + leeway <= now) throw new JwtError('expired', 'exp')
        break
      case 'nbf':
        if (time - leeway > now) throw new JwtError('not-yet-valid', 'nbf')
        break
      case 'iat':
        seenIssuedAt = true
        if (options.maxAge === undefined) break
        if (time > now + leeway) throw new JwtError('not-yet-valid', 'iat')
        if (now - time > options.maxAge + leeway) throw new JwtError('expired', 'iat')
    }
  }
  if (options.maxAge !== undefined && !seenIssuedAt) throw new JwtError('claim-missing', 'iat')
}
