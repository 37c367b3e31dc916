/** Faults put one at a time into programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const CLAIMS_CHECK = "checkClaims(payload, { issuer, audience, required: ['sub', 'exp'] })"
const REVOKED = 'if (!revocations.isRevoked(payload, now())) return payload'
const VERIFY = 'const { payload } = verifyRs256(token, publicKey)'
const COOKIE = "'Set-Cookie': sessionCookie(refreshToken, refreshLifetime)"
const PUBLISH = 'Response.json({ keys: [publicKey] })'
const READ = 'const token = readSessionCookie(request)'
const ROTATE_OUT = '    rotate(request)\n    return loggedOut()'
const CROSS = "if (usesCookie && isCrossSiteWrite(request, origin)) return refuse(403, 'cross_site')"
const HANDLE = 'return await handler(request)'
const CRYPTO = "import { type JsonWebKey, randomUUID } from 'node:crypto'"
const UNAUTHORIZED = 'return unauthorized(\'Bearer realm="api", error="invalid_token"\')'
const TWICE = 'isTwice || '

export const variants: Variants = {
  base: 'plain',
  wrong: {
    login: {
      'no-route': {
        'login-by-get': { "'/login': ['POST', login, 'cookie']": "'/login': ['GET', login, 'cookie']" },
        'no-key-set': {
          "    '/.well-known/jwks.json': ['GET', () => Response.json({ keys: [publicKey] })],\n": '',
        },
      },
      'secret-printed': {
        'logs-requests': {
          'const { pathname } = new URL(request.url)':
            "const { pathname } = new URL(request.url)\n      console.log(request.method, pathname, [...request.headers].join(' '))",
        },
      },
      'no-session': {
        'no-token-type': {
          'access_token: signRs256(claims, signingKey), token_type':
            'accessToken: signRs256(claims, signingKey), token_type',
        },
      },
      'decoy-missing': {
        'decoy-in-the-background': {
          'if (!(await checkPassword(users, username, password)))':
            'if (!Object.hasOwn(users, username)) void checkPassword(users, username, password)\n    if (!Object.hasOwn(users, username) || !(await checkPassword(users, username, password)))',
        },
        'known-users-only': {
          'if (!(await checkPassword(users, username, password)))':
            'if (!Object.hasOwn(users, username) || !(await checkPassword(users, username, password)))',
        },
      },
      'returned-promise': {
        'createapp-is-async': {
          'export function createApp(options: AppOptions): (request: Request) => Promise<Response>':
            'export async function createApp(options: AppOptions): Promise<any>',
        },
      },
      'no-return': {
        'app-not-returned': { 'return async request =>': 'const app: any = async (request: Request) =>' },
      },
      threw: {
        'one-response-for-all': {
          "return refuse(404, 'not_found')": 'return NOT_FOUND',
          'type Handler =':
            "const NOT_FOUND = Response.json({ error: 'not_found' }, { status: 404 })\ntype Handler =",
        },
      },
      'content-length': {
        'length-of-the-text': {
          [HANDLE]:
            "const answer = await handler(request)\n      answer.headers.set('Content-Length', '1')\n      return answer",
        },
      },
      'no-cookie': { 'no-cookie': { [`, ${COOKIE}`]: '' } },
      'login-answer': { 'lives-an-hour': { 'expires_in: ACCESS_LIFETIME': 'expires_in: LONGEST_LIFETIME' } },
      'refresh-in-body': {
        'refresh-in-body': {
          "token_type: 'Bearer', expires_in": "token_type: 'Bearer', refresh_token: refreshToken, expires_in",
        },
      },
      cookie: {
        'scripts-may-read': {
          [COOKIE]: "'Set-Cookie': sessionCookie(refreshToken, refreshLifetime).replace('HttpOnly; ', '')",
        },
        'cookie-of-the-access-token': {
          [COOKIE]: "'Set-Cookie': sessionCookie(refreshToken, ACCESS_LIFETIME)",
        },
      },
      'no-store-missing': {
        'kept-in-caches': { "...NO_STORE, 'Set-Cookie'": "'Set-Cookie'" },
      },
      'jose-refuses': {
        'a-key-of-its-own': {
          [CRYPTO]: "import { generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto'",
          'access_token: signRs256(claims, signingKey)':
            "access_token: signRs256(claims, { ...OWN.privateKey.export({ format: 'jwk' }), kid } as never)",
          'const ACCESS_LIFETIME':
            "const OWN = generateKeyPairSync('rsa', { modulusLength: 2048 })\nconst ACCESS_LIFETIME",
          [VERIFY]: "const { payload } = verifyRs256(token, OWN.publicKey.export({ format: 'jwk' }))",
        },
      },
      'access-token': {
        milliseconds: { 'exp: iat + ACCESS_LIFETIME': 'exp: iat + ACCESS_LIFETIME * 1000' },
        'wall-clock': { 'const iat = now()': 'const iat = now() - 60' },
        'aud-forgotten': { '      aud: audience,\n': '', [CLAIMS_CHECK]: 'checkClaims(payload, { issuer })' },
        'aud-is-the-page': { '      aud: audience,\n': '      aud: origin,\n' },
        'no-jti': { '      jti: randomUUID(),\n': '' },
      },
      'jti-twice': { 'jti-of-the-user': { 'jti: randomUUID()': "jti: userId + '-' + iat" } },
      'private-key-published': {
        'signing-key-published': { [PUBLISH]: 'Response.json({ keys: [signingKey] })' },
        'only-d-deleted': { [PUBLISH]: 'Response.json({ keys: [{ ...signingKey, d: undefined }] })' },
      },
      'key-not-published': {
        'no-list': { [PUBLISH]: 'Response.json(publicKey)' },
        'no-kid': { [PUBLISH]: 'Response.json({ keys: [{ kty, n, e }] })' },
      },
      'jwks-type': { 'as-text': { [PUBLISH]: 'new Response(JSON.stringify({ keys: [publicKey] }))' } },
      'login-differs': {
        'unknown-user-told': {
          "return refuse(401, 'invalid_grant')\n    return grant":
            "return refuse(401, username in users ? 'wrong_password' : 'unknown_user')\n    return grant",
        },
      },
      'wrong-status': {
        'any-method': {
          "if (request.method !== method) return refuse(405, 'method_not_allowed', { Allow: method })\n": '',
        },
        'paths-by-prefix': {
          'const { pathname } = new URL(request.url)':
            "const pathname = new URL(request.url).pathname.replace(/^(.login).*/, '$1')",
        },
        'prototype-paths': {
          'if (!Object.hasOwn(routes, pathname)) return':
            'if (!(pathname.slice(1) in {}) && !Object.hasOwn(routes, pathname)) return',
        },
        'logged-in-as-anybody': {
          'if (!(await checkPassword(users, username, password))) return':
            'if (!Object.hasOwn(users, username)) return',
        },
        'body-unlimited': {
          'const credentials = await readCredentials(request)\n    if (credentials instanceof Response) return credentials\n':
            "if (!request.headers.get('content-type')?.startsWith('application/json')) return refuse(415, 'type')\n    const credentials = await request.json().catch(() => null)\n    if (typeof credentials?.username !== 'string' || typeof credentials.password !== 'string') return refuse(400, 'json')\n",
        },
      },
      'good-token-refused': { 'exact-scheme': { '/^bearer( |$)/i': '/^Bearer( |$)/' } },
      'wrong-sub': {
        'always-the-first': {
          'Response.json({ sub: claims.sub })': 'Response.json({ sub: Object.keys(users)[1] })',
        },
      },
      'let-in': {
        'a-second-of-leeway': {
          'checkTimes(payload, { now: now() })': 'checkTimes(payload, { now: now(), leeway: 1 })',
        },
        'expired-is-fine': { '      checkTimes(payload, { now: now() })\n': '' },
      },
      'not-invalid-token': { 'no-code': { [UNAUTHORIZED]: 'return unauthorized(\'Bearer realm="api"\')' } },
      challenge: { 'code-without-token': { 'return unauthorized(\'Bearer realm="api"\')': UNAUTHORIZED } },
      allow: { 'no-allow': { ', { Allow: method })': ')' } },
      cors: {
        'cors-for-logins': {
          "...NO_STORE, 'Set-Cookie'": "...NO_STORE, 'Access-Control-Allow-Origin': '*', 'Set-Cookie'",
        },
        'cors-for-everybody': {
          'headers: { ...NO_STORE, ...headers }':
            "headers: { ...NO_STORE, 'Access-Control-Allow-Origin': '*', ...headers }",
          'Response.json({ sub: claims.sub })':
            "Response.json({ sub: claims.sub }, { headers: { 'Access-Control-Allow-Origin': '*' } })",
        },
      },
    },
    session: {
      'same-cookie': {
        'old-cookie': {
          'grant(rotated.userId, rotated.token)': "grant(rotated.userId, readSessionCookie(request) ?? '')",
        },
      },
      'logout-hands-out': {
        'new-token-in-the-cookie': {
          [ROTATE_OUT]:
            "    const rotated = rotate(request)\n    return new Response(null, { status: 204, headers: { 'Set-Cookie': sessionCookie(rotated?.token ?? '', 0) } })",
        },
      },
      'logout-all-other': {
        'user-of-the-query': {
          'const userId = claims.sub as string':
            "const userId = new URL(request.url).searchParams.get('sub') ?? (claims.sub as string)",
        },
      },
      'apps-share': {
        'families-of-the-file': {
          'const refreshTokens = new RefreshTokens(':
            'const refreshTokens = (FAMILIES.all ??= new RefreshTokens(',
          '{ lifetime: refreshLifetime })': '{ lifetime: refreshLifetime }))',
          'const ACCESS_LIFETIME': 'const FAMILIES: { all?: RefreshTokens } = {}\nconst ACCESS_LIFETIME',
        },
      },
      challenge: {
        'token-in-the-cookie': {
          "request.headers.get('authorization') ?? ''":
            "request.headers.get('authorization') ?? (readSessionCookie(request) ? 'Bearer ' + readSessionCookie(request) : '')",
        },
      },
      'no-route': {
        'only-the-first-step': {
          "    '/refresh': ['POST', refresh, 'cookie'],\n": '',
          "    '/logout': ['POST', logout, 'cookie'],\n": '',
          "    '/logout-all': ['POST', logoutAll, 'cookie'],\n": '',
          "    '/token': ['POST', token],\n": '',
        },
      },
      'refresh-refused': {
        'lifetime-of-the-access-token': { 'lifetime: refreshLifetime }': 'lifetime: ACCESS_LIFETIME }' },
      },
      'refresh-cookie': {
        'loser-deletes': {
          "refuse(401, 'invalid_grant') : grant(rotated":
            "refuse(401, 'invalid_grant', { 'Set-Cookie': sessionCookie('', 0) }) : grant(rotated",
        },
      },
      'replay-accepted': {
        'not-rotated': {
          'grant(rotated.userId, rotated.token)':
            'grant(rotated.userId, readSessionCookie(request) as string)',
          'refreshTokens.rotate(token, now())': 'peek(token)',
          '  const login: Handler':
            '  const owners = new Map<string, string>()\n  const peek = (token: string) => {\n    const userId = owners.get(token)\n    return userId === undefined ? undefined : { userId, token }\n  }\n\n  const login: Handler',
          'return grant(username, refreshTokens.issue(username, now()))':
            'const first = refreshTokens.issue(username, now())\n    owners.set(first, username)\n    return grant(username, first)',
        },
      },
      'login-for-ever': {
        'new-family-each-time': {
          'grant(rotated.userId, rotated.token)':
            'grant(rotated.userId, refreshTokens.issue(rotated.userId, now()))',
        },
      },
      'family-lives': {
        'reuse-starts-anew': {
          'return undefined\n    }':
            "const old = /^reuse/.test('reuse') ? undefined : undefined\n      return old\n    }",
          'grant(rotated.userId, rotated.token)':
            'grant(rotated.userId, refreshTokens.issue(rotated.userId, now() - 1))',
        },
      },
      'logout-refresh': {
        'cookie-deleted-only': { [ROTATE_OUT]: '    return loggedOut()' },
        'only-with-bearer': {
          [ROTATE_OUT]: '    if (!(claims instanceof Response)) rotate(request)\n    return loggedOut()',
        },
      },
      'logout-access': {
        'access-token-lives': {
          'if (!(claims instanceof Response)) revocations.revoke(claims)': '',
        },
        'list-never-asked': { [REVOKED]: 'return payload' },
      },
      'logout-too-much': {
        'all-at-once': {
          'revocations.revoke(claims)': 'revocations.revokeUser(claims.sub as string, now())',
        },
        'everybody-out': {
          'const userId = claims.sub as string\n':
            'const userId = claims.sub as string\n    for (const name of Object.keys(users)) refreshTokens.revokeAll(name)\n',
        },
      },
      'logout-refused': {
        'wants-a-token': {
          'if (!(claims instanceof Response)) revocations.revoke(claims)':
            'if (claims instanceof Response) return claims\n    revocations.revoke(claims)',
        },
      },
      'logout-all-access': { 'access-tokens-live': { '    revocations.revokeUser(userId, now())\n': '' } },
      'logout-all-refresh': { 'families-live': { '    refreshTokens.revokeAll(userId)\n': '' } },
      cookie: {
        'cookie-stays': { "status: 204, headers: { 'Set-Cookie': sessionCookie('', 0) }": 'status: 204' },
      },
      'cross-site-accepted': {
        'never-asked': { [CROSS]: '' },
        'login-not-asked': { "'/login': ['POST', login, 'cookie']": "'/login': ['POST', login]" },
        'own-url-is-the-origin': {
          'isCrossSiteWrite(request, origin)':
            "isCrossSiteWrite(request, request.headers.get('origin') ?? '')",
        },
      },
      'cross-site-cookie': {
        'deletes-the-cookie': {
          "return refuse(403, 'cross_site')":
            "return refuse(403, 'cross_site', { 'Set-Cookie': sessionCookie('', 0) })",
        },
      },
      'cross-site-done': {
        'asked-afterwards': {
          [`${CROSS}\n      ${HANDLE}`]: `const answer = await handler(request)\n      ${CROSS}\n      return answer`,
        },
      },
      'own-page-refused': {
        'another-origin': {
          'isCrossSiteWrite(request, origin)': "isCrossSiteWrite(request, 'http://127.0.0.1')",
        },
      },
      'wrong-status': {
        'any-cookie': {
          [READ]: "const token = /session=([^;]+)/i.exec(request.headers.get('cookie') ?? '')?.[1]",
        },
        'logout-all-by-cookie': {
          'const userId = claims.sub as string\n': 'const userId = user as string\n',
          'if (claims instanceof Response) return claims\n    const userId':
            'const user = claims instanceof Response ? rotate(request)?.userId : claims.sub\n    if (user === undefined) return claims as Response\n    const userId',
        },
      },
    },
    clients: {
      'no-route': {
        'only-the-first-two-steps': { "    '/token': ['POST', token],\n": '' },
      },
      'never-settles': {
        'form-unlimited': {
          'await readBody(request, FORM_LIMIT)': 'new Uint8Array(await request.arrayBuffer())',
        },
      },
      'assertion-refused': {
        'endpoint-each-time': {
          'tokenEndpoint.exchange(form, now())':
            'new TokenEndpoint({ issuer: audience, audience, signingKey, clients }).exchange(form, now())',
        },
      },
      'client-revived': {
        'lifetime-of-users-tokens': { 'lifetime: LONGEST_LIFETIME': 'lifetime: ACCESS_LIFETIME' },
      },
      'token-answer': {
        'token-only': {
          'Response.json(tokenEndpoint.exchange(form, now()), {':
            'Response.json({ ...tokenEndpoint.exchange(form, now()), expires_in: ACCESS_LIFETIME }, {',
        },
      },
      'token-given': {
        'replay-by-a-new-endpoint': {
          'tokenEndpoint.exchange(form, now())':
            'new TokenEndpoint({ issuer, audience, signingKey, clients }).exchange(form, now())',
        },
        'any-audience': { [TWICE]: '' },
      },
      'token-error': {
        'echoes-the-grant': {
          "return refuse(400, 'unsupported_grant_type')":
            "return Response.json({ error: 'unsupported_grant_type', grant: form.grant_type }, { status: 400 })",
        },
        'code-of-the-error': {
          "catch {\n      return refuse(401, 'invalid_client')":
            'catch (error: any) {\n      return refuse(401, error.code)',
        },
        'with-description': {
          "catch {\n      return refuse(401, 'invalid_client')":
            "catch (error: any) {\n      return Response.json({ error: 'invalid_client', error_description: error.message }, { status: 401 })",
        },
        'missing-is-invalid-client': {
          "return refuse(400, 'invalid_request')": "return refuse(401, 'invalid_client')",
        },
      },
      'wrong-status': {
        'any-media-type': { "return refuse(415, 'invalid_request')": '' },
      },
      'no-store-missing': {
        'kept-in-caches': { '{ headers: NO_STORE }': '{}' },
      },
    },
    attacks: {
      threw: {
        'returned-without-await': { [HANDLE]: 'return handler(request)' },
        'claims-outside': {
          'const me: Handler = request => {\n    const claims = authenticate(request)\n':
            'let claims: Record<string, unknown> | Response\n  const me: Handler = async request => {\n    claims = authenticate(request)\n    await null\n',
        },
      },
      'let-in': {
        'iss-unchecked': { [CLAIMS_CHECK]: "checkClaims(payload, { audience, required: ['sub', 'exp'] })" },
        'aud-unchecked': { [CLAIMS_CHECK]: "checkClaims(payload, { issuer, required: ['sub', 'exp'] })" },
        'exp-not-required': {
          [CLAIMS_CHECK]: "checkClaims(payload, { issuer, audience, required: ['sub'] })",
        },
        'header-chooses': {
          [VERIFY]:
            "const own = JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString())\n      const { payload } = own.alg === 'HS256' ? hs256(token, publicPem) : verifyRs256(token, publicKey)",
          [CRYPTO]: "import { createHmac, createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto'",
          'const ACCESS_LIFETIME':
            "function hs256(token: string, key: string): { payload: Record<string, unknown> } {\n  const [h, p, s] = token.split('.') as [string, string, string]\n  if (createHmac('sha256', key).update(h + '.' + p).digest('base64url') !== s) throw new Error('bad')\n  return { payload: JSON.parse(Buffer.from(p, 'base64url').toString()) }\n}\n\nconst ACCESS_LIFETIME",
          '  const refreshTokens = new':
            "  const publicPem = createPublicKey({ key: publicKey as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string\n  const refreshTokens = new",
        },
        'jwk-of-the-header': {
          [VERIFY]:
            "const own = JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString())\n      const { payload } = verifyRs256(token, own.jwk ?? publicKey)",
        },
        'keys-of-clients-too': {
          [VERIFY]:
            "const own = JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString())\n      const all = [publicKey, ...Object.values(clients).flatMap(({ keys }) => keys)]\n      const { payload } = verifyRs256(token, all.find(key => key.kid === own.kid) ?? publicKey)",
        },
        'alg-none': {
          [VERIFY]:
            "const [h = '', p = ''] = token.split('.')\n      const none = /^none$/i.test(JSON.parse(Buffer.from(h, 'base64url').toString()).alg)\n      const payload = none ? JSON.parse(Buffer.from(p, 'base64url').toString()) : verifyRs256(token, publicKey).payload",
        },
      },
      'answers-differ': {
        'says-why': {
          '} catch {\n      // One answer for all reasons.\n    }':
            '} catch (error: any) {\n      return unauthorized(`Bearer realm="api", error="invalid_token", error_description="${error.code}"`)\n    }',
        },
      },
      'wrong-door': {
        'assertion-is-a-pass': {
          [VERIFY]:
            "const parts = token.split('.')\n      const claims = JSON.parse(Buffer.from(parts[1] as string, 'base64url').toString())\n      const own = Object.hasOwn(clients, claims.iss) ? clients[claims.iss]?.keys[0] : undefined\n      if (own !== undefined && verifyRs256(token, own)) return claims\n      const { payload } = verifyRs256(token, publicKey)",
        },
        'refresh-token-is-a-pass': {
          [VERIFY]:
            'if (issued.has(token)) return { sub: issued.get(token) }\n      const { payload } = verifyRs256(token, publicKey)',
          '  const tokenEndpoint = new':
            '  const issued = new Map<string, string>()\n  const tokenEndpoint = new',
          'const iat = now()': 'const iat = now()\n    issued.set(refreshToken, userId)',
        },
        'access-token-refreshes': {
          [READ]:
            "const token = readSessionCookie(request)\n    if (token !== undefined && token.split('.').length === 3) {\n      const claims = authenticate(new Request('http://x/', { headers: { authorization: 'Bearer ' + token } }))\n      if (!(claims instanceof Response)) return { userId: claims.sub as string, token: refreshTokens.issue(claims.sub as string, now()) }\n    }",
        },
      },
      'other-place': {
        'token-in-the-query': {
          "request.headers.get('authorization') ?? ''":
            "request.headers.get('authorization') ?? (new URL(request.url).searchParams.has('access_token') ? 'Bearer ' + new URL(request.url).searchParams.get('access_token') : '')",
        },
        'refresh-by-bearer': {
          [READ]:
            "const token = readSessionCookie(request) ?? request.headers.get('authorization')?.slice(7)",
        },
        'first-of-two-tokens': { '/^bearer +([\\w.~+/-]+=*)$/i': '/^bearer +([\\w.~+/-]+=*)/i' },
      },
      'error-told': {
        'says-what-broke': {
          "} catch {\n      return refuse(500, 'server_error')":
            '} catch (error) {\n      return refuse(500, String(error))',
        },
      },
      'secret-told': {
        'echoes-the-path': {
          "return refuse(404, 'not_found')": "return refuse(404, 'nothing at ' + pathname)",
        },
      },
    },
    load: {
      'wrong-status': {
        'five-tries': {
          'const login: Handler': 'let tries = 0\n  const login: Handler',
          "return refuse(401, 'invalid_grant')\n    return grant(username":
            "return ++tries > 8 ? refuse(429, 'slow_down') : refuse(401, 'invalid_grant')\n    return grant(username",
        },
      },
      'assertion-race': {
        'shared-while-under-way': {
          'return Response.json(tokenEndpoint.exchange(form, now()), { headers: NO_STORE })':
            "const key = form.client_assertion ?? ''\n      const waiting = underWay.get(key) ?? Promise.resolve().then(() => tokenEndpoint.exchange(form, now()))\n      underWay.set(key, waiting)\n      const answer = await waiting.finally(() => underWay.delete(key))\n      return Response.json(answer, { headers: NO_STORE })",
          'const token: Handler = async':
            'const underWay = new Map<string, Promise<unknown>>()\n  const token: Handler = async',
        },
      },
      'mixed-up': {
        'user-in-a-variable': {
          'const { username, password } = credentials':
            'current = credentials.username\n    const { username, password } = credentials',
          'return grant(username, refreshTokens.issue(username, now()))':
            'return grant(current, refreshTokens.issue(current, now()))',
          '  const login: Handler': "  let current = ''\n  const login: Handler",
        },
        'user-outside': {
          'const me: Handler = request => {\n    const claims = authenticate(request)\n':
            'let sub: unknown\n  const me: Handler = async request => {\n    const claims = authenticate(request)\n    if (!(claims instanceof Response)) sub = claims.sub\n    await null\n',
          'Response.json({ sub: claims.sub })': 'Response.json({ sub })',
        },
      },
      'under-load': {
        'credentials-outside': {
          '  const login: Handler': "  let username = ''\n  let password = ''\n  const login: Handler",
          'const { username, password } = credentials\n':
            'void ({ username, password } = credentials)\n    await null\n',
        },
      },
      race: {
        'shared-while-under-way': {
          'const refresh: Handler = request => {\n    const rotated = rotate(request)':
            "const underWay = new Map<string, Promise<{ userId: string; token: string } | undefined>>()\n  const refresh: Handler = async request => {\n    const key = readSessionCookie(request) ?? ''\n    const waiting = underWay.get(key) ?? Promise.resolve().then(() => rotate(request))\n    underWay.set(key, waiting)\n    const rotated = await waiting\n    underWay.delete(key)",
        },
      },
    },
  },
}
