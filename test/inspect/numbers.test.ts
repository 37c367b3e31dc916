import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { fateOfNumber, readJsonSource } from '../../src/inspect/json-source.ts'
import { inspectionRows } from '../../src/inspect/rows/inspection.ts'
import { rowsToText } from '../../src/text/ansi.ts'
import { GOOD, hs256, NOW } from './tokens.ts'

const claims = JSON.stringify(GOOD).slice(1)
const look = (member: string) => inspectToken(hs256({ alg: 'HS256' }, `{${member},${claims}`), null, NOW)

describe('numbers are shown as they are written, and what changes them is said', () => {
  it.each<[string, string | null, RegExp]>([
    ['10000234811742147301', 'number-precision', /JavaScript reads 10000234811742[0-9]+\./u],
    ['9007199254740993', 'number-precision', /JavaScript reads 9007199254740992/u],
    ['-9007199254740993', 'number-precision', /JavaScript reads -9007199254740992/u],
    ['9007199254740992', 'number-precision', /beyond 2\^53 - 1/u],
    ['0.1234567890123456789', 'number-precision', /JavaScript reads 0\.12345678901234568/u],
    ['1e400', 'number-precision', /JavaScript reads Infinity/u],
    ['1e3', 'number-form', /written 1e3.*as 1000/u],
    ['1E3', 'number-form', /written 1E3/u],
    ['-0', 'number-form', /written -0.*as 0/u],
    ['1.50', 'number-form', /written 1\.50.*as 1\.5/u],
    ['7.0', 'number-form', /written 7\.0.*as 7/u],
    ['1000000000000000000000000', 'number-precision', /beyond 2\^53 - 1/u],
    ['0', null, /$/u],
    ['-7', null, /$/u],
    ['0.1', null, /$/u],
    ['1e+22', 'number-precision', /beyond/u],
    ['9007199254740991', null, /$/u],
  ])('%s: %s', async (source, id, words) => {
    for (const member of [`"n":${source}`, `"list":[{"n":${source}}]`]) {
      const inspection = await look(member)
      const found = inspection.warnings.filter(one => one.id.startsWith('number'))
      expect(found.map(one => one.id)).toEqual(id === null ? [] : [id])
      if (id !== null) expect(found[0]?.message).toMatch(words)
      expect(inspection.payload[0]?.source).toContain(source)
      expect(inspection.parts[1]?.jsonText).toContain(source)
      expect(rowsToText(inspectionRows(inspection, 100), 'none')).toContain(source)
    }
  })

  it('names the way to a number', async () => {
    const { warnings } = await look('"a":{"b":[1,9007199254740993]}')
    expect(warnings[0]?.message).toMatch(/^a\.b\[1\] is 9007199254740993/u)
  })

  it('keeps exp as it is written and still reads its time', async () => {
    const inspection = await inspectToken(hs256({ alg: 'HS256' }, '{"exp":17e8}'), null, NOW - 60)
    expect(inspection.payload[0]).toMatchObject({ source: '17e8', value: 1_700_000_000 })
    expect(inspection.time.words).toBe('valid for 1 minute')
  })

  it('is fast and right for every decimal number that JavaScript writes', () => {
    for (const value of [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 123456.789, -2.5e-7]) {
      expect(fateOfNumber(String(value))).not.toBe('changed')
    }
  })
})

describe('the JSON as it is written', () => {
  it('loses white space only', () => {
    const json = '{ "a" : [ 1.0 , {"b": "x\\u00e9 y"} , null ] , "a": -0, "": {} }'
    expect(readJsonSource(json)).toEqual({
      members: [
        { name: 'a', source: '[1.0,{"b":"x\u00e9 y"},null]' },
        { name: 'a', source: '-0' },
        { name: '', source: '{}' },
      ],
      numbers: [
        { path: 'a[0]', source: '1.0' },
        { path: 'a', source: '-0' },
      ],
    })
  })

  it('shows both values of a property that comes twice', async () => {
    const { warnings } = await look('"sub":"root","role":1,"role":"admin"')
    const found = warnings.filter(one => one.id === 'duplicate-member').map(one => one.message)
    expect(found.join()).toContain('"sub" more than once ("root", then "alice")')
    expect(found.join()).toContain('"role" more than once (1, then "admin")')
  })
})

describe('claims of a wrong type', () => {
  it.each([
    ['sub', '17', 'sub-type', /sub is a number; it must be a string\.$/u],
    ['sub', '["a"]', 'sub-type', /sub is an array/u],
    ['sub', 'null', 'sub-type', /sub is null/u],
    ['iss', '{"a":1}', 'iss-type', /iss is an object/u],
    ['iss', 'true', 'iss-type', /iss is a boolean/u],
    ['jti', '7', 'jti-type', /jti is a number/u],
    ['aud', '5', 'aud-type', /aud is a number/u],
    ['aud', '["api",null]', 'aud-type', /an element that is null/u],
    ['aud', '{"api":1}', 'aud-type', /aud is an object/u],
  ])('%s %s', async (name, json, id, words) => {
    const { [name as keyof typeof GOOD]: _gone, ...rest } = GOOD as Record<string, unknown>
    const token = hs256({ alg: 'HS256' }, `{"${name}":${json},${JSON.stringify(rest).slice(1)}`)
    const { warnings, payload } = await inspectToken(token, null, NOW)
    const found = warnings.find(one => one.id === id)
    expect(found?.message).toMatch(words)
    expect(found?.reference).toMatch(/^RFC 7519 §4\.1\.\d$/u)
    if (name !== 'aud') expect(payload[0]?.words).toContain('but it must be a string')
  })
})
