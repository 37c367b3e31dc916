/** The end of the course: the learner's whole server logs somebody in, publishes its key, and lets no forgery through. */
import { createPublicKey, scryptSync } from 'node:crypto'
import {
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Finale,
  GivenFunction,
  jose,
  responseOf,
  right,
  rsaKeyPair,
  toBase64url,
  utf8,
  WebRequest,
  wrong,
} from '../../src/finale/index.ts'

const ORIGIN = 'https://server.example'
const API = `${ORIGIN}/api`
const PASSWORD = 'correct horse battery staple'
const SALT = utf8('sixteen bytes!!!')
const COST = { N: 16_384, r: 8, p: 5, maxmem: 64 * 1024 * 1024 }
const { privateKey, publicKey } = rsaKeyPair(() => 0.4)
const stranger = rsaKeyPair(() => 0.8)
/** The clock stands at the second 0, and scrypt does all of its work. */
const GIVEN = { now: 0, scrypt: 'real' }
const KID = 'server-1'
const USER = 'ada'

const file = 'server/app.ts'
const make = (): Call => ({
  file,
  name: 'createApp',
  object: { how: 'keep', id: 1 },
  given: GIVEN,
  args: [
    {
      issuer: ORIGIN,
      audience: API,
      origin: ORIGIN,
      users: {
        [USER]: { salt: toBase64url(SALT), hash: toBase64url(scryptSync(PASSWORD, SALT, 32, COST)) },
      },
      clients: {},
      signingKey: { ...privateKey, kid: KID },
      refreshLifetime: 3600,
      now: new GivenFunction('now'),
    },
  ],
})
const ask = (
  method: string,
  path: string,
  headers: [string, string][] = [],
  body: unknown = undefined,
): Call => ({
  file,
  name: 'createApp',
  object: { how: 'apply', id: 1 },
  args: [
    new WebRequest(
      method,
      `${ORIGIN}${path}`,
      headers,
      body === undefined ? null : utf8(JSON.stringify(body)),
    ),
  ],
})
const JSON_TYPE: [string, string] = ['content-type', 'application/json']
const logIn = (password: string): Call =>
  ask('POST', '/login', [JSON_TYPE, ['origin', ORIGIN]], { username: USER, password })
const keySet = (): Call => ask('GET', '/.well-known/jwks.json')

/** What an attacker has: the public key, keys of their own, and time. */
const claims = { iss: ORIGIN, aud: API, sub: 'root', jti: 'forged', iat: 0, exp: 4_102_444_800 }
const part = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))
const own = await jose.importJWK(stranger.privateKey as jose.JWK, 'RS256')
const pem = createPublicKey({ key: publicKey, format: 'jwk' }).export({
  type: 'spki',
  format: 'pem',
}) as string
const forgeries = [
  `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
  `${part({ alg: 'RS256', typ: 'JWT', kid: KID })}.${part(claims)}.`,
  await new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: KID }).sign(utf8(pem)),
  await new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KID }).sign(own),
  await new jose.SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', jwk: stranger.publicKey as jose.JWK })
    .sign(own),
  await new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: '../../../dev/null' }).sign(own),
]

const tokenIn = (report: CallReport | undefined): string | null => {
  const token = responseOf(report)?.json?.access_token
  return typeof token === 'string' ? token : null
}
const said = (report: CallReport | undefined): string => {
  const response = responseOf(report)
  return response === null ? answerInWords(answerOf(report)) : `answered ${response.status}`
}

export const finale: Finale = {
  proofs: [
    {
      title: 'Somebody logs in, and jose verifies what they got',
      lesson: '23-capstone',
      calls: [make(), logIn(PASSWORD), keySet()],
      async judge([, login, keys]) {
        const token = tokenIn(login)
        if (token === null) return wrong(`POST /login ${said(login)}, without an access token.`)
        try {
          const found = jose.createLocalJWKSet(responseOf(keys)?.json as unknown as jose.JSONWebKeySet)
          const { payload } = await jose.jwtVerify(token, found, {
            issuer: ORIGIN,
            audience: API,
            currentDate: new Date(0),
          })
          return right(
            `Your server checked the password and signed a token for ${JSON.stringify(payload.sub)}. jose found the key in the set that your server publishes.`,
            token,
          )
        } catch (error) {
          return wrong(`jose refuses the token: ${(error as Error).message}.`, token)
        }
      },
    },
    {
      title: 'A wrong password learns nothing',
      lesson: '23-capstone',
      calls: [make(), logIn('password1')],
      judge([, login]) {
        return responseOf(login)?.status === 401
          ? right('POST /login answered 401, and does not say what was wrong.')
          : wrong(`POST /login ${said(login)}.`)
      },
    },
    {
      title: 'Six forgeries of chapter 2, and one answer',
      lesson: '23-capstone',
      calls: [
        make(),
        ...forgeries.map(token => ask('GET', '/api/me', [['authorization', `Bearer ${token}`]])),
      ],
      judge([, ...answers]) {
        const through = answers.findIndex(report => responseOf(report)?.status !== 401)
        return through < 0
          ? right(
              'No signature, another key, the public key as a secret, a key in the header: 401, each time.',
            )
          : wrong(`GET /api/me ${said(answers[through])} for a forged token.`, forgeries[through])
      },
    },
    {
      title: 'Another site can’t log anybody out',
      lesson: '23-capstone',
      calls: [
        make(),
        ask('POST', '/logout', [
          ['origin', 'https://evil.example'],
          ['sec-fetch-site', 'cross-site'],
        ]),
      ],
      judge([, logout]) {
        return responseOf(logout)?.status === 403
          ? right('POST /logout from another site answered 403.')
          : wrong(`POST /logout from another site ${said(logout)}.`)
      },
    },
  ],
  closing:
    'From a byte to a server: all of it is yours, and you know why each line is there. `jwt-lessons questions` has the questions that people ask, each with the lines of your code that answer it. `jwt-lessons certificate` makes a certificate: a token that your own server signs, and that anybody can verify. `jwt-lessons serve` runs your server. For real users take reviewed libraries, and know now what they do.',
}
