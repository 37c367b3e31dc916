import type { KeyAdvice } from '../inspect/index.ts'
import type { Inspection } from '../inspect/types.ts'
import type { Picture } from '../pictures/types.ts'
import type { Typesetter } from './markdown/typesetter.ts'
import type { SystemFacts } from './report.ts'
import type { Row } from '../text/span.ts'
import type { Theme } from './theme.ts'

/** What a screen needs besides the state to become rows: plain functions, so that a test can give its own. */
export type RenderContext = {
  theme: Theme
  typesetter: Typesetter
  /** Address of a workspace file for a link, at a line (from 1) where that can be. */
  fileUrl(file: string, line?: number | null): string
  /** A moment (milliseconds since 1970) as a clock shows it: `14:02:11`. */
  clock(at: number): string
  /** The absolute path of the workspace. */
  root: string
  system: SystemFacts
  loaded: LazyModules
}

/** Parts of the program that are read when they are first needed; null, or not in the map, until then. */
export type LazyModules = {
  /** By lesson. */
  pictures: Map<string, Picture>
  inspectionRows: ((inspection: Inspection, width: number, advice: KeyAdvice) => Row[]) | null
}
