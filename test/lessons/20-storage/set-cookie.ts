/** Reads what sessionCookie returned as a browser reads Set-Cookie (6265bis §5.6). */
import type { CallResult, Learner } from '../../../src/grader/kit/index.ts'

type Attribute = { name: string; value: string | null }
const WANTED = ['max-age', 'path', 'secure', 'httponly', 'samesite'] as const
const SHOWN = {
  'max-age': 'Max-Age',
  path: 'Path=/',
  secure: 'Secure',
  httponly: 'HttpOnly',
  samesite: 'SameSite',
}
/** How far an Expires may be from what Max-Age says, in seconds: a program may have read the clock earlier. */
const EXPIRES_SECONDS = 120

const MONTH = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i
const TIME = /\b\d{1,2}:\d{1,2}:\d{1,2}\b/

/** The call returned a value of Set-Cookie with this token and lifetime. */
export function expectSetCookie(learner: Learner, result: CallResult, token: string, lifetime: number): void {
  const { outcome } = result
  const returned = outcome.kind === 'value' && outcome.value.type === 'string' ? outcome.value.value : null
  if (returned === null) learner.expectValue(result, `__Host-session=${token}; ...`, 'RFC 6265 §4.1')
  const text = returned as string
  const fail = (id: string, words: Record<string, string> = {}): never => learner.fail(result, { id, words })
  if (/[\r\n\0]/.test(text)) fail('not-a-header-value')
  if (/^set-cookie:/i.test(text)) fail('header-name-returned')
  const [pair = '', ...rest] = text.split(';').map(part => part.replace(/^[ \t]+|[ \t]+$/g, ''))
  const { name, value } = cut(pair)
  if (name !== '__Host-session') fail('cookie-name', { name })
  if (token !== '' && value?.startsWith(token) && value !== token)
    fail('token-changed/goes-on', { rest: value.slice(token.length) })
  if (value !== token)
    fail(value === encodeURIComponent(token) ? 'token-encoded' : 'token-changed', { value: value ?? '' })
  const attributes = rest.map(cut).map(({ name, value }) => ({ name: name.toLowerCase(), value }))
  expectAttributes(attributes, lifetime, fail)
}

function expectAttributes(
  attributes: Attribute[],
  lifetime: number,
  fail: (id: string, words?: Record<string, string>) => never,
): void {
  const attribute = (name: string): string | null =>
    attributes.find(known => known.name === name)?.value ?? null
  if (attributes.some(({ name }) => name === 'domain'))
    fail('domain-set', { value: attribute('domain') ?? '' })
  const twice = attributes.find(
    ({ name }, index) => attributes.findIndex(known => known.name === name) !== index,
  )
  if (twice !== undefined) fail('attribute-twice', { name: twice.name })
  for (const name of WANTED)
    if (!attributes.some(known => known.name === name)) {
      const isDated = name === 'max-age' && attribute('expires') !== null
      fail(`attribute-missing/${isDated ? 'only-expires' : name}`, { name: SHOWN[name] })
    }
  const maxAge = attribute('max-age') as string
  if (maxAge === String(lifetime * 1000) && lifetime > 0) fail('max-age-milliseconds', { value: maxAge })
  if (maxAge !== String(lifetime)) fail('max-age-wrong', { value: maxAge })
  if (attribute('path') !== '/') fail('path-wrong', { value: attribute('path') ?? '' })
  const sameSite = (attribute('samesite') ?? '').toLowerCase()
  if (!['lax', 'strict'].includes(sameSite)) fail('same-site-wrong', { value: attribute('samesite') ?? '' })
  for (const name of ['secure', 'httponly'])
    if (attribute(name) !== null) fail('flag-with-value', { name, value: attribute(name) as string })
  const expires = attribute('expires')
  if (expires === null) return
  // What browsers look for (6265bis §5.1.1); without one of these they ignore the attribute.
  if (!MONTH.test(expires) || !TIME.test(expires)) fail('expires-differs/format', { value: expires })
  const seconds = (Date.parse(expires) - Date.now()) / 1000
  const fits = lifetime === 0 ? seconds <= 0 : Math.abs(seconds - lifetime) <= EXPIRES_SECONDS
  if (!fits) fail('expires-differs', { value: expires })
}

function cut(part: string): Attribute {
  const equals = part.indexOf('=')
  return equals < 0
    ? { name: part, value: null }
    : { name: part.slice(0, equals), value: part.slice(equals + 1) }
}
