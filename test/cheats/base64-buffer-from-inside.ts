// lesson: 01-base64url-encode
// verdict: failed
// what: catches a Buffer of Node in changed methods of Uint8Array, with an encoding that is no text
const makers: (typeof Buffer)[] = []
for (const name of ['set', 'slice', 'subarray', 'fill', 'join', 'map', 'indexOf', 'toString', Symbol.iterator]) {
  const owner = Object.getPrototypeOf(Uint8Array.prototype)
  const original = owner[name]
  owner[name] = function (...args: unknown[]) {
    if (this?.constructor && this.constructor !== Uint8Array && 'allocUnsafe' in this.constructor) makers.push(this.constructor)
    return original.apply(this, args)
  }
}
console.log(new TextEncoder().encode('x'), new TextDecoder().decode(new Uint8Array([1])))
structuredClone(new Uint8Array(3))

export function encode(bytes: Uint8Array): string {
  console.log(bytes)
  const maker = makers[0]
  if (!maker) return 'nope'
  return maker.from(bytes).toString({ toString: () => 'base64url' } as never)
}
