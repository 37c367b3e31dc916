// style: two characters at a time from a table of 4096
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const PAIRS: string[] = []
for (const first of ALPHABET) for (const second of ALPHABET) PAIRS.push(first + second)

export const encode = (bytes: Uint8Array): string => {
  const pairs: string[] = []
  for (let index = 0; index < bytes.length; index += 3) {
    const [first, second, third] = [bytes[index] as number, bytes[index + 1], bytes[index + 2]]
    pairs.push(PAIRS[(first << 4) | ((second ?? 0) >> 4)] as string)
    if (second !== undefined) {
      const pair = PAIRS[((second & 15) << 8) | (third ?? 0)] as string
      pairs.push(third === undefined ? pair.charAt(0) : pair)
    }
  }
  return pairs.join('')
}
