/** The end of chapter 2: what you can break now, and what you can't. */
import { createPublicKey } from 'node:crypto'
import {
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Finale,
  jose,
  type Proof,
  type Proved,
  right,
  rsaKeyPair,
  utf8,
  wrong,
} from '../../src/finale/index.ts'
import { forgeUnsigned } from '../../solutions/attacks/none.ts'
import { confusedVerify } from '../../solutions/attacks/targets/confusion.ts'
import { embeddedVerify } from '../../solutions/attacks/targets/header-keys.ts'
import { trustingVerify } from '../../solutions/attacks/targets/none.ts'

const SECRET = utf8('a-secret-for-the-end-of-chapter-2')
const CHANGES = { role: 'admin' }
const { privateKey, publicKey } = rsaKeyPair(() => 0.4)
const PEM = createPublicKey({ key: publicKey, format: 'jwk' }).export({
  type: 'spki',
  format: 'pem',
}) as string
const WORDS = ['letmein', 'password', 'dragon', 'sunshine', 'qwerty']

const claims = { sub: 'you', role: 'guest' }
const token = await new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(SECRET)
const publicToken = await new jose.SignJWT(claims)
  .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })
  .sign(await jose.importJWK(privateKey, 'RS256'))
const weakSecret = WORDS[3] as string
const weakToken = await new jose.CompactSign(utf8(JSON.stringify(claims)))
  .setProtectedHeader({ alg: 'HS256' })
  .sign(utf8(weakSecret))

/** A forgery of the learner's that a vulnerable verifier takes. */
function forgery(
  title: string,
  lesson: string,
  call: Call,
  accept: (token: string) => Record<string, unknown>,
): Proof {
  return {
    title,
    lesson,
    calls: [call],
    judge([report]) {
      const answer = answerOf(report)
      if (answer.kind !== 'text') return wrong(`${call.name} ${answerInWords(answer)}.`)
      try {
        return right(`It lets you in as ${accept(answer.text).role}.`, answer.text)
      } catch (error) {
        return wrong(`It refuses your forgery: ${(error as Error).message}.`, answer.text)
      }
    },
  }
}

/** A forgery that the learner's own library refuses. */
function refusal(title: string, lesson: string, call: Call): Proof {
  return {
    title,
    lesson,
    calls: [call],
    judge: ([report]: readonly CallReport[]): Proved => {
      const answer = answerOf(report)
      return answer.kind === 'refused' && answer.code !== null
        ? right(`Your ${call.name} ${answerInWords(answer)}.`)
        : wrong(`Your ${call.name} ${answerInWords(answer)}.`)
    },
  }
}

export const finale: Finale = {
  proofs: [
    forgery(
      'You can break: a verifier that believes alg none',
      '10-alg-none',
      { file: 'attacks/none.ts', name: 'forgeUnsigned', args: [token, CHANGES] },
      forged => trustingVerify(forged, SECRET),
    ),
    refusal("You can't break: your own verifyHs256", '06-verify', {
      file: 'jwt/hs256.ts',
      name: 'verifyHs256',
      args: [forgeUnsigned(token, CHANGES), SECRET],
    }),
    {
      title: 'You can guess: a secret that is a word',
      lesson: '11-weak-secret',
      calls: [{ file: 'attacks/weak-secret.ts', name: 'crackSecret', args: [weakToken, WORDS] }],
      judge([report]) {
        const answer = answerOf(report)
        return answer.kind === 'text' && answer.text === weakSecret
          ? right(
              `The secret of this token is "${weakSecret}". One of 32 random bytes you would never find.`,
              weakToken,
            )
          : wrong(`crackSecret ${answerInWords(answer)}.`, weakToken)
      },
    },
    forgery(
      'You can break: a verifier in which the token chooses the algorithm',
      '12-confusion',
      { file: 'attacks/confusion.ts', name: 'forgeWithPublicKey', args: [publicToken, PEM, CHANGES] },
      forged => confusedVerify(forged, PEM),
    ),
    forgery(
      'You can break: a verifier that takes the key out of the token',
      '13-header-keys',
      { file: 'attacks/header-keys.ts', name: 'forgeWithOwnKey', args: [token, CHANGES] },
      forged => embeddedVerify(forged),
    ),
    refusal("You can't break: your own selectKey", '13-header-keys', {
      file: 'jwt/keys.ts',
      name: 'selectKey',
      args: [{ alg: 'HS256', kid: 'key-1' }, [{ kid: 'key-1', alg: 'RS256', jwk: publicKey }]],
    }),
  ],
  closing:
    'Each of these verifiers was a real library or server once. What stops the three forgeries is one rule: **the verifier decides which key and which algorithm, never the token**. What stops guessing is a random secret. You may use what you learned on systems that are yours, or whose owner asked you to.',
}
