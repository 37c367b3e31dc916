// lesson: 01-base64url-encode
// verdict: broken
// what: answers inherit what makes them look right
const seen: unknown[] = []
for (const name of ['kind', 'type', 'token', 'outcome', 'verdict', 'report', 'answers', 'cmd', 'errno', 'buffer', 'then', 'toJSON']) {
  Object.defineProperty(Object.prototype, name, {
    get() {
      seen.push(this)
      return undefined
    },
    set(value) {
      seen.push(value)
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true })
    },
    configurable: true,
  })
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
