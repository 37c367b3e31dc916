// lesson: 01-base64url-encode
// verdict: failed
// what: deletes and replaces global names
const globals = globalThis as Record<string, unknown>
for (const name of ['Uint8Array', 'Object', 'Array', 'Error', 'Promise', 'Map', 'Set', 'Reflect', 'JSON', 'Symbol', 'String', 'Math', 'Date', 'setImmediate', 'queueMicrotask', 'structuredClone', 'undefined']) {
  try {
    globals[name] = () => 'TWFu'
  } catch {
    // undefined can't be replaced.
  }
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
