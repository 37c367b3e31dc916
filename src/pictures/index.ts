/** The picture kit: all that a lesson's picture.ts may import of src/. */
export { default as stringWidth } from 'string-width'
export { headerMembers, payloadMembers } from '../inspect/members.ts'
export { type ReadToken, readToken } from '../inspect/parts.ts'
export { dateInWords, durationInWords, own } from '../inspect/times.ts'
export type { Member, Part } from '../inspect/types.ts'
export { GivenFunction, WebRequest } from '../sandbox/encode.ts'
export type { Call, CallReport } from '../sandbox/types.ts'
export { span } from '../text/span.ts'
export { printable } from '../text/visible.ts'
export { cutText, padded, shorten } from '../text/width.ts'
export { asciiOf, LONGEST_INPUT, parseBytes } from './bytes-input.ts'
export { answerMessage, platformRequest, requestMessage, tokenLines } from './exchange.ts'
export { parseObject, sameJson } from './json-input.ts'
export {
  allJudged,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  judgeRefusal,
} from './judged.ts'
export { EC_KEY, EC_TOKEN, OTHER_RSA_KEY, publicPart, RSA_KEY, rs256Token } from './keys.ts'
export { type Answer, answerInWords, answerOf, isSilent } from './outcome.ts'
export { passwordRecord } from './passwords.ts'
export {
  bytesDifference,
  bytesInLine,
  byteRows,
  comparedBytes,
  comparedText,
  cut,
  firstDifference,
  hex,
  LABEL,
  label,
  merge,
  textDifference,
  unreadable,
  verdict,
  words,
  yoursInWords,
} from './rows.ts'
export { headerValues, responseOf, type WebAnswer } from './response.ts'
export { hs256, PICTURE_SECRET, PICTURE_SECRET_TEXT, referenceToken, segment } from './secret.ts'
export { drawSequence, type Message, type Sequence } from './sequence.ts'
export { parseSettings } from './settings.ts'
export { shortTokens } from './shown-tokens.ts'
export type { Drawing, Picture, Role, Row, Span } from './types.ts'
