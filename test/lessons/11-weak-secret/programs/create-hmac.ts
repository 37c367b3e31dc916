import { createHmac } from 'node:crypto'

export const crackSecret = (token: string, candidates: readonly string[]): string | undefined => {
  const parts = token.split('.')
  try {
    if (parts.length !== 3) return
    if (JSON.parse(Buffer.from(parts[0] as string, 'base64url').toString()).alg !== 'HS256') return
  } catch {
    return
  }
  const input = token.slice(0, token.lastIndexOf('.'))
  return candidates.find(word => createHmac('sha256', word).update(input).digest('base64url') === parts[2])
}
