// style: cookies as an object without prototype, an object of attributes, one rule for each header
const jar = (header: string): Record<string, string[]> => {
  const all: Record<string, string[]> = Object.create(null)
  for (const cookie of header.split(';')) {
    const index = cookie.indexOf('=')
    if (index < 0) continue
    const key = cookie.slice(0, index).replace(/^ +/, '')
    all[key] = [...(all[key] ?? []), cookie.slice(index + 1)]
  }
  return all
}

export function sessionCookie(token: string, lifetime: number): string {
  const options = { Path: '/', 'Max-Age': lifetime, SameSite: 'Lax', Secure: true, HttpOnly: true }
  const written = Object.entries(options).map(([key, value]) => (value === true ? key : `${key}=${value}`))
  return `__Host-session=${token}; ${written.join('; ')}`
}

export function readSessionCookie(request: Request): string | undefined {
  const { '__Host-session': values = [] } = jar(request.headers.get('cookie') ?? '')
  return values.every(value => value === values[0]) ? values.at(0) : undefined
}

const rules: Record<string, (value: string, own: string) => boolean> = {
  'sec-fetch-site': value => value === 'same-origin' || value === 'none',
  origin: (value, own) => value === own,
}

export function isCrossSiteWrite(request: Request, ownOrigin: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false
  for (const [name, isOwn] of Object.entries(rules)) {
    const value = request.headers.get(name)
    if (value !== null) return !isOwn(value, ownOrigin)
  }
  return false
}
