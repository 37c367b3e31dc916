/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const LIST = "['GET', 'HEAD', 'OPTIONS'].includes(request.method)"
const SITE = "!['same-origin', 'none'].includes(site)"
const COMPARE = 'return origin !== ownOrigin'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    write: {
      'header-name-returned': { 'whole-header': { 'return name +': "return 'Set-Cookie: ' + name +" } },
      'cookie-name': { 'no-prefix': { "name = '__Host-session'": "name = 'session'" } },
      'token-encoded': { encoded: { '+ token +': '+ encodeURIComponent(token) +' } },
      'token-changed': { quoted: { "'=' + token + '": "'=\"' + token + '\"" } },
      'domain-set': { domain: { '; Secure': '; Domain=app.example; Secure' } },
      'attribute-missing': {
        'no-http-only': { '; HttpOnly': '' },
        'no-secure': { '; Secure': '' },
        'no-same-site': { '; SameSite=Lax': '' },
        'no-path': { '; Path=/': '' },
        'zero-omitted': { "'; Max-Age=' + lifetime +": "(lifetime ? '; Max-Age=' + lifetime : '') +" },
      },
      'path-wrong': { 'path-refresh': { 'Path=/;': 'Path=/refresh;' } },
      'same-site-wrong': { 'same-site-none': { 'SameSite=Lax': 'SameSite=None' } },
      'max-age-milliseconds': { milliseconds: { '+ lifetime +': '+ lifetime * 1000 +' } },
      'max-age-wrong': { 'fixed-lifetime': { '+ lifetime +': "+ (token === '' ? 0 : 900) +" } },
      'expires-differs': {
        'expires-in-seconds': {
          '; Secure': "; Expires=' + new Date(Date.now() + lifetime).toUTCString() + '; Secure",
        },
      },
    },
    read: {
      'absent-not-undefined': { 'empty-string': { 'return first\n': "return first ?? ''\n" } },
      'only-first-cookie': { 'first-cookie': { "header.split(';')": "header.split(';').slice(0, 1)" } },
      'value-cut': { 'split-equals': { 'pair.slice(equals + 1)': "(pair.split('=')[1] ?? '')" } },
      'value-unquoted': {
        'without-quotes': { 'pair.slice(equals + 1)': `pair.slice(equals + 1).replace(/^"(.*)"$/, '$1')` },
      },
      threw: {
        'header-expected': { "request.headers.get('cookie') ?? ''": "request.headers.get('cookie')!" },
      },
      'value-decoded': {
        decoded: { 'pair.slice(equals + 1)': 'decodeURIComponent(pair.slice(equals + 1))' },
      },
      'name-decoded': { 'name-decoded': { 'key === name': 'decodeURIComponent(key) === name' } },
      'name-trimmed': { trimmed: { 'key === name': 'key.trim() === name' } },
      'name-in-part': {
        'ends-with': { 'key === name': 'key.endsWith(name)' },
        'starts-with': { 'key === name': 'key.startsWith(name)' },
      },
      'name-case': { 'any-case': { 'key === name': 'key.toLowerCase() === name.toLowerCase()' } },
      'first-of-two': {
        'first-of-two': { 'if (others.some(other => other !== first)) return undefined\n': '' },
      },
      'last-of-two': {
        'last-of-two': {
          'const [first, ...others] = found': 'const first = found.at(-1)\n  const others: string[] = []',
        },
        'last-of-a-set': {
          'const [first, ...others] = found':
            'const first = [...new Set(found)].at(-1)\n  const others: string[] = []',
        },
      },
    },
    'fetch-site': {
      'reads-refused': { 'get-only': { [LIST]: "request.method === 'GET'" } },
      'only-known-methods': {
        'known-writes': { [LIST]: "!['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)" },
      },
      'same-site-passes': { 'same-site': { [SITE]: "!['same-origin', 'same-site', 'none'].includes(site)" } },
      'none-refused': { 'no-none': { [SITE]: "site !== 'same-origin'" } },
      'unknown-site-passes': { 'deny-list': { [SITE]: "['cross-site', 'same-site'].includes(site)" } },
      'origin-first': {
        'origin-too': { [SITE]: `${SITE} || (request.headers.get('origin') ?? ownOrigin) !== ownOrigin` },
      },
      'answer-reversed': {
        reversed: {
          'if (safe) return false': 'if (safe) return true',
          'return ![': 'return [',
          'if (origin === null) return false': 'if (origin === null) return true',
          [COMPARE]: 'return origin === ownOrigin',
        },
      },
    },
    origin: {
      'origin-ignored': { 'no-origin': { [COMPARE]: 'return false' } },
      'no-headers-refused': {
        'blocks-programs': { 'if (origin === null) return false': 'if (origin === null) return true' },
      },
      'null-origin-passes': {
        'null-passes': { [COMPARE]: "return origin !== 'null' && origin !== ownOrigin" },
      },
      'origin-in-part': {
        'starts-with-origin': { [COMPARE]: 'return !origin.startsWith(ownOrigin)' },
        'ends-with-host': { [COMPARE]: 'return !origin.endsWith(new URL(ownOrigin).host)' },
      },
      'host-only': {
        'host-only': {
          [COMPARE]:
            'return !URL.canParse(origin) || new URL(origin).hostname !== new URL(ownOrigin).hostname',
        },
      },
      'request-decides': {
        'own-url': { [COMPARE]: 'return origin !== new URL(request.url).origin' },
        'host-header': {
          [COMPARE]: "return origin !== ownOrigin && origin !== 'https://' + request.headers.get('host')",
        },
      },
      'write-let-through': {
        'subdomains-pass': { [COMPARE]: "return origin !== ownOrigin && !origin.endsWith('.app.example')" },
      },
      'request-refused': {
        'cookies-refused': {
          'if (origin === null) return false': "if (origin === null) return request.headers.has('cookie')",
        },
      },
      'referer-decides': {
        referer: {
          'if (origin === null) return false':
            "if (origin === null) return !(request.headers.get('referer') ?? ownOrigin).startsWith(ownOrigin)",
        },
      },
    },
  },
}
