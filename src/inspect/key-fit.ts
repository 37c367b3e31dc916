import { type KeyNeed, sameAlgorithm } from './algorithms.ts'
import type { VerificationKey } from './key.ts'
import { publicJwk, whyUnusable } from './usable-key.ts'

/** Says why a key can't be for this algorithm, or null. */
export function whyNotFor(key: VerificationKey, alg: string, need: KeyNeed): string | null {
  const wants = `${alg} needs ${need.words}; this is ${key.label}.`
  if (key.kind === 'secret') return need.kty === 'oct' ? null : `${wants}${secretForPublicKey(key.bytes)}`
  if (key.kind === 'public' && key.key.asymmetricKeyType === 'rsa-pss') {
    return need.kty === 'RSA'
      ? `This is ${key.label} (id-RSASSA-PSS, RFC 4055 §1.2). inspect checks ${alg} with plain RSA keys only: convert it to rsaEncryption.`
      : wants
  }
  const jwk = publicJwk(key)
  if (jwk.kty !== need.kty) {
    if (need.kty !== 'oct') return wants
    return `${wants} A public key used as a secret is the confusion attack (RFC 8725 §2.1).`
  }
  if (need.crv.length > 0 && !need.crv.includes(jwk.crv ?? '')) {
    return jwk.crv === 'Ed448' ? `${wants} Ed448 is not supported here.` : wants
  }
  if (jwk.use !== undefined && jwk.use !== 'sig')
    return `The key is for "use": ${JSON.stringify(jwk.use)}, not for signatures.`
  if (jwk.alg !== undefined && !sameAlgorithm(String(jwk.alg), alg)) {
    return `The key is for ${JSON.stringify(jwk.alg)} only, and the token says ${alg} (RFC 8725 §3.1).`
  }
  return whyUnusable(key, jwk, alg)
}

function secretForPublicKey(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  return text.includes('-----BEGIN') ? ' It contains PEM: give it with --key.' : ''
}
