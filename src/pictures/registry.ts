import * as claims from './claims.ts'
import * as hmac from './hmac.ts'
import * as jsonSegment from './json-segment.ts'
import * as library from './library.ts'
import * as regroup from './regroup.ts'
import * as signingInput from './signing-input.ts'
import * as timeline from './timeline.ts'
import * as token from './token.ts'
import type { Picture } from './types.ts'
import * as ungroup from './ungroup.ts'

const all: Picture[] = [regroup, ungroup, jsonSegment, hmac, signingInput, token, timeline, claims, library]

/** Every picture by its name: the `picture` of a lesson is a key of it. */
export const pictures: ReadonlyMap<string, Picture> = new Map(all.map(picture => [picture.id, picture]))
