import type { Lesson } from '../../../src/course/types.ts'
import { createTypesetter } from '../../../src/ui/markdown/typesetter.ts'
import { asciiSigns, unicodeSigns } from '../../../src/text/signs.ts'
import type { Action } from '../../../src/ui/state/actions.ts'
import { reducer } from '../../../src/ui/state/reducer.ts'
import { taskOf } from '../../../src/ui/state/positions.ts'
import { initialState, type State } from '../../../src/ui/state/state.ts'
import { createTheme } from '../../../src/ui/theme.ts'
import type { RenderContext } from '../../../src/ui/view.ts'
import { emptyProgress } from '../../../src/workspace/progress.ts'
import { course } from './course.ts'

/** The state of a learner who has seen the welcome, with changes. */
export function begun(change: Partial<State> = {}): State {
  return { ...initialState(course, emptyProgress(course.version)), overlay: null, ...change }
}

/** The state on the task of a step of the first lesson, counted from 0. */
export function onTask(step = 0): State {
  return begun(taskOf(course.lessons[0] as Lesson, step))
}

/** The state after several things happened. */
export function stateAfter(state: State, ...actions: Action[]): State {
  return actions.reduce(reducer, state)
}

/** A view with fixed facts. */
export function plainView(
  drawing: 'auto' | 'ascii' = 'auto',
  layout: 'screen' | 'linear' = 'screen',
): RenderContext {
  const theme = createTheme({
    env: { TERM: 'xterm', NO_COLOR: '1' },
    platform: 'linux',
    drawing,
    layout,
  })
  return {
    theme,
    typesetter: createTypesetter({
      signs: drawing === 'ascii' ? asciiSigns : unicodeSigns,
      links: 'printed',
    }),
    fileUrl: file => `file:///work/${file}`,
    clock: () => '12:00:05',
    root: '/work',
    system: { node: '24.0.0', platform: 'linux', env: {} },
    loaded: { pictures: new Map(), inspectionRows: null },
  }
}
