import type { State } from '../state/state.ts'
import type { RenderContext } from '../view.ts'
import { buildPanes } from './build.ts'
import { confirmResetPanes } from './confirm-reset.ts'
import { finalePanes } from './finale.ts'
import { helpPanes } from './help.ts'
import { inspectPanes } from './inspect.ts'
import { kataPanes } from './kata.ts'
import { lessonsPanes } from './lessons.ts'
import { mapPanes } from './map.ts'
import type { PaneSource } from './pane.ts'
import { picturePanes } from './picture.ts'
import { predictPanes } from './predict.ts'
import { readPanes } from './read.ts'
import { recapPanes } from './recap.ts'
import { reportPanes } from './report.ts'
import { solutionPanes } from './solution.ts'
import { welcomePanes } from './welcome.ts'

/** The panes of what is on the screen: the overlay if there is one, else the stage of the lesson. */
export function screenPanes(state: State, view: RenderContext): PaneSource[] {
  const { overlay } = state
  switch (overlay?.kind) {
    case 'welcome':
      return welcomePanes(state, overlay, view)
    case 'help':
      return helpPanes()
    case 'lessons':
      return lessonsPanes(state, overlay, view)
    case 'map':
      return mapPanes(state, view)
    case 'solution':
      return solutionPanes(state, view)
    case 'finale':
      return finalePanes(state, overlay, view)
    case 'report':
      return reportPanes(state, view.system)
    case 'confirm-reset':
      return confirmResetPanes(state)
    case 'picture':
      return picturePanes(state, overlay, view)
    case 'kata':
      return kataPanes(state, overlay, view)
    case 'inspect':
      return inspectPanes(overlay, view)
    case undefined:
      return stagePanes(state, view)
  }
}

function stagePanes(state: State, view: RenderContext): PaneSource[] {
  switch (state.stage) {
    case 'why':
    case 'read':
      return readPanes(state, view)
    case 'predict':
      return predictPanes(state, view)
    case 'build':
      return buildPanes(state, view)
    case 'recap':
      return recapPanes(state, view)
  }
}
