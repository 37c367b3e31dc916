/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const NO_JTI = "    if (claims.jti === undefined) throw new JwtError('claim-missing', 'no jti')\n"
const NO_EXP = "    if (claims.exp === undefined) throw new JwtError('claim-missing', 'no exp')\n"
const SET = 'this.tokens.set(claims.jti, claims.exp as number)'
const HAS = 'if (this.tokens.has(claims.jti)) return true'
const MOVE = 'if (cutOff === undefined || cutOff < now) this.users.set(userId, now)'
const COMPARE = 'return (claims.iat as number) <= cutOff'
const FORGET_TOKEN = 'if (now >= exp) this.tokens.delete(jti)'
const FORGET_USER = 'if (now >= cutOff + this.lifetime) this.users.delete(user)'
const SIZE = 'return this.tokens.size + this.users.size'

export const variants: Variants = {
  base: 'plain',
  wrong: {
    token: {
      'stores-share': {
        'tokens-of-the-file': {
          'tokens = new Map<unknown, number>()': 'tokens = TOKENS',
          'export class': 'const TOKENS = new Map<unknown, number>()\n\nexport class',
        },
      },
      'size-is-method': { 'size-called': { 'get size(): number': 'size(): any' } },
      'token-forgotten': {
        'a-second-early': { [FORGET_TOKEN]: 'if (now >= exp - 1) this.tokens.delete(jti)' },
        'capped-by-the-lifetime': {
          [FORGET_TOKEN]: 'if (now >= exp - this.lifetime / 2) this.tokens.delete(jti)',
        },
      },
      'asks-the-clock': {
        'forgets-by-the-wall-clock': { 'this.forget(now)\n': 'this.forget(Math.floor(Date.now() / 1000))\n' },
      },
      'not-revoked': {
        'all-claims-compared': {
          [SET]: 'this.tokens.set(JSON.stringify(claims), claims.exp as number)',
          [HAS]: 'if (this.tokens.has(JSON.stringify(claims))) return true',
        },
        'asks-for-the-sub': { [HAS]: 'if (this.tokens.has(claims.sub)) return true' },
        'truthy-jti-only': { [HAS]: 'if (claims.jti && this.tokens.has(claims.jti)) return true' },
      },
      'another-revoked': {
        'any-case': {
          [SET]: 'this.tokens.set(String(claims.jti).toLowerCase(), claims.exp as number)',
          [HAS]: 'if (this.tokens.has(String(claims.jti).toLowerCase())) return true',
        },
        trimmed: {
          [SET]: 'this.tokens.set(String(claims.jti).trim(), claims.exp as number)',
          [HAS]: 'if (this.tokens.has(String(claims.jti).trim())) return true',
        },
        'plain-object': {
          'tokens = new Map<unknown, number>()':
            'tokens = new Map<unknown, number>()\n  list: Record<string, unknown> = {}',
          [HAS]: 'if (this.tokens.has(claims.jti) || this.list[claims.jti as string]) return true',
        },
      },
      accepted: {
        'undefined-is-a-jti': { [NO_JTI]: '' },
        'without-exp-for-ever': {
          [NO_EXP]: '',
          [SET]: 'this.tokens.set(claims.jti, (claims.exp as number) ?? Infinity)',
        },
        'silently-ignored': { "throw new JwtError('claim-missing', 'no exp')": 'return' },
      },
      'not-a-jwt-error': {
        'plain-error': { "throw new JwtError('claim-missing', 'no jti')": "throw new Error('no jti')" },
      },
      'wrong-code': {
        malformed: {
          "throw new JwtError('claim-missing', 'no exp')": "throw new JwtError('malformed', 'no exp')",
        },
      },
      'kept-although-refused': {
        'kept-before-the-check': {
          [NO_EXP]:
            "    this.tokens.set(claims.jti, claims.exp as number)\n    if (claims.exp === undefined) throw new JwtError('claim-missing', 'no exp')\n",
          [`    ${SET}\n  }\n\n  revokeUser`]: '  }\n\n  revokeUser',
        },
      },
      'no-jti-revoked': {
        'undefined-by-name': { [HAS]: 'if (this.tokens.has(String(claims.jti))) return true' },
      },
      'size-wrong': {
        'counts-calls': {
          '  lifetime: number\n': '  lifetime: number\n  calls = 0\n',
          [SET]: `${SET}\n    this.calls++`,
          [SIZE]: 'return this.calls',
        },
      },
      'argument-changed': {
        'marks-the-claims': { [SET]: `${SET}\n    claims.revoked = true` },
      },
    },
    user: {
      'cut-off-second': {
        'less-only': { [COMPARE]: 'return (claims.iat as number) < cutOff' },
        'less-only-and-logs-the-time': {
          [COMPARE]:
            "console.log(new Date().toISOString(), 'asked')\n    return (claims.iat as number) < cutOff",
        },
      },
      'cut-off-earlier': {
        'turned-round': { [COMPARE]: 'return (claims.iat as number) >= cutOff' },
        'by-exp': { [COMPARE]: 'return (claims.exp as number) <= cutOff' },
      },
      'cut-off-later': { 'every-token': { [COMPARE]: 'return true' } },
      'no-iat': { 'no-iat-is-fine': { '    if (claims.iat === undefined) return true\n': '' } },
      'other-user': {
        'any-case': {
          'this.users.get(claims.sub)': 'this.users.get(String(claims.sub).toLowerCase())',
          'revokeUser(userId: string, now: number): void {':
            'revokeUser(name: string, now: number): void {\n    const userId = name.toLowerCase()',
        },
        everybody: { 'this.users.get(claims.sub)': '[...this.users.values()].at(-1)' },
      },
      'no-sub-revoked': {
        'no-sub-no-entry': {
          'if (cutOff === undefined) return false':
            'if (cutOff === undefined) return claims.sub === undefined && this.users.size > 0',
        },
      },
      'moves-back': { 'last-call-wins': { [MOVE]: 'this.users.set(userId, now)' } },
      'does-not-move-on': {
        'first-call-wins': { [MOVE]: 'if (cutOff === undefined) this.users.set(userId, now)' },
      },
      'names-mixed': {
        'one-list': {
          [HAS]: 'if (this.tokens.has(claims.jti) || this.users.has(claims.jti)) return true',
        },
        'one-map': {
          'users = new Map<unknown, number>()': 'users = this.tokens',
          [SIZE]: 'return this.tokens.size',
        },
        'sub-among-the-jtis': {
          [HAS]: 'if (this.tokens.has(claims.jti) || this.tokens.has(claims.sub)) return true',
        },
      },
      'size-wrong': {
        'tokens-only': { [SIZE]: 'return this.tokens.size' },
      },
      'stores-share': {
        'shared-maps': {
          'export class': 'const ALL = new Map<unknown, number>()\n\nexport class',
          'users = new Map<unknown, number>()': 'users = ALL',
        },
      },
    },
    forget: {
      'token-forgotten': {
        'one-goes-all-go': { [FORGET_TOKEN]: 'if (now >= exp) this.tokens.clear()' },
      },
      'user-forgotten': {
        'at-once': { [FORGET_USER]: 'if (now > cutOff) this.users.delete(user)' },
        'a-second-early': { [FORGET_USER]: 'if (now >= cutOff + this.lifetime - 1) this.users.delete(user)' },
        'fifteen-minutes': { [FORGET_USER]: 'if (now >= cutOff + 900) this.users.delete(user)' },
      },
      'pushed-out': {
        'a-thousand-at-most': {
          [SET]: `${SET}\n    if (this.tokens.size > 1_000) this.tokens.delete(this.tokens.keys().next().value)`,
        },
        'a-thousand-users-at-most': {
          [MOVE]: `${MOVE}\n    if (this.users.size > 1000) this.users.delete(this.users.keys().next().value)`,
        },
        'emptied-when-full': { [SET]: `if (this.tokens.size >= 1024) this.tokens.clear()\n    ${SET}` },
      },
      'never-forgets': {
        'tokens-never': { [FORGET_TOKEN]: ';' },
        'users-never': { [FORGET_USER]: ';' },
        'only-what-is-asked-for': {
          '    this.forget(now)\n':
            '    if (now >= (this.tokens.get(claims.jti) ?? Infinity)) this.tokens.delete(claims.jti)\n',
        },
        milliseconds: { [FORGET_TOKEN]: 'if (now >= exp * 1000) this.tokens.delete(jti)' },
      },
      'memory-grows': {
        'a-log-besides': {
          '  lifetime: number\n': '  lifetime: number\n  log: unknown[] = []\n',
          [SET]: `${SET}\n    this.log.push(claims)`,
        },
        'size-says-what-is-needed': {
          '    this.forget(now)\n': '    this.now = now\n',
          '  lifetime: number\n': '  lifetime: number\n  now = 0\n',
          [SIZE]:
            'return [...this.tokens.values()].filter(exp => this.now < exp).length + [...this.users.values()].filter(cutOff => this.now < cutOff + this.lifetime).length',
        },
      },
      'history-not-revoked': {
        'user-is-out-anyway': { [SET]: `if (!this.users.has(claims.sub)) ${SET}` },
      },
    },
  },
}
