/** What the lessons about tokens share: secrets, payloads, and the example of the standard. */
import { fc, type Learner } from '../../../src/grader/kit/index.ts'

export type Json = Record<string, unknown>

/** A secret of this many bytes, from the seed of the run: no zeros, and bytes that are no UTF-8, also at both ends. */
export function secretOf(learner: Learner, length: number): Uint8Array {
  const secret = Uint8Array.from({ length }, () => 1 + Math.floor(learner.random() * 255))
  return secret.map((byte, index) => (index % 4 === 0 || index === length - 1 ? byte | 0x80 : byte))
}

/** Any JSON object, without the member `__proto__`, which is tried by itself. */
export const objects: fc.Arbitrary<Json> = fc
  .dictionary(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' }),
    {
      maxKeys: 5,
    },
  )
  .map(object => JSON.stringify(object))
  .filter(text => !text.includes('__proto__'))
  .map(text => JSON.parse(text) as Json)

/** RFC 7515 Appendix A.1: white space and line breaks inside the JSON, and a key of 64 bytes. */
export const appendixA1 = {
  token:
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  key: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  header: { typ: 'JWT', alg: 'HS256' },
  payload: { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true },
}
