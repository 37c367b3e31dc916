// style: whole groups in a loop, the rest in a switch
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  const characters: string[] = []
  const whole = bytes.length - (bytes.length % 3)
  const put = (value: number): number => characters.push(ALPHABET[value & 0x3f]!)
  let index = 0
  while (index < whole) {
    const first = bytes[index++]!
    const second = bytes[index++]!
    const third = bytes[index++]!
    put(first >>> 2)
    put((first << 4) | (second >>> 4))
    put((second << 2) | (third >>> 6))
    put(third)
  }
  switch (bytes.length - whole) {
    case 1:
      put(bytes[whole]! >>> 2)
      put(bytes[whole]! << 4)
      break
    case 2:
      put(bytes[whole]! >>> 2)
      put((bytes[whole]! << 4) | (bytes[whole + 1]! >>> 4))
      put(bytes[whole + 1]! << 2)
      break
  }
  return characters.join('')
}
