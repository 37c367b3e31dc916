/** The forms that people bring bytes into before they compare them. */
import * as p from './primordials.ts'

/** Byte strings from this length on are recognised by size alone; a digest in hex has at most 128 characters. */
const LONG = 512
/** Shorter texts are pieces of something, and equal by chance. */
const SHORTEST_TEXT = 8
/** Texts from this length on are not within another one by chance. */
const LONG_TEXT = 16
/** Longer texts are not read digit by digit: whoever compares them often would wait. */
const LONGEST_TEXT = 20_000

export type Forms = {
  /** Whether a value is one of the byte strings, as bytes or a list of numbers, or a text made of one. */
  has: (value: unknown) => boolean
  /** The same of a value and of what is in it: items, members, the bytes of a buffer. */
  hasWithin: (value: unknown) => boolean
}

/** The methods behind Buffer's toString; they look nothing up on the bytes. */
type Slices = Record<
  'latin1Slice' | 'hexSlice' | 'base64Slice' | 'base64urlSlice' | 'utf8Slice' | 'ucs2Slice',
  () => string
>
const slicesOf = p.bufferPrototype as unknown as Slices
const slices = {
  latin1: slicesOf.latin1Slice,
  hex: slicesOf.hexSlice,
  base64: slicesOf.base64Slice,
  base64url: slicesOf.base64urlSlice,
  utf8: slicesOf.utf8Slice,
  utf16: slicesOf.ucs2Slice,
}

/** Prepares to recognise these byte strings. */
export function createForms(byteStrings: ArrayBuffer[]): Forms {
  const texts: string[] = []
  /** For texts of the same digits with anything between them. */
  const hexes: string[] = []
  const numberLists: string[] = []
  let shortest = Number.POSITIVE_INFINITY
  for (let index = 0; index < byteStrings.length; index++) {
    const bytes = new p.Uint8ArrayClass(byteStrings[index] as ArrayBuffer)
    const length = p.apply(p.typedArrayLength, bytes, []) as number
    if (length >= LONG && length / 2 < shortest) shortest = length / 2
    addTextForms(texts, bytes, length)
    if (length >= LONG || length < SHORTEST_TEXT) continue
    p.append(hexes, p.apply(slices.hex, bytes, [0, length]) as string)
    p.append(numberLists, `,${joinedNumbers(bytes)},`)
  }
  const isText = (text: string): boolean => {
    if (text.length >= shortest) return true
    for (let index = 0; index < texts.length; index++) {
      const form = texts[index] as string
      if (form === text || (form.length >= LONG_TEXT && isWithin(form, text))) return true
    }
    if (text.length < LONG_TEXT || text.length > LONGEST_TEXT) return false
    return someWithin(hexes, withoutSeparators(text)) || someWithin(numberLists, numbersOf(text))
  }
  const has = (value: unknown): boolean => {
    if (typeof value === 'string') return value.length >= SHORTEST_TEXT && isText(value)
    if (typeof value === 'bigint') return isText(p.apply(p.bigintToString, value, [16]) as string)
    if (p.isUint8Array(value)) {
      const bytes = value as Uint8Array
      return isText(p.apply(slices.latin1, bytes, [0, p.apply(p.typedArrayLength, bytes, [])]) as string)
    }
    if (typeof value !== 'object' || value === null || p.isProxy(value)) return false
    if (p.isStringObject(value)) return has(p.apply(stringValueOf, value, []))
    if (!p.arrayIsArray(value) && !p.isTypedArray(value)) return false
    const list = value as ArrayLike<unknown>
    return list.length >= shortest || isText(joinedNumbers(list))
  }
  const within = (value: unknown, depth: number): boolean => {
    if (has(value)) return true
    if (typeof value !== 'object' || value === null || p.isProxy(value) || depth === 0) return false
    if (p.isAnyArrayBuffer(value)) return has(new p.Uint8ArrayClass(value as ArrayBuffer))
    if (p.isTypedArray(value)) return false
    let found = false
    const look = (one: unknown, other: unknown): void => {
      found ||= within(one, depth - 1) || within(other, depth - 1)
    }
    if (p.isMap(value)) p.apply(mapForEach, value, [look])
    if (p.isSet(value)) p.apply(setForEach, value, [look])
    const names = p.ownKeys(value)
    for (let index = 0; index < names.length && index < MOST_MEMBERS; index++)
      look(p.getOwnPropertyDescriptor(value, names[index] as PropertyKey)?.value, undefined)
    return found
  }
  return { has, hasWithin: value => within(value, MOST_DEPTH) }
}

function isWithin(part: string, text: string): boolean {
  return (p.apply(p.stringIndexOf, text, [part]) as number) >= 0
}

function someWithin(parts: string[], text: string): boolean {
  for (let index = 0; index < parts.length; index++) if (isWithin(parts[index] as string, text)) return true
  return false
}

/** The letters and digits of a text, in lower case. */
function withoutSeparators(text: string): string {
  let result = ''
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string
    if (isDigit(character) || (character >= 'a' && character <= 'z')) result += character
    else if (character >= 'A' && character <= 'Z')
      result += p.apply(stringToLowerCase, character, []) as string
  }
  return result
}

/** The decimal numbers of a text with a comma before and after each, whatever stands between them. */
function numbersOf(text: string): string {
  let result = ','
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string
    if (isDigit(character)) result += character
    else if (result[result.length - 1] !== ',') result += ','
  }
  return `${result},`
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

const stringToLowerCase = String.prototype.toLowerCase
const stringValueOf = String.prototype.valueOf
const mapForEach = Map.prototype.forEach
const setForEach = Set.prototype.forEach
/** Further in, and beyond so many members, nobody keeps what he compares. */
const MOST_DEPTH = 4
const MOST_MEMBERS = 100

/** The numbers of a list with commas between them; empty where one is no number. */
function joinedNumbers(list: ArrayLike<unknown>): string {
  let text = ''
  for (let index = 0; index < list.length; index++) {
    const number = list[index]
    if (typeof number !== 'number') return ''
    text += index === 0 ? number : `,${number}`
  }
  return text
}

function addTextForms(texts: string[], bytes: Uint8Array, length: number): void {
  const text = (form: keyof typeof slices): string => p.apply(slices[form], bytes, [0, length]) as string
  const numbers: number[] = []
  const members: string[] = []
  for (let index = 0; index < length; index++) {
    p.append(numbers, bytes[index] as number)
    p.append(members, `"${index}":${bytes[index]}`)
  }
  const joined = (list: unknown[], separator: string): string =>
    p.apply(p.arrayJoin, list, [separator]) as string
  const hex = text('hex')
  const base64 = text('base64')
  p.append(texts, text('latin1'))
  p.append(texts, hex)
  p.append(texts, base64)
  p.append(texts, text('base64url'))
  p.append(texts, text('utf8'))
  p.append(texts, text('utf16'))
  p.append(texts, p.apply(p.stringToUpperCase, hex, []) as string)
  if (length < LONG / 2) {
    p.append(texts, reversed(text('latin1')))
    p.append(texts, reversed(hex))
    p.append(texts, reversed(base64))
    p.append(texts, reversed(text('base64url')))
    p.append(texts, binaryDigits(bytes, length))
  }
  p.append(texts, without(hex, '0', 'start'))
  p.append(texts, without(base64, '=', 'end'))
  p.append(texts, `[${joined(numbers, ',')}]`)
  p.append(texts, `{${joined(members, ',')}}`)
  for (let index = 0; index < SEPARATORS.length; index++)
    p.append(texts, joined(numbers, SEPARATORS[index] as string))
}

/** Eight binary digits for each byte. */
function binaryDigits(bytes: Uint8Array, length: number): string {
  let digits = ''
  for (let index = 0; index < length; index++)
    for (let bit = 7; bit >= 0; bit--) digits += ((bytes[index] as number) >> bit) & 1
  return digits
}

/** A text from its end to its beginning. */
function reversed(text: string): string {
  let result = ''
  for (let index = text.length - 1; index >= 0; index--) result += text[index]
  return result
}

const SEPARATORS = [',', '', ' ', '-']

/** A text without a character at one of its ends; the last character of all stays. */
function without(text: string, character: string, where: 'start' | 'end'): string {
  let start = 0
  let end = text.length
  if (where === 'start') while (start < end - 1 && text[start] === character) start++
  else while (end > start + 1 && text[end - 1] === character) end--
  return p.slice(text, start, end)
}
