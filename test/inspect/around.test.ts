import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { GOOD, hs256, NOW, segment } from './tokens.ts'

const look = (given: string) => inspectToken(given, null, NOW)
const T = hs256({ alg: 'HS256', typ: 'JWT' }, GOOD)
const [header, payload, signature] = T.split('.') as [string, string, string]
const other = hs256({ alg: 'HS256' }, { ...GOOD, sub: 'bob' })
const third = hs256({ alg: 'HS256' }, { ...GOOD, sub: 'carol' })
const wrapped = (width: number, end = '\n') => (T.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []).join(end)

describe('one token is found in what people paste', () => {
  it.each<[string, string, string[]]>([
    ['a variable', `JWT=${T}`, ['name']],
    ['a shell export', `export TOKEN="${T}"`, ['name', 'quotes']],
    ['a Windows variable', `set TOKEN=${T}\r\n`, ['name']],
    ['PowerShell', `$env:TOKEN = '${T}'`, ['name', 'quotes']],
    ['JavaScript', `const token = '${T}';`, ['name', 'quotes']],
    ['Go', `token := "${T}"`, ['name', 'quotes']],
    ['YAML', `  token: ${T}\n`, ['name']],
    ['an .env line with Bearer', `AUTH="Bearer ${T}"`, ['name', 'quotes', 'bearer-prefix']],
    ['a cookie', `session=${T}`, ['name']],
    ['a cookie with attributes', `session=${T}; Path=/; HttpOnly; Max-Age=900`, ['surroundings', 'name']],
    ['a Cookie header', `Cookie: theme=dark; session=${T}; lang=en`, ['cookie-header', 'name']],
    ['a Set-Cookie header', `Set-Cookie: __Host-id=${T}; Path=/; Secure`, ['cookie-header', 'name']],
    ['a header in lower case', `authorization: bearer ${T}`, ['authorization-header', 'bearer-prefix']],
    [
      'a header in an object',
      `headers: { Authorization: 'Bearer ${T}' }`,
      ['surroundings', 'authorization-header', 'quotes', 'bearer-prefix'],
    ],
    ['a scheme of its own', `DPoP ${T}`, ['scheme']],
    ['JSON', JSON.stringify({ access_token: T }), ['surroundings', 'name', 'quotes']],
    [
      'JSON with more',
      JSON.stringify({ token_type: 'Bearer', id_token: T, expires_in: 900 }, null, 2),
      ['surroundings', 'name', 'quotes'],
    ],
    [
      'JSON in a JSON string',
      JSON.stringify(JSON.stringify({ access_token: T })),
      ['surroundings', 'name', 'quotes'],
    ],
    [
      'a curl command',
      `curl -s -H "Authorization: Bearer ${T}" https://api.example/me`,
      ['surroundings', 'quotes', 'authorization-header', 'bearer-prefix'],
    ],
    ['a URL', `https://app.example/cb?code=1&id_token=${T}&state=x`, ['surroundings', 'url']],
    ['a URL fragment', `https://app.example/cb#access_token=${T}&token_type=Bearer`, ['surroundings', 'url']],
    ['a path', `https://app.example/verify/${T}/now`, ['surroundings']],
    [
      'an HTTP request',
      `GET /me HTTP/1.1\r\nHost: api.example\r\nAuthorization: Bearer ${T}\r\nAccept: */*\r\n\r\n`,
      ['surroundings', 'authorization-header', 'bearer-prefix'],
    ],
    ['a sentence', `The token is ${T}. It expires soon.`, ['surroundings']],
    ['brackets', `<${T}>`, ['surroundings']],
    ['Markdown', `\`${T}\``, ['quotes']],
    ['typographic quotes and a name', `token \u2192 \u201c${T}\u201d`, ['surroundings', 'quotes']],
    ['a dangling quote', `${T}"`, ['quotes']],
    ['a comma', `${T},`, []],
    ['no space after Bearer:', `Bearer:${T}`, ['bearer-prefix']],
    ['Django', `Authorization: JWT ${T}`, ['authorization-header', 'scheme']],
    ['a form field', `<input type="hidden" name="jwt" value="${T}">`, ['surroundings', 'name', 'quotes']],
    [
      'PowerShell headers',
      `$h = @{ Authorization = "Bearer ${T}" }`,
      ['surroundings', 'authorization-header', 'quotes', 'bearer-prefix'],
    ],
    [
      'a call',
      `headers.set('Authorization', 'Bearer ${T}')`,
      ['surroundings', 'authorization-header', 'quotes', 'bearer-prefix'],
    ],
    ['a line of a log', `2026-01-01 INFO token=${T} user=1`, ['surroundings', 'name']],
    ['a table', `alice\t${T}\tok`, ['surroundings']],
  ])('%s', async (_name, given, ids) => {
    const { cleaned, problems, parts, kind } = await look(given)
    expect(problems).toEqual([])
    expect(kind).toBe('jws')
    expect(parts[1]?.json).toEqual(GOOD)
    expect(cleaned.map(note => note.id)).toEqual(ids)
    for (const note of cleaned) expect(note.message).toMatch(/\.$/u)
  })

  it.each<[string, string]>([
    ['percent-encoded', encodeURIComponent(`Bearer ${T}`).replaceAll('.', '%2E')],
    ['a percent-encoded space before it', `Bearer%20${T}`],
    ['wrapped at 64', wrapped(64)],
    ['wrapped at 76 with CR LF', wrapped(76, '\r\n')],
    ['wrapped at 20 and indented', wrapped(20, '\n    ')],
    ['wrapped by a shell', wrapped(60, '\\\n')],
    ['wrapped as an e-mail is', wrapped(70, '=\r\n')],
    ['in quoted pieces', `'${wrapped(60, "' +\n  '")}'`],
    ['with "\\n" written out', wrapped(60, '\\n')],
    ['cut at its dots', `${header}\n.${payload}\n.${signature}\n`],
    ['one segment a line', `${header}.\n${payload}.\n${signature}`],
    ['with a soft hyphen', `${T.slice(0, 30)}\u00ad${T.slice(30)}`],
    ['wrapped, with a sentence after it', `${wrapped(64)}\nThanks, Ann`],
    ['wrapped, with a header line after it', `Authorization: Bearer ${wrapped(64)}\nHost: api.example`],
    ['base64 of it', Buffer.from(T).toString('base64')],
    ['base64url of it', Buffer.from(`${T}\n`).toString('base64url')],
    ['base64 of base64 of it', Buffer.from(Buffer.from(T).toString('base64')).toString('base64')],
    ['base64 of the header line', Buffer.from(`Bearer ${T}`).toString('base64')],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(`Bearer ${T}`))],
    ['quoted in a reply', `> ${wrapped(70, '\n> ')}`],
    ['in a comment', `# ${wrapped(70, '\n# ')}`],
    ['as the value of a Kubernetes secret', `  token: ${Buffer.from(T).toString('base64')}\n`],
    ['signed as a cookie by Express', `connect.sid=s%3A${T}.aB3${'x'.repeat(40)}; Path=/`],
    ['hex of it', Buffer.from(T).toString('hex')],
  ])('%s', async (_name, given) => {
    const { cleaned, problems, parts } = await look(given)
    expect(problems).toEqual([])
    expect(parts[1]?.json).toEqual(GOOD)
    expect(parts[2]?.text).toBe(signature)
    expect(cleaned.length).toBeGreaterThan(0)
  })

  it('says base64 of a token for what it is', async () => {
    expect((await look(Buffer.from(T).toString('base64'))).cleaned[0]?.message).toContain(
      'This is the base64 of a whole token',
    )
    expect((await look(Buffer.from(T).toString('hex'))).cleaned[0]?.message).toContain('the hex of a whole')
  })

  it('says base64 of a text with a token in it for what that is', async () => {
    const given = Buffer.from(JSON.stringify({ access_token: T })).toString('base64')
    expect((await look(given)).cleaned[0]?.message).toMatch(
      /^This is the base64 of text that has a token in it\./u,
    )
  })

  it('says what e-mail does at the end of a line', async () => {
    expect((await look(wrapped(70, '=\r\n'))).cleaned[0]?.message).toContain(
      'line breaks with the "=" that e-mail puts before them,',
    )
    expect((await look(wrapped(70, '\r\n'))).cleaned[0]?.message).toContain('(line breaks or spaces inside')
  })

  it('counts places in the given text', async () => {
    const { parts } = await look(`\u{1f511} TOKEN="${T}"`)
    expect(parts.map(part => part.at)).toEqual([
      10,
      10 + header.length + 1,
      10 + header.length + payload.length + 2,
    ])
  })

  it('never repeats what was around it, but the name', async () => {
    const { cleaned } = await look(`Cookie: pass=hunter2; session=${T}; csrf=hunter3`)
    expect(JSON.stringify(cleaned)).not.toContain('hunter')
    expect(JSON.stringify(cleaned)).toContain('session')
  })
})

describe('several tokens', () => {
  it.each<[string, string, (string | null)[]]>([
    ['one a line', `${T}\n${other}\n`, [null, null]],
    ['one a line, three', `${T}\n${other}\n${third}`, [null, null, null]],
    ['glued', `${T}${other}`, [null, null]],
    [
      'in a token response',
      JSON.stringify({ access_token: T, id_token: other }),
      ['access_token', 'id_token'],
    ],
    ['in a Cookie header', `Cookie: access=${T}; refresh=${other}`, ['access', 'refresh']],
    ['in a request with DPoP', `Authorization: DPoP ${T}\nDPoP: ${other}`, ['Authorization', 'DPoP']],
    ['separated by a space', `${T} ${other}`, [null, null]],
    ['separated by commas', `"${T}", "${other}"`, [null, null]],
    ['in an .env file', `ACCESS_TOKEN=${T}\nREFRESH_TOKEN='${other}'\n`, ['ACCESS_TOKEN', 'REFRESH_TOKEN']],
  ])('%s, are named and the first one is inspected', async (_name, given, names) => {
    const { kind, tokens, parts, cleaned, problems, algorithm } = await look(given)
    expect([kind, algorithm]).toEqual(['jws', 'HS256'])
    expect(problems).toEqual([])
    expect(parts[1]?.json).toEqual(GOOD)
    expect(tokens.map(token => token.name)).toEqual(names)
    expect(cleaned.find(note => note.id === 'several-tokens')?.message).toContain(`${names.length} tokens`)
  })

  it('that are the same are one', async () => {
    expect((await look(`${T}\n${T}`)).tokens).toEqual([])
  })
})

describe('a token that was cut', () => {
  it.each<[string, string]>([
    ['at its end', `${header}.${payload.slice(0, 30)}...`],
    ['with an ellipsis', `${header}.${payload.slice(0, 30)}\u2026`],
    ['in the header', `${header.slice(0, 12)}...`],
    ['in the middle', `${header}.${payload.slice(0, 9)}...${signature.slice(-9)}`],
    ['in the signature', `Authorization: Bearer ${header}.${payload}.${signature.slice(0, 10)}...`],
    ['with brackets', `${header}.${payload.slice(0, 20)}[...]${signature}`],
    ['with asterisks', `${header}.${payload.slice(0, 20)}*****`],
    ['with two dots', `${header}.${payload.slice(0, 20)}..`],
    ['with a word', `${header}.${payload.slice(0, 20)}[truncated]`],
  ])('%s', async (_name, given) => {
    const { kind, problems, algorithm } = await look(given)
    expect(problems[0]?.id).toBe('cut-short')
    expect(problems[0]?.message).toContain('was shortened')
    expect(kind).not.toBe('jwe')
    if (given.includes(`${header}.`)) expect(algorithm).toBe('HS256')
  })

  it('without a mark is told by its number of segments', async () => {
    expect((await look(`${header}.${payload}`)).problems[0]?.message).toContain('the signature is missing')
    expect((await look(header)).problems[0]?.message).toContain('There is no dot')
    const jwe = `${segment({ alg: 'dir', enc: 'A256GCM' })}..AAAA`
    const cut = await look(jwe)
    expect(cut.kind).toBe('jwe')
    expect(cut.problems[0]?.message).toContain('which has five segments. Here are 3')
  })

  it('is not an encrypted token because of its dots', async () => {
    const five = await look(`${T}.AAAA.AAAA`)
    expect(five.kind).toBe('jws')
    expect(five.problems[0]?.message).toContain('but the header has no enc')
  })
})
