import { createHash, createHmac } from 'node:crypto'
import {
  fromBase64url,
  hmacSha256,
  jose,
  type Learner,
  type StepApi,
  sha256,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { expectAllRead, expectAllRefused, good } from './expect.ts'
import {
  lenientVariants,
  lookAlikes,
  objects,
  otherDots,
  withBothSigns,
  withEdges,
  withStrangers,
} from './inputs.ts'
import {
  appendixA1,
  forged,
  header,
  type Json,
  payload,
  secretOf,
  segment,
  signatureOver,
  spliced,
  strictBytes,
  tokenOf,
  type Verifying,
  zeros,
} from './tokens.ts'
import { flipped, members, range } from '../inputs.ts'

/** Step 3: the signature over the received text decides. */
export function signatureTests({ test }: StepApi): void {
  const rule = 'RFC 7515 §5.2'
  const expectForgeriesRefused = (learner: Learner, calls: Verifying[]): Promise<void> =>
    expectAllRefused(learner, calls, ['bad-signature'], rule)

  test('the token of RFC 7515, Appendix A.1', async learner => {
    const { token, key, header: heading, payload: content } = appendixA1
    await expectAllRead(learner, [{ call: [token, fromBase64url(key)], header: heading, payload: content }])
  })
  test('a signature that has nothing to do with the token', async learner => {
    const secret = secretOf(learner, 32)
    const unsigned = `${segment(header)}.${segment({ ...payload, admin: true })}`
    const made = [
      secretOf(learner, 32),
      secretOf(learner, 32),
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
    ]
    await expectForgeriesRefused(
      learner,
      made.map(signature => [`${unsigned}.${toBase64url(signature)}`, secret]),
    )
  })
  test('any one bit of the signature changed', async learner => {
    const secret = secretOf(learner, 32)
    const [h = '', p = '', s = ''] = tokenOf(header, payload, secret).split('.')
    const mac = fromBase64url(s)
    // Each bit of two bytes, and one of each other byte.
    const bits = range(0, 255).filter(bit => [0, 31].includes(bit >> 3) || bit % 8 === (bit >> 3) % 8)
    const calls = bits.map((bit): Verifying => {
      const changed = flipped(mac, bit >> 3, 1 << (bit & 7))
      return [`${h}.${p}.${toBase64url(changed)}`, secret]
    })
    await expectForgeriesRefused(learner, calls)
  })
  test('a signature that is too short or too long', async learner => {
    const secret = secretOf(learner, 32)
    const [h = '', p = '', s = ''] = tokenOf(header, payload, secret).split('.')
    const mac = fromBase64url(s)
    const lengths = range(1, 31)
    const signatures = [
      ...lengths.map(length => mac.slice(0, length)),
      ...lengths.map(length => mac.slice(32 - length)),
      ...lengths.map(length => Uint8Array.from([...mac, ...mac.slice(0, length)])),
      ...[[0], [1], [0, 0], [...mac], [...new Uint8Array(32)], [...mac.slice(0, 1)]].map(extra =>
        Uint8Array.from([...mac, ...extra]),
      ),
      ...[0, 1].map(first => Uint8Array.from([first, ...mac])),
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      new Uint8Array(288),
      ...cancelling(mac),
      mac.slice().reverse(),
      mac.map(byte => byte ^ 0xff),
    ]
    await expectForgeriesRefused(
      learner,
      signatures.map(signature => [`${h}.${p}.${toBase64url(signature)}`, secret]),
    )
  })
  test('no signature at all', async learner => {
    const secret = secretOf(learner, 32)
    const calls = [payload, {}, { sub: 'root', admin: true }].map(
      (content): Verifying => [`${segment(header)}.${segment(content)}.`, secret],
    )
    await expectAllRefused(learner, calls, ['malformed', 'bad-signature'], rule)
  })
  test('bytes that give the same text when they are joined', async learner => {
    const secret = secretOf(learner, 32)
    // One token alone may have no such neighbours in hex.
    const calls = range(0, 3).flatMap(count => {
      const [h = '', p = '', s = ''] = tokenOf(header, { ...payload, count }, secret).split('.')
      return [8, 10, 16, 36]
        .flatMap(radix => joinedAlike(fromBase64url(s), radix).slice(0, 3))
        .map((mac): Verifying => [`${h}.${p}.${toBase64url(mac)}`, secret])
    })
    await expectForgeriesRefused(learner, calls)
  })
  test('signatures that begin or end with zeros, or look like other numbers', async learner => {
    const macOf = (token: string): Uint8Array => fromBase64url(token.split('.')[2] ?? '')
    const withMac = (token: string, mac: Uint8Array): Verifying => [
      token.replace(/[^.]*$/, toBase64url(mac)),
      zeros.secret,
    ]
    const numbered = (count: number): Json => ({ ...payload, count })
    const tokens = (counts: number[]): string[] =>
      counts.map(count => tokenOf(header, numbered(count), zeros.secret))
    const [leading, inside, trailing] = [tokens(zeros.first), tokens(zeros.inside), tokens(zeros.last)]
    if (![...leading, ...trailing].every(token => [0, 31].some(at => macOf(token)[at] === 0)))
      throw new Error('these tokens have no signatures with zeros at the ends')
    await expectAllRead(
      learner,
      [...zeros.first, ...zeros.inside, ...zeros.last, ...zeros.noNumbers].map(count =>
        good(header, numbered(count), zeros.secret),
      ),
    )
    await expectForgeriesRefused(learner, [
      ...leading.map(token => withMac(token, macOf(token).slice(1))),
      ...trailing.map(token => withMac(token, macOf(token).slice(0, 31))),
      ...[...leading, ...inside].map(token => withMac(token, flipped(macOf(token), 31, 1))),
    ])
  })
  test('no content makes up for a wrong signature', async learner => {
    const secret = secretOf(learner, 32)
    const contents: Json[] = [
      { iss: 'joe', sub: 'ada', aud: ['x'], jti: '1' },
      { exp: 4_102_444_800, nbf: 0, iat: 0 },
      { role: 'admin', admin: true, scope: '*', verified: true, debug: true },
      { header, payload, alg: 'HS256', typ: 'JWT', secret: '', signature: '' },
      { name: 'Zoë 😀', nested: { list: [1, { deep: null }] } },
      members(40),
      {},
      ...[3000, 6000, 12_000, 60_000].map(length => ({ long: 'x'.repeat(length) })),
      ...learner.sample(objects, 10),
    ]
    const headings: Json[] = [
      { alg: 'HS256' },
      { ...header, typ: 'at+jwt' },
      ...['key-1', 'dev', 'test', '0'].map(kid => ({ ...header, kid, cty: 'JWT' })),
      { ...header, jku: 'https://x.example', x5u: 'x', x5c: ['x'], 'x5t#S256': 'x' },
      { ...header, verified: true, trusted: true, kid: null },
      { ...header, ...members(20), x5c: ['a'.repeat(2000)] },
    ]
    await expectForgeriesRefused(learner, [
      ...contents.map(content => forged(header, content, secret)),
      ...headings.flatMap(heading => contents.slice(0, 2).map(content => forged(heading, content, secret))),
    ])
  })
  test('another payload or another header under an old signature', async learner => {
    const secret = secretOf(learner, 32)
    const [h = '', p = '', s = ''] = tokenOf(header, payload, secret).split('.')
    const contents: unknown[] = [
      { ...payload, admin: true },
      { ...payload, sub: 'bob' },
      { admin: false, sub: 'ada' },
      {},
      `${JSON.stringify(payload)} `,
      ` ${JSON.stringify(payload)}`,
      JSON.stringify(payload, null, 2),
      JSON.stringify(payload).replace('a', '\\u0061'),
    ]
    const headings: unknown[] = [
      { ...header, kid: '1' },
      { alg: 'HS256' },
      { typ: 'JWT', alg: 'HS256' },
      `${JSON.stringify(header)}\n`,
    ]
    await expectForgeriesRefused(learner, [
      ...contents.map((content): Verifying => [`${h}.${segment(content)}.${s}`, secret]),
      ...headings.map((heading): Verifying => [`${segment(heading)}.${p}.${s}`, secret]),
    ])
  })
  test('the text as it came is what counts, not the JSON in it', async learner => {
    const secret = secretOf(learner, 32)
    const written: [string, string][] = [
      ['{"typ":"JWT","alg":"HS256"}', '{"b":1,"a":2}'],
      ['{ "alg":"HS256" }', '{"n":1.0,"m":1e2}'],
      ['{"alg":"HS256"}\n', ' {"sub":"ada"}'],
      ['{"alg":"HS256","n":1.0}', '{"s":"\\u00e9\\/"}'],
      ['{ "alg" : "HS256" }', '\t{\r\n "a" : [ 1 , 2.50 ] }\n'],
      ['{"\\u0061lg":"HS\\u0032\\u0035\\u0036"}', '{"e":"\\u00e9"}'],
    ]
    const compact = (text: string): string => JSON.stringify(JSON.parse(text))
    await expectAllRead(
      learner,
      written.map(([heading, content]) => good(heading, content, secret)),
    )
    const overRewritten = written
      .map(([heading, content]) => [
        segment(heading),
        segment(content),
        segment(compact(heading)),
        segment(compact(content)),
      ])
      .filter(([h, p, otherH, otherP]) => h !== otherH || p !== otherP)
      .map(
        ([h, p, otherH, otherP]): Verifying => [
          `${h}.${p}.${signatureOver(`${otherH}.${otherP}`, secret)}`,
          secret,
        ],
      )
    await expectForgeriesRefused(learner, overRewritten)
  })
  test('signatures made with another secret', async learner => {
    const secret = secretOf(learner, 40)
    const text = `${segment(header)}.${segment({ ...payload, admin: true })}`
    const others = [
      ...[...range(0, 12), 15, 18, 21, 24, 27, 31, 32, 35, 38, 39].map(index => flipped(secret, index, 1)),
      secret.slice(0, 39),
      secret.slice(1),
      secret.slice(0, 32),
      Uint8Array.from([...secret, 1]),
      new Uint8Array(0),
      new Uint8Array(40),
      utf8(Buffer.from(secret).toString()),
      utf8(toHex(secret)),
      utf8(toBase64(secret)),
      utf8(toBase64url(secret)),
      sha256(secret),
      ...['undefined', 'null', '[object Object]', 'secret', secret.join(',')].map(utf8),
    ]
    const calls = others.map((other): Verifying => [`${text}.${signatureOver(text, other)}`, secret])
    const ownKey = new Uint8Array(32).fill(7)
    const headers = [
      { ...header, jwk: { kty: 'oct', k: toBase64url(ownKey) } },
      { ...header, k: toBase64url(ownKey), kid: toBase64url(ownKey), secret: toBase64url(ownKey) },
    ]
    await expectForgeriesRefused(learner, [
      ...calls,
      ...headers.map((heading): Verifying => [tokenOf(heading, payload, ownKey), secret]),
      ...[{ kid: '../../dev/null' }, { kid: '' }, { kid: '__proto__' }, { jwk: {} }, { typ: 'none' }].map(
        (more): Verifying => [tokenOf({ ...header, ...more }, payload, new Uint8Array(0)), secret],
      ),
    ])
  })
  test('signatures over something else, or of another kind', async learner => {
    const secret = secretOf(learner, 32)
    const [headerJson, payloadJson] = [JSON.stringify(header), JSON.stringify(payload)]
    const [h, p] = [segment(header), segment(payload)]
    const texts = [
      h + p,
      h,
      p,
      `${p}.${h}`,
      `${h}.${p}.`,
      `.${h}.${p}`,
      `${h}.${p}\n`,
      `${headerJson}.${payloadJson}`,
      payloadJson,
      '',
    ]
    const input = utf8(`${h}.${p}`)
    const signatures = [
      ...texts.map(text => hmacSha256(secret, utf8(text))),
      utf8(toHex(hmacSha256(secret, input))),
      utf8(signatureOver(`${h}.${p}`, secret)),
      utf8(toBase64(hmacSha256(secret, input))),
      hmacSha256(input, secret),
      sha256(input),
      sha256(Uint8Array.from([...secret, ...input])),
      sha256(hmacSha256(secret, input)),
      new Uint8Array(createHash('sha512').update(input).digest()),
      ...['sha1', 'sha384', 'sha512'].map(
        hash => new Uint8Array(createHmac(hash, secret).update(input).digest()),
      ),
      new Uint8Array(createHmac('sha512', secret).update(input).digest().subarray(0, 32)),
    ]
    await expectForgeriesRefused(
      learner,
      signatures.map(signature => [`${h}.${p}.${toBase64url(signature)}`, secret]),
    )
  })
  test('a right token in other characters', async learner => {
    const secret = secretOf(learner, 32)
    const token = tokenOf({ ...header, ...withBothSigns }, withBothSigns, secret)
    const [h = '', p = '', s = ''] = token.split('.')
    // The old signature fits for whoever repairs the text before it is checked.
    const texts = [
      ...lookAlikes(h, 2).map(other => `${other}.${p}.${s}`),
      ...lookAlikes(p, 2).map(other => `${h}.${other}.${s}`),
      ...withEdges(h).map(other => `${other}.${p}.${s}`),
      ...withEdges(p)
        .slice(0, 8)
        .map(other => `${h}.${other}.${s}`),
      ...otherDots.map((dot, index) => (index % 2 === 0 ? `${h}${dot}${p}.${s}` : `${h}.${p}${dot}${s}`)),
      ...otherDots.slice(0, 4).map(dot => [h, p, s].join(dot)),
      ...folded(token),
      encodeURIComponent(`${token}=`),
      token.replaceAll('-', '+').replaceAll('_', '/'),
      token.replaceAll('-', '%2D').replaceAll('_', '%5F'),
    ]
    await expectAllRefused(
      learner,
      texts.map(text => [text, secret]),
      ['malformed', 'bad-signature'],
      'RFC 7515 §7.1',
    )
  })
  test('a signature that is not written in strict base64url', async learner => {
    const secret = secretOf(learner, 32)
    // A signature with both signs and with letters that have look-alikes.
    const hasAll = (one: string): boolean =>
      ['-', '_', 's', 'K'].every(sign => one.lastIndexOf(sign) > one.lastIndexOf('.'))
    const numbered = (count: number): string => tokenOf(header, { ...payload, count }, secret)
    let count = 0
    while (count < 500 && !hasAll(numbered(count))) count += 1
    const token = numbered(count)
    const [h = '', p = '', s = ''] = token.split('.')
    const hex = toHex(fromBase64url(s))
    const rewritten = [
      ...lenientVariants(s),
      ...withStrangers(s),
      ...lookAlikes(s, 1),
      hex,
      hex.toUpperCase(),
      toBase64(fromBase64url(s)),
      `${s}A`,
      `${s}AA`,
    ]
    const calls = rewritten.map((signature): Verifying => [`${h}.${p}.${signature}`, secret])
    await expectAllRefused(learner, calls, ['malformed', 'bad-signature'], 'RFC 7515 §2')
  })
  test('blanks and other things after the token', async learner => {
    const secret = secretOf(learner, 32)
    const token = tokenOf(header, payload, secret)
    const after = [' ', '\n', '\r\n', '\0', ';', ',', '"', '=', '==', '#', '?x=1', ' x']
    const texts = [...after.map(text => token + text), `"${token}"`, ` ${token} `, `Bearer ${token}\n`]
    await expectAllRefused(
      learner,
      texts.map(text => [text, secret]),
      ['malformed', 'bad-signature'],
      'RFC 7515 §7.1',
    )
  })
  test('a signature in other letters', async learner => {
    const secret = secretOf(learner, 32)
    const [h = '', p = '', s = ''] = tokenOf(header, payload, secret).split('.')
    const swapCase = (letter: string): string =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
    const changed = [
      s.toLowerCase(),
      s.toUpperCase(),
      ...range(0, 41).map(at => spliced(s, at, swapCase(s[at] ?? ''), 1)),
    ]
    const calls = changed
      .filter(signature => signature !== s && strictBytes(signature) !== null)
      .map((signature): Verifying => [`${h}.${p}.${signature}`, secret])
    await expectForgeriesRefused(learner, calls)
  })
  test('tokens of another library, and any token', async learner => {
    const secret = secretOf(learner, 33)
    const made = await new jose.SignJWT({ sub: 'ada', list: [1, 2] })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'k' })
      .sign(secret)
    const fromJose = {
      call: [made, secret] as Verifying,
      header: { alg: 'HS256', typ: 'at+jwt', kid: 'k' },
      payload: { sub: 'ada', list: [1, 2] },
    }
    const samples = learner
      .sample(objects, 30)
      .map((content, index) => good(header, content, secretOf(learner, 32 + index)))
    await expectAllRead(learner, [fromJose, ...samples])
  })
  test('a payload of 64 KiB', async learner => {
    await expectAllRead(learner, [good(header, { text: 'long, '.repeat(11_000) }, secretOf(learner, 32))])
  })
}

/** The token broken into lines, as mails, headers and shells do it: in each segment, and beside a dot. */
function folded(token: string): string[] {
  const places = [
    10,
    token.indexOf('.'),
    token.indexOf('.') + 1,
    token.lastIndexOf('.') - 5,
    token.length - 9,
  ]
  const breaks = ['\n', '\r\n', '\n ', '\r\n ', '\r\n\t', '\n\t', '=\r\n', '\\\n', '-\n', '  ']
  return breaks.flatMap((text, index) =>
    [index, index + 2].map(turn => spliced(token, places[turn % places.length] as number, text, 0)),
  )
}

/** Signatures that are this one when its bytes are joined as numerals, not filled up: 1, 23 and 12, 3. */
function joinedAlike(mac: Uint8Array, radix: number): Uint8Array[] {
  return range(0, 30).flatMap(at => {
    const text = [...mac.slice(at, at + 2)].map(byte => byte.toString(radix)).join('')
    return range(1, text.length - 1)
      .map(border => [text.slice(0, border), text.slice(border)])
      .map(numerals => ({ numerals, bytes: numerals.map(numeral => Number.parseInt(numeral, radix)) }))
      .filter(({ numerals, bytes }) =>
        bytes.every((byte, index) => byte < 256 && byte.toString(radix) === numerals[index]),
      )
      .filter(({ bytes }) => bytes[0] !== mac[at])
      .map(({ bytes }) => mac.map((byte, index) => bytes[index - at] ?? byte))
  })
}

/** Two bytes changed so that sums, exclusive ors or polynomials over all bytes stay the same. */
function cancelling(mac: Uint8Array): Uint8Array[] {
  const at = mac.findIndex((byte, index) => byte < 255 && (mac[index + 1] ?? 0) >= 31)
  const changed = (changes: number[]): Uint8Array =>
    mac.map((byte, index) => byte + (changes[index - at] ?? 0))
  return [changed([1, -1]), changed([1, -31]), flipped(flipped(mac, 3, 1), 17, 1)]
}
