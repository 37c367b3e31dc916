import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPasteBuffer } from '../../src/ui/paste-buffer.ts'

test('the pieces of a paste come as one text, in order', async () => {
  const texts: string[] = []
  const buffer = createPasteBuffer(text => texts.push(text))
  for (const piece of ['eyJ', 'hbG', 'ci']) buffer.add(piece)
  expect(texts).toEqual([])
  await pause(200)
  expect(texts).toEqual(['eyJhbGci'])
})

test('a key after a paste finds it delivered', () => {
  const texts: string[] = []
  const buffer = createPasteBuffer(text => texts.push(text))
  buffer.add('a')
  buffer.flush()
  buffer.flush()
  expect(texts).toEqual(['a'])
})
