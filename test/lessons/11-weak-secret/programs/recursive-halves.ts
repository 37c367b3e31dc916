import { createHmac } from 'node:crypto'
import { decodeJson } from '../jwt/json.ts'

export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  const [header = '', payload = '', signature, ...more] = token.split('.')
  if (signature === undefined || more.length > 0 || decodeJson(header).alg !== 'HS256') return undefined
  const search = (from: number, to: number): string | undefined => {
    if (to - from > 1) {
      const middle = (from + to) >> 1
      return search(from, middle) ?? search(middle, to)
    }
    const candidate = candidates[from]
    if (candidate === undefined || from === to) return undefined
    const mac = createHmac('sha256', Buffer.from(candidate, 'utf8')).update(`${header}.${payload}`)
    return mac.digest('hex') === Buffer.from(signature, 'base64url').toString('hex') ? candidate : undefined
  }
  return search(0, candidates.length)
}
