// file: jwt/keys.ts
import { JwtError } from './errors.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }

class UnknownKeyError extends JwtError {
  constructor(kid: unknown) {
    super('bad-key', `There is no key called ${JSON.stringify(kid)}.`)
  }
}

export function selectKey(header: Record<string, unknown>, trusted: readonly TrustedKey[]): TrustedKey {
  const index = trusted.map(key => key.kid).indexOf(header.kid as string)
  switch (index < 0 ? 'none' : trusted[index]?.alg === header.alg ? 'both' : 'kid') {
    case 'both':
      return Object.fromEntries(Object.entries(trusted[index] as TrustedKey)) as TrustedKey
    case 'kid':
      throw new JwtError('unsupported', `${header.alg} is not for this key`)
    default:
      throw new UnknownKeyError(header.kid)
  }
}
