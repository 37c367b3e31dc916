/** What is right, once, and what people write instead. */
import type { WebRequest } from '../../../src/grader/kit/index.ts'
import { headerOf } from './requests.ts'

type Read = (request: WebRequest) => string | null | undefined
type Judge = (request: WebRequest, ownOrigin: string) => boolean

const NAME = '__Host-session'

/** The cookies of a request, in order. */
function cookiesOf(request: WebRequest): [name: string, value: string][] {
  return (headerOf(request, 'cookie') ?? '').split(';').flatMap((pair): [string, string][] => {
    const text = pair.replace(/^[ \t]+|[ \t]+$/g, '')
    const equals = text.indexOf('=')
    return equals < 0 ? [] : [[text.slice(0, equals), text.slice(equals + 1)]]
  })
}

const named = (request: WebRequest, isName: (name: string) => boolean): string[] =>
  cookiesOf(request).flatMap(([name, value]) => (isName(name) ? [value] : []))
const isExactly = (name: string): boolean => name === NAME
/** The value, or undefined for none and for different ones. */
const only = (values: string[]): string | undefined => (new Set(values).size === 1 ? values[0] : undefined)

export const readSessionCookie: Read = request => only(named(request, isExactly))

/** Whether a request has the cookie, and whether what was returned is the value of another one. */
export const hasSession = (request: WebRequest): boolean => named(request, isExactly).length > 0
export const isOfAnother = (request: WebRequest, returned: unknown): boolean =>
  cookiesOf(request).some(([name, value]) => name !== NAME && value.endsWith(String(returned)))

/** By id: what reads another cookie, or no cookie, for the session. General before special. */
export const readMistakes: Record<string, Read[]> = {
  'cookie-not-read': [() => undefined],
  'absent-not-undefined': [
    request => readSessionCookie(request) ?? '',
    request => readSessionCookie(request) ?? null,
  ],
  'first-of-two': [request => named(request, isExactly)[0]],
  'last-of-two': [
    request => named(request, isExactly).at(-1),
    request => [...new Set(named(request, isExactly))].at(-1),
  ],
  'only-first-cookie': [
    request =>
      only(
        cookiesOf(request)
          .slice(0, 1)
          .filter(([name]) => name === NAME)
          .map(([, value]) => value),
      ),
  ],
  'value-cut': [
    request => only(named(request, isExactly).map(value => value.split('=')[0] as string)),
    request => only(named(request, isExactly).map(value => value.replace(/=+$/, ''))),
  ],
  'value-unquoted': [
    request => only(named(request, isExactly).map(value => value.replace(/^"(.*)"$/, '$1'))),
    request => only(named(request, isExactly).map(value => value.replaceAll('"', ''))),
  ],
  'value-decoded': [
    request =>
      only(
        named(request, isExactly).map(value => {
          try {
            return decodeURIComponent(value)
          } catch {
            return value
          }
        }),
      ),
    request => only(named(request, isExactly).map(value => decodeURIComponent(value))),
    request => {
      const decoded = cookiesOf(request).map(([name, value]) => [name, decodeURIComponent(value)] as const)
      return only(decoded.flatMap(([name, value]) => (name === NAME ? [value] : [])))
    },
  ],
  'name-decoded': [request => only(named(request, name => decodeURIComponent(name) === NAME))],
  'name-in-part': [
    request => /__Host-session=([^;]*)/.exec(headerOf(request, 'cookie') ?? '')?.[1],
    request => only(named(request, name => name.endsWith(NAME))),
    request => only(named(request, name => name.startsWith(NAME))),
    request => only(named(request, name => name.includes(NAME))),
    request => /(?:^|[^\w])__Host-session=([^;]*)/.exec(headerOf(request, 'cookie') ?? '')?.[1],
  ],
  'name-trimmed': [
    request => only(named(request, name => name.trim() === NAME)),
    request => only(named(request, name => name.trimStart() === NAME)),
    request => {
      const values = named(request, name => name.trim() === NAME)
      return values.length === 1 ? values[0] : undefined
    },
    request => named(request, name => name.trim() === NAME)[0],
    request => named(request, name => name.trimStart() === NAME)[0],
    request => named(request, name => name.trim() === NAME).at(-1),
  ],
  'name-case': [
    request => only(named(request, name => name.toLowerCase() === NAME.toLowerCase())),
    request => named(request, name => name.toLowerCase() === NAME.toLowerCase())[0],
  ],
}

const SAFE = ['GET', 'HEAD', 'OPTIONS']
type Parts = {
  isSafe: (method: string) => boolean
  bySite: (site: string, request: WebRequest, ownOrigin: string) => boolean | undefined
  byOrigin: (origin: string, request: WebRequest, ownOrigin: string) => boolean
  byNothing: (request: WebRequest, ownOrigin: string) => boolean
}
const right: Parts = {
  isSafe: method => SAFE.includes(method),
  bySite: site => site !== 'same-origin' && site !== 'none',
  byOrigin: (origin, _request, ownOrigin) => origin !== ownOrigin,
  byNothing: () => false,
}
const judge = (changed: Partial<Parts> = {}): Judge => {
  const { isSafe, bySite, byOrigin, byNothing } = { ...right, ...changed }
  return (request, ownOrigin) => {
    if (isSafe(request.method)) return false
    const site = headerOf(request, 'sec-fetch-site')
    const decided = site === null ? undefined : bySite(site, request, ownOrigin)
    if (decided !== undefined) return decided
    const origin = headerOf(request, 'origin')
    return origin === null ? byNothing(request, ownOrigin) : byOrigin(origin, request, ownOrigin)
  }
}

export const isCrossSiteWrite: Judge = judge()

/** Why isCrossSiteWrite has to say what it says. */
export function becauseOf(request: WebRequest, ownOrigin: string): string {
  if (right.isSafe(request.method)) return `${request.method} only reads`
  const site = headerOf(request, 'sec-fetch-site')
  if (site !== null)
    return `Sec-Fetch-Site is ${site}, and it decides alone: only same-origin and none may write`
  const origin = headerOf(request, 'origin')
  if (origin === null) return 'neither Sec-Fetch-Site nor Origin is there, so it is not a browser'
  return `without Sec-Fetch-Site the Origin decides; it is ${origin}, and ${ownOrigin} is ours`
}

/** By step and id. General before special. */
export const judgeMistakes: Record<'fetch-site' | 'origin', Record<string, Judge[]>> = {
  'fetch-site': {
    'never-refuses': [() => false],
    'always-refuses': [
      () => true,
      judge({ isSafe: () => false, bySite: () => true, byOrigin: () => true, byNothing: () => true }),
    ],
    'answer-reversed': [(request, own) => !isCrossSiteWrite(request, own)],
    'reads-refused': [
      judge({ isSafe: () => false }),
      judge({ isSafe: method => method === 'GET' }),
      judge({ isSafe: method => method === 'GET' || method === 'HEAD' }),
      judge({ isSafe: method => method === 'GET' || method === 'OPTIONS' }),
    ],
    'only-known-methods': [
      judge({ isSafe: method => method !== 'POST' }),
      judge({ isSafe: method => !['POST', 'PUT', 'DELETE'].includes(method) }),
      judge({ isSafe: method => !['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) }),
    ],
    'same-site-passes': [
      judge({ bySite: site => site === 'cross-site' }),
      judge({ bySite: site => !['same-origin', 'same-site', 'none'].includes(site) }),
    ],
    'none-refused': [judge({ bySite: site => site !== 'same-origin' })],
    'unknown-site-passes': [judge({ bySite: site => site === 'cross-site' || site === 'same-site' })],
    'origin-first': [
      judge({
        bySite: (site, request, own) => {
          const origin = headerOf(request, 'origin')
          return origin === null ? right.bySite(site, request, own) : origin !== own
        },
      }),
      judge({
        bySite: (site, request, own) => {
          const origin = headerOf(request, 'origin')
          return right.bySite(site, request, own) || (origin !== null && origin !== own)
        },
      }),
      judge({
        bySite: (site, request, own) =>
          right.bySite(site, request, own) ? headerOf(request, 'origin') !== own : false,
      }),
    ],
  },
  origin: {
    'origin-ignored': [judge({ byOrigin: () => false }), judge({ byOrigin: () => true })],
    'no-headers-refused': [judge({ byNothing: () => true })],
    'null-origin-passes': [judge({ byOrigin: (origin, _, own) => origin !== 'null' && origin !== own })],
    'origin-in-part': [
      judge({ byOrigin: (origin, _, own) => !origin.startsWith(own) }),
      judge({ byOrigin: (origin, _, own) => !origin.includes(own) }),
      judge({ byOrigin: (origin, _, own) => !origin.endsWith(own.replace(/^https?:/, '')) }),
      judge({ byOrigin: (origin, _, own) => !origin.endsWith(hostOf(own)) }),
      judge({ byOrigin: (origin, _, own) => !origin.includes(hostOf(own)) }),
    ],
    'host-only': [
      judge({ byOrigin: (origin, _, own) => hostOf(origin) !== hostOf(own) }),
      judge({ byOrigin: (origin, _, own) => nameOf(origin) !== nameOf(own) }),
      judge({ byOrigin: (origin, _, own) => differs(origin, own, ({ host }) => host) }),
      judge({ byOrigin: (origin, _, own) => differs(origin, own, ({ hostname }) => hostname) }),
      judge({
        byOrigin: (origin, _, own) => differs(origin, own, ({ protocol, hostname }) => protocol + hostname),
      }),
      judge({
        byOrigin: (origin, _, own) => schemeOf(origin) + nameOf(origin) !== schemeOf(own) + nameOf(own),
      }),
    ],
    'request-decides': [
      judge({ byOrigin: (origin, request) => origin !== new URL(request.url).origin }),
      judge({ byOrigin: (origin, request) => hostOf(origin) !== new URL(request.url).host }),
      judge({ byOrigin: (origin, request) => hostOf(origin) !== headerOf(request, 'host') }),
      judge({
        byOrigin: (origin, request, own) => origin !== own && hostOf(origin) !== headerOf(request, 'host'),
      }),
      judge({ byOrigin: (origin, request, own) => origin !== own && origin !== new URL(request.url).origin }),
      judge({
        byOrigin: (origin, request, own) =>
          hostOf(origin) !== (headerOf(request, 'x-forwarded-host') ?? hostOf(own)),
      }),
    ],
    'referer-decides': [
      judge({ byNothing: refererIsOther }),
      judge({ byOrigin: (origin, request, own) => origin !== own && refererIsOther(request, own) }),
    ],
  },
}

function refererIsOther(request: WebRequest, own: string): boolean {
  const referer = headerOf(request, 'referer')
  return referer !== null && !referer.startsWith(own)
}
/** Whether a part of two addresses differs; what is no address is another one. */
function differs(origin: string, own: string, partOf: (url: URL) => string): boolean {
  return !URL.canParse(origin) || partOf(new URL(origin)) !== partOf(new URL(own))
}
const hostOf = (origin: string): string => origin.replace(/^[a-z]+:\/\//, '')
const nameOf = (origin: string): string => hostOf(origin).replace(/:\d+$/, '')
const schemeOf = (origin: string): string => origin.split(':')[0] as string
