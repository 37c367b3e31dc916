/** The pictures that the lessons bring along: `lessons/NN/picture.ts`, built to `pictures/NN.js`. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Picture } from './types.ts'

/**
 * The picture of a lesson that has one.
 * @param assetsRoot the folder of built files
 * @throws Error when it can't be read
 */
export async function loadPicture(lessonId: string, assetsRoot: string): Promise<Picture> {
  const url = pathToFileURL(join(assetsRoot, 'pictures', `${lessonId}.js`)).href
  return (await import(url)) as Picture
}
