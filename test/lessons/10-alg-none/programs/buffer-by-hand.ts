export const forgeUnsigned = (token: string, changes: Record<string, unknown>): string => {
  const read = (segment: string) => JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
  const write = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
  const parts = token.split('.')
  const header = read(parts[0] as string)
  header.alg = 'none'
  const payload = Object.assign(read(parts[1] as string), changes)
  return [write(header), write(payload), ''].join('.')
}
