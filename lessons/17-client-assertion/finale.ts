/** The end of chapter 3: tokens of the learner's keys, verified by jose from the learner's key set, and a login by JWT. */
import {
  answerInWords,
  answerOf,
  ecKeyPair,
  type Finale,
  jose,
  type Proof,
  right,
  rsaKeyPair,
  wrong,
} from '../../src/finale/index.ts'

const NOW = 1_750_000_000
const ISSUER = 'https://login.example'
const API = 'https://api.example'
const CLIENT = 'report-service'
const CLAIMS = { iss: ISSUER, aud: API, sub: 'you', exp: NOW + 900 }

const rsa = rsaKeyPair(() => 0.3)
const ec = ecKeyPair(() => 0.3)
const client = rsaKeyPair(() => 0.8)
const rsaKid = await jose.calculateJwkThumbprint(rsa.publicKey as jose.JWK)
const ecKid = await jose.calculateJwkThumbprint(ec.publicKey as jose.JWK)

/** What the server of this page publishes: public keys, each named by its thumbprint. */
const keySet = {
  keys: [
    { ...rsa.publicKey, kid: rsaKid, alg: 'RS256', use: 'sig' },
    { ...ec.publicKey, kid: ecKid, alg: 'ES256', use: 'sig' },
  ],
}
const findKey = jose.createLocalJWKSet(keySet as jose.JSONWebKeySet)
const at = { currentDate: new Date(NOW * 1000) }

const assertion = await new jose.SignJWT({ iss: CLIENT, sub: CLIENT, aud: ISSUER, jti: 'assertion-1' })
  .setProtectedHeader({ alg: 'RS256', typ: 'client-authentication+jwt', kid: 'client-1' })
  .setIssuedAt(NOW)
  .setExpirationTime(NOW + 300)
  .sign(await jose.importJWK(client.privateKey as jose.JWK, 'RS256'))

/** A token that the learner's code signs, and that jose verifies from nothing but the key set. */
function signed(alg: string, lesson: string, file: string, name: string, key: object): Proof {
  return {
    title: `jose verifies your ${alg} token from your key set`,
    lesson,
    calls: [{ file, name, args: [CLAIMS, key] }],
    async judge([report]) {
      const answer = answerOf(report)
      if (answer.kind !== 'text') return wrong(`${name} ${answerInWords(answer)}.`)
      try {
        const { payload, protectedHeader } = await jose.jwtVerify(answer.text, findKey, {
          issuer: ISSUER,
          audience: API,
          algorithms: [alg],
          ...at,
        })
        return right(
          `It took the key ${protectedHeader.kid?.slice(0, 8)}... of two and reads sub ${JSON.stringify(payload.sub)}. It never saw your private key.`,
          answer.text,
        )
      } catch (error) {
        return wrong(`jose refuses it: ${(error as Error).message}.`, answer.text)
      }
    },
  }
}

export const finale: Finale = {
  proofs: [
    {
      title: 'Your thumbprint names a key as every other library does',
      lesson: '16-jwks',
      calls: [{ file: 'jwt/jwks.ts', name: 'thumbprint', args: [rsa.privateKey] }],
      judge([report]) {
        const answer = answerOf(report)
        return answer.kind === 'text' && answer.text === rsaKid
          ? right(`thumbprint returned ${rsaKid}, and so does jose: RFC 7638.`)
          : wrong(`thumbprint ${answerInWords(answer)}; jose says ${rsaKid}.`)
      },
    },
    signed('RS256', '14-rs256', 'jwt/rs256.ts', 'signRs256', { ...rsa.privateKey, kid: rsaKid }),
    signed('ES256', '15-es256', 'jwt/es256.ts', 'signEs256', { ...ec.privateKey, kid: ecKid }),
    {
      title: 'A service logs in without a password',
      lesson: '17-client-assertion',
      calls: [
        {
          file: 'server/client-assertion.ts',
          name: 'TokenEndpoint',
          object: { how: 'new', id: 1 },
          args: [
            {
              issuer: ISSUER,
              audience: API,
              signingKey: { ...rsa.privateKey, kid: rsaKid },
              clients: { [CLIENT]: { keys: [{ ...client.publicKey, kid: 'client-1' }] } },
            },
          ],
        },
        ...[1, 2].map(() => ({
          file: 'server/client-assertion.ts',
          name: 'exchange',
          object: { how: 'method' as const, id: 1 },
          args: [
            {
              grant_type: 'client_credentials',
              client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
              client_assertion: assertion,
            },
            NOW,
          ],
        })),
      ],
      async judge([, first, again]) {
        const answer = answerOf(first)
        const token = answer.kind === 'object' ? answer.value.access_token : null
        if (typeof token !== 'string') return wrong(`exchange ${answerInWords(answer)}.`, assertion)
        try {
          await jose.jwtVerify(token, findKey, { issuer: ISSUER, audience: API, typ: 'at+jwt', ...at })
        } catch (error) {
          return wrong(`jose refuses the access token: ${(error as Error).message}.`, token)
        }
        const replay = answerOf(again)
        return replay.kind === 'refused'
          ? right(
              'Your token endpoint took an assertion that jose signed and gave an access token that jose verifies. The same assertion again was refused.',
              token,
            )
          : wrong(`The same assertion was sent twice, and exchange ${answerInWords(replay)}.`, assertion)
      },
    },
  ],
  closing:
    'A shared secret makes everyone who can verify a token able to make one. With a key pair only one side can: you publish the public half at an address, name it by its thumbprint, and change it without asking anybody. **That is why RS256 and ES256 exist.**',
}
