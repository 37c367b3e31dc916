/**
 * RSA keys for hidden tests: made of primes that were found before. Searching for primes takes 50 to 300 ms, putting two
 * of them together less than one; and the seed of a run repeats its key, which Node's own generator can't.
 */
import type { JsonWebKey } from 'node:crypto'

/** The size of a modulus in bits; 2047 is the largest that RS256 must refuse. */
export type RsaSize = 768 | 1024 | 2047 | 2048 | 3072

const numberOf = (text: string): bigint => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)

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
].map(numberOf)
/** For the other sizes: two of the same length, or one that is a bit shorter than those above. */
const OTHER_PRIMES = {
  768: [
    '0pXNYMJm8TXugUuyWwLQZVEwK50NSkPk9xwttWQm4xhUshFaGZ1-xAjxheb87eSn',
    '1sjhB8HtUcHEHO_m9kBHV1Ab3nfbvC8oMu9-GV_7xv-s8PCnl7BnqJh4p3iodD35',
  ],
  1024: [
    '1hcrF8-fTGSU-Nh91JujTWWpj9MWH6FXmWZPhyefPsNeSXN-nQMQFnh45_mczOcPQqFrN5s2_DzPHP7LWWZ4lQ',
    '-hV_Ibpd7X9b8ggaW-oiqT8CoGYVfODX_FDvifZIF4u7_TVVo09kRv_lU5VYcbOrfUWIkyYd4iPSKYSF34j-6w',
  ],
  2047: [
    'bf4BmZJFzXUUOarbxNNTsP4cexM275vACKKuQAYhLcKIL7EyDtTyKoWW1W003n5nfvj_qFO66uU4-IG3-U0_mbNCnoLd5EcenpEFM-k4Ex4Lqvc5fuNUsVxiTzl5qIh-w6b1-E9r0AEWtlYn12yo2paz72Euu6HoayMixzL9UbE',
  ],
  3072: [
    'w1S1chGSdAc7XifQTJOtg-ojueKFiLSubedTELEi7sHQ5aLRVJr6Sds6JzuMHYYunvs0L01TUhUuUHHIw5-DhvWrQIyZebXU5lFurIwLPPjUc6M3So5PCHC3lh-sQxpDQyoEO6CjKCF1IKOtR6dbxk-mQOOT8wbylgZs7MBj61KEAYdl9Zt6FASx6ocVO7GohpFfDbvfOoLyeIRyniMxbSqeJFyA8Tul1EJqL07UCjdugWI6y_7sHyM8MoegstVj',
    '00-TSQkOvypVY1z5w6ZNKwk8N8rGQ5NCw6kc0h7vmwrYBWmWqRPunIqqekC81TdaKGsUaWbS_ydqzkbAuvPmLk09k4wq_tGiEFh1LAuceWc0NQr1y_W-IjAWhKty_olWCfZWhDj3OE8ukSNBLanSAF2u1lb3EVco-7p8vm7qg2aUqYExZ5-hiY3DuUB7VK7M4VkDrLSXzkBoK4ouZDFkQJqAsCRrNTNF06J5fpI2jANNxVu7_tX8knM7GKx1CA53',
  ],
} as const
const EXPONENT = 65_537n
/** Public exponents of other keys, which are rare and right as well (RFC 8017 §3.1). */
export type RareExponent = 3 | 17

export type RsaKeyPair = { privateKey: JsonWebKey; publicKey: JsonWebKey }

/** A pair; `random` gives numbers from 0 up to 1. Of 768, 1024 and 3072 bits there is one pair each. */
export function rsaKeyPair(random: () => number, size: RsaSize = 2048): RsaKeyPair {
  if (size !== 2048) {
    const [p, q] = OTHER_PRIMES[size]
    const other = q ?? PRIMES[Math.floor(random() * PRIMES.length)]
    return pairOf(numberOf(p), typeof other === 'string' ? numberOf(other) : (other as bigint))
  }
  const first = Math.floor(random() * PRIMES.length)
  const second = (first + 1 + Math.floor(random() * (PRIMES.length - 1))) % PRIMES.length
  return pairOf(PRIMES[first] as bigint, PRIMES[second] as bigint)
}

/** A pair of 2048 bits that was not drawn before, as there are only some dozens; `drawn` holds the moduli, and gets this one. */
export function newRsaKeyPair(random: () => number, drawn: Set<unknown>): RsaKeyPair {
  if (drawn.size >= (PRIMES.length * (PRIMES.length - 1)) / 2) throw new Error('all pairs are drawn')
  for (;;) {
    const pair = rsaKeyPair(random)
    if (drawn.has(pair.publicKey.n)) continue
    drawn.add(pair.publicKey.n)
    return pair
  }
}

/** A pair of 2048 bits with a rare public exponent. */
export function rareRsaKeyPair(random: () => number, exponent: RareExponent): RsaKeyPair {
  const e = BigInt(exponent)
  // Only of these primes the exponent has an inverse.
  const primes = PRIMES.filter(prime => (prime - 1n) % e !== 0n)
  const first = Math.floor(random() * primes.length)
  const second = (first + 1 + Math.floor(random() * (primes.length - 1))) % primes.length
  return pairOf(primes[first] as bigint, primes[second] as bigint, e)
}

function pairOf(p: bigint, q: bigint, e = EXPONENT): RsaKeyPair {
  const d = inverse(e, (p - 1n) * (q - 1n))
  const publicKey: JsonWebKey = { kty: 'RSA', n: base64url(p * q), e: base64url(e) }
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
