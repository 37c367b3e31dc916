/** What the learner's app is started with: a user, a key, and the clock of the machine. */
import { generateKeyPairSync, type JsonWebKey, randomBytes, scryptSync } from 'node:crypto'

/** The user that can log in. */
export const DEMO_USER = { username: 'ada', password: 'correct horse battery staple' } as const

/** In seconds. */
const REFRESH_LIFETIME = 30 * 86_400

export type DemoOptions = {
  issuer: string
  audience: string
  origin: string
  users: Record<string, { salt: string; hash: string }>
  clients: Record<string, { keys: (JsonWebKey & { kid: string })[] }>
  signingKey: JsonWebKey & { kid: string }
  refreshLifetime: number
  now: () => number
}

/** Options of createApp (lesson 23) for an app at this origin. The keys are new each time. */
export function demoOptions(origin: string): DemoOptions {
  const salt = randomBytes(16)
  const hash = scryptSync(DEMO_USER.password, salt, 32, { N: 16_384, r: 8, p: 5, maxmem: 64 * 1024 * 1024 })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    issuer: origin,
    audience: `${origin}/api`,
    origin,
    users: {
      [DEMO_USER.username]: { salt: salt.toString('base64url'), hash: hash.toString('base64url') },
    },
    clients: {},
    signingKey: { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(6).toString('base64url') },
    refreshLifetime: REFRESH_LIFETIME,
    now: () => Math.floor(Date.now() / 1000),
  }
}
