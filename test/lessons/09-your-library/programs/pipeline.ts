// style: a list of checks, run one after the other
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

export function issue(claims: Record<string, any>, secret: Uint8Array, options: { now: number; lifetime: number }): string {
  const { now, lifetime } = options
  const entries = Object.entries(claims).filter(([name]) => !['iat', 'exp'].includes(name))
  return signHs256(Object.fromEntries([...entries, ['iat', now], ['exp', now + lifetime]]), secret)
}

type Check = (payload: Record<string, unknown>, options: any) => void

const checks: Check[] = [
  payload => {
    if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  },
  (payload, { now, leeway = 0 }) => checkTimes(payload, { now, leeway }),
  (payload, { now, leeway, ...expected }) => checkClaims(payload, expected),
]
export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, any> {
  return checks.reduce((payload, check) => {
    check(payload, options)
    return payload
  }, verifyHs256(token, secret).payload)
}
