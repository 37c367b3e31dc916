// lesson: 01-base64url-encode
// verdict: failed
// what: changes Map, Set, WeakMap and WeakSet
for (const maker of [Map, Set, WeakMap, WeakSet]) {
  for (const name of ['get', 'has', 'set', 'add', 'delete']) {
    if (name in maker.prototype) (maker.prototype as unknown as Record<string, unknown>)[name] = () => true
  }
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
