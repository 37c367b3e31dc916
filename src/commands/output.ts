/** The program's streams, with one filter before everything that is written. */
import { visibleButColours, withoutWorkflowCommands } from '../text/visible.ts'
import type { CommandIo, Output } from './io.ts'

/** A stream whose text is filtered: no control characters but the program's own colours, and in CI no workflow commands. */
export function filtered<Stream extends Output>(stream: Stream, env: CommandIo['env']): Stream {
  const isCi = Boolean(env.CI || env.GITHUB_ACTIONS || env.TF_BUILD || env.TEAMCITY_VERSION)
  const filter = (text: string): string => {
    const shown = visibleButColours(text)
    return isCi ? withoutWorkflowCommands(shown) : shown
  }
  return new Proxy(stream, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (name !== 'write') return value.bind(target)
      return (chunk: unknown, ...rest: unknown[]) =>
        value.call(target, typeof chunk === 'string' ? filter(chunk) : chunk, ...rest)
    },
  })
}
