/** Finds out why a right token is refused as wrongly signed: which signature the verifier takes for right. */
import {
  type Found,
  hmacSha256,
  type Learner,
  sha256,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { header, payload, segment, zeros } from './tokens.ts'

const [h, p] = [segment(header), segment(payload)]
const [headerJson, payloadJson] = [JSON.stringify(header), JSON.stringify(payload)]

/** Signatures for a token with the header and payload of tokens.ts: what each is, instead of the right one. */
export function otherSignatures(secret: Uint8Array): Record<string, Uint8Array> {
  const input = utf8(`${h}.${p}`)
  const over = (text: string): Uint8Array => hmacSha256(secret, utf8(text))
  return {
    'over both segments without the dot between them': over(h + p),
    'over the header segment alone': over(h),
    'over the payload segment alone': over(p),
    'over the two segments in the opposite order': over(`${p}.${h}`),
    'over both segments and the second dot': over(`${h}.${p}.`),
    'over the JSON of both, decoded': over(headerJson + payloadJson),
    'over the JSON of both, decoded, with a dot between': over(`${headerJson}.${payloadJson}`),
    'over the JSON of the payload': over(payloadJson),
    'over no text at all': over(''),
    'for which secret and text are swapped': hmacSha256(input, secret),
    'for which the secret is turned into a string': hmacSha256(utf8(Buffer.from(secret).toString()), input),
    'for which the secret is written as hex digits': hmacSha256(utf8(toHex(secret)), input),
    'that is a plain SHA-256 without the secret': sha256(input),
  }
}

export async function causeOfRefusal(learner: Learner): Promise<Found | null> {
  const others = Object.entries(otherSignatures(zeros.secret))
  const calls = others.map(([, mac]) => [`${h}.${p}.${toBase64url(mac)}`, zeros.secret])
  const results = await learner.callMany('verifyHs256', calls)
  const accepted = others.filter((_, index) => results[index]?.outcome.kind === 'value')
  if (accepted.length === others.length) return { id: 'comparison-inverted' }
  const [[what = ''] = []] = accepted
  return accepted.length === 1 ? { id: 'other-signature-expected', words: { what } } : null
}
