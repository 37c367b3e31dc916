/** The end of chapter 1: a token of the learner's that jose accepts, one of jose's, and the one of RFC 7515. */
import { answerInWords, answerOf, type Finale, jose, right, utf8, wrong } from '../../src/finale/index.ts'

const NOW = 1_750_000_000
const SECRET_TEXT = 'a-secret-for-the-end-of-chapter-1'
const SECRET = utf8(SECRET_TEXT)
const CLAIMS = { sub: 'you', iss: 'https://login.example', aud: 'the world' }
const EXPECTED = { issuer: CLAIMS.iss, audience: CLAIMS.aud }

/** RFC 7515 Appendix A.1: the key, and the token that was signed with it. */
const RFC_KEY = Uint8Array.from(
  Buffer.from(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'base64url',
  ),
)
const RFC_TOKEN =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

/** A token that jose made over the same claims. */
const joseToken = await new jose.SignJWT(CLAIMS)
  .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
  .setIssuedAt(NOW)
  .setExpirationTime(NOW + 900)
  .sign(SECRET)

export const finale: Finale = {
  proofs: [
    {
      title: 'jose accepts your token',
      lesson: '09-your-library',
      calls: [{ file: 'jwt/index.ts', name: 'issue', args: [CLAIMS, SECRET, { now: NOW, lifetime: 900 }] }],
      async judge([report]) {
        const answer = answerOf(report)
        if (answer.kind !== 'text') return wrong(`issue ${answerInWords(answer)}.`)
        try {
          const options = { ...EXPECTED, algorithms: ['HS256'], currentDate: new Date(NOW * 1000) }
          const { payload } = await jose.jwtVerify(answer.text, SECRET, options)
          return right(
            `Made by your issue, verified by jose: it reads sub ${JSON.stringify(payload.sub)}.`,
            answer.text,
          )
        } catch (error) {
          return wrong(`jose refuses it: ${(error as Error).message}.`, answer.text)
        }
      },
    },
    {
      title: "You accept jose's token",
      lesson: '09-your-library',
      calls: [{ file: 'jwt/index.ts', name: 'verify', args: [joseToken, SECRET, { now: NOW, ...EXPECTED }] }],
      judge([report]) {
        const answer = answerOf(report)
        if (answer.kind !== 'object') return wrong(`verify ${answerInWords(answer)}.`, joseToken)
        return right(
          `Made by jose, verified by your verify: it reads sub ${JSON.stringify(answer.value.sub)}.`,
        )
      },
    },
    {
      title: 'RFC 7515, Appendix A.1',
      lesson: '06-verify',
      calls: [{ file: 'jwt/hs256.ts', name: 'verifyHs256', args: [RFC_TOKEN, RFC_KEY] }],
      judge([report]) {
        const answer = answerOf(report)
        if (answer.kind !== 'object') return wrong(`verifyHs256 ${answerInWords(answer)}.`, RFC_TOKEN)
        return right('The first token of the standard, verified by your code, byte for byte.')
      },
    },
  ],
  closing: `You built a JWT library, and you know every byte of it. It is for learning: for real tokens use [jose](https://github.com/panva/jose) or another reviewed library, and you now know what its options mean.`,
}
