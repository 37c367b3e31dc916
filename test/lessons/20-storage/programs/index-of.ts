// style: character by character, no split; early returns; a doubled cookie is never believed
export function sessionCookie(token: string, lifetime: number): string {
  let value = '__Host-session='
  value += token
  value += `; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=${lifetime}`
  return value
}

export function readSessionCookie(request: Request): string | undefined {
  const header = request.headers.get('cookie')
  if (header === null) return
  let at = 0
  let result: string | undefined
  while (at < header.length) {
    while (header[at] === ' ' || header[at] === ';') at++
    let end = header.indexOf(';', at)
    if (end < 0) end = header.length
    if (header.startsWith('__Host-session=', at)) {
      const value = header.slice(at + 15, end)
      if (result !== undefined) return undefined
      result = value
    }
    at = end + 1
  }
  return result
}

export function isCrossSiteWrite(request: Request, ownOrigin: string): boolean {
  const reads = new Set(['GET', 'HEAD', 'OPTIONS'])
  const own = new Set(['same-origin', 'none'])
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  return !reads.has(request.method) && (site ? !own.has(site) : origin !== null && origin !== ownOrigin)
}
