import * as p from '../primordials.ts'
import { replaceGlobal } from '../stand-ins.ts'
import type { NoteCall, WatchedBuiltin } from '../watched-builtin.ts'

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
    holdStopwatches(note, () => fixed)
    holdTemporal(note, () => fixed)
    return {
      give(setting) {
        fixed = typeof setting === 'number' ? setting : null
      },
    }
  },
}

/** What counts from the start of the process is a clock as well: a name that is made of it is not random. */
function holdStopwatches(note: NoteCall, fixed: () => number | null): void {
  const { performance, process } = globalThis
  const now = performance.now.bind(performance)
  const hrtime = process.hrtime.bind(process)
  const nanoseconds = process.hrtime.bigint.bind(process.hrtime)
  p.defineProperty(performance, 'now', {
    value: (): number => {
      note('performance.now', [])
      return fixed() ?? now()
    },
    writable: true,
    configurable: true,
  })
  const stopwatch = (since?: [number, number]): [number, number] => {
    note('process.hrtime', [])
    return fixed() === null ? hrtime(since) : [0, 0]
  }
  const bigint = (): bigint => {
    note('process.hrtime', [])
    return fixed() === null ? nanoseconds() : 0n
  }
  p.defineProperty(stopwatch, 'bigint', { value: bigint })
  p.defineProperty(process, 'hrtime', { value: stopwatch, writable: true, configurable: true })
}

type Method = (this: unknown, ...args: unknown[]) => unknown
type Methods = Record<string, Method>
type TemporalLike = {
  Now: Methods
  Instant: { fromEpochMilliseconds: Method; prototype: Methods }
  ZonedDateTime: { prototype: Methods }
}

/** Of what is read from Temporal.Now in a time zone: the part of it. */
const PARTS: Record<string, string | null> = {
  zonedDateTimeISO: null,
  plainDateTimeISO: 'toPlainDateTime',
  plainDateISO: 'toPlainDate',
  plainTimeISO: 'toPlainTime',
}

/** Temporal, where Node has it. */
function holdTemporal(note: NoteCall, fixed: () => number | null): void {
  const { Temporal } = globalThis as unknown as { Temporal?: TemporalLike }
  if (Temporal === undefined) return
  const { Now, Instant, ZonedDateTime } = Temporal
  const { instant, timeZoneId } = Now as { instant: Method; timeZoneId: Method }
  const { fromEpochMilliseconds } = Instant
  const { toZonedDateTimeISO } = Instant.prototype as { toZonedDateTimeISO: Method }
  const held = (time: number): unknown => p.apply(fromEpochMilliseconds, Instant, [time])
  const hold = (name: string, real: Method, at: (time: number, zone: unknown) => unknown): void => {
    const value = (...args: unknown[]): unknown => {
      note('Temporal.Now', [])
      const time = fixed()
      return time === null ? p.apply(real, Now, args) : at(time, args[0])
    }
    p.defineProperty(Now, name, { value, writable: true, configurable: true })
  }
  hold('instant', instant, held)
  for (const [name, part] of Object.entries(PARTS)) {
    const take = part === null ? null : (ZonedDateTime.prototype[part] as Method)
    hold(name, Now[name] as Method, (time, zone) => {
      const zoned = p.apply(toZonedDateTimeISO, held(time), [zone ?? p.apply(timeZoneId, Now, [])])
      return take === null ? zoned : p.apply(take, zoned, [])
    })
  }
}
