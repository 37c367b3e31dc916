/** Wrong programs as edits of programs/plain.ts: the step that catches each, its diagnosis, its name, what is replaced. */
import type { Variants } from '../../check-lessons/variants.ts'

const COST = '{ N: 16384, r: 8, p: 5 }'
const KNOWN = 'Object.hasOwn(context.users, username) ? context.users[username] : undefined'
const EQUAL = 'timingSafeEqual(derived, decode(record.hash))'
const TYPE = ".split(';')[0]!.trim().toLowerCase()"
const CHECK = "type !== 'application/json'"
const SIZE = '      size += chunk.length\n'
const REFUSED = "return answer(401, 'wrong username or password')"
const ANSWER = "{ access_token: token, token_type: 'Bearer', expires_in: 900 }"

export const variants: Variants = {
  base: 'plain',
  wrong: {
    token: {
      'login-refused': {
        'no-other-members': {
          "typeof username !== 'string' ||":
            "Object.keys(body ?? {}).length !== 2 || typeof username !== 'string' ||",
        },
      },
      'scrypt-cost': { 'default-cost': { [`, ${COST}`]: '' } },
      'scrypt-length': {
        'length-64': {
          'salt, 32,': 'salt, 64,',
          [EQUAL]: `timingSafeEqual(derived.subarray(0, 32), decode(record.hash))`,
        },
      },
      'salt-not-decoded': { 'salt-as-text': { 'decode(record.salt)': 'record.salt' } },
      'password-changed': { 'trimmed-password': { 'body?.password': 'body?.password?.trim?.()' } },
      'another-salt': {
        'folded-name': { 'body?.username': 'body?.username?.trim?.().toLowerCase()' },
      },
      'hash-compared-wrong': {
        'hash-as-text': { 'decode(record.hash)': 'Buffer.from(record.hash).subarray(0, 32)' },
      },
      'no-store-missing': {
        'may-be-stored': { "{ 'Cache-Control': 'no-store' }": "{ 'Cache-Control': 'no-cache' }" },
      },
      'body-wrong': {
        'camel-case': { [ANSWER]: "{ accessToken: token, tokenType: 'Bearer', expiresIn: 900 }" },
        'expires-as-text': { 'expires_in: 900': "expires_in: '15m'" },
      },
      'wall-clock': {
        'wall-clock': { 'now: context.now': 'now: Math.floor(Date.now() / 1000)' },
        'wall-clock-in-ms': { 'now: context.now': 'now: Date.now()' },
      },
      'claim-wrong': {
        'lifetime-in-ms': { 'lifetime: 900': 'lifetime: 900_000' },
        'no-audience': { 'aud: context.audience, ': '' },
      },
      'client-claims': { 'body-spread': { 'const claims = {': 'const claims = { ...body,' } },
      'mixed-up': {
        'name-in-a-variable': {
          'const derived =': 'current = username\n  const derived =',
          'export async function login': "let current = ''\n\nexport async function login",
          'sub: username': 'sub: current',
        },
      },
      'let-in': { 'never-compares': { [EQUAL]: 'derived !== null' } },
    },
    strangers: {
      'decoy-missing': {
        'no-decoy': { 'const record = known': `if (!known) ${REFUSED}\n  const record = known` },
      },
      'decoy-not-awaited': {
        'decoy-in-the-background': {
          'const record = known': `if (!known) {\n    void derive(password, decode(decoy.salt), 32, ${COST})\n    ${REFUSED}\n  }\n  const record = known`,
        },
      },
      'decoy-work-differs': { 'cheap-decoy': { [COST]: '{ N: known ? 16384 : 1024, r: 8, p: 5 }' } },
      'status-not-401': {
        'empty-name-is-no-string': {
          "typeof username !== 'string' || typeof password !== 'string'":
            "typeof username !== 'string' || typeof password !== 'string' || !username || !password",
        },
        'not-found': {
          [`if (!equal || !known) ${REFUSED}`]: `if (!known) return answer(404, 'no such user')\n  if (!equal) ${REFUSED}`,
        },
      },
      'answers-differ': {
        'says-which': {
          [`if (!equal || !known) ${REFUSED}`]: `if (!known) return answer(401, 'no such user')\n  if (!equal) ${REFUSED}`,
        },
        'one-header-more': {
          [`if (!equal || !known) ${REFUSED}`]: `if (!known) ${REFUSED}\n  if (!equal) return answer(401, 'wrong username or password', { 'X-Attempts': '1' })`,
        },
      },
      'odd-name-refused': {
        'names-of-objects': { [KNOWN]: 'username in {} ? undefined : context.users[username]' },
      },
      'inherited-user': { 'inherited-names': { [KNOWN]: 'context.users[username]' } },
      'let-in': {
        'first-user-as-decoy': {
          'known ?? decoy': 'known ?? (Object.values(context.users) as any)[0] ?? decoy',
          '!equal || !known': '!equal',
        },
        'lower-case-names': {
          [KNOWN]:
            'Object.entries<any>(context.users).find(([name]) => name.toLowerCase() === username.toLowerCase())?.[1]',
        },
        'normalised-names': {
          [KNOWN]:
            "Object.hasOwn(context.users, username.normalize('NFC')) ? context.users[username.normalize('NFC')] : undefined",
        },
        'trimmed-names': {
          [KNOWN]:
            'Object.hasOwn(context.users, username.trim()) ? context.users[username.trim()] : undefined',
        },
        'short-comparison': {
          [EQUAL]: 'timingSafeEqual(derived.subarray(0, 16), decode(record.hash).subarray(0, 16))',
        },
      },
      'compared-with-equals': {
        'compared-as-text': { [EQUAL]: 'encode(derived) === record.hash' },
        'buffer-equals': { [EQUAL]: 'Buffer.from(decode(record.hash)).equals(derived)' },
      },
      'comparison-stops-early': {
        'every-byte': { [EQUAL]: 'decode(record.hash).every((byte, index) => byte === derived[index])' },
      },
    },
    request: {
      'method-accepted': { 'any-method': { "request.method !== 'POST'": 'false' } },
      'allow-wrong': { 'no-allow': { "'use POST', { Allow: 'POST' }": "'use POST'" } },
      'media-type-accepted': {
        'type-includes': { [CHECK]: "!type.includes('json')" },
        'type-starts-with': { [CHECK]: "!type.startsWith('application/json')" },
        'absent-is-fine': { "?? ''": "?? 'application/json'" },
      },
      'media-type-refused': {
        'exact-type': { [TYPE]: '' },
        'case-counts': { [TYPE]: ".split(';')[0]!.trim()" },
      },
      'error-not-caught': {
        'no-try': {
          'try {\n    body = JSON.parse(text)\n  } catch {': 'body = JSON.parse(text)\n  try {\n  } catch {',
        },
      },
      threw: { 'type-expected': { "?? ''": '?? null!' } },
      'status-not-400': {
        'types-unchecked': {
          "typeof username !== 'string' || typeof password !== 'string'":
            'username === undefined || password === undefined',
          'derive(password,': 'derive(String(password),',
        },
      },
      leak: {
        'repeats-the-name': { "'wrong username or password')": '`${username}: wrong username or password`)' },
        'prints-password': { 'const derived =': 'console.log(username, password)\n  const derived =' },
        'prints-at-length': {
          'const derived =': "console.log('login', request, { username, password })\n  const derived =",
        },
        'says-what-json-said': {
          "} catch {\n    return answer(400, 'bad JSON')":
            '} catch (error: any) {\n    return answer(400, error.message)',
        },
      },
    },
    limit: {
      'status-not-413': {
        'no-limit': { 'size > 8192': 'false' },
        'one-more': { 'size > 8192': 'size > 8193' },
        'counts-pieces': { [SIZE]: '      size += 1000\n' },
        'too-long-is-400': { "answer(413, 'too long')": "answer(400, 'too long')" },
      },
      'short-body-refused': { 'one-less': { 'size > 8192': 'size >= 8192' } },
      'pieces-decoded-alone': {
        'decodes-each': {
          'chunks.push(chunk)': 'chunks.push(new TextDecoder().decode(chunk))',
          'Buffer.concat(chunks).toString()': "chunks.join('')",
        },
      },
      'body-breaks': {
        'broken-body-uncaught': {
          "catch {\n    return answer(400, 'broken body')": 'catch (error) {\n    throw error',
        },
      },
    },
  },
}
