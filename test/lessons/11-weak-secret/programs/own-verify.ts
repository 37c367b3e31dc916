// diagnosis: short-skipped
// step: one
import { verifyHs256 } from '../jwt/hs256.ts'

export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  return candidates.find(candidate => {
    try {
      verifyHs256(token, new TextEncoder().encode(candidate))
      return true
    } catch {
      return false
    }
  })
}
