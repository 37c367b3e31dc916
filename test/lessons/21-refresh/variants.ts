/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const RANDOM = 'encode(randomBytes(32))'
const USED = "    if (known.isUsed) {\n      family.isOver = true\n      throw new Error('used')\n    }\n"
const RETURN = 'return { userId: family.userId, token: this.add(family) }'
const SAME_USER = 'if (family.userId === userId) family.isOver = true'
const IMPORTS = "import { createHash, randomBytes } from 'node:crypto'"

export const variants: Variants = {
  base: 'plain',
  wrong: {
    issue: {
      printed: { 'prints-the-first': { 'return token\n': 'console.log(token)\n    return token\n' } },
      'odd-character': { 'binary-string': { [RANDOM]: "randomBytes(32).toString('latin1')" } },
      'same-token': {
        'made-once': {
          [RANDOM]: 'TOKEN',
          'type Family': 'const TOKEN = encode(randomBytes(32))\n\ntype Family',
        },
        'hash-of-arguments': {
          [RANDOM]: "hash('refresh ' + family.userId + family.end)",
        },
        'counter-of-the-object': { [RANDOM]: 'hash(String(this.tokens.size))' },
      },
      'few-bits': {
        uuid: { [IMPORTS]: `${IMPORTS}\nimport { randomUUID } from 'node:crypto'`, [RANDOM]: 'randomUUID()' },
        'eight-bytes': { [RANDOM]: 'encode(randomBytes(8))' },
        'math-random': {
          [RANDOM]: 'Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2)',
        },
        'hash-of-the-time': { [RANDOM]: 'hash(family.userId + Date.now() + Math.random())' },
        'counter-in-clear': { [RANDOM]: "'refresh-token-number-' + this.tokens.size" },
      },
      'user-in-token': {
        'user-in-front': {
          [RANDOM]: "Buffer.from(family.userId).toString('base64url') + '.' + encode(randomBytes(32))",
        },
        'hash-of-the-user-in-front': {
          [RANDOM]: "hash(family.userId).slice(0, 16) + '.' + encode(randomBytes(32))",
        },
        'a-jwt': {
          [RANDOM]:
            "encode(Buffer.from(JSON.stringify({ sub: family.userId }))) + '.' + encode(randomBytes(32))",
        },
      },
      'wrong-type': { bytes: { 'return token\n': 'return Buffer.from(token) as never\n' } },
      'returned-promise': {
        async: {
          '  issue(userId: string, now: number): string {':
            '  async issue(userId: string, now: number): Promise<any> {',
        },
      },
    },
    rotate: {
      printed: {
        'prints-what-came': {
          'known.isUsed = true': "known.isUsed = true\n    console.log('used up', token)",
        },
      },
      'refusal-returned': { 'returns-null': { "throw new Error('unknown')": 'return null as never' } },
      'stores-share': {
        'static-map': {
          '  tokens = new Map': '  tokens = ALL\n  unused = new Map',
          'type Family': 'const ALL: Map<string, any> = new Map()\n\ntype Family',
        },
      },
      'wrong-user': {
        'the-last-user': {
          'this.forget(now)\n    return this.add':
            'this.forget(now)\n    this.last = userId\n    return this.add',
          '  lifetime: number\n': "  lifetime: number\n  last = ''\n",
          [RETURN]: 'return { userId: this.last, token: this.add(family) }',
        },
      },
      'no-next-token': {
        'access-only': { [RETURN]: "return { userId: family.userId, token: '' }" },
      },
      'same-token-again': {
        'not-rotated': { [`known.isUsed = true\n    ${RETURN}`]: 'return { userId: family.userId, token }' },
      },
      'newest-refused': {
        'family-used-once': {
          'known.isUsed = true': 'known.isUsed = true\n    family.isUsed = true',
          'if (known.isUsed) {': 'if (known.isUsed || family.isUsed) {',
          'isOver: boolean }': 'isOver: boolean; isUsed?: boolean }',
        },
      },
      'used-accepted': {
        'never-marked': { 'known.isUsed = true': 'known.isUsed = false' },
        'grace-of-a-minute': {
          'isUsed: boolean }': 'isUsed: boolean; usedAt?: number }',
          'known.isUsed = true': 'known.isUsed = true\n    known.usedAt = now',
          'if (known.isUsed) {': 'if (known.isUsed && now > (known.usedAt ?? 0) + 60) {',
        },
      },
      'unknown-accepted': {
        'unknown-begins-anew': {
          "if (known === undefined) throw new Error('unknown')":
            'if (known === undefined) return { userId: token, token: this.issue(token, now) }',
        },
        'hash-is-a-key-too': {
          'this.tokens.get(hash(token))': 'this.tokens.get(hash(token)) ?? this.tokens.get(token)',
        },
      },
      'unknown-ends-family': {
        'all-over-for-a-stranger': {
          "if (known === undefined) throw new Error('unknown')":
            "if (known === undefined) {\n      this.tokens.clear()\n      throw new Error('unknown')\n    }",
        },
      },
      'over-too-early': {
        milliseconds: { 'now + this.lifetime': 'now + this.lifetime / 1000' },
        'one-second-short': { 'if (now >= family.end) throw': 'if (now >= family.end - 1) throw' },
      },
      'asks-the-clock': {
        'wall-clock-at-the-check': {
          'if (now >= family.end) throw': 'if (Date.now() / 1000 >= family.end) throw',
        },
      },
      'alive-at-end': {
        'greater-only': {
          'if (now >= family.end) throw': 'if (now > family.end) throw',
          'if (now >= family.end) this': 'if (now > family.end) this',
        },
      },
      'life-prolonged': {
        sliding: {
          [RETURN]:
            'family.end = now + this.lifetime\n    return { userId: family.userId, token: this.add(family) }',
        },
      },
      'next-follows': {
        'hash-of-the-last': {
          [RETURN]: 'return { userId: family.userId, token: this.add(family, hash(token)) }',
          'add(family: Family): string {': 'add(family: Family, next?: string): string {',
          [`const token = ${RANDOM}`]: `const token = next ?? ${RANDOM}`,
        },
      },
      'few-bits': {
        'math-random-behind-the-first': {
          [RETURN]:
            'return { userId: family.userId, token: this.add(family, token.slice(0, 43) + Math.random().toString(36).slice(2)) }',
          'add(family: Family): string {': 'add(family: Family, next?: string): string {',
          [`const token = ${RANDOM}`]: `const token = next ?? ${RANDOM}`,
        },
        'number-behind-the-first': {
          [RETURN]:
            "return { userId: family.userId, token: this.add(family, token.split('.')[0] + '.' + this.tokens.size) }",
          'add(family: Family): string {': 'add(family: Family, next?: string): string {',
          [`const token = ${RANDOM}`]: `const token = next ?? ${RANDOM}`,
        },
      },
      'not-an-error': {
        'throws-a-string': { "throw new Error('unknown')": "throw 'unknown'" },
      },
    },
    reuse: {
      'family-lives': {
        'only-refused': { [USED]: "    if (known.isUsed) throw new Error('used')\n" },
        'used-are-deleted': { 'known.isUsed = true': 'this.tokens.delete(hash(token))' },
        'only-the-last-two': {
          'if (known.isUsed) {':
            'if (known.isUsed) {\n      if (known.generation! < family.generation! - 1) throw new Error()',
          'isOver: boolean }': 'isOver: boolean; generation?: number }',
          'isUsed: boolean }': 'isUsed: boolean; generation?: number }',
          'this.tokens.set(hash(token), { family, isUsed: false })':
            'family.generation = (family.generation ?? 0) + 1\n    this.tokens.set(hash(token), { family, isUsed: false, generation: family.generation })',
        },
        'not-in-the-same-second': {
          'isUsed: boolean }': 'isUsed: boolean; usedAt?: number }',
          'known.isUsed = true': 'known.isUsed = true\n    known.usedAt = now',
          '      family.isOver = true\n      throw':
            '      if (known.usedAt !== now) family.isOver = true\n      throw',
        },
        'the-first-only': {
          '      family.isOver = true\n      throw':
            '      if (known.isFirst) family.isOver = true\n      throw',
          'isUsed: boolean }': 'isUsed: boolean; isFirst?: boolean }',
          'this.tokens.set(hash(token), { family, isUsed: false })':
            'const isFirst = ![...this.tokens.values()].some(other => other.family === family)\n    this.tokens.set(hash(token), { family, isUsed: false, isFirst })',
        },
      },
      'others-ended': {
        'all-of-the-user': {
          '      family.isOver = true\n      throw': '      this.revokeAll(family.userId)\n      throw',
        },
        everything: {
          '      family.isOver = true\n      throw': '      this.tokens.clear()\n      throw',
        },
      },
      'later-refused': {
        'user-is-blocked': {
          '      family.isOver = true\n      throw':
            '      family.isOver = true\n      this.blocked.add(family.userId)\n      throw',
          '  lifetime: number\n': '  lifetime: number\n  blocked = new Set<string>()\n',
          'return this.add({ userId, end: now + this.lifetime, isOver: false })':
            'return this.add({ userId, end: now + this.lifetime, isOver: this.blocked.has(userId) })',
        },
      },
    },
    'revoke-all': {
      'survives-revoke-all': {
        'the-first-family-only': {
          [SAME_USER]:
            'if (family.userId === userId) {\n        family.isOver = true\n        return\n      }',
        },
        'does-nothing': { [SAME_USER]: '' },
        'only-rotated-ones': {
          'for (const { family } of this.tokens.values()) {':
            'for (const { family, isUsed } of this.tokens.values()) {',
          [SAME_USER]: 'if (isUsed && family.userId === userId) family.isOver = true',
        },
      },
      'others-revoked': {
        prefix: { [SAME_USER]: 'if (family.userId.startsWith(userId)) family.isOver = true' },
        'any-case': {
          [SAME_USER]: 'if (family.userId.toLowerCase() === userId.toLowerCase()) family.isOver = true',
        },
        everybody: { [SAME_USER]: 'family.isOver = true' },
      },
      'later-refused': {
        'cut-off-by-time': {
          '  lifetime: number\n': '  lifetime: number\n  cutOffs = new Map<string, number>()\n  now = 0\n',
          [SAME_USER]: 'this.cutOffs.set(userId, this.now)',
          'isOver: boolean }': 'isOver: boolean; begun?: number }',
          'this.forget(now)\n    return this.add({ userId, end: now + this.lifetime, isOver: false })':
            'this.forget(now)\n    this.now = now\n    return this.add({ userId, end: now + this.lifetime, isOver: false, begun: now })',
          "if (family.isOver) throw new Error('over')":
            "if (family.isOver || family.begun! <= (this.cutOffs.get(family.userId) ?? -1)) throw new Error('over')",
        },
      },
      threw: {
        'a-plain-object': {
          [SAME_USER]: '',
          'revokeAll(userId: string): void {':
            'revokeAll(userId: string): void {\n    for (const family of this.users[userId] ?? []) family.isOver = true',
          '  lifetime: number\n': '  lifetime: number\n  users: Record<string, Family[]> = {}\n',
          'return this.add({ userId, end: now + this.lifetime, isOver: false })':
            'const family = { userId, end: now + this.lifetime, isOver: false }\n    if (Array.isArray(this.users[userId])) this.users[userId]!.push(family)\n    else if (!(userId in {})) this.users[userId] = [family]\n    return this.add(family)',
        },
        'nobody-throws': {
          'revokeAll(userId: string): void {':
            "revokeAll(userId: string): void {\n    if (![...this.tokens.values()].some(({ family }) => family.userId === userId)) throw new Error('no such user')",
        },
      },
      'stores-share': {
        'shared-index': {
          [SAME_USER]: '',
          'revokeAll(userId: string): void {':
            'revokeAll(userId: string): void {\n    for (const family of USERS.get(userId) ?? []) family.isOver = true',
          'type Family': 'const USERS = new Map<string, Family[]>()\n\ntype Family',
          'return this.add({ userId, end: now + this.lifetime, isOver: false })':
            'const family = { userId, end: now + this.lifetime, isOver: false }\n    USERS.set(userId, [...(USERS.get(userId) ?? []), family])\n    return this.add(family)',
        },
      },
    },
    keep: {
      'weak-hash': { md5: { "createHash('sha256')": "createHash('md5')" } },
      'token-held': {
        'the-last-one': {
          'lifetime: number\n': "lifetime: number\n  latest = ''\n",
          'return token\n': 'this.latest = token\n    return token\n',
        },
        'in-clear': { "return createHash('sha256').update(token).digest('hex')": 'return token' },
        reversed: {
          "return createHash('sha256').update(token).digest('hex')":
            "return Buffer.from(token, 'base64url').toString('hex')",
        },
        'for-the-log': {
          'isUsed: boolean }': 'isUsed: boolean; token?: Uint8Array }',
          'this.tokens.set(hash(token), { family, isUsed: false })':
            "this.tokens.set(hash(token), { family, isUsed: false, token: new TextEncoder().encode('refresh=' + token) })",
        },
        'last-one-in-the-family': {
          'isOver: boolean }': 'isOver: boolean; newest?: string }',
          'this.tokens.set(hash(token), { family, isUsed: false })':
            'family.newest = token\n    this.tokens.set(hash(token), { family, isUsed: false })',
        },
        'encrypted-nowhere': {
          "return createHash('sha256').update(token).digest('hex')": "return 'token ' + token",
        },
      },
      'memory-grows': {
        'never-forgets': { '      if (now >= family.end) this.tokens.delete(key)\n': '' },
        'forgets-used-ones-only': {
          'for (const [key, { family }] of this.tokens) {':
            'for (const [key, { family, isUsed }] of this.tokens) {',
          'if (now >= family.end) this.tokens.delete(key)':
            'if (isUsed && now >= family.end) this.tokens.delete(key)',
        },
        'used-listed': {
          '  lifetime: number\n': '  lifetime: number\n  used = new Set<string>()\n',
          'known.isUsed = true': 'known.isUsed = true\n    this.used.add(hash(token))',
        },
      },
    },
  },
}
