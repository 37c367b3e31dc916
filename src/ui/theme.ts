import { type Palette, palettes } from './palette.ts'
import { asciiSigns, type Signs, spokenSigns, unicodeSigns } from '../text/signs.ts'
import { type ColorLevel, colorLevel, type Environment, hasHyperlinks, isAsciiOnly } from './terminal.ts'
import type { Row, Span } from '../text/span.ts'

/** How things look: the signs, and how a row becomes text with colours and links in it. */
export type Theme = {
  signs: Signs
  /** `words`: pictures are told in sentences, since nothing can be drawn or seen. */
  pictures: 'drawn' | 'words'
  /** `linear`: one line after the other, for a screen reader. */
  layout: 'screen' | 'linear'
  /** 0 without colours. */
  colors: ColorLevel
  /** True when links can be clicked, so that no address needs to be printed beside them. */
  links: boolean
  /** A row as the terminal gets it. */
  paint(row: Row): string
}

export type ThemeChoice = {
  env: Environment
  platform: NodeJS.Platform
  /** `ascii`: no box drawing, for `--ascii`. */
  drawing: 'auto' | 'ascii'
  /** `linear`: nothing but words, for a screen reader. */
  layout: 'screen' | 'linear'
}

/** Chooses colours, signs and links for a terminal. Pure. */
export function createTheme(choice: ThemeChoice): Theme {
  const ascii = choice.drawing === 'ascii' || isAsciiOnly(choice.env)
  const level = choice.layout === 'linear' ? 0 : colorLevel(choice.env, choice.platform)
  const links = choice.layout === 'screen' && hasHyperlinks(choice.env)
  const palette = palettes[level]
  const signs = choice.layout === 'linear' ? spokenSigns : ascii ? asciiSigns : unicodeSigns
  return {
    signs: level === 0 ? { ...signs, code: '`' } : signs,
    pictures: ascii || choice.layout === 'linear' ? 'words' : 'drawn',
    layout: choice.layout,
    colors: level,
    links,
    paint: row => row.map(span => paintSpan(span, palette, level, links)).join(''),
  }
}

function paintSpan(span: Span, palette: Palette, level: ColorLevel, links: boolean): string {
  const codes = palette[span.role]
  const text = level === 0 || codes === '' ? span.text : `\u001b[${codes}m${span.text}\u001b[0m`
  if (!links || span.href === undefined) return text
  return `\u001b]8;;${span.href}\u0007${text}\u001b]8;;\u0007`
}
