// style: results as objects, 400 for two headers
import { verify } from '../jwt/index.ts'

type Context = { secret: Uint8Array; issuer: string; audience: string; now: number }
type Result = { claims: Record<string, unknown> } | { status: number; error?: string }

function examine(header: string | null, { secret, issuer, audience, now }: Context): Result {
  const text = String(header ?? '')
  if (!text.toLowerCase().startsWith('bearer')) return { status: 401 }
  const rest = text.slice('bearer'.length)
  if (rest !== '' && !rest.startsWith(' ')) return { status: 401 }
  const parts = rest.trim().split(/ +/)
  if (rest.includes(',')) return { status: 400, error: 'invalid_request' }
  if (parts.length > 1 || parts[0] === '') return { status: 401, error: 'invalid_request' }
  let claims: Record<string, unknown> | null = null
  try {
    claims = verify(parts[0] as string, secret, { now, issuer, audience })
  } catch {
    claims = null
  }
  return claims === null ? { status: 401, error: 'invalid_token' } : { claims }
}

export function authenticate(request: Request, context: Context): Record<string, unknown> | Response {
  const result = examine(request.headers.get('AUTHORIZATION'), context)
  if ('claims' in result) return result.claims
  const { status, error } = result
  const challenge = ['realm="https://api.example/a=b"', ...(error ? [`error="${error}"`] : [])].join(' , ')
  const response = Response.json({ error: error ?? 'login' }, { status })
  response.headers.set('WWW-Authenticate', `Bearer ${challenge}`)
  return response
}
