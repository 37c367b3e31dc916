import type { KeyBinding } from './binding.ts'
import { courseKeys } from './course-keys.ts'
import { lessonKeys } from './lesson-keys.ts'
import { programKeys } from './program-keys.ts'

/** Every key, in the order of the help screen. Of two lines with the same key the first that applies counts. */
export const keyTable: readonly KeyBinding[] = [...lessonKeys, ...courseKeys, ...programKeys]
