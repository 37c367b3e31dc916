/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const SCHEME = "scheme.toLowerCase() !== 'bearer'"
const TOKEN = 'header.slice(space).trim()'
const CATCH = "catch (error) {\n    return refuse('invalid_token')"
const HEADER = "request.headers.get('authorization')"
const REALM = '\'Bearer realm="api"\''
const WITH_BEARER = {
  'const refuse':
    "const bearer = (token: string | null | undefined) => (token ? 'Bearer ' + token : null)\nconst refuse",
}

export const variants: Variants = {
  base: 'plain',
  wrong: {
    header: {
      'scheme-case': { 'exact-scheme': { [SCHEME]: "scheme !== 'Bearer'" } },
      spaces: { 'split-index': { [TOKEN]: "(header.split(' ')[1] ?? '')" } },
      'let-in': {
        'any-scheme': { [SCHEME]: 'false' },
        'scheme-ends-with': { [SCHEME]: "!scheme.toLowerCase().endsWith('bearer')" },
        'scheme-starts-with': { [SCHEME]: "!scheme.toLowerCase().startsWith('bearer')" },
        'claims-on-error': { [CATCH]: 'catch (error) {\n    return { sub: null }' },
      },
      'error-not-caught': { rethrows: { [CATCH]: 'catch (error) {\n    throw error' } },
      'good-token-refused': {
        'one-subject': { 'audience: context.audience': "audience: context.audience, subject: 'ada'" },
        'get-only': { 'if (header === null)': "if (header === null || request.method !== 'GET')" },
      },
      'wrong-value': { 'claims-wrapped': { 'return claims\n': 'return { claims }\n' } },
      'status-not-401': { forbidden: { 'status: 401': 'status: 403' } },
    },
    challenge: {
      'challenge-missing': { 'no-challenge': { "'WWW-Authenticate'": "'X-Challenge'" } },
      'challenge-malformed': {
        'comma-after-scheme': { [REALM]: '\'Bearer, realm="api"\'' },
        'single-quotes': { [REALM]: '"Bearer realm=\'api\'"' },
        'unquoted-space': { [REALM]: "'Bearer realm=my api'" },
      },
      'challenge-not-bearer': { 'scheme-jwt': { [REALM]: '\'JWT realm="api"\'' } },
      'error-without-token': {
        'error-when-absent': {
          'if (header === null) return refuse()': "if (header === null) return refuse('invalid_request')",
        },
        'error-for-basic': {
          [`if (${SCHEME}) return refuse()`]: `if (${SCHEME}) return refuse('invalid_token')`,
        },
      },
    },
    invalid: {
      leak: {
        'prints-the-token': {
          [CATCH]: "catch (error) {\n    console.warn('refused', token)\n    return refuse('invalid_token')",
        },
        'prints-at-length': {
          [CATCH]:
            "catch (error) {\n    console.warn('refused', request, token, error)\n    return refuse('invalid_token')",
        },
      },
      'let-in': {
        'issuer-unchecked': { 'issuer: context.issuer': 'iss: context.issuer' },
        'audience-unchecked': { 'audience: context.audience': 'aud: context.audience' },
        leeway: { 'now: context.now': 'now: context.now, leeway: 60' },
        'first-of-two': { [TOKEN]: 'header.slice(space).trim().split(/[ ,;]+/)[0]!' },
        'quotes-removed': { [TOKEN]: `header.slice(space).trim().replace(/["'<>]/g, '')` },
      },
      'answer-remembered': {
        'good-once': {
          'export function': 'const known = new Map<string, any>()\nexport function',
          'const claims = verify(token, context.secret, options)':
            'const claims = known.get(token) ?? verify(token, context.secret, options)\n    known.set(token, claims)',
        },
      },
      'not-invalid-token': { 'no-code': { [CATCH]: 'catch (error) {\n    return refuse()' } },
      'answers-differ': {
        'says-why': {
          [CATCH]: `catch (error: any) {\n    return refuse('invalid_token", error_description="' + error.code)`,
        },
        'says-expired': {
          [CATCH]:
            "catch (error: any) {\n    const response = refuse('invalid_token')\n    if (error.code === 'expired') response.headers.set('X-Expired', 'true')\n    return response",
        },
      },
      'status-not-401': {
        'expired-is-403': {
          'status: 401,': "status: error === 'expired' ? 403 : 401,",
          [CATCH]:
            "catch (error: any) {\n    return refuse(error.code === 'expired' ? 'expired' : 'invalid_token')",
        },
      },
      'not-one-token': {
        'no-code-for-two': {
          "if (!/^[A-Za-z0-9\\-._~+/]+=*$/.test(token)) return refuse('invalid_token')":
            'if (!/^[A-Za-z0-9\\-._~+/]+=*$/.test(token)) return refuse()',
        },
      },
    },
    'only-header': {
      'other-place': {
        query: {
          [HEADER]: `${HEADER} ?? bearer(new URL(request.url).searchParams.get('access_token'))`,
          ...WITH_BEARER,
        },
        cookie: {
          [HEADER]: `${HEADER} ?? bearer(/token=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1])`,
          ...WITH_BEARER,
        },
        'other-header': { [HEADER]: `${HEADER} ?? request.headers.get('x-authorization')` },
        'query-first': {
          [HEADER]: `bearer(new URL(request.url).searchParams.get('token')) ?? ${HEADER}`,
          ...WITH_BEARER,
        },
      },
    },
  },
}
