// lesson: 20-storage
// verdict: failed
// diagnosis: cookie-name
// what: returns a cookie whose name is two megabytes long
const NAME = '__Host-session'
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * Writes the value of a Set-Cookie header that keeps a token in the browser: no script can read it, no other host can
 * set it, and it is not sent in the clear (draft-ietf-httpbis-rfc6265bis §4.1).
 *
 * @param token the token as it is; '' together with a lifetime of 0 deletes the cookie
 * @param lifetime how long the browser keeps it, in seconds
 */
export function sessionCookie(token: string, lifetime: number): string {
  return `${NAME.repeat(140_000)}=${token}; Max-Age=${lifetime}; Path=/; Secure; HttpOnly; SameSite=Lax`
}

/**
 * Reads the token back from the Cookie header of a request.
 *
 * @returns the value as it is; undefined when there is no cookie of exactly this name, and when there are two with
 *   different values: a browser can't hold two, so somebody made one up
 */
export function readSessionCookie(request: Request): string | undefined {
  const values = new Set<string | undefined>()
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    // Only spaces are removed: trim() would also take characters that are part of another cookie's name.
    const [, name, value] = /^ *([^=]*)=(.*)/.exec(pair) ?? []
    if (name === NAME) values.add(value)
  }
  const [value] = values
  return values.size === 1 ? value : undefined
}

/**
 * Says whether a request changes something and may come from a page of another origin. The server refuses it with 403.
 *
 * @param ownOrigin scheme, host and port of the pages of this server, `https://app.example` for instance
 */
export function isCrossSiteWrite(request: Request, ownOrigin: string): boolean {
  if (SAFE_METHODS.includes(request.method)) return false
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('origin')
  // A browser sends at least one of both with a write: this is no browser, and it has nobody's cookies.
  return origin !== null && origin !== ownOrigin
}
