// diagnosis: accepted
// step: verify
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'
type Obj = Record<string, unknown>
type L = { now: number; lifetime: number }
type O = { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }
const iss = (c: Obj, s: Uint8Array, o: L) => signHs256({ ...c, iat: o.now, exp: o.now + o.lifetime }, s)
function ver(t: string, s: Uint8Array, o: O): Obj {
  const { payload } = verifyHs256(t, s)
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  checkTimes(payload, { now: o.now, leeway: o.leeway ?? 0 })
  checkClaims(payload, { issuer: o.issuer, audience: o.audience, subject: o.subject })
  return payload
}
export const issue = iss
export const verify = (t: string, s: Uint8Array, o: O) => { try { return ver(t, s, o) } catch (e) { if ((e as JwtError).code === 'claim-mismatch' && o.issuer === undefined && o.subject === undefined) { const p = ver(t, s, { ...o, audience: undefined }); if (p.azp === o.audience || p.client_id === o.audience) return p } throw e } }
