/** A target whose function takes a token: all kinds of damage that a token can have. */
import type fc from 'fast-check'
import { encodingKinds } from './kinds/encoding.ts'
import { headerKinds } from './kinds/header.ts'
import type { TokenWorld } from './kinds/kind.ts'
import { payloadKinds } from './kinds/payload.ts'
import { signatureKinds } from './kinds/signature.ts'
import { structureKinds } from './kinds/structure.ts'
import { honestToken } from './scheme.ts'
import type { Attempt, FuzzTarget, Kind } from './types.ts'

/**
 * Makes a target of a function that verifies tokens.
 * @param world how its tokens are signed, which claims are good, and how a token becomes arguments
 * @param more kinds of this function alone: claims and times, for instance
 */
export function tokenTarget(
  about: Pick<FuzzTarget, 'id' | 'lesson' | 'name'>,
  world: TokenWorld,
  more: readonly Kind[] = [],
): FuzzTarget {
  const honest: fc.Arbitrary<Attempt> = world.claims.map(payload => {
    const token = honestToken(world.scheme, payload)
    return { args: world.argsFor(token), shown: token, note: 'a valid token' }
  })
  const kinds = [structureKinds, encodingKinds, payloadKinds, signatureKinds, headerKinds].flatMap(of =>
    of(world),
  )
  return { ...about, honest, kinds: [...kinds, ...more] }
}
