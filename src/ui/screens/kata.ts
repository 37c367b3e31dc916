import { pathToFileURL } from 'node:url'
import { bestOf, otherVariant, VARIANTS } from '../../kata/history.ts'
import { secondsInWords } from '../../kata/stopwatch.ts'
import type { KataHistory, KataRun, Variant } from '../../kata/types.ts'
import { withoutWords } from '../../kata/labels.ts'
import { fileAddress } from '../editor/address.ts'
import { practisedState } from '../state/kata.ts'
import type { KataOverlay, KataRunning } from '../state/kata-overlay.ts'
import { lessonName, lessonOf } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { printable } from '../../text/visible.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow, padRow } from '../../text/width.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { type PaneSource, pane } from './pane.ts'
import { resultRows } from './result.ts'
import { counted } from './labels.ts'

/** Runs of the history that are listed. */
const mostRuns = 5

/** A lesson again, against the clock: what to choose, the stopwatch with the verdicts, the time. */
export function kataPanes(state: State, overlay: KataOverlay, view: RenderContext): PaneSource[] {
  const main: PaneSource = {
    id: 'text',
    title: 'Kata',
    content: width => {
      const rows = kataRows(state, overlay, view, width)
      const chosen = rows.findIndex(row => row.some(({ role }) => role === 'selected'))
      return { rows, followRow: chosen === -1 ? null : chosen }
    },
  }
  const { phase } = overlay
  if (phase.kind !== 'running') return [main]
  return [
    main,
    pane('result', 'Result', (width, height) =>
      runResultRows(state, overlay.variant, phase, view, { width, height }),
    ),
  ]
}

function kataRows(state: State, overlay: KataOverlay, view: RenderContext, width: number): Row[] {
  const headline = wrapText(`${lessonName(lessonOf(state, overlay.lessonId))}, once more`, width, 'heading')
  const { phase, history, variant } = overlay
  switch (phase.kind) {
    case 'choosing':
      return [...headline, blank, ...choiceRows(overlay, view, width)]
    case 'preparing':
      return [...headline, blank, line('Getting a folder ready...', 'quiet')]
    case 'running':
      return [...headline, blank, ...runningRows(phase, history, variant, overlay.lessonId, width)]
    case 'passed':
      return [...headline, blank, ...passedRows(phase.run, history, view, width)]
  }
}

function choiceRows({ history, variant, lessonId }: KataOverlay, view: RenderContext, width: number): Row[] {
  const { signs } = view.theme
  const intro = 'The starter again, against the clock, in a folder of its own: your workspace stays as it is.'
  const variants = VARIANTS.map((one): Row => {
    const isHere = one === variant
    const best = history === null ? null : bestOf(history, lessonId, one)
    const label = padRow(
      [
        span(isHere ? `${signs.here} ` : '  ', 'accent'),
        span(one === 'free' ? 'in any way' : `without ${withoutWords(one)}`, isHere ? 'selected' : 'plain'),
      ],
      32,
    )
    return cutRow(
      [...label, span(best === null ? '' : `best ${secondsInWords(best.seconds)}`, 'quiet')],
      width,
      signs.cut,
    )
  })
  return [
    ...wrapText(intro, width),
    blank,
    ...variants,
    ...adviceRows(history, lessonId, width),
    blank,
    ...wrapSpans([span('Enter', 'key'), span(' begins, and the stopwatch runs from then on.')], width),
    ...historyRows(history, lessonId, view, width),
  ]
}

function adviceRows(history: KataHistory | null, lessonId: string, width: number): Row[] {
  const other = history === null ? null : otherVariant(history, lessonId)
  if (other === null) return []
  return [blank, ...wrapText(`Last time you used ${withoutWords(other)}. Try it without.`, width, 'quiet')]
}

function historyRows(
  history: KataHistory | null,
  lessonId: string,
  view: RenderContext,
  width: number,
): Row[] {
  const runs = (history?.runs ?? []).filter(run => run.target === lessonId).slice(-mostRuns)
  if (runs.length === 0) return []
  return [
    blank,
    line('Before', 'heading'),
    ...runs
      .toReversed()
      .map(run =>
        cutRow(
          [
            span(`${run.at.slice(0, 10)}  `, 'quiet'),
            ...padRow([span(secondsInWords(run.seconds))], 14),
            ...padRow([span(counted(run.saves, 'save'), 'quiet')], 10),
            span(run.variant === 'free' ? '' : `without ${withoutWords(run.variant)}`, 'quiet'),
          ],
          width,
          view.theme.signs.cut,
        ),
      ),
  ]
}

function runningRows(
  { place, startedAt, seconds }: KataRunning,
  history: KataHistory | null,
  variant: Variant,
  lessonId: string,
  width: number,
): Row[] {
  const best = history === null ? null : bestOf(history, lessonId, variant)
  const clock = startedAt === null ? '' : secondsInWords(seconds)
  return [
    line(clock, startedAt === null ? 'plain' : 'strong'),
    ...(best === null ? [] : [line(`Your best: ${secondsInWords(best.seconds)}`, 'quiet')]),
    ...(variant === 'free' ? [] : wrapText(`This time without ${withoutWords(variant)}.`, width)),
    blank,
    ...wrapSpans([span('Write it in your editor and save ('), span('e', 'key'), span(' opens it):')], width),
    ...place.files.flatMap(({ path }) =>
      wrapSpans([span(printable(path), 'link', pathToFileURL(path).href)], width),
    ),
  ]
}

function runResultRows(
  state: State,
  variant: Variant,
  { report, forbidden, place }: KataRunning,
  view: RenderContext,
  room: { width: number; height: number },
): Row[] {
  const { width } = room
  if (forbidden.length > 0) {
    return [
      ...wrapSpans(
        [
          span(`${view.theme.signs.failed} `, 'wrong'),
          span(`All tests pass, but this kata does without ${withoutWords(variant)}:`, 'strong'),
        ],
        width,
      ),
      blank,
      ...forbidden.flatMap(({ file, line: number, what }) =>
        wrapText(`${printable(file)}:${number}: ${printable(what)}`, width),
      ),
    ]
  }
  if (report === null) return wrapText('Nothing was checked yet. Save the file.', width, 'quiet')
  if (report.verdict === 'passed') return [line('All tests pass.', 'right')]
  const url = (file: string, line: number | null = null) => {
    const found = place.files.find(entry => entry.file === file)
    return found === undefined ? view.fileUrl(file, line) : fileAddress(view.system.env, found.path, line)
  }
  return resultRows(practisedState(state), { ...view, fileUrl: url }, room)
}

function passedRows(run: KataRun, history: KataHistory | null, view: RenderContext, width: number): Row[] {
  const best = history === null ? null : bestOf(history, run.target, run.variant)
  const saves = counted(run.saves, 'save')
  return [
    ...wrapSpans(
      [
        span(`${view.theme.signs.passed} `, 'right'),
        span(`Passed in ${secondsInWords(run.seconds)}, ${saves}.`, 'strong'),
      ],
      width,
    ),
    blank,
    ...wrapText(comparedWith(best, run), width),
    ...(run.approaches[0] === undefined
      ? []
      : [
          blank,
          ...wrapText(`Next time without ${withoutWords(`no-${run.approaches[0]}`)}?`, width, 'quiet'),
        ]),
    blank,
    ...wrapSpans([span('Enter', 'key'), span(' chooses again.')], width),
  ]
}

function comparedWith(best: KataRun | null, run: KataRun): string {
  if (best === null) return 'Your first time for this kata.'
  if (run.seconds < best.seconds)
    return `A personal best: ${secondsInWords(best.seconds - run.seconds)} faster than before.`
  return `Your best is ${secondsInWords(best.seconds)}.`
}
