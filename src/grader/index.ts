/** The grader room's front door. */

export { createGrader, type GradeOptions, type Grader, type GraderOptions } from './grader.ts'
export { createPreview, type Preview } from './preview.ts'
export { createGraderProcess } from './process-client.ts'
export type * from './types.ts'
