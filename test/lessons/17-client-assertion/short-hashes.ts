/**
 * Two names each whose short hashes are the same: who keeps only such a hash takes the second for the first. Found by trying;
 * of SHA-256, SHA-1 and MD5 it is the first 32 bits, and with them all that is shorter. The client is 'a'.
 */
export const SHORT_HASHES: readonly (readonly [what: string, one: string, other: string])[] = [
  // Of the jti alone, and of what people make of client and jti.
  ['first 32 bits of SHA-256', '0rtj', '1792'],
  ['first 32 bits of SHA-256, of ["a",jti]', '1rea', '2hvy'],
  ['first 32 bits of SHA-256, of a:jti', '0aqh', '13wd'],
  ['first 32 bits of SHA-256, of a.jti', '1cp3', '2i0h'],
  ['first 32 bits of SHA-256, of a|jti', '0y5c', '1464'],
  ['first 32 bits of SHA-256, of 1:a:jti', '0ja1', '1ge5'],
  ['first 32 bits of SHA-256, of {"iss":"a","jti":jti}', '0c2f', '15id'],
  ['first 32 bits of SHA-1', '06n2', '2g53'],
  ['first 32 bits of SHA-1, of ["a",jti]', '11b1', '1pg9'],
  ['first 32 bits of MD5', '0jsx', '1iz0'],
  ['first 32 bits of MD5, of ["a",jti]', '16q4', '23je'],
  // The same whatever stands around the jti.
  ['FNV-1a hash of 32 bits', '7yzx', 'e6ad'],
  ['h * 33 ^ c hash', '000r', '0020'],
  ['h * 31 + c hash', 'Aa', 'BB'],
  ['h * 33 + c hash', 'Ab', 'BA'],
  ['CRC-32', '599430bd25', 'f7633dd321'],
]
