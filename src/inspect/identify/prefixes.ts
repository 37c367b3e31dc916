import type { OtherKind } from './identify.ts'

/** Who issues tokens that begin like this. Only the public, documented prefix is compared. */
const ISSUERS: [RegExp, string][] = [
  [/^ya29\./u, 'a Google access token'],
  [/^1\/\/0/u, 'a Google refresh token'],
  [/^(?:gh[pousr]_|github_pat_)/u, 'a GitHub token'],
  [/^gl(?:pat|ptt|dt|rt|soat|ft)-/u, 'a GitLab token'],
  [/^xox[abeprs]-|^xapp-/u, 'a Slack token'],
  [/^(?:sk|rk|pk)_(?:live|test)_/u, 'a Stripe key'],
  [/^SG\.[\w-]{10,}\./u, 'a SendGrid key'],
  [/^npm_/u, 'an npm token'],
  [/^pypi-/u, 'a PyPI token'],
  [/^do[opr]_v1_/u, 'a DigitalOcean token'],
  [/^(?:AKIA|ASIA)[A-Z0-9]{16}$/u, 'an AWS access key id'],
  [/^hv[sbr]\./u, 'a HashiCorp Vault token'],
  [/^EAA[A-Za-z0-9]{20,}/u, 'a Facebook access token'],
  [/^00D[A-Za-z0-9]{12,15}!/u, 'a Salesforce session id'],
]

const FORMATS: [RegExp, string, string, string | null][] = [
  [
    /^v[1-4]\.(?:local|public)\./u,
    'paseto',
    'This is a PASETO, not a JWT: it begins with its version and purpose, and has no alg that a token could choose.',
    null,
  ],
  [/^k[1-4]\.[a-z-]+[.-]/u, 'paserk', 'This is a PASERK, a key for PASETO, not a token.', null],
  [
    /^gAAAAA[A-Za-z0-9_-]{60,}=*$/u,
    'fernet',
    'This is a Fernet token, encrypted with a secret, not a JWT.',
    null,
  ],
  [
    /^Fe26\.[12]\*/u,
    'iron',
    'This is a sealed cookie of iron-session or hapi (Fe26), encrypted, not a JWT.',
    null,
  ],
  [
    /^(?:PHNhbWw|PD94bWw|PHNhbWxw)/u,
    'saml',
    'This is XML in base64, most likely a SAML message, not a JWT.',
    null,
  ],
  [/^MDAx[A-Za-z0-9_-]{20,}/u, 'macaroon', 'This looks like a macaroon, not a JWT.', null],
  [
    /^WyJ[A-Za-z0-9_-]+$/u,
    'sd-jwt-disclosure',
    'This is one disclosure of an SD-JWT, a JSON array in base64url, without its token.',
    'RFC 9901 §4.2',
  ],
]

/** A token of another format or of an issuer whose tokens have a known beginning, or null. */
export function prefixKind(text: string): OtherKind | null {
  if (/\s/u.test(text)) return null
  for (const [pattern, id, message, reference] of FORMATS) {
    if (!pattern.test(text)) continue
    return { id, message, fix: 'inspect reads JWTs only; use a tool for that format.', reference }
  }
  const issuer = ISSUERS.find(([pattern]) => pattern.test(text))
  if (issuer === undefined) return null
  return {
    id: 'opaque-token',
    message: `This is not a JWT but an opaque token: it begins like ${issuer[1]}. Only its issuer can look up what it means.`,
    fix: 'There is nothing to decode. If you meant a JWT, look for a value that begins with "eyJ", such as the id_token.',
    reference: 'RFC 6749 §1.4',
  }
}
