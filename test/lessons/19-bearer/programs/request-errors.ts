// style: 400 invalid_request for what is no single token, descriptions, a JSON body, a table of answers
import { JwtError } from '../jwt/errors.ts'
import { verify } from '../jwt/index.ts'

const answers = {
  none: [401, 'Bearer'],
  request: [400, 'Bearer error="invalid_request", error_description="exactly one token, please"'],
  token: [401, 'Bearer error="invalid_token", error_description="The access token is not valid"'],
} as const

function answer(kind: keyof typeof answers): Response {
  const [status, challenge] = answers[kind]
  return Response.json({ kind }, { status, headers: { 'www-authenticate': challenge, 'Cache-Control': 'no-store' } })
}

export function authenticate(request: Request, context: { secret: Uint8Array; issuer: string; audience: string; now: number }) {
  const words = (request.headers.get('Authorization') ?? '').split(' ').filter(word => word !== '')
  if (words[0]?.toLowerCase() !== 'bearer') return answer('none')
  if (words.length !== 2 || !/^[\w.~+\/-]+=*$/.test(words[1]!)) return answer('request')
  const { secret, ...expected } = context
  try {
    return verify(words[1]!, secret, expected)
  } catch (error) {
    if (error instanceof JwtError) return answer('token')
    throw error
  }
}
