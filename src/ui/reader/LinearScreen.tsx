import { Box, Static, Text } from 'ink'
import { useEffect, useRef, useState } from 'react'
import { keyBarRow } from '../components/key-bar.ts'
import type { State } from '../state/state.ts'
import { textOfRow } from '../../text/span.ts'
import type { RenderContext } from '../view.ts'
import { announcements, verdictText } from './lines.ts'

type Said = { id: number; text: string }

/** The window for a screen reader: what is new is printed below what was said; only the last two lines change. */
export function LinearScreen({
  state,
  view,
  columns,
}: {
  state: State
  view: RenderContext
  columns: number
}) {
  const before = useRef<State | null>(null)
  const [said, setSaid] = useState<Said[]>([])
  useEffect(() => {
    const texts = announcements(before.current, state, view, columns)
    before.current = state
    if (texts.length > 0)
      setSaid(known => [...known, ...texts.map((text, index) => ({ id: known.length + index, text }))])
  }, [state, view, columns])
  return (
    <Box flexDirection="column">
      <Static items={said}>{({ id, text }) => <Text key={id}>{text}</Text>}</Static>
      <Text>{verdictText(state, view)}</Text>
      <Text>{`Keys: ${textOfRow(keyBarRow(state, 400)).trim()}`}</Text>
    </Box>
  )
}
