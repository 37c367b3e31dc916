/** What is wrong with the claims of a forged token: those of the first token, with changes over them at the top level. */
import { equal, type Found, show } from '../../../src/grader/kit/index.ts'
import { differenceOf, type Json } from './read.ts'

/** A forged payload and what it was made of. */
export type Claimed = { claims: Json; changes: Json; forged: Json }

export const rightClaims = ({ claims, changes }: Pick<Claimed, 'claims' | 'changes'>): Json => ({
  ...claims,
  ...changes,
})

/** What people write instead of it. The first that makes all payloads of a test is named. */
const MISTAKES: Record<string, (claims: Json, changes: Json) => Json> = {
  'changes-ignored': claims => claims,
  'only-changes': (_, changes) => changes,
  'claims-win': (claims, changes) => ({ ...changes, ...claims }),
  'changes-nested': (claims, changes) => ({ ...claims, changes }),
  'known-claims-only': (claims, changes) => ({
    ...claims,
    ...kept(changes, (_, name) => Object.hasOwn(claims, name)),
  }),
  'new-claims-only': (claims, changes) => ({
    ...claims,
    ...kept(changes, (_, name) => !Object.hasOwn(claims, name)),
  }),
  'falsy-skipped': (claims, changes) => ({ ...claims, ...kept(changes, Boolean) }),
  'null-skipped': (claims, changes) => ({ ...claims, ...kept(changes, value => value !== null) }),
  'null-deletes': (claims, changes) => kept({ ...claims, ...changes }, value => value !== null),
  'null-deletes-only-changed': (claims, changes) =>
    kept({ ...claims, ...changes }, (_, name) => !Object.hasOwn(changes, name) || changes[name] !== null),
  'falsy-deletes': (claims, changes) => kept({ ...claims, ...changes }, Boolean),
  'nested-merged': (claims, changes) => merged(claims, changes),
  'values-as-text': (claims, changes) => ({
    ...claims,
    ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, String(value)])),
  }),
}
/** Spellings of one mistake that get the same words. */
const SAME: Record<string, string> = {
  'null-deletes-only-changed': 'null-deletes',
  'falsy-deletes': 'null-deletes',
}

/** The first payload that is wrong, and why; null when all are right. */
export function claimsFault(all: readonly Claimed[]): { index: number; found: Found } | null {
  const index = all.findIndex(one => !equal(one.forged, rightClaims(one)))
  const wrong = all[index]
  if (wrong === undefined) return null
  const shown = differenceOf(rightClaims(wrong), wrong.forged, 'claims')
  const explains = (mistake: (claims: Json, changes: Json) => Json): boolean =>
    all.every(({ claims, changes, forged }) => equal(forged, mistake(claims, changes)))
  const known = Object.keys(MISTAKES).find(id => explains(MISTAKES[id] as (typeof MISTAKES)[string]))
  const found = known === undefined ? residualFault(wrong) : { id: SAME[known] ?? known }
  return { index, found: { ...found, ...shown } }
}

/** What one wrong payload shows by itself. */
function residualFault(claimed: Claimed): Found {
  const right = rightClaims(claimed)
  const { forged } = claimed
  if (equal(readAsLatin1(forged), right)) return { id: 'utf8-as-latin1' }
  const lost = Object.keys(right).filter(name => !Object.hasOwn(forged, name))
  const added = Object.keys(forged).filter(name => !Object.hasOwn(right, name))
  const changed = Object.keys(right).filter(
    name => Object.hasOwn(forged, name) && !equal(right[name], forged[name]),
  )
  const renewed = [...added, ...changed].filter(name => ['iat', 'exp', 'nbf', 'jti'].includes(name))
  if (renewed[0] !== undefined && lost.length === 0 && renewed.length === added.length + changed.length)
    return { id: 'claims-renewed', words: { name: renewed[0], value: show(forged[renewed[0]]) } }
  const [name = ''] = [...lost, ...added, ...changed]
  const isNew = !Object.hasOwn(claimed.claims, name)
  if (lost.length > 0) return { id: isNew ? 'new-claim-lost' : 'claim-lost', words: { name } }
  if (added.length > 0) return { id: 'claim-added', words: { name, value: show(forged[name]) } }
  return { id: 'claim-changed', words: { name, value: show(forged[name]), right: show(right[name]) } }
}

/** What was UTF-8, read one character a byte and written again. */
function readAsLatin1(forged: Json): unknown {
  try {
    return JSON.parse(Buffer.from(JSON.stringify(forged), 'latin1').toString('utf8'))
  } catch {
    return null
  }
}

function kept(object: Json, holds: (value: unknown, name: string) => boolean): Json {
  return Object.fromEntries(Object.entries(object).filter(([name, value]) => holds(value, name)))
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function merged(claims: Json, changes: Json): Json {
  const result = { ...claims }
  for (const [name, value] of Object.entries(changes)) {
    const before = result[name]
    result[name] = isObject(before) && isObject(value) ? merged(before, value) : value
  }
  return result
}
