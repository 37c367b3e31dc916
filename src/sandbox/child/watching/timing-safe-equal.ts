import crypto from 'node:crypto'
import { describe } from '../describe.ts'
import * as p from '../primordials.ts'
import { replaceMember } from '../stand-ins.ts'
import type { WatchedBuiltin } from '../watched-builtin.ts'

const { timingSafeEqual } = crypto

/** Comparisons in constant time, with both sides. */
export const watch: WatchedBuiltin = {
  install(note) {
    replaceMember(crypto, 'timingSafeEqual', function timingSafeEqual_(...args: unknown[]): unknown {
      note('timingSafeEqual', [
        ['left', describe(args[0])],
        ['right', describe(args[1])],
      ])
      return p.apply(timingSafeEqual, crypto, args)
    })
    return {}
  },
}
