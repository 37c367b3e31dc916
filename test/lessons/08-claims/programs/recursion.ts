// style: recursive search in the array, recursive walk over required
import { JwtError } from './errors.ts'

const among = (list: readonly unknown[], text: string, from = 0): boolean => from < list.length && (list[from] === text || among(list, text, from + 1))

const allThere = (claims: object, [first, ...rest]: string[]): void => {
  if (first === undefined) return
  if (!Object.hasOwn(claims, first)) throw new JwtError('claim-missing', first)
  allThere(claims, rest)
}

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  allThere(claims, [
    ...(expected.issuer === undefined ? [] : ['iss']),
    ...(expected.audience === undefined ? [] : ['aud']),
    ...(expected.subject === undefined ? [] : ['sub']),
    ...(expected.required ?? []),
  ])
  if (expected.issuer !== undefined && claims.iss !== expected.issuer) throw new JwtError('claim-mismatch', 'iss')
  if (expected.subject !== undefined && claims.sub !== expected.subject) throw new JwtError('claim-mismatch', 'sub')
  if (expected.audience === undefined) return
  const list = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (!among(list, expected.audience)) throw new JwtError('claim-mismatch', 'aud')
}
