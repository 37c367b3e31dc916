import { createHash, createHmac } from 'node:crypto'
import {
  fromBase64url,
  hmacSha256,
  jose,
  type StepApi,
  sha256,
  splitToken,
  strings,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { flipped, members, range } from '../inputs.ts'
import { appendixA1, type Json, objects, secretOf } from '../shared/tokens.ts'
import { rowsOf } from './expect.ts'
import { lenientVariants, lookAlikes, otherDots, withBothSigns, withEdges, withStrangers } from './inputs.ts'
import { otherSignatures } from './refused.ts'
import {
  forged,
  header,
  payload,
  segment,
  signatureOver,
  spliced,
  tokenOf,
  type Verifying,
  zeros,
} from './tokens.ts'

/** The MAC that a token ends in. */
const macOf = (token: string): Uint8Array => fromBase64url(splitToken(token).signature)

/** A token with other bytes, or another string, for its signature. */
const withSignature = (token: string, signature: Uint8Array | string): string =>
  token.replace(/[^.]*$/, () => (typeof signature === 'string' ? signature : toBase64url(signature)))

/** Step 3: the signature over the received text decides. */
export function signatureTests(api: StepApi): void {
  const rows = rowsOf(api)
  /** A right token with each of these signatures, made from its MAC. */
  const signatures = (
    name: string,
    make: (mac: Uint8Array, secret: Uint8Array) => readonly (Uint8Array | string)[],
  ): void =>
    rows(name, secret => {
      const token = tokenOf(header, payload, secret)
      return make(macOf(token), secret).map(signature => withSignature(token, signature))
    })

  rows('the token of RFC 7515, Appendix A.1', () => [[appendixA1.token, fromBase64url(appendixA1.key)]])
  rows('a signature that has nothing to do with the token', (secret, learner) => {
    const made = [
      secretOf(learner, 32),
      secretOf(learner, 32),
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
    ]
    return made.map(mac => withSignature(tokenOf(header, { ...payload, admin: true }, secret), mac))
  })
  signatures('any one bit of the signature changed', mac =>
    // Each bit of two bytes, and one of each other byte.
    range(0, 255)
      .filter(bit => [0, 31].includes(bit >> 3) || bit % 8 === (bit >> 3) % 8)
      .map(bit => flipped(mac, bit >> 3, 1 << (bit & 7))),
  )
  signatures('a signature that is too short or too long', mac => [
    ...range(1, 31).map(length => mac.slice(0, length)),
    ...range(1, 31).map(length => mac.slice(32 - length)),
    ...range(1, 32).map(length => Uint8Array.from([...mac, ...mac.slice(0, length)])),
    ...[[0], [1], [0, 0], [...new Uint8Array(32)]].map(extra => Uint8Array.from([...mac, ...extra])),
    ...[0, 1].map(first => Uint8Array.from([first, ...mac])),
    ...[new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(288)],
    ...cancelling(mac),
    mac.slice().reverse(),
    mac.map(byte => byte ^ 0xff),
  ])
  rows('no signature at all', secret =>
    [payload, {}, { sub: 'root', admin: true }].map(content =>
      withSignature(tokenOf(header, content, secret), ''),
    ),
  )
  rows('bytes that give the same string when they are joined', secret =>
    // One token alone may have no such neighbours in hex.
    range(0, 3).flatMap(count => {
      const token = tokenOf(header, { ...payload, count }, secret)
      return [8, 10, 16, 36]
        .flatMap(radix => joinedAlike(macOf(token), radix).slice(0, 3))
        .map(mac => withSignature(token, mac))
    }),
  )
  rows('signatures that begin or end with zeros, or look like other numbers', () => {
    const tokens = (counts: number[]): string[] =>
      counts.map(count => tokenOf(header, { ...payload, count }, zeros.secret))
    const [leading, inside, trailing] = [tokens(zeros.first), tokens(zeros.inside), tokens(zeros.last)]
    if (![...leading, ...trailing].every(token => [0, 31].some(at => macOf(token)[at] === 0)))
      throw new Error('these tokens have no signatures with zeros at the ends')
    return [
      ...[...leading, ...inside, ...trailing, ...tokens(zeros.noNumbers)],
      ...leading.map(token => withSignature(token, macOf(token).slice(1))),
      ...trailing.map(token => withSignature(token, macOf(token).slice(0, 31))),
      ...[...leading, ...inside].map(token => withSignature(token, flipped(macOf(token), 31, 1))),
    ].map(token => [token, zeros.secret])
  })
  rows('no content makes up for a wrong signature', (secret, learner) => {
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
    return [
      ...contents.map(content => forged(header, content, secret)),
      ...headings.flatMap(heading => contents.slice(0, 2).map(content => forged(heading, content, secret))),
    ]
  })
  rows('another payload or another header under an old signature', secret => {
    const token = tokenOf(header, payload, secret)
    const { header: h, payload: p, signature: s } = splitToken(token)
    const [headerJson, json] = [JSON.stringify(header), JSON.stringify(payload)]
    const contents: unknown[] = [
      ...[{ ...payload, admin: true }, { ...payload, sub: 'bob' }, { admin: false, sub: 'ada' }, {}],
      ...[`${json} `, ` ${json}`, JSON.stringify(payload, null, 2), json.replace('a', '\\u0061')],
    ]
    const headings = [
      { ...header, kid: '1' },
      { alg: 'HS256' },
      { typ: 'JWT', alg: 'HS256' },
      `${headerJson}\n`,
    ]
    return [
      ...contents.map(content => `${h}.${segment(content)}.${s}`),
      ...headings.map(heading => `${segment(heading)}.${p}.${s}`),
    ]
  })
  rows('the token as it was received is what counts, not the JSON in it', secret => {
    const compact = (text: string): string => JSON.stringify(JSON.parse(text))
    return [
      ['{"typ":"JWT","alg":"HS256"}', '{"b":1,"a":2}'],
      ['{ "alg":"HS256" }', '{"n":1.0,"m":1e2}'],
      ['{"alg":"HS256"}\n', ' {"sub":"ada"}'],
      ['{"alg":"HS256","n":1.0}', '{"s":"\\u00e9\\/"}'],
      ['{ "alg" : "HS256" }', '\t{\r\n "a" : [ 1 , 2.50 ] }\n'],
      ['{"\\u0061lg":"HS\\u0032\\u0035\\u0036"}', '{"e":"\\u00e9"}'],
    ].flatMap(([heading = '', content = '']) => {
      const token = tokenOf(heading, content, secret)
      return [token, withSignature(token, macOf(tokenOf(compact(heading), compact(content), secret)))]
    })
  })
  rows('signatures made with another secret', (_, learner) => {
    const secret = secretOf(learner, 40)
    const text = `${segment(header)}.${segment({ ...payload, admin: true })}`
    const others = [
      ...[...range(0, 12), 15, 18, 21, 24, 27, 31, 32, 35, 38, 39].map(index => flipped(secret, index, 1)),
      ...[secret.slice(0, 39), secret.slice(1), secret.slice(0, 32), Uint8Array.from([...secret, 1])],
      ...[new Uint8Array(0), new Uint8Array(40), sha256(secret)],
      ...[Buffer.from(secret).toString(), toHex(secret), toBase64(secret), toBase64url(secret)].map(utf8),
      ...['undefined', 'null', '[object Object]', 'secret', secret.join(',')].map(utf8),
    ]
    const ownKey = new Uint8Array(32).fill(7)
    const k = toBase64url(ownKey)
    const pointers = [
      { kid: '../../dev/null' },
      { kid: '' },
      { kid: '__proto__' },
      { jwk: {} },
      { typ: 'none' },
    ]
    return [
      ...others.map(other => `${text}.${signatureOver(text, other)}`),
      ...[{ jwk: { kty: 'oct', k } }, { k, kid: k, secret: k }].map(more =>
        tokenOf({ ...header, ...more }, payload, ownKey),
      ),
      ...pointers.map(more => tokenOf({ ...header, ...more }, payload, new Uint8Array(0))),
    ].map((token): Verifying => [token, secret])
  })
  signatures('signatures over something else, or of another kind', (mac, secret) => {
    const text = `${segment(header)}.${segment(payload)}`
    const input = utf8(text)
    const hmac = (hash: string): Uint8Array => new Uint8Array(createHmac(hash, secret).update(input).digest())
    return [
      ...Object.values(otherSignatures(secret)),
      ...[`.${text}`, `${text}\n`].map(other => hmacSha256(secret, utf8(other))),
      ...[toHex(mac), toBase64url(mac), toBase64(mac)].map(utf8),
      ...[sha256(Uint8Array.from([...secret, ...input])), sha256(mac)],
      new Uint8Array(createHash('sha512').update(input).digest()),
      ...[...['sha1', 'sha384', 'sha512'].map(hmac), hmac('sha512').slice(0, 32)],
    ]
  })
  rows('a right token in other characters', secret => {
    const token = tokenOf({ ...header, ...withBothSigns }, withBothSigns, secret)
    const { header: h, payload: p, signature: s } = splitToken(token)
    // The old signature fits for whoever repairs the text before it is checked.
    return [
      ...[...lookAlikes(h, 2), ...withEdges(h)].map(other => `${other}.${p}.${s}`),
      ...[...lookAlikes(p, 2), ...withEdges(p).slice(0, 8)].map(other => `${h}.${other}.${s}`),
      ...otherDots.map((dot, index) => (index % 2 === 0 ? `${h}${dot}${p}.${s}` : `${h}.${p}${dot}${s}`)),
      ...otherDots.slice(0, 4).map(dot => [h, p, s].join(dot)),
      ...folded(token),
      encodeURIComponent(`${token}=`),
      token.replaceAll('-', '+').replaceAll('_', '/'),
      token.replaceAll('-', '%2D').replaceAll('_', '%5F'),
    ]
  })
  rows('a signature that is not written in strict base64url', secret => {
    // A signature with both signs and with letters that have look-alikes.
    const tokens = range(0, 500).map(count => tokenOf(header, { ...payload, count }, secret))
    const token = tokens.find(one => [...'-_sK'].every(sign => splitToken(one).signature.includes(sign)))
    const { signature: s } = splitToken(token ?? '')
    const hex = toHex(fromBase64url(s))
    const others = [...lenientVariants(s), ...withStrangers(s, 0), ...lookAlikes(s, 1)]
    return [...others, hex, hex.toUpperCase(), toBase64(fromBase64url(s)), `${s}A`, `${s}AA`].map(other =>
      withSignature(token ?? '', other),
    )
  })
  rows('spaces and other things after the token', secret => {
    const token = tokenOf(header, payload, secret)
    const after = strings`\x20 \n \r\n \0 ; , " = == # ?x=1 \x20x`.map(text => token + text)
    return [...after, `"${token}"`, ` ${token} `, `Bearer ${token}\n`]
  })
  signatures('a signature in other upper and lower case', mac => {
    const s = toBase64url(mac)
    const swapCase = (letter: string): string =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
    const swapped = range(0, 41).map(at => spliced(s, at, swapCase(s.charAt(at)), 1))
    return [s.toLowerCase(), s.toUpperCase(), ...swapped]
  })
  rows('tokens of another library, and any token', async (_, learner) => {
    const secret = secretOf(learner, 33)
    const fromJose = await new jose.SignJWT({ sub: 'ada', list: [1, 2] })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'k' })
      .sign(secret)
    const samples = learner.sample(objects, 30).map((content, index): Verifying => {
      const other = secretOf(learner, 32 + index)
      return [tokenOf(header, content, other), other]
    })
    return [[fromJose, secret], ...samples]
  })
  rows('a payload of 64 KiB', secret => [tokenOf(header, { text: 'long, '.repeat(11_000) }, secret)])
}

/** The token broken into lines, as mails, headers and shells do it: in each segment, and beside a dot. */
function folded(token: string): string[] {
  const [dot, lastDot] = [token.indexOf('.'), token.lastIndexOf('.')]
  const places = [10, dot, dot + 1, lastDot - 5, token.length - 9]
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
