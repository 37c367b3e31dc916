import { partsOf, sampleToken } from './token.ts'

/** The Welcome page: a token, and the character that the cursor is on (an index that is never a dot's). */
export type WelcomeOverlay = {
  kind: 'welcome'
  token: string
  cursor: number
  /** Whether a character was typed: then letters are characters, and no commands. */
  typing: boolean
}

/** The page as it opens: the cursor is on the payload, which is the easiest part to understand. */
export function openWelcome(): WelcomeOverlay {
  const payload = partsOf(sampleToken)[1]
  return { kind: 'welcome', token: sampleToken, cursor: payload?.start ?? 0, typing: false }
}

/** Index of the part that the cursor is in. */
export function partAtCursor({ token, cursor }: WelcomeOverlay): number {
  return partsOf(token).findLastIndex(part => part.start <= cursor)
}

/** The cursor at the start of the part before or after. */
export function movePart(overlay: WelcomeOverlay, by: 1 | -1): WelcomeOverlay {
  const next = partsOf(overlay.token)[partAtCursor(overlay) + by]
  return next === undefined ? overlay : { ...overlay, cursor: next.start }
}

/** The cursor on the character before or after; dots are passed over. */
export function moveCharacter(overlay: WelcomeOverlay, by: 1 | -1): WelcomeOverlay {
  const { token } = overlay
  let cursor = overlay.cursor + by
  if (token[cursor] === '.') cursor += by
  return token[cursor] === undefined ? overlay : { ...overlay, cursor }
}

/** Whether all of a text can be typed into a token: the alphabet of base64url (RFC 4648 §5). */
export function isTypable(text: string): boolean {
  return /^[\w-]+$/.test(text)
}

/** Puts characters in the place of those from the cursor on. */
export function typeOver(overlay: WelcomeOverlay, text: string): WelcomeOverlay {
  return Array.from(text).reduce(typeCharacter, { ...overlay, typing: true })
}

function typeCharacter(overlay: WelcomeOverlay, character: string): WelcomeOverlay {
  return moveCharacter({ ...overlay, token: replaced(overlay, character) }, 1)
}

/** Goes one character back and brings the original one back. */
export function takeBack(overlay: WelcomeOverlay): WelcomeOverlay {
  const before = moveCharacter(overlay, -1)
  return { ...before, token: replaced(before, sampleToken[before.cursor] ?? '') }
}

function replaced({ token, cursor }: WelcomeOverlay, character: string): string {
  return token.slice(0, cursor) + character + token.slice(cursor + 1)
}

/** The token as it was; letters are commands again. */
export function restore(overlay: WelcomeOverlay): WelcomeOverlay {
  return { ...overlay, token: sampleToken, typing: false }
}
