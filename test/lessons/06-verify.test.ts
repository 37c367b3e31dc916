import { createHash, createHmac } from 'node:crypto'
import {
  defineLesson,
  fc,
  fromBase64url,
  hmacSha256,
  type JwtErrorCode,
  jose,
  type Learner,
  plain,
  type Seen,
  sha256,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../src/grader/kit/index.ts'
import {
  asciiStrangers,
  everyCase,
  lenientVariants,
  lookAlikes,
  noObjects,
  objects,
  ofEveryTail,
  otherStrangers,
  withBothSigns,
} from './06-verify.inputs.ts'
import { mistakes } from './06-verify.mistakes.ts'
import {
  appendixA1,
  cookbook,
  header,
  type Json,
  nested,
  payload,
  range,
  secretOf,
  segment,
  signatureOver,
  signed,
  spliced,
  strictBytes,
  tokenOf,
  type Verifying,
} from './06-verify.tokens.ts'

const lesson = defineLesson({ id: '06-verify', mistakes })

/** What a good token holds; extra members of the result are fine. */
function expectRead(learner: Learner, seen: Seen, expected: { header: unknown; payload: unknown }): void {
  const rule = 'RFC 7519 §7.2'
  const value = seen.outcome.kind === 'value' ? plain(seen.outcome.value) : null
  if (typeof value !== 'object' || value === null || !('header' in value) || !('payload' in value)) {
    learner.expectValue(seen, expected, rule)
    return
  }
  learner.expectEqual(seen, value.header, expected.header, { what: 'the header that came back', rule })
  learner.expectEqual(seen, value.payload, expected.payload, { what: 'the payload that came back', rule })
}

/** Good tokens, each with what it holds. */
type Good = { call: Verifying; header: unknown; payload: unknown }

const good = (heading: unknown, content: unknown, secret: Uint8Array): Good => ({
  call: [tokenOf(heading, content, secret), secret],
  header: typeof heading === 'string' ? JSON.parse(heading) : heading,
  payload: typeof content === 'string' ? JSON.parse(content) : content,
})

async function expectAllRead(learner: Learner, goods: Good[]): Promise<void> {
  const seens = await learner.callMany(
    'verifyHs256',
    goods.map(({ call }) => call),
    { deadlineMs: 10_000 },
  )
  for (const [index, seen] of seens.entries()) {
    const expected = goods[index]
    if (expected !== undefined) expectRead(learner, seen, expected)
  }
}

async function expectAllRefused(
  learner: Learner,
  calls: Verifying[],
  codes: JwtErrorCode[],
  rule: string,
): Promise<void> {
  const seens = await learner.callMany('verifyHs256', calls, { deadlineMs: 10_000 })
  // What was accepted says more than what was refused with another code, so it is told first.
  const accepted = seens.filter(seen => seen.outcome.kind === 'value')
  for (const seen of [...accepted, ...seens]) learner.expectRefusal(seen, codes, rule)
}

lesson.step('segments', ({ test }) => {
  test('a good token gives its header and its payload', async learner => {
    const secret = secretOf(learner, 32)
    await expectAllRead(learner, [good(header, payload, secret)])
  })
  test('header and payload come back as they stand in the token', async learner => {
    const secret = secretOf(learner, 48)
    await expectAllRead(learner, [
      good(header, {}, secret),
      good(header, withBothSigns, secret),
      good(
        header,
        { name: 'Zoë 😀 日本語', nested: { list: [1, null, { deep: false }] }, empty: '' },
        secret,
      ),
      good({ alg: 'HS256' }, payload, secret),
      good(
        { typ: 'JWT', alg: 'HS256', kid: 'a/b', x: { y: [1] } },
        { sub: 7, iat: 'soon', exp: 1, nbf: 9e9 },
        secret,
      ),
      good(header, { deep: nested(12), list: ['b', 'a', 10, 9], 'e\u0301': ' e\u0301 \u212b ' }, secret),
      good({ ...header, kid: 'long'.repeat(1000), x5c: ['a'.repeat(2000)] }, payload, secret),
    ])
  })
  test('member names that objects have too', async learner => {
    const secret = secretOf(learner, 32)
    const inherited = {
      hasOwnProperty: 1,
      constructor: 'x',
      toString: null,
      valueOf: [],
      toJSON: 'y',
      length: 3,
    }
    await expectAllRead(learner, [
      good(header, inherited, secret),
      good({ ...header, ...inherited }, payload, secret),
      good(header, '{"__proto__":{"admin":true},"sub":"ada"}', secret),
      good(header, '{"then":"later","sub":"ada"}', secret),
      good(header, '{"nested":{"__proto__":1,"constructor":{"prototype":2}}}', secret),
    ])
  })
  test('one, two, four or more segments', async learner => {
    const secret = secretOf(learner, 32)
    const token = tokenOf(header, payload, secret)
    const [h = '', p = '', s = ''] = token.split('.')
    const signedWhole = (text: string): string => `${text}.${signatureOver(text, secret)}`
    const texts = [
      signedWhole(`${h}.${p}.x`),
      signedWhole(`${h}.${p}.${p}`),
      signedWhole(`${h}.${p}.`),
      signedWhole(`${h}..${p}`),
      signedWhole(`.${h}.${p}`),
      signedWhole(h),
      signedWhole(''),
      `${token}.x`,
      `${token}.`,
      `${token}..`,
      `${token}.${s}`,
      `${token}.${token}`,
      `.${token}`,
      `${h}..${p}.${s}`,
      `${h}.${p}..${s}`,
      `${h}.${p}.${p}.${s}`,
      `${h}.${h}.${p}.${s}`,
      `${h}.${p}.${s}.a.b`,
      `${h}.${p}`,
      `${h}.${s}`,
      h,
      'x',
      '',
      '...',
      '....',
    ]
    await expectAllRefused(
      learner,
      texts.map(text => [text, secret]),
      ['malformed'],
      'RFC 7515 §7.1',
    )
  })
  test('characters that do not belong into a segment', async learner => {
    const secret = secretOf(learner, 32)
    const segments = [segment({ ...header, ...withBothSigns }), segment(withBothSigns)] as const
    const calls = asciiStrangers.flatMap((stranger, index): Verifying[] =>
      segments.flatMap((_, which): Verifying[] => {
        const at = (place: number, replaced: number): Verifying => {
          const [first, second] = segments.map((text, position) =>
            position === which ? spliced(text, place < 0 ? text.length : place, stranger, replaced) : text,
          )
          return [signed(first ?? '', second ?? '', secret), secret]
        }
        return [at(-1, 0), at(0, 0), at(4 + (index % 12), 0), at(4 + (index % 12), 1)]
      }),
    )
    await expectAllRefused(learner, calls, ['malformed'], 'RFC 7515 §2')
  })
  test('characters beyond ASCII', async learner => {
    const secret = secretOf(learner, 32)
    const [h, p] = [segment(header), segment(withBothSigns)]
    const calls = otherStrangers.flatMap((stranger, index): Verifying[] => [
      [signed(spliced(h, index, stranger), p, secret), secret],
      [signed(h, spliced(p, index, stranger), secret), secret],
      [signed(h, p + stranger, secret), secret],
      [signed(stranger + h, p, secret), secret],
    ])
    await expectAllRefused(learner, calls, ['malformed', 'bad-signature'], 'RFC 7515 §2')
  })
  test('look-alikes of the characters of a segment', async learner => {
    const secret = secretOf(learner, 32)
    const token = tokenOf({ ...header, ...withBothSigns }, withBothSigns, secret)
    const [h = '', p = ''] = token.split('.')
    // Under the old signature for who repairs the text first, under a new one for who signs it as it came.
    const received = range(0, h.length + p.length).flatMap(at =>
      lookAlikes(token[at] ?? '').map((other): Verifying => [spliced(token, at, other, 1), secret]),
    )
    const resigned = range(0, 15).flatMap((at): Verifying[] => [
      ...lookAlikes(h[at] ?? '').map(
        (other): Verifying => [signed(spliced(h, at, other, 1), p, secret), secret],
      ),
      ...lookAlikes(p[at] ?? '').map(
        (other): Verifying => [signed(h, spliced(p, at, other, 1), secret), secret],
      ),
    ])
    await expectAllRefused(learner, [...received, ...resigned], ['malformed', 'bad-signature'], 'RFC 7515 §2')
  })
  test('segments that a lenient decoder would read', async learner => {
    const secret = secretOf(learner, 32)
    const calls = [
      ...ofEveryTail(header)
        .flatMap(lenientVariants)
        .map(h => signed(h, segment(payload), secret)),
      ...ofEveryTail(payload)
        .flatMap(lenientVariants)
        .map(p => signed(segment(header), p, secret)),
    ].map((token): Verifying => [token, secret])
    await expectAllRefused(learner, calls, ['malformed'], 'RFC 7515 §2')
  })
  test('blanks and other things before the token', async learner => {
    const secret = secretOf(learner, 32)
    const token = tokenOf(header, payload, secret)
    const before = ['Bearer ', 'bearer ', 'JWT ', ' ', '\n', '\t', '\ufeff', '"', "'", 'token=']
    await expectAllRefused(
      learner,
      before.map(text => [text + token, secret]),
      ['malformed', 'bad-signature'],
      'RFC 7515 §7.1',
    )
    const notJustText = [
      JSON.stringify({ token }),
      JSON.stringify(token.split('.')),
      'Bearer undefined',
      'null',
    ]
    await expectAllRefused(
      learner,
      notJustText.map(text => [text, secret]),
      ['malformed', 'bad-signature'],
      'RFC 7515 §7.1',
    )
  })
  test('a payload that is no JSON object', async learner => {
    const secret = secretOf(learner, 32)
    const calls = noObjects.map((content): Verifying => [tokenOf(header, content, secret), secret])
    calls.push([cookbook.token, fromBase64url(cookbook.key)])
    await expectAllRefused(learner, calls, ['malformed'], 'RFC 7519 §7.2')
  })
  test('a header that is no JSON object', async learner => {
    const secret = secretOf(learner, 32)
    const calls = noObjects.map((content): Verifying => [tokenOf(content, payload, secret), secret])
    await expectAllRefused(learner, calls, ['malformed', 'unsupported'], 'RFC 7519 §7.2')
  })
  test('JSON that is no UTF-8', async learner => {
    const secret = secretOf(learner, 32)
    const inString = (json: string, broken: number[]): Uint8Array => {
      const [before = '', after = ''] = json.split('?')
      return Uint8Array.from([...utf8(before), ...broken, ...utf8(after)])
    }
    const broken = [
      [0xff],
      [0x80],
      [0xc3],
      [0xc0, 0xaf],
      [0xe0, 0x80, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf8, 0x88, 0x80, 0x80],
    ]
    const calls = broken.flatMap((bytes): Verifying[] => [
      [tokenOf(header, inString('{"sub":"?"}', bytes), secret), secret],
      [tokenOf(inString('{"alg":"HS256","kid":"?"}', bytes), payload, secret), secret],
    ])
    const unfinished = [[0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98]].flatMap((bytes): Verifying[] => [
      [tokenOf(header, inString('{"sub":"ada"}?', bytes), secret), secret],
      [tokenOf(inString('{"alg":"HS256"}?', bytes), payload, secret), secret],
    ])
    await expectAllRefused(learner, [...calls, ...unfinished], ['malformed'], 'RFC 7519 §7.2')
    // What was left over from a refused token must not reach the next one.
    await expectAllRead(learner, [good(header, payload, secret)])
  })
})

lesson.step('algorithm', ({ test }) => {
  const refusedHeaders = async (learner: Learner, headers: unknown[], rule: string): Promise<void> => {
    const secret = secretOf(learner, 32)
    const calls = headers.map((heading): Verifying => [tokenOf(heading, payload, secret), secret])
    await expectAllRefused(learner, calls, ['unsupported'], rule)
  }
  test('"none", however it is written', async learner => {
    const names = [...everyCase('none'), ' none', 'none ', 'none\0', '']
    const escaped = [
      '{"alg":"n\\u006fne"}',
      '{"\\u0061lg":"none"}',
      '{"x":"\\"alg\\":\\"HS256\\"","alg":"none"}',
    ]
    await refusedHeaders(learner, [...names.map(alg => ({ alg, typ: 'JWT' })), ...escaped], 'RFC 8725 §3.1')
  })
  test('"none" without a signature', async learner => {
    const secret = secretOf(learner, 32)
    const names = [...everyCase('none'), '', null, 0, false, []]
    const calls = names.map((alg): Verifying => [`${segment({ alg })}.${segment(payload)}.`, secret])
    await expectAllRefused(learner, calls, ['unsupported', 'malformed', 'bad-signature'], 'RFC 8725 §3.1')
  })
  test('names that are nearly HS256', async learner => {
    const names = [
      ...everyCase('HS256').filter(name => name !== 'HS256'),
      ...[
        'HS2560',
        'XHS256',
        'HS256,none',
        'none,HS256',
        'none\nHS256',
        'HS256\nnone',
        'HS25',
        'HS',
        'S256',
        '256',
      ],
      ...[' HS256', 'HS256 ', 'HS256\n', '\tHS256', 'HS256\0', 'HS256\u200b', '\ufeffHS256'],
      ...['ＨＳ256', 'HS２56', 'HЅ256', 'HŚ256', 'HS256\u0301', '.*', 'HS\\u0032'],
      ...['HS-256', 'HS_256', 'HMAC', 'sha256', 'HMACSHA256'],
    ]
    const letters = [...'HS256']
    const misspelt = letters.flatMap((letter, at) => [
      spliced('HS256', at, '', 1),
      spliced('HS256', at, letter + letter, 1),
      spliced('HS256', at, `${letters[at + 1] ?? ''}${letter}`, 2),
      ...['x', '2', 'S', ' ', '.', '\n'].map(other => spliced('HS256', at, other, 1)),
      ...['x', '-', '0'].map(other => spliced('HS256', at, other)),
    ])
    await refusedHeaders(
      learner,
      [...names, ...misspelt.filter(name => name !== 'HS256')].map(alg => ({ alg, typ: 'JWT' })),
      'RFC 7515 §4.1.1',
    )
  })
  test('other algorithms', async learner => {
    const secret = secretOf(learner, 64)
    const reallySigned = ['HS384', 'HS512'].map((alg): Verifying => {
      const input = `${segment({ alg, typ: 'JWT' })}.${segment(payload)}`
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
      return [`${input}.${toBase64url(mac.update(input).digest())}`, secret]
    })
    await expectAllRefused(learner, reallySigned, ['unsupported', 'bad-signature'], 'RFC 8725 §3.1')
    const names = 'HS384 HS512 RS256 RS384 PS256 ES256 ES512 EdDSA Ed25519 dir A256GCM'.split(' ')
    await refusedHeaders(
      learner,
      names.map(alg => ({ alg, typ: 'JWT' })),
      'RFC 8725 §3.1',
    )
  })
  test('an alg that is missing or no text', async learner => {
    const values = [
      null,
      true,
      false,
      0,
      1,
      256,
      [],
      ['HS256'],
      [['HS256']],
      ['HS256', 'none'],
      {},
      { 0: 'HS256' },
    ]
    await refusedHeaders(
      learner,
      [
        {},
        { typ: 'JWT' },
        ...values.map(alg => ({ alg, typ: 'JWT' })),
        { alg: { name: 'HS256' } },
        { alg: { HS256: 1 } },
      ],
      'RFC 7515 §4.1.1',
    )
  })
  test('an alg in the wrong place', async learner => {
    const secret = secretOf(learner, 32)
    await refusedHeaders(
      learner,
      [
        { typ: 'HS256' },
        ...['ALG', 'Alg', 'alg ', ' alg', 'algorithm', 'enc', '\uff41lg'].map(name => ({
          [name]: 'HS256',
          typ: 'JWT',
        })),
        { header: { alg: 'HS256' } },
        '{"__proto__":{"alg":"HS256"},"typ":"JWT"}',
        '{"constructor":{"prototype":{"alg":"HS256"}}}',
        '{"jwk":{"kty":"oct","alg":"HS256"}}',
      ],
      'RFC 7515 §4.1.1',
    )
    const inPayload = ['HS256', 'none'].map(
      (alg): Verifying => [tokenOf({ typ: 'JWT' }, { ...payload, alg }, secret), secret],
    )
    await expectAllRefused(learner, inPayload, ['unsupported'], 'RFC 7515 §4.1.1')
  })
  test('names that every object has', async learner => {
    const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'prototype', 'length']
    await refusedHeaders(
      learner,
      names.map(alg => ({ alg, typ: 'JWT' })),
      'RFC 7515 §4.1.1',
    )
  })
  const anyValue: unknown[] = [
    [],
    ['exp'],
    ['b64'],
    ['alg'],
    ['crit'],
    null,
    false,
    true,
    0,
    1,
    '',
    'b64',
    'none',
    {},
    { exp: 1 },
  ]
  test('a member crit, whatever its value', async learner => {
    const headers = anyValue.map(crit => ({ ...header, crit }))
    const understood = [
      { ...header, exp: 1, crit: ['exp'] },
      { ...header, b64: true, crit: ['b64'] },
      { crit: ['typ'], ...header },
    ]
    const escaped = ['{"alg":"HS256","\\u0063rit":["x"]}', '{"cri\\u0074":[],"alg":"HS256"}']
    await refusedHeaders(learner, [...headers, ...understood, ...escaped], 'RFC 7515 §4.1.11')
  })
  test('a member b64, whatever its value', async learner => {
    const headers = anyValue.map(b64 => ({ ...header, b64 }))
    const escaped = '{"alg":"HS256","\\u0062\\u0036\\u0034":false}'
    await refusedHeaders(learner, [...headers, { b64: true, ...header }, escaped], 'RFC 7797 §3')
    const secret = secretOf(learner, 32)
    const heading = segment({ alg: 'HS256', b64: false, crit: ['b64'] })
    const raw = `${heading}.${JSON.stringify(payload)}`
    await expectAllRefused(
      learner,
      [[`${raw}.${signatureOver(raw, secret)}`, secret]],
      ['unsupported', 'malformed', 'bad-signature'],
      'RFC 7797 §3',
    )
  })
  test('other members of the header are fine', async learner => {
    const secret = secretOf(learner, 32)
    const headers: Json[] = [
      ...[undefined, 'at+jwt', 'jwt', 'JWE', '', null, 42, ['JWT']].map(typ => ({ alg: 'HS256', typ })),
      ...['key-1', 'crit', 'b64', '', 7, null, {}, ['x'], 'ключ'].map(kid => ({ ...header, kid })),
      {
        ...header,
        kid: '../../dev/null',
        jku: 'https://attacker.example/keys',
        x5u: 'x',
        jwk: { kty: 'oct', k: 'AAAA' },
      },
      { ...header, cty: 'JWT', x5c: [], exp: 1, iss: 'joe', extra: { crit: ['x'], b64: false, alg: 'none' } },
      { ...header, Crit: ['x'], CRIT: 1, B64: false, critical: [], kid: 'crit b64 none' },
      { ...header, note: '"crit":["b64"],"b64":false,"alg":"none"' },
    ]
    await expectAllRead(
      learner,
      headers.map(heading => good(JSON.stringify(heading), payload, secret)),
    )
  })
  test('the payload may say what it likes', async learner => {
    const secret = secretOf(learner, 32)
    const contents: Json[] = [
      { alg: 'none', typ: 'x', crit: ['b64'], b64: false, kid: 'other' },
      { alg: 'RS256', header: { alg: 'none' }, payload: {}, signature: '' },
      { exp: 1, nbf: 4_102_444_800, iat: 4_102_444_800, aud: ['someone-else'], iss: 'stranger' },
      { exp: '1', nbf: null, iat: {}, sub: 42, jti: '' },
      { exp: 1.5, nbf: -1, iat: 4_102_444_800_000, iss: ':', aud: 'api', scope: 'read write', sub: ' ' },
    ]
    await expectAllRead(
      learner,
      contents.map(content => good(header, content, secret)),
    )
  })
})

lesson.step('signature', ({ test }) => {
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
    const calls = range(0, 255).map((bit): Verifying => {
      const changed = mac.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      return [`${h}.${p}.${toBase64url(changed)}`, secret]
    })
    await expectForgeriesRefused(learner, calls)
  })
  test('a signature that is too short or too long', async learner => {
    const secret = secretOf(learner, 32)
    const [h = '', p = '', s = ''] = tokenOf(header, payload, secret).split('.')
    const mac = fromBase64url(s)
    const signatures = [
      ...range(1, 31).map(length => mac.slice(0, length)),
      ...range(1, 31).map(length => mac.slice(length)),
      ...[[0], [1], [0, 0], [...mac], [...new Uint8Array(32)], [...mac.slice(0, 1)]].map(extra =>
        Uint8Array.from([...mac, ...extra]),
      ),
      ...[0, 1].map(first => Uint8Array.from([first, ...mac])),
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      new Uint8Array(288),
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
  test('signatures that begin or end with zeros', async learner => {
    const secret = secretOf(learner, 32)
    const macOf = (token: string): Uint8Array => fromBase64url(token.split('.')[2] ?? '')
    const withMac = (token: string, mac: Uint8Array): Verifying => [
      token.replace(/[^.]*$/, toBase64url(mac)),
      secret,
    ]
    const tokens = range(0, 1000).map(count => tokenOf(header, { ...payload, count }, secret))
    const having = (at: number): string[] => tokens.filter(token => macOf(token)[at] === 0).slice(0, 3)
    const [leading, early, trailing] = [having(0), having(5), having(31)]
    await expectAllRead(
      learner,
      [...leading, ...early, ...trailing].map(token => ({
        call: [token, secret],
        header,
        payload: JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
      })),
    )
    await expectForgeriesRefused(learner, [
      ...leading.map(token => withMac(token, macOf(token).slice(1))),
      ...trailing.map(token => withMac(token, macOf(token).slice(0, 31))),
      ...[...leading, ...early].map(token =>
        withMac(
          token,
          macOf(token).map((byte, at) => (at === 31 ? byte ^ 1 : byte)),
        ),
      ),
    ])
  })
  test('no content makes up for a wrong signature', async learner => {
    const secret = secretOf(learner, 32)
    const contents: Json[] = [
      { iss: 'joe', sub: 'ada', aud: ['x'], jti: '1' },
      { exp: 4_102_444_800, nbf: 0, iat: 0 },
      { role: 'admin', admin: true, scope: '*', verified: true, debug: true },
      { header, payload, alg: 'HS256', typ: 'JWT', secret: '', signature: '' },
      { long: 'x'.repeat(5000) },
      {},
    ]
    const headings: Json[] = [
      header,
      { alg: 'HS256' },
      { ...header, typ: 'at+jwt' },
      { ...header, kid: 'key-1', cty: 'JWT' },
      { ...header, jku: 'https://x.example', x5u: 'x', x5c: ['x'], 'x5t#S256': 'x' },
      { ...header, verified: true, trusted: true, kid: null },
    ]
    const calls = headings.flatMap(heading =>
      contents.map((content): Verifying => {
        const text = `${segment(heading)}.${segment(content)}`
        return [`${text}.${signatureOver(`${text}x`, secret)}`, secret]
      }),
    )
    await expectForgeriesRefused(learner, calls)
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
      ...range(0, 39).map(index => secret.map((byte, at) => (at === index ? byte ^ 1 : byte))),
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
  test('a signature that is not written in strict base64url', async learner => {
    const secret = secretOf(learner, 32)
    const tokens = range(0, 60).map(count => tokenOf(header, { ...payload, count }, secret))
    const token =
      tokens.find(one => /\.[^.]*-[^.]*$/.test(one) && /\.[^.]*_[^.]*$/.test(one)) ?? tokens[0] ?? ''
    const [h = '', p = '', s = ''] = token.split('.')
    const strange = [...asciiStrangers, ...otherStrangers].flatMap((stranger, index) => [
      s + stranger,
      stranger + s,
      spliced(s, 1 + (index % 41), stranger),
    ])
    const alike = range(0, 42).flatMap(at => lookAlikes(s[at] ?? '').map(other => spliced(s, at, other, 1)))
    const hex = toHex(fromBase64url(s))
    const rewritten = [
      ...lenientVariants(s),
      ...strange,
      ...alike,
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
    const samples = learner.sample(fc.tuple(objects, fc.uint8Array({ minLength: 32, maxLength: 80 })), 100)
    await expectAllRead(learner, [fromJose, ...samples.map(([content, key]) => good(header, content, key))])
  })
  test('a payload of 64 KiB', async learner => {
    await expectAllRead(learner, [good(header, { text: 'long, '.repeat(11_000) }, secretOf(learner, 32))])
  })
})

lesson.step('secret', ({ test }) => {
  test('every secret of less than 32 bytes is refused', async learner => {
    const calls = range(0, 31)
      .reverse()
      .map((length): Verifying => {
        const secret = secretOf(learner, length)
        return [tokenOf(header, payload, secret), secret]
      })
    const contents: Json[] = [{}, { exp: 1 }, { iss: 'joe', admin: true }]
    const others = [31, 8, 0].flatMap(length =>
      contents.map((content): Verifying => {
        const secret = secretOf(learner, length)
        return [tokenOf({ alg: 'HS256', kid: '1' }, content, secret), secret]
      }),
    )
    await expectAllRefused(learner, [...calls, ...others], ['bad-key'], 'RFC 7518 §3.2')
  })
  test('32 bytes are enough, and more are fine', async learner => {
    const secrets = [...range(32, 70), 127, 128, 129, 500, 513, 1025, 4097].map(length =>
      secretOf(learner, length),
    )
    const plainOnes = [
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      utf8('a'.repeat(32)),
      utf8('0'.repeat(64)),
      ...['\n', '\r\n', ' ', '\0', '=', '=='].flatMap(edge =>
        ['a'.repeat(40) + edge, edge + 'a'.repeat(40)].map(utf8),
      ),
      utf8(`-----BEGIN KEY-----\n${'Ab0+'.repeat(10)}\n-----END KEY-----\n`),
    ]
    await expectAllRead(
      learner,
      [...secrets, ...plainOnes].map(secret => good(header, payload, secret)),
    )
  })
  test('a window into a larger buffer counts with its own length', async learner => {
    const buffer = secretOf(learner, 100)
    const short = [31, 16, 1, 0].map((length): Verifying => {
      const secret = buffer.subarray(7, 7 + length)
      return [tokenOf(header, payload, secret), secret]
    })
    await expectAllRefused(learner, short, ['bad-key'], 'RFC 7518 §3.2')
    await expectAllRead(
      learner,
      [32, 50].map(length => good(header, payload, buffer.subarray(7, 7 + length))),
    )
  })
  test('each token is judged by itself', async learner => {
    const secret = secretOf(learner, 32)
    const other = secretOf(learner, 32)
    const token = tokenOf(header, payload, secret)
    const [h = '', p = '', s = ''] = token.split('.')
    const admin = segment({ ...payload, admin: true })
    const forged = [
      `${h}.${admin}.${s}`,
      `${h}.${p}.${toBase64url(new Uint8Array(32))}`,
      `${h}.${p}.${s.slice(0, 40)}`,
    ]
    const calls: { call: Verifying; read: boolean }[] = [
      { call: [token, secret], read: true },
      ...forged.map(one => ({ call: [one, secret] as Verifying, read: false })),
      { call: [token, other], read: false },
      { call: [token, secret], read: true },
      { call: [tokenOf(header, payload, other), other], read: true },
      { call: [tokenOf(header, payload, other), secret], read: false },
      { call: [tokenOf(header, { sub: 'bob' }, secret), secret], read: true },
      { call: [token, secret], read: true },
    ]
    const seens = await learner.callMany(
      'verifyHs256',
      calls.map(({ call }) => call),
    )
    for (const [index, seen] of seens.entries()) {
      if (calls[index]?.read) {
        const [, content = ''] = String(seen.args[0]).split('.')
        expectRead(learner, seen, {
          header,
          payload: JSON.parse(Buffer.from(content, 'base64url').toString()),
        })
      } else learner.expectRefusal(seen, ['bad-signature'], 'RFC 7515 §5.2')
    }
  })
  test('several faults at once', async learner => {
    const secret = secretOf(learner, 32)
    const short = secretOf(learner, 31)
    const empty = new Uint8Array(0)
    const none = segment({ alg: 'none' })
    const [h, p] = [segment(header), segment(payload)]
    const critical = segment({ ...header, crit: ['x'] })
    const calls: Verifying[] = [
      [`${none}.${p}.`, short],
      [`${none}.${p}.`, empty],
      [`${none}.${p}`, empty],
      [`${none}.${p}`, secret],
      [`${none}.${p}.${toBase64url(new Uint8Array(32))}`, secret],
      [`${h}.${p}.`, short],
      [`${h}.${p}.`, empty],
      [`${critical}.${p}.`, secret],
      [`${critical}.${p}.x.y`, secret],
      [`${h}.${p}=.${toBase64url(new Uint8Array(32))}`, secret],
      [`${h}=.${p}.`, short],
      [signed(none, segment('[]'), secret), secret],
      [signed(critical, segment('null'), short), short],
      [signed(segment({ alg: 'none', crit: ['x'], b64: false }), p, secret), secret],
      ['..', secret],
      ['..', empty],
      ['', empty],
      ['.'.repeat(1000), secret],
      [signed('', '', secret), secret],
      [signed('', p, secret), secret],
      [signed(`${h}\n`, `${p}\n`, empty), empty],
    ]
    await expectAllRefused(
      learner,
      calls,
      ['malformed', 'unsupported', 'bad-key', 'bad-signature'],
      'RFC 7515 §5.2',
    )
  })
  test('the secret is left as it was', async learner => {
    const secrets = [32, 64, 65, 100].map(length => secretOf(learner, length))
    const calls = secrets.flatMap((secret): Verifying[] => [
      [tokenOf(header, payload, secret), secret],
      [tokenOf(header, payload, secretOf(learner, 32)), secret],
    ])
    const seens = await learner.callMany('verifyHs256', calls)
    for (const seen of seens) learner.expectUnchanged(seen, 'RFC 7515 §5.2')
  })
})

lesson.step('constant-time', ({ test }) => {
  test('no comparison stops at the first difference', async learner => {
    const secret = secretOf(learner, 32)
    const right = tokenOf(header, payload, secret)
    for (const index of [0, 15, 31]) {
      const mac = fromBase64url(right.split('.')[2] ?? '')
      const changed = mac.map((byte, at) => (at === index ? byte ^ 0x81 : byte))
      const token = right.replace(/[^.]*$/, toBase64url(changed))
      // A text compared with itself is fine (a strict decoder that encodes again does it); received with right is not.
      const received = await watchedVerify(learner, token, secret, [token])
      const expected = await watchedVerify(learner, token, secret, [right])
      const both = await watchedVerify(learner, token, secret, [token, right])
      const found = withoutOnce(both.watched?.earlyExits ?? [], [
        ...(received.watched?.earlyExits ?? []),
        ...(expected.watched?.earlyExits ?? []),
      ])
      if (found[0] !== undefined) {
        learner.fail(both, {
          id: 'signature-compared-with-equals',
          message: `The signature, or the token with it, was compared with ${found[0]}. Such a comparison stops at the first difference, so the time it takes tells an attacker how much of a guess was right; byte by byte they can find a whole signature without the secret. Compare the bytes with \`constantTimeEqual\` from lesson 04.`,
          reference: 'RFC 7515 §10.9',
        })
      }
    }
  })
  test('the same work wherever the signature is wrong', async learner => {
    const secret = secretOf(learner, 32)
    const tokens = swappableTokens(secret, 8)
    const calls = [0, 36].flatMap(at => tokens.map((token): Verifying => [swapped(token, at), secret]))
    const seens = await learner.callMany('verifyHs256', calls, { comparisonsOf: [], deadlineMs: 10_000 })
    const works = seens.map(seen => seen.watched?.work ?? 0)
    const early = works.slice(0, tokens.length)
    const late = works.slice(tokens.length)
    const last = seens.at(-1)
    if (last === undefined) return
    // Swapping two letters keeps all work on letters the same: what is left is where the comparison stopped.
    const apart = Math.max(Math.min(...late) - Math.max(...early), Math.min(...early) - Math.max(...late))
    if (apart < 2) return
    learner.fail(last, {
      id: 'signature-comparison-stops-early',
      message:
        'Your verifier did another amount of work when the first bytes of the signature were wrong than when the last ones were: the comparison stops as soon as it knows the answer. An attacker who measures the time learns byte by byte how much of a guess was right. Read all 32 bytes, whatever you have seen; `constantTimeEqual` from lesson 04 does.',
      expected: 'the same work for every place of the difference',
      actual: `${Math.min(...early)} steps when byte 0 differs, ${Math.max(...late)} when byte 27 does`,
      reference: 'RFC 7515 §10.9',
    })
  })
})

/** The items without those of `others`, each taken away once. */
function withoutOnce(items: string[], others: string[]): string[] {
  const left = [...items]
  for (const other of others) {
    const at = left.indexOf(other)
    if (at >= 0) left.splice(at, 1)
  }
  return left
}

/** A watched call that sees comparisons among these tokens and their signatures, as bytes and as texts. */
function watchedVerify(learner: Learner, token: string, secret: Uint8Array, among = [token]): Promise<Seen> {
  const signatures = among.map(text => text.split('.')[2] ?? '')
  return learner.callWatched(
    'verifyHs256',
    [token, secret],
    [
      ...signatures.map(fromBase64url),
      ...signatures.map(utf8),
      ...signatures.map(signature => utf8(`.${signature}`)),
      ...among.map(utf8),
    ],
  )
}

/** The token with the two characters of its signature at `index` exchanged: other bytes, the same letters. */
function swapped(token: string, index: number): string {
  const [h = '', p = '', s = ''] = token.split('.')
  const [one = '', two = ''] = [s[index], s[index + 1]]
  return `${h}.${p}.${spliced(s, index, two + one, 2)}`
}

/** Tokens where exchanging two letters at the beginning or near the end changes two bytes each. */
function swappableTokens(secret: Uint8Array, count: number): string[] {
  const found: string[] = []
  for (let number = 0; found.length < count && number < 1000; number += 1) {
    const token = tokenOf(header, { ...payload, number }, secret)
    const signature = (text: string): Uint8Array => fromBase64url(text.split('.')[2] ?? '')
    const changed = (index: number): number => {
      const other = signature(swapped(token, index))
      return signature(token).filter((byte, at) => byte !== other[at]).length
    }
    if (changed(0) === 2 && changed(36) === 2) found.push(token)
  }
  return found
}
