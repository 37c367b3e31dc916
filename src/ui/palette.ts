import type { ColorLevel } from './terminal.ts'
import type { Role } from '../text/span.ts'

/** The parameters of the escape sequence for each look (ECMA-48 SGR); '' leaves text as it is. */
export type Palette = Record<Role, string>

/** One hue, in the two ways that a terminal may know it. */
type Hue = { rgb: [number, number, number]; index: number }

/**
 * Colours of middle brightness: each has a contrast of 3.5 or more against white, black and the dark grey of
 * common editors, so that nobody has to say which background theirs is.
 */
export const hues = {
  grey: { rgb: [128, 128, 128], index: 244 },
  blue: { rgb: [58, 134, 222], index: 32 },
  green: { rgb: [46, 145, 62], index: 28 },
  red: { rgb: [222, 83, 83], index: 167 },
  orange: { rgb: [193, 115, 28], index: 130 },
  teal: { rgb: [23, 143, 143], index: 30 },
  violet: { rgb: [152, 108, 219], index: 98 },
  rose: { rgb: [214, 82, 140], index: 168 },
} satisfies Record<string, Hue>

type HueName = keyof typeof hues

/** Sixteen-colour terminals choose the shade themselves; those that are unreadable on white or black are left out. */
const named: Record<HueName, string> = {
  grey: '2',
  blue: '94',
  green: '32',
  red: '31',
  orange: '1',
  teal: '36',
  violet: '94',
  rose: '35',
}

const without: Palette = {
  plain: '',
  quiet: '',
  strong: '',
  header: '',
  payload: '',
  signature: '',
  right: '',
  wrong: '',
  warning: '',
  cursor: '',
  heading: '',
  code: '',
  comment: '',
  emphasis: '',
  link: '',
  key: '',
  selected: '',
  accent: '',
  rule: '',
}

function coloured(color: (hue: HueName) => string): Palette {
  return {
    plain: '',
    quiet: color('grey'),
    strong: '1',
    header: color('rose'),
    payload: color('violet'),
    signature: color('teal'),
    right: color('green'),
    wrong: color('red'),
    warning: color('orange'),
    cursor: '7',
    heading: `1;${color('blue')}`,
    code: color('teal'),
    comment: color('grey'),
    emphasis: '3',
    link: `4;${color('blue')}`,
    key: `1;${color('blue')}`,
    selected: '7',
    accent: color('blue'),
    rule: color('grey'),
  }
}

/** One palette for each number of colours: none, 16, 256, 16 million. */
export const palettes: Record<ColorLevel, Palette> = {
  0: without,
  1: coloured(hue => named[hue]),
  2: coloured(hue => `38;5;${hues[hue].index}`),
  3: coloured(hue => `38;2;${hues[hue].rgb.join(';')}`),
}
