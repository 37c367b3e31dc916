import { copyAllPieces, firstPieceMissing } from '../around/cookie-pieces.ts'
import { jsonObjectOf } from '../around/shape.ts'
import type { OtherKind } from './identify.ts'

const fix = 'Decode it with the framework that made it. A JWT begins with a header that has alg: "eyJ...".'

/** A session cookie of a web framework, or null. */
export function cookieKind(text: string): OtherKind | null {
  const first = firstPieceMissing(text)
  if (first !== null)
    return {
      id: 'cookie-piece',
      message: `There is no JWT in this text. It has a cookie that came in pieces, and the first piece, ${first}, is missing: a token begins there.`,
      fix: copyAllPieces(first),
      reference: null,
    }
  const what = frameworkOf(text)
  if (what === null) return null
  return {
    id: 'session-cookie',
    message: `This is not a JWT. It has the form of ${what}.`,
    fix,
    reference: null,
  }
}

function frameworkOf(text: string): string | null {
  if (/^s(?::|%3A)[^.\s]+\.[A-Za-z0-9+/%=_-]+$/u.test(text))
    return 'a signed cookie of Express (s:value.signature)'
  if (/^j:[{[]/u.test(text)) return 'a JSON cookie of Express (j:...)'
  if (/^CfDJ8[A-Za-z0-9_-]+/u.test(text)) return 'a cookie that ASP.NET Core protects (encrypted)'
  if (/^[A-Za-z0-9+/_%-]+(?:=|%3D)*--[0-9a-f]{40,64}$/u.test(text))
    return 'a signed cookie of Rails (data--signature)'
  if (/^(?:[A-Za-z0-9+/_%-]+(?:=|%3D)*--){2}[A-Za-z0-9+/_%-]+(?:=|%3D)*$/u.test(text))
    return 'an encrypted cookie of Rails (data--iv--tag)'
  if (/^\.?[A-Za-z0-9_-]+:[A-Za-z0-9]{5,8}:[A-Za-z0-9_-]{27,43}$/u.test(text))
    return 'a value signed by Django (data:timestamp:signature)'
  const [first = '', second = '', third = '', ...more] = text.split('.')
  if (text.startsWith('.eJ') || text.startsWith('.eN'))
    return 'a session cookie of Flask, compressed (.data.timestamp.signature)'
  // Flask-WTF signs the token of a form so: a string, not an object.
  if (
    isString(first) &&
    more.length === 0 &&
    /^[A-Za-z0-9_-]{5,8}$/u.test(second) &&
    /^[A-Za-z0-9_-]{27,43}$/u.test(third)
  )
    return 'a string that itsdangerous signs (data.timestamp.signature), such as the CSRF token of Flask-WTF'
  const object = jsonObjectOf(first.replace(/%3D/giu, '='))
  if (object === null || Object.hasOwn(object, 'alg') || Object.hasOwn(object, 'enc')) return null
  if (second === '' && ['iv', 'value', 'mac'].every(name => Object.hasOwn(object, name)))
    return 'an encrypted cookie of Laravel (iv, value and mac in JSON)'
  if (more.length === 0 && /^[A-Za-z0-9_-]{5,8}$/u.test(second) && /^[A-Za-z0-9_-]{27,43}$/u.test(third))
    return 'a session cookie of Flask (data.timestamp.signature): its data is readable JSON, not encrypted'
  if (text.split('.').length === 2 && /^[A-Za-z0-9_-]{27,43}$/u.test(second))
    return 'a cookie with a signature (data.signature), as cookie-session and itsdangerous make it'
  return null
}

const isString = (segment: string): boolean =>
  /^"[^"\\]*"$/u.test(Buffer.from(segment, 'base64url').toString('utf8'))
