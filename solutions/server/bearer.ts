import { verify } from '../jwt/index.ts'

/**
 * Finds out who sends a request, by the token in its Authorization header (RFC 6750 §2.1).
 *
 * @param request any request; only the Authorization header is read
 * @param context.secret the key of the tokens
 * @param context.issuer what `iss` must be
 * @param context.audience what `aud` must be, or must include
 * @param context.now the current time, in seconds since the epoch
 * @returns the claims of the token when it is good; else the Response to send: 401 with a challenge, which has no
 *   error code when there is no Bearer token at all, and `invalid_token` whatever is wrong with one (RFC 6750 §3.1)
 */
export function authenticate(
  request: Request,
  context: { secret: Uint8Array; issuer: string; audience: string; now: number },
): Record<string, unknown> | Response {
  const { secret, issuer, audience, now } = context
  const header = request.headers.get('authorization')
  if (header === null || !/^bearer( |$)/i.test(header)) return unauthorized('Bearer realm="api"')
  try {
    const [, token = ''] = /^bearer +([\w.~+/-]+=*)$/i.exec(header) ?? []
    return verify(token, secret, { now, issuer, audience })
  } catch {
    // One answer for all reasons, so that nobody learns which one it was.
    return unauthorized('Bearer realm="api", error="invalid_token"')
  }
}

function unauthorized(challenge: string): Response {
  return Response.json({ error: 'unauthorized' }, { status: 401, headers: { 'WWW-Authenticate': challenge } })
}
