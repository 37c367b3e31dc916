// lesson: 01-base64url-encode
// verdict: failed
// what: dynamic import of an own file after changing URL to name a built-in module
let taken: unknown
try {
  for (const name of ['href', 'protocol', 'pathname', 'search']) Object.defineProperty(URL.prototype, name, { get: () => 'node:fs' })
  globalThis.URL = function () { return { href: 'node:fs', pathname: '/etc/passwd' } } as never
  encodeURI = decodeURIComponent = () => 'node:fs'
  taken = await import('./errors.ts')
  taken = (taken as { readFileSync?: unknown }).readFileSync
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
