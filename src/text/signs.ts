/** The signs of the screen. Each state has one, so that colour is never the only difference. */
export type Signs = {
  passed: string
  failed: string
  broken: string
  /** Not started, not reached, not known yet. */
  open: string
  /** Where the learner is. */
  here: string
  /** Stands at the end of a line that is cut. */
  cut: string
  bullet: string
  arrow: string
  dot: string
  horizontal: string
  vertical: string
  /** A vertical line that begins at, and ends on, a horizontal one. */
  downFrom: string
  upTo: string
  /** Left edge of a code block and of a quotation. */
  gutter: string
  /** Before and after code in a sentence, where no colour tells it apart. */
  code: string
  /** Where typed text goes. */
  caret: string
  barDone: string
  barOpen: string
  more: { up: string; down: string }
}

export const unicodeSigns: Signs = {
  passed: '✓',
  failed: '✗',
  broken: '!',
  open: '○',
  here: '▸',
  cut: '…',
  bullet: '•',
  arrow: '→',
  dot: '·',
  horizontal: '─',
  vertical: '│',
  downFrom: '┬',
  upTo: '┴',
  gutter: '│',
  code: '',
  caret: '▏',
  barDone: '━',
  barOpen: '─',
  more: { up: '↑', down: '↓' },
}

export const asciiSigns: Signs = {
  passed: '+',
  failed: 'x',
  broken: '!',
  open: 'o',
  here: '>',
  cut: '>',
  bullet: '*',
  arrow: '->',
  dot: '-',
  horizontal: '-',
  vertical: '|',
  downFrom: '+',
  upTo: '+',
  gutter: '|',
  code: '',
  caret: '_',
  barDone: '#',
  barOpen: '.',
  more: { up: '^', down: 'v' },
}

/** For a screen reader: words, and nothing where a state needs none. */
export const spokenSigns: Signs = {
  ...asciiSigns,
  passed: 'passed:',
  failed: 'failed:',
  broken: 'broken:',
  open: '',
  here: 'here:',
  cut: '...',
  arrow: '-',
  barDone: '',
  barOpen: '',
}
