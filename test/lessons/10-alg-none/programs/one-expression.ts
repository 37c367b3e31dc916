import { decodeJson, encodeJson } from '../jwt/json.ts'

export const forgeUnsigned = (token: string, changes: Record<string, unknown>): string =>
  token
    .split('.')
    .slice(0, 2)
    .map((segment, index) => encodeJson({ ...decodeJson(segment), ...[{ alg: 'none' }, changes][index] }))
    .concat('')
    .join('.')
