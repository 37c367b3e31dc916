// diagnosis: last-of-two
// step: read
export function sessionCookie(token: string, lifetime: number): string {
  return ['__Host-session=' + token, 'Secure', 'HttpOnly', 'Path=/', 'SameSite=Lax', 'Max-Age=' + lifetime].join('; ')
}

export function readSessionCookie(request: Request): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split('; ').map(pair => {
    const [name = '', ...value] = pair.split('=')
    return [name, value.join('=')] as const
  })
  return new Map(pairs).get('__Host-session')
}

export function isCrossSiteWrite(request: Request, ownOrigin: string): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false
  return request.headers.get('origin') !== ownOrigin
}
