import type { PicturePort } from '../../../src/ui/ports.ts'
import type { Picture } from '../../../src/pictures/types.ts'

/** A lesson's picture from its source. */
export const sourcePicture: PicturePort = async lessonId =>
  (await import(`../../../lessons/${lessonId}/picture.ts`)) as Picture
