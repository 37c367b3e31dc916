// style: one regular expression; URLs compared; a class of rules
export function sessionCookie(token: string, lifetime: number): string {
  const cookie = ['__Host-session=' + token]
  cookie.push('Max-Age=' + String(lifetime), 'HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/')
  return cookie.join(';')
}

export function readSessionCookie(request: Request): string | undefined {
  const header = `;${request.headers.get('cookie') ?? ''}`
  const values = [...header.matchAll(/;[ \t]*__Host-session=([^;]*)/g)].map(match => match[1]!.trim())
  return new Set(values).size > 1 ? undefined : values[0]
}

export function isCrossSiteWrite({ method, headers }: Request, ownOrigin: string): boolean {
  if (/^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method)) return false
  if (headers.has('sec-fetch-site')) return !/^(?:same-origin|none)$/.test(headers.get('sec-fetch-site')!)
  if (!headers.has('origin')) return false
  const origin = headers.get('origin')!
  if (!URL.canParse(origin)) return true
  return new URL(origin).origin !== new URL(ownOrigin).origin
}
