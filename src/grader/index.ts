/** What other folders use of the grader. */

export { createGrader, type Grader, type GraderOptions } from './grader.ts'
export { createPreview, type Preview } from './preview.ts'
export { createGraderProcess } from './process-client.ts'
export type * from './types.ts'
