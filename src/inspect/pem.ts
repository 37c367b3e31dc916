import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'

/** A public key, and whether it was given as a private one. */
export type ReadKey = { key: KeyObject; isPrivate: boolean }

/** One block of a PEM text. */
export type PemBlock = { label: string; body: string }

/** Reads PEM as Node.js does; null when it can't. */
export function readPem(pem: string): ReadKey | null {
  try {
    const isCertificate = /^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----$/mu.test(pem)
    const key = isCertificate ? new X509Certificate(pem).publicKey : createPublicKey(pem)
    return { key, isPrivate: /-----BEGIN [A-Z ]*PRIVATE KEY-----/u.test(pem) }
  } catch {
    return null
  }
}

/** A key of a file, with what its block is called and its number among those that are called so. */
export type NumberedKey = ReadKey & {
  text: string
  kind: 'certificate' | 'public key' | 'private key'
  number: number
}

/** More blocks than these are not looked at. */
const MOST_BLOCKS = 100

/** The blocks of a PEM text, each with its label. */
export function blocksOf(text: string): { label: string; text: string }[] {
  const blocks: { label: string; text: string }[] = []
  let looked = 0
  for (const { 0: begin, 1: label = '', index } of text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----/gu)) {
    if (++looked > MOST_BLOCKS) break
    const end = `-----END ${label}-----`
    const at = text.indexOf(end, index + begin.length)
    if (at >= 0) blocks.push({ label, text: text.slice(index, at + end.length) })
  }
  return blocks
}

/** The keys of all blocks that Node.js can read, in their order; one that comes again, as its other half perhaps, once. */
export function keysOfBlocks(text: string): NumberedKey[] {
  const found = new Map<string, NumberedKey>()
  const counts = { certificate: 0, 'public key': 0, 'private key': 0 }
  for (const { label, text: block } of blocksOf(text)) {
    const read = readPem(`${block}\n`)
    if (read === null) continue
    const kind = label.includes('CERTIFICATE') ? 'certificate' : read.isPrivate ? 'private key' : 'public key'
    const number = ++counts[kind]
    const id = read.key.export({ type: 'spki', format: 'der' }).toString('latin1')
    const before = found.get(id)
    if (before === undefined || RANK[kind] < RANK[before.kind])
      found.set(id, { ...read, text: block, kind, number })
  }
  return [...found.values()]
}

/** By which of its blocks a key is called that has more than one. */
const RANK = { certificate: 0, 'public key': 1, 'private key': 2 }

type DerForm = { name: string; label: string; isPrivate: boolean; read: (der: Buffer) => KeyObject }

/** The forms of a key in DER and the PEM label of each (RFC 7468 §5 to §13, RFC 8017 A.1, RFC 5915 §4). */
const FORMS: DerForm[] = [
  form('an SPKI public key', 'PUBLIC KEY', der => createPublicKey({ key: der, format: 'der', type: 'spki' })),
  form('a PKCS #1 public key', 'RSA PUBLIC KEY', der =>
    createPublicKey({ key: der, format: 'der', type: 'pkcs1' }),
  ),
  form('a certificate', 'CERTIFICATE', der => new X509Certificate(der).publicKey),
  form('a PKCS #8 private key', 'PRIVATE KEY', der => publicOf(der, 'pkcs8')),
  form('a PKCS #1 private key', 'RSA PRIVATE KEY', der => publicOf(der, 'pkcs1')),
  form('a SEC 1 private key', 'EC PRIVATE KEY', der => publicOf(der, 'sec1')),
]

/** Reads DER by its content; null when it is not a key or a certificate. */
export function readDer(der: Buffer): (ReadKey & { name: string; label: string }) | null {
  const label = labelOfDer(der)
  const form = FORMS.find(one => one.label === label)
  if (form === undefined) return null
  try {
    return { key: form.read(der), isPrivate: form.isPrivate, name: form.name, label: form.label }
  } catch {
    return null
  }
}

/** The PEM label of a DER sequence, recognised by the types of its first two elements; null for any other. */
function labelOfDer(der: Buffer): string | null {
  if (der[0] !== 0x30) return null
  const first = elementAt(der, contentOf(der, 0))
  const second = first === null ? null : elementAt(der, first.end)
  if (first === null || second === null) return null
  if (first.tag === 0x30)
    return second.tag === 0x03 ? 'PUBLIC KEY' : second.tag === 0x30 ? 'CERTIFICATE' : null
  if (first.tag !== 0x02) return null
  if (first.length > 8) return 'RSA PUBLIC KEY'
  if (second.tag === 0x30) return 'PRIVATE KEY'
  if (second.tag === 0x02) return 'RSA PRIVATE KEY'
  return second.tag === 0x04 ? 'EC PRIVATE KEY' : null
}

type Element = { tag: number; length: number; end: number }

function elementAt(der: Buffer, at: number): Element | null {
  const tag = der[at]
  if (tag === undefined) return null
  const start = contentOf(der, at)
  const long = (der[at + 1] ?? 0) & 0x7f
  const length =
    (der[at + 1] ?? 0) < 0x80
      ? long
      : der.subarray(at + 2, at + 2 + long).reduce((sum, byte) => sum * 256 + byte, 0)
  return { tag, length, end: start + length }
}

function contentOf(der: Buffer, at: number): number {
  const length = der[at + 1] ?? 0
  return at + 2 + (length < 0x80 ? 0 : length & 0x7f)
}

/** The first block of a PEM text, with whatever white space its body has taken out; null without a BEGIN line. */
export function firstBlock(text: string): PemBlock | null {
  const begin = /(?<!-)-{2,}\s*BEGIN ([A-Z0-9 ]*?)\s*-{2,}/iu.exec(text)
  if (begin === null) return null
  const rest = text.slice(begin.index + begin[0].length)
  const end = rest.search(/(?<!-)-{2,}\s*END\b/iu)
  const body = (end < 0 ? rest : rest.slice(0, end)).replace(/^\s*(?:[\w-]+: .*\r?\n)+\s*\r?\n/u, '')
  return { label: (begin[1] ?? '').toUpperCase(), body: body.replace(/[\s"'\\]+/gu, '') }
}

function form(name: string, label: string, read: DerForm['read']): DerForm {
  return { name, label, isPrivate: label.includes('PRIVATE'), read }
}

function publicOf(der: Buffer, type: 'pkcs8' | 'pkcs1' | 'sec1'): KeyObject {
  return createPublicKey(createPrivateKey({ key: der, format: 'der', type }))
}
