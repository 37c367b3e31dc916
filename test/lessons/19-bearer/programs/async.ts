// diagnosis: returned-promise
// step: header
import { verify } from '../jwt/index.ts'

export async function authenticate(request: Request, context: any): Promise<unknown> {
  const token = request.headers.get('authorization')?.slice(7) ?? ''
  return verify(token, context.secret, context)
}
