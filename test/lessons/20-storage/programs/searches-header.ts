// diagnosis: name-in-part
// step: read
export function sessionCookie(token: string, lifetime: number): string {
  return `__Host-session=${token}; Max-Age=${lifetime}; Path=/; Secure; HttpOnly; SameSite=Strict`
}

export function readSessionCookie(request: Request): string | undefined {
  return request.headers.get('cookie')?.match(/__Host-session=([^;]+)/)?.[1]
}

export function isCrossSiteWrite(request: Request, ownOrigin: string): boolean {
  return request.method === 'POST' && request.headers.get('origin') !== ownOrigin
}
