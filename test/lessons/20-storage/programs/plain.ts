// style: small functions, as one would write them first
const name = '__Host-session'

export function sessionCookie(token: string, lifetime: number): string {
  return name + '=' + token + '; Max-Age=' + lifetime + '; Path=/; Secure; HttpOnly; SameSite=Lax'
}

export function readSessionCookie(request: Request): string | undefined {
  const header = request.headers.get('cookie') ?? ''
  const found: string[] = []
  for (const piece of header.split(';')) {
    const pair = piece.replace(/^[ \t]+|[ \t]+$/g, '')
    const equals = pair.indexOf('=')
    const key = pair.slice(0, equals)
    const value = pair.slice(equals + 1)
    if (equals > 0 && key === name) found.push(value)
  }
  const [first, ...others] = found
  if (others.some(other => other !== first)) return undefined
  return first
}

export function isCrossSiteWrite(request: Request, ownOrigin: string): boolean {
  const safe = ['GET', 'HEAD', 'OPTIONS'].includes(request.method)
  if (safe) return false
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return !['same-origin', 'none'].includes(site)
  const origin = request.headers.get('origin')
  if (origin === null) return false
  return origin !== ownOrigin
}
