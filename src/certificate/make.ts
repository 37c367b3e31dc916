/** Makes a certificate: the learner's code signs it, and jose says whether it is right. */
import { generateKeyPairSync } from 'node:crypto'
import { calculateJwkThumbprint, createLocalJWKSet, type JSONWebKeySet, type JWK, jwtVerify } from 'jose'
import { answerInWords, answerOf } from '../pictures/outcome.ts'
import { responseOf } from '../pictures/response.ts'
import { GivenFunction, WebRequest } from '../sandbox/encode.ts'
import type { Call, CallReport } from '../sandbox/types.ts'
import type { Certificate, CertificateClaims, KeySet } from './types.ts'

/** Whose functions make it: the one that signs, and the server that publishes the key. */
const SIGNING = { lesson: '14-rs256', file: 'jwt/rs256.ts', name: 'signRs256' }
const SERVER = { lesson: '23-capstone', file: 'server/app.ts', name: 'createApp' }

/** Where the learner's server would be; nobody calls it. */
export const ISSUER = 'https://server.example'

/** The learner's code did not make a certificate that jose accepts; the message says what it did. */
export class CertificateError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CertificateError'
  }
}

/** Carries out calls with the functions of a lesson, in a sandbox. */
export type CallLearner = (lessonId: string, calls: readonly Call[]) => Promise<CallReport[]>

/**
 * Signs the claims with the learner's `signRs256` and asks the learner's server for its key set. The private key is new
 * and kept nowhere, so a certificate can't be changed afterwards by anyone.
 * @throws CertificateError when a function does not answer as its lesson says, or jose does not verify what came out
 */
export async function makeCertificate(
  about: Pick<CertificateClaims, 'sub' | 'iat' | 'course' | 'passed' | 'lessons'>,
  call: CallLearner,
): Promise<Certificate> {
  const claims: CertificateClaims = { iss: ISSUER, ...about }
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk as JWK) }

  const { lesson, file, name } = SIGNING
  const [signed] = await call(lesson, [{ file, name, args: [claims, key] }])
  const token = stringOf(signed)
  if (token === null) throw new CertificateError(`${name} ${cameOf(signed)}. See: jwt-lessons check 14`)

  const keySet = await publishedBy(key, call)
  try {
    await jwtVerify(token, createLocalJWKSet(keySet as JSONWebKeySet), {
      issuer: ISSUER,
      algorithms: ['RS256'],
      currentDate: new Date(about.iat * 1000),
    })
  } catch (error) {
    throw new CertificateError(
      `jose can't verify it with the keys of your server: ${(error as Error).message}. See: jwt-lessons check 14 23`,
    )
  }
  return { token, keySet, claims }
}

/** What the learner's server answers at its key set's address. */
async function publishedBy(signingKey: object, call: CallLearner): Promise<KeySet> {
  const { lesson, file, name } = SERVER
  const options = {
    issuer: ISSUER,
    audience: `${ISSUER}/api`,
    origin: ISSUER,
    users: {},
    clients: {},
    signingKey,
    refreshLifetime: 60,
    now: new GivenFunction('now'),
  }
  const request = new WebRequest('GET', `${ISSUER}/.well-known/jwks.json`, [], null)
  const calls: Call[] = [
    { file, name, args: [options], object: { how: 'keep', id: 1 }, given: { now: 0 } },
    { file, name, args: [request], object: { how: 'apply', id: 1 } },
  ]
  const reports = await call(lesson, calls)
  if (reports[0]?.outcome.kind !== 'value')
    throw new CertificateError(`${name} ${cameOf(reports[0])}. See: jwt-lessons check 23`)
  const answer = responseOf(reports.at(-1))
  if (answer?.status === 200 && Array.isArray(answer.json?.keys)) return { keys: answer.json.keys }
  throw new CertificateError(
    'Your server publishes no key set at /.well-known/jwks.json. See: jwt-lessons check 23',
  )
}

/** What came of a call, after the name of its function. */
function cameOf(report: CallReport | undefined): string {
  return answerInWords(answerOf(report))
}

function stringOf(report: CallReport | undefined): string | null {
  return report?.outcome.kind === 'value' && report.outcome.value.type === 'string'
    ? report.outcome.value.value
    : null
}
