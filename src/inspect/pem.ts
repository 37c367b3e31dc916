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
  if (der[0] !== 0x30) return null
  for (const { name, label, isPrivate, read } of FORMS) {
    try {
      return { key: read(der), isPrivate, name, label }
    } catch {
      // Not this form; the next one is tried.
    }
  }
  return null
}

/** The first block of a PEM text, with whatever white space its body has taken out; null without a BEGIN line. */
export function firstBlock(text: string): PemBlock | null {
  const begin = /-{3,}\s*BEGIN ([A-Z0-9 ]*?)\s*-{3,}/u.exec(text)
  if (begin === null) return null
  const rest = text.slice(begin.index + begin[0].length)
  const end = rest.search(/-{2,}\s*END\b/u)
  const body = (end < 0 ? rest : rest.slice(0, end)).replace(/^\s*(?:[\w-]+: .*\r?\n)+\s*\r?\n/u, '')
  return { label: begin[1] ?? '', body: body.replace(/[\s"'\\]+/gu, '') }
}

function form(name: string, label: string, read: DerForm['read']): DerForm {
  return { name, label, isPrivate: label.includes('PRIVATE'), read }
}

function publicOf(der: Buffer, type: 'pkcs8' | 'pkcs1' | 'sec1'): KeyObject {
  return createPublicKey(createPrivateKey({ key: der, format: 'der', type }))
}
