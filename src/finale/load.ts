/** The ends of chapters that lessons bring along: `lessons/NN/finale.ts`, built to `finale/NN.js`. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Finale } from './types.ts'

/**
 * The end of the chapter whose last lesson this is.
 * @param assetsRoot the folder of built files
 * @throws Error when it can't be read
 */
export async function loadFinale(lessonId: string, assetsRoot: string): Promise<Finale> {
  const url = pathToFileURL(join(assetsRoot, 'finale', `${lessonId}.js`)).href
  return ((await import(url)) as { finale: Finale }).finale
}
