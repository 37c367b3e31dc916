/** Characters that look like one of base64url, or like the dot of a token, and are others (Unicode TR 39). */

/** Dots and commas that stand where a dot should be. */
export const LIKE_A_DOT = /[,\u00b7\u2022\u2024\u2027\u2219\u22c5\u3002\u30fb\uff0c\uff0e\uff61]/u

const OTHERS = '\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0501\u04bb\u03bf\u03bd'
const LATIN = 'aeopcyxsijdhov'
const CAPITALS = '\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u0408'
const LATIN_CAPITALS = 'ABEKMHOPCTXSIJ'
const GREEK = '\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7'
const LATIN_OF_GREEK = 'ABEZHIKMNOPTYX'

const TABLE = new Map(
  Array.from(OTHERS + CAPITALS + GREEK, (character, index) => [
    character,
    (LATIN + LATIN_CAPITALS + LATIN_OF_GREEK)[index] as string,
  ]),
)

/** The base64url character that this one looks like, or null. */
export function lookAlike(character: string): string | null {
  if (/^[\u2010-\u2015\u2212]$/u.test(character)) return '-'
  const like = TABLE.get(character) ?? character.normalize('NFKC')
  return like !== character && /^[A-Za-z0-9_-]$/u.test(like) ? like : null
}
