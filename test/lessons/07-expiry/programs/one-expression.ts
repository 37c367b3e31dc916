// style: conditional expressions and a helper that throws; returns true
import { JwtError } from './errors.ts'
import type { JwtErrorCode } from './errors.ts'

const refuse = (code: JwtErrorCode): never => {
  throw new JwtError(code, code)
}

export const checkTimes = ({ exp, nbf, iat }: any, { now, leeway: l = 0, maxAge }: { now: number; leeway?: number; maxAge?: number }): any =>
  [exp, nbf, iat].some(time => time !== undefined && !Number.isFinite(time))
    ? refuse('malformed')
    : now >= exp + l
      ? refuse('expired')
      : now < nbf - l
        ? refuse('not-yet-valid')
        : maxAge === undefined
          ? true
          : iat === undefined
            ? refuse('claim-missing')
            : iat - l > now
              ? refuse('not-yet-valid')
              : now - iat - l > maxAge
                ? refuse('expired')
                : true
