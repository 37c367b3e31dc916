/** Lesson 12: one public key, two algorithms: what a forgery changed, and what both verifiers say of it. */
import { createPublicKey } from 'node:crypto'
import { PICTURE_SECRET } from '../../src/pictures/index.ts'
import { forgeWithPublicKey } from '../../solutions/attacks/confusion.ts'
import { confusedVerify } from '../../solutions/attacks/targets/confusion.ts'
import { picture } from '../10-alg-none/forgery-picture.ts'

/** Key and token of RFC 7515, Appendix A.2. */
const n =
  'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ'
const token =
  'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw'
const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' })
const pem = key.export({ type: 'spki', format: 'pem' }) as string

export const { title, defaultInput, inputHelp, calls, cursorRange, draw } = picture({
  title: 'One public key, two algorithms',
  file: 'attacks/confusion.ts',
  name: 'forgeWithPublicKey',
  token,
  more: [pem],
  right: changes => forgeWithPublicKey(token, pem, changes),
  target: { name: 'confusedVerify', verify: forged => confusedVerify(forged, pem) },
  isHeader: forged => forged?.alg === 'HS256',
  secret: PICTURE_SECRET,
})
