// diagnosis: never-refuses
// step: exp
import { JwtError } from './errors.ts'

export function checkTimes(
  claims: Record<string, any>,
  options: { now: number; leeway?: number; maxAge?: number },
): void {
  void claims
  void options
}
