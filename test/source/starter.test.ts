import { stripTypeScriptTypes } from 'node:module'
import { describe, expect, test } from 'vitest'
import { makeStarter } from '../../src/source/starter.ts'

describe('a starter keeps what the learner needs and drops what they are to write', () => {
  test('functions', () => {
    const solution = `/** Base64url, by hand. */

import { JwtError } from './errors.ts'

/** A helper table; secret. */
const ALPHABET = 'ABC' // the answer

/** Options of encode, with \u{1F511} and \u00e9. */
export type Options = {
  /** Bytes. */
  size: number
  sign: '\u{1F511}' | '\u00e9'
}

/**
 * Encodes.
 * @param bytes what to encode
 */
export function encode(bytes: Uint8Array, options: Options = { size: 1, sign: '\u{1F511}' }): string {
  return helper(bytes) + ALPHABET
}

// Private.
function helper(bytes: Uint8Array): string {
  return String(bytes)
}

/** Decodes. */
export async function decode(
  text: string,
  { strict = true }: { strict?: boolean } = {},
): Promise<Uint8Array> {
  throw new JwtError('malformed', text)
}

export const double = (n: number): number => n * 2
console.log('side effect')
`
    expect(makeStarter(solution, 'jwt/base64url.ts')).toBe(`/** Base64url, by hand. */

import { JwtError } from './errors.ts'
import { notImplemented } from './not-implemented.ts'

/** Options of encode, with \u{1F511} and \u00e9. */
export type Options = {
  /** Bytes. */
  size: number
  sign: '\u{1F511}' | '\u00e9'
}

/**
 * Encodes.
 * @param bytes what to encode
 */
export function encode(bytes: Uint8Array, options: Options = { size: 1, sign: '\u{1F511}' }): string {
  throw notImplemented('encode')
}

/** Decodes. */
export async function decode(
  text: string,
  { strict = true }: { strict?: boolean } = {},
): Promise<Uint8Array> {
  throw notImplemented('decode')
}

export const double = (n: number): number => {
  throw notImplemented('double')
}
`)
  })

  test('classes', () => {
    const solution = `/** Tokens. */
export class Tokens {
  /** Secret detail. */
  readonly #families = new Map<string, string>()
  private count: number = 0
  readonly lifetime: number
  static { console.log('x') }

  constructor(options: { lifetime: number }) {
    this.lifetime = options.lifetime
  }

  /** Issues one. */
  issue(userId: string): string {
    return this.#make(userId)
  }

  #make(userId: string): string {
    return userId
  }

  private hidden(): void {}

  get size(): number {
    return this.#families.size
  }
}
`
    expect(
      makeStarter(solution, 'server/tokens.ts'),
    ).toBe(`import { notImplemented } from '../jwt/not-implemented.ts'

/** Tokens. */
export class Tokens {
  readonly lifetime: number

  constructor(options: { lifetime: number }) {
    throw notImplemented('Tokens')
  }

  /** Issues one. */
  issue(userId: string): string {
    throw notImplemented('Tokens.issue')
  }

  get size(): number {
    throw notImplemented('Tokens.size')
  }
}
`)
  })

  test('a function that is exported by a list stays', () => {
    const starter = makeStarter('function a() {\n  return 1\n}\nfunction b() {}\nexport { a }\n', 'jwt/a.ts')
    expect(starter).toContain("throw notImplemented('a')")
    expect(starter).not.toContain('function b')
  })

  test('what the lesson gives stays whole, without its tag', () => {
    const solution = `/**
 * Signs.
 * @given
 */
function sign(text: string): string {
  return text
}

/** Makes one. */
export function make(): string {
  return sign('a')
}
`
    const starter = makeStarter(solution, 'jwt/a.ts')
    expect(starter).toContain('/**\n * Signs.\n */\nfunction sign(text: string): string {\n  return text\n}')
    expect(starter).toContain("throw notImplemented('make')")
    expect(starter).not.toContain('@given')
  })

  test('it can be run by Node as it is', () => {
    const starter = makeStarter(
      'const x = 1\nexport function f(a: number): number { return a + x }\n',
      'jwt/f.ts',
    )
    expect(() => stripTypeScriptTypes(starter)).not.toThrow()
  })

  test('a solution that Node cannot run is refused', () => {
    expect(() => makeStarter('export enum E { A }', 'jwt/e.ts')).toThrow()
    expect(() => makeStarter('export function (', 'jwt/e.ts')).toThrow()
  })
})
