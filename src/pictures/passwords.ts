import { standInForScrypt } from '../sandbox/scrypt-stand-in.ts'

/** The record of a password, as the sandbox computes it in lessons that watch scrypt: base64url of salt and hash. */
export function passwordRecord(password: string): { salt: string; hash: string } {
  const salt = Buffer.from('salt of pictures', 'ascii')
  const hash = standInForScrypt(Buffer.from(password, 'utf8'), salt, 32, { N: 16384, r: 8, p: 5 })
  return { salt: salt.toString('base64url'), hash: Buffer.from(hash).toString('base64url') }
}
