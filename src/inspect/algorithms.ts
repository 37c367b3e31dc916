/** What kind of key an algorithm needs (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2). */
export type KeyNeed = { kty: string; crv: string[]; words: string }

/** The key that verifies an algorithm, or null when inspect does not check that algorithm. */
export function keyNeedOf(alg: string): KeyNeed | null {
  if (/^HS(256|384|512)$/u.test(alg)) return { kty: 'oct', crv: [], words: 'a secret' }
  if (/^[RP]S(256|384|512)$/u.test(alg)) return { kty: 'RSA', crv: [], words: 'an RSA public key' }
  if (alg === 'ES256') return { kty: 'EC', crv: ['P-256'], words: 'a public key on P-256' }
  if (alg === 'ES384') return { kty: 'EC', crv: ['P-384'], words: 'a public key on P-384' }
  if (alg === 'ES512') return { kty: 'EC', crv: ['P-521'], words: 'a public key on P-521' }
  if (alg === 'EdDSA' || alg === 'Ed25519')
    return { kty: 'OKP', crv: ['Ed25519'], words: 'an Ed25519 public key' }
  if (/^ML-DSA-(44|65|87)$/u.test(alg)) return { kty: 'AKP', crv: [], words: `an ${alg} public key` }
  return null
}

/** Says that an algorithm is not checked here, and which are. */
export function notSupported(alg: string): string {
  return (
    `inspect does not check ${JSON.stringify(alg)} signatures. It checks HS256, HS384, HS512, ` +
    'RS256 to RS512, PS256 to PS512, ES256, ES384, ES512, EdDSA with Ed25519, and ML-DSA.'
  )
}

/** Whether two names mean the same algorithm: EdDSA with an Ed25519 key is Ed25519 (RFC 9864 §2.2). */
export function sameAlgorithm(a: string, b: string): boolean {
  const isEd25519 = (alg: string) => alg === 'EdDSA' || alg === 'Ed25519'
  return a === b || (isEd25519(a) && isEd25519(b))
}
