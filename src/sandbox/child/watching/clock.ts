import * as p from '../primordials.ts'
import { replaceGlobal } from '../stand-ins.ts'
import type { WatchedBuiltin } from '../watched-builtin.ts'

/** The clock of the machine, noted whenever it is read; it stands still where the hidden test gives a time in milliseconds. */
export const watch: WatchedBuiltin = {
  install(note) {
    const RealDate = Date
    const realNow = Date.now
    let fixed: number | null = null
    const read = (how: string): number => {
      note(how, [])
      return fixed ?? realNow()
    }
    const FakeDate: DateConstructor = new Proxy(RealDate, {
      apply: (): string => p.apply(RealDate.prototype.toString, new RealDate(read('Date')), []),
      construct: (_target, args, newTarget): object =>
        p.construct(
          RealDate as never,
          args.length === 0 ? [read('new Date')] : args,
          newTarget === FakeDate ? RealDate : newTarget,
        ) as object,
    })
    const now = (): number => read('Date.now')
    p.defineProperty(RealDate, 'now', { value: now, writable: true, configurable: true })
    p.defineProperty(RealDate.prototype, 'constructor', {
      value: FakeDate,
      writable: true,
      configurable: true,
    })
    replaceGlobal('Date', FakeDate)
    return {
      give(setting) {
        fixed = typeof setting === 'number' ? setting : null
      },
    }
  },
}
