/** Lesson 10: what an unsigned forgery changed, and what both verifiers say of it. */
import { PICTURE_SECRET, referenceToken, sameJson } from '../../src/pictures/index.ts'
import { forgeUnsigned } from '../../solutions/attacks/none.ts'
import { trustingVerify } from '../../solutions/attacks/targets/none.ts'
import { picture } from './forgery-picture.ts'

const header = { alg: 'HS256', typ: 'JWT', kid: '2026-01' }
const token = referenceToken(header, { sub: 'ada', role: 'reader', exp: 1_800_000_000 }, PICTURE_SECRET)

export const { title, defaultInput, inputHelp, calls, cursorRange, draw } = picture({
  title: 'A token without a signature, and who takes it',
  file: 'attacks/none.ts',
  name: 'forgeUnsigned',
  token,
  more: [],
  right: changes => forgeUnsigned(token, changes),
  target: { name: 'trustingVerify', verify: forged => trustingVerify(forged, PICTURE_SECRET) },
  isHeader: forged => sameJson(forged, { ...header, alg: 'none' }),
  secret: PICTURE_SECRET,
})
