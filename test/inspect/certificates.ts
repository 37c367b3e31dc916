import { type KeyObject, sign } from 'node:crypto'

/** A certificate in DER (RFC 5280 §4.1), as small as Node.js reads it. */
export function selfSigned(subject: KeyObject, issuer: KeyObject): Buffer {
  const der = (tag: number, ...parts: Uint8Array[]) => {
    const content = Buffer.concat(parts)
    const size = content.length
    const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
    return Buffer.concat([Buffer.from([tag, ...length]), content])
  }
  const hex = (text: string) => Buffer.from(text, 'hex')
  const sha256WithRsa = der(0x30, hex('06092a864886f70d01010b'), hex('0500'))
  const name = der(0x30, der(0x31, der(0x30, hex('0603550403'), der(0x0c, Buffer.from('x')))))
  const validity = der(0x30, der(0x17, Buffer.from('240101000000Z')), der(0x17, Buffer.from('490101000000Z')))
  const key = subject.export({ type: 'spki', format: 'der' })
  const signed = der(0x30, hex('a003020102020101'), sha256WithRsa, name, validity, name, key)
  return der(0x30, signed, sha256WithRsa, der(0x03, hex('00'), sign('sha256', signed, issuer)))
}
