/**
 * Slips that a glance at the source shows: a misspelt member, = in a condition, an error that is made and not thrown.
 * Each of them could be meant, so they are told only where a test fails.
 */
import { editDistance, nearestName } from '../../course/find.ts'
import type { Slip } from '../../source/brackets.ts'
import { codeOnly } from '../../source/mask-comments.ts'

/** The slips of a source, in the order of its lines. Names of `contract` are never misspelt. Pure. */
export function slipsIn(source: string, contract: readonly string[] = []): Slip[] {
  const code = codeOnly(source)
  return [...misspelt(code, contract), ...storingConditions(code), ...notThrown(code)]
    .map(({ at, said }) => ({ at, line: code.slice(0, at).split('\n').length, said }))
    .sort((a, b) => a.at - b.at)
    .map(({ line, said }) => ({ line, text: `Line ${line} ${said}` }))
}

/** The name in a source that is nearest to one that is not defined there, or null. */
export function nearNameIn(source: string, name: string): string | null {
  const words = new Set(codeOnly(source).match(/(?<![\w$.])[A-Za-z_$][\w$]*/g))
  words.delete(name)
  return nearestName(name, [...words])
}

/** Members of what learners work with: strings, lists, bytes, numbers, objects, and the tools of the language. */
const MEMBERS: ReadonlySet<string> = new Set(
  [
    String,
    Array,
    Uint8Array,
    Object.getPrototypeOf(Uint8Array) as { prototype: object },
    Number,
    Object,
    Map,
    Set,
    RegExp,
    Date,
    Error,
    DataView,
    TextEncoder,
    TextDecoder,
  ]
    .flatMap(maker => [...Object.getOwnPropertyNames(maker), ...Object.getOwnPropertyNames(maker.prototype)])
    .concat(Object.getOwnPropertyNames(Math), Object.getOwnPropertyNames(JSON)),
)

/** What was seen, and where in the code. */
type Finding = { at: number; said: string }

/** A learner's file has some dozens of names that are members of nothing. */
const MOST_NAMES = 300

/** `.lenght`: no member of anything, written nowhere else, and one letter away from one. */
function misspelt(code: string, contract: readonly string[]): Finding[] {
  const words = new Set([...contract, ...(code.match(/(?<![\w$.])[\w$]+/g) ?? [])])
  // What the source itself says of its objects: { now: number, lifetime?: number }.
  const declared = new Set(code.match(/(?<![\w$.])[A-Za-z_$][\w$]*(?=\??:)/g))
  const looked = new Set<string>()
  return [...code.matchAll(/\.([A-Za-z]\w{3,})(\()?/g)].flatMap(({ 1: name = '', 2: call, index }) => {
    if (MEMBERS.has(name) || words.has(name) || looked.has(name) || looked.size > MOST_NAMES) return []
    looked.add(name)
    // A method of an object of another file is not a property that is declared here.
    const meant = [...(call === undefined ? declared : []), ...MEMBERS].find(member => isSlipOf(name, member))
    return meant === undefined ? [] : [{ at: index, said: `has .${name}; is .${meant} meant?` }]
  })
}

function isSlipOf(name: string, member: string): boolean {
  if (Math.abs(name.length - member.length) > 1) return false
  // `client_id` of a request beside the option `clientId`: two names, each right in its place.
  if (name.includes('_') !== member.includes('_')) return false
  // One of several: `.value` is as good a name as `.values`.
  if (`${name}s` === member || name === `${member}s`) return false
  const distance = editDistance(name.toLowerCase(), member.toLowerCase())
  return distance === 0 || (distance === 1 && Math.min(name.length, member.length) >= 5)
}

/** In characters; what is longer is no condition that a glance takes in. */
const LONGEST_CONDITION = 1_000

/** `if (a = b)`. In brackets of its own, as in `while ((match = next()) !== null)`, it is meant. */
function storingConditions(code: string): Finding[] {
  return [...code.matchAll(/\b(?:if|while)\s*\(/g)].flatMap(({ 0: head, index }) => {
    const condition = outermost(code.slice(index + head.length, index + LONGEST_CONDITION))
    return /(?<![=!<>+\-*/%&|^?])=(?![=>])/.test(condition)
      ? [{ at: index, said: 'has a single = in its condition: = stores a value, === compares two.' }]
      : []
  })
}

/** The code up to the bracket that closes, without what stands in inner brackets. */
function outermost(code: string): string {
  let depth = 0
  let kept = ''
  for (const character of code) {
    if ('([{'.includes(character)) depth += 1
    else if (')]}'.includes(character)) depth -= 1
    else if (depth === 0) kept += character
    if (depth < 0) break
  }
  return kept
}

/** `new JwtError(...)` as a statement. */
function notThrown(code: string): Finding[] {
  return [...code.matchAll(/\bnew JwtError\s{0,99}\(/g)].flatMap(({ index }) => {
    const before = code.slice(0, index).trimEnd()
    const space = code.slice(before.length, index)
    if (/(?:\b(?:throw|return)|[=(,:?&|[>+])$/.test(before)) return []
    const isStatement = /(?:^|[;{})]|\belse)$/.test(before) || space.includes('\n')
    const said = 'makes a JwtError and does nothing with it: write throw before new.'
    return isStatement ? [{ at: index, said }] : []
  })
}
