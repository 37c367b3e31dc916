import { expect, test } from 'vitest'
import { hues, palettes } from '../../src/ui/palette.ts'

type Rgb = readonly number[]

// WCAG 2: relative luminance and contrast ratio.
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map(value => {
    const part = value / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** The colour that an index of the 256-colour table means. */
function indexed(index: number): Rgb {
  if (index >= 232) return [0, 0, 0].map(() => 8 + (index - 232) * 10)
  const levels = [0, 95, 135, 175, 215, 255]
  const cell = index - 16
  return [Math.floor(cell / 36), Math.floor(cell / 6) % 6, cell % 6].map(step => levels[step] ?? 0)
}

const backgrounds: Record<string, Rgb> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  'dark grey': [30, 30, 30],
}

for (const [name, { rgb, index }] of Object.entries(hues)) {
  test.each(Object.entries(backgrounds))(`${name} can be read on %s`, (_, background) => {
    expect(contrast(rgb, background)).toBeGreaterThanOrEqual(3.5)
    expect(contrast(indexed(index), background)).toBeGreaterThanOrEqual(3.5)
  })
}

test('without colours there is no escape sequence at all', () => {
  expect(Object.values(palettes[0]).join('')).toBe('')
})
