/**
 * RSA keys for hidden tests: made of primes that were found before. Searching for primes takes 50 to 300 ms, putting two
 * of them together less than one; and the seed of a run repeats its key, which Node's own generator can't.
 */
import type { JsonWebKey } from 'node:crypto'

/** Of 1024 bits each, the two highest ones set: a product has 2048. */
const PRIMES = [
  'w3M9kOqHdRnTRi99_x5FEvGShUuvN3RZ2S5xHSW8delpo8BOv_GQwcTAH3RbqSD1vb9a_ESdlQ_Zz9TVQp0k90kcCyUEyEYtSUOynylf_8IHdsaOrrI-Zk64IxKazNcZMeHcAzIu111cnYkbzu2Ssl1N48w9qOHbVYn6K-YLW08',
  '_3FUOQ1KJlk3RSoxIWgQAmn_pH_Tc-MI09pUcjiabfwOWyNOHQUuWpxVrDpqu-3M0W2yzB871yS1-MaWnkRL8SKb5pC9OlMz0OME2VxhI31rw1Dg_5fvahKfJSg93pcQUSrF1uGAzLZw3G1PYGiZNv0LVancfruWsPV896qnSnU',
  '3aTbOxpXtKAIBrDTX-mHGgcltz_loAGgV819cCLdjQHQ3meNrlalLNJEeZxFS9l6kIxbBzlIuFLB5pe7ka4DvjvmNltLqDCiTqgCtBQESoc0gYbt1gByCfVRYWWbYzupKLY1SlmL-uew0nBgBaS6yivZeyWqsWtyCL8V6NHu8Tc',
  '3k3evqNLU_RcNqlUUKp743ugzeBY0pBAlZVVMC4Gt0rodjOzpphLYZObXk-2mFk8IYA7VwSD5iWC8JaVoEBVtkwOwIZ3aVyFPXY7Eoo0taxSjZ4qgkE-Nm_RdyfmKmpKfBEJhswt-I3-wDNy7b_pSbzjnZ5OxBf4TnjRg7UKutM',
  '0N8KpWKhUKDW_zaaiR_0h8wHVasrRJjP8RjRHm4EW10Zba706I3iNStSW2qnPueKxJOGFpyHm05M1NXOzkyd-6f4FZm30FzE6E4ht-ijchfku9M8SOGC4y3TwfHblh7lvHpi90b6kmWbMOKR7Qj9ya4BoCEtWfGUChjDH-XNEv0',
  '80XpkzDDLUe1sdsykrDw9wNgKNqh4YCrvxrzjWEOjCDrvF8HNVmj2k4gKao3pSPMJkW1Q2S-0QGnYc-XugpuC1IarRXTNIdQYedYe-MYZknJOW4lAllvNDcgRoU0beneiNWr0zZYDin500tfpb6dr1TLxGFPoCGYXitNpw4NHL8',
  '96zyotO2RCOcD16FF2nGNbCdqomBRJH__Q2P7zYV1IBkXl1O5pyITbvs1yhJGuvkoZw2m3BmBrYYCT7E_aGJWz1qnp8Rn2YXe2LagvqScl-8u55FFqHW3XsznRBOskb_vQ69vja8CWot0KwxPPbBQdT4D-7tzBvS1Efxzx2nrlk',
  '25yVodO8P2UGv0pmdh_UE7naarYQNICog4NWZP9AEFQsqkbeDREy9sdjXEBYnIMl1lJOK89JhiwNmCVtcWw0FIE8S6mqKcafCaTpqByuWx63TWfWKn6mRawJusiqYt2_p_Dh2RKeWhoaBO_vPZuCrFL4j5kYCuOqgsb0obaqkb0',
].map(text => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`))
const EXPONENT = 65_537n

export type RsaKeyPair = { privateKey: JsonWebKey; publicKey: JsonWebKey }

/** A pair of 2048 bits; `random` gives numbers from 0 up to 1. */
export function rsaKeyPair(random: () => number): RsaKeyPair {
  const first = Math.floor(random() * PRIMES.length)
  const second = (first + 1 + Math.floor(random() * (PRIMES.length - 1))) % PRIMES.length
  return pairOf(PRIMES[first] as bigint, PRIMES[second] as bigint)
}

function pairOf(p: bigint, q: bigint): RsaKeyPair {
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n))
  const publicKey: JsonWebKey = { kty: 'RSA', n: base64url(p * q), e: 'AQAB' }
  const secret = { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const members = Object.entries(secret).map(([name, value]) => [name, base64url(value)])
  return { publicKey, privateKey: { ...publicKey, ...Object.fromEntries(members) } }
}

/** The inverse of a number modulo another one, by Euclid's algorithm. */
function inverse(number: bigint, modulus: bigint): bigint {
  let [before, rest] = [number, modulus]
  let [left, right] = [1n, 0n]
  while (rest !== 0n) {
    const quotient = before / rest
    ;[before, rest] = [rest, before - quotient * rest]
    ;[left, right] = [right, left - quotient * right]
  }
  return ((left % modulus) + modulus) % modulus
}

function base64url(number: bigint): string {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}
