// style: SameSite=Strict, an Expires beside Max-Age, attributes in lower case and another order
const attributes = (lifetime: number): [string, string?][] => [
  ['samesite', 'strict'],
  ['secure'],
  ['path', '/'],
  ['httponly'],
  ['expires', new Date(lifetime <= 0 ? 0 : Date.now() + lifetime * 1000).toUTCString()],
  ['max-age', String(lifetime)],
]

export const sessionCookie = (token: string, lifetime: number): string =>
  [['__Host-session', token], ...attributes(lifetime)].map(part => part.join('=')).join('; ')

export const readSessionCookie = (request: Request): string | undefined => {
  const cookies = new Map<string, Set<string>>()
  ;(request.headers.get('Cookie') || '').split(/; */).forEach(cookie => {
    const [, key, value] = /^[ \t]*([^=]*)=(.*)$/s.exec(cookie) ?? []
    if (key === undefined || value === undefined) return
    if (!cookies.has(key)) cookies.set(key, new Set())
    cookies.get(key)!.add(value)
  })
  const values = cookies.get('__Host-session') ?? new Set()
  return values.size === 1 ? (values.values().next().value as string) : undefined
}

export const isCrossSiteWrite = (request: Request, ownOrigin: string): boolean => {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
    case 'OPTIONS':
      return false
  }
  switch (request.headers.get('Sec-Fetch-Site')) {
    case 'same-origin':
    case 'none':
      return false
    case null:
      return (request.headers.get('Origin') ?? ownOrigin) !== ownOrigin
    default:
      return true
  }
}
