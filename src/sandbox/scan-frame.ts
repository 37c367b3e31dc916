/**
 * Looks through a serialized value before it is made: how many values it would become. A short frame can stand for
 * gigabytes of objects, or for a list of holes that takes V8 many seconds to make, and whoever got hold of the line could
 * send one. Knows the tags of V8's ValueSerializer that plain data is written with, and nothing else.
 */

/** The most values, objects and lists that an answer has; the sandbox itself stays below each of them. */
const MOST_TAGS = 14_000_000
const MOST_OBJECTS = 2_600_000
const MOST_ITEMS = 4_000_000

/** Whether a frame's body is plain data of a size that an answer may have. */
export function isModest(bytes: Uint8Array): boolean {
  let at = 0
  let tags = 0
  let objects = 0
  let items = 0
  /** A number in groups of seven bits, the lowest first. */
  const readNumber = (): number => {
    let value = 0
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++] as number
      value += (byte & 127) * factor
      if (byte < 128) return value
      if (factor > 2 ** 35) break
    }
    return Number.NaN
  }
  while (at < bytes.length) {
    if (++tags > MOST_TAGS || objects > MOST_OBJECTS || items > MOST_ITEMS) return false
    switch (bytes[at++]) {
      // Version, then padding, undefined, null, true, false, hole, and the beginning of an object.
      case 0xff:
        at++
        break
      case 0x00:
      case 0x5f:
      case 0x30:
      case 0x54:
      case 0x46:
      case 0x2d:
        break
      case 0x6f:
        objects++
        break
      // Int32, Uint32, a reference to an object that was there before, the number of an object's members.
      case 0x49:
      case 0x55:
      case 0x5e:
      case 0x7b:
        readNumber()
        break
      case 0x4e:
        at += 8
        break
      // Strings of one byte a character, of two, and in UTF-8; a buffer.
      case 0x22:
      case 0x63:
      case 0x53:
      case 0x42: {
        const length = readNumber()
        if (!(length <= bytes.length - at)) return false
        at += length
        break
      }
      // A bigint: its sign and its length in bytes are one number.
      case 0x5a: {
        const length = Math.floor(readNumber() / 2)
        if (!(length <= bytes.length - at)) return false
        at += length
        break
      }
      // A dense list, and its end.
      case 0x41: {
        objects++
        const length = readNumber()
        if (!(length <= bytes.length)) return false
        items += length
        break
      }
      case 0x24:
        readNumber()
        readNumber()
        break
      default:
        return false
    }
  }
  return at === bytes.length
}
