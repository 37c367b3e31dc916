import { Box, Text } from 'ink'
import { type Size, smallest } from '../layout.ts'
import { takeColumns } from '../../text/width.ts'

/** What a window gets that is too small for anything else. */
export function TooSmall({ size }: { size: Size }) {
  const wanted = `${smallest.columns}x${smallest.rows}`
  const text = `Make this window at least ${wanted}. Ctrl+C quits.`
  return (
    <Box width={size.columns} height={size.rows} overflow="hidden">
      <Text wrap="truncate-end">{takeColumns(text, size.columns)}</Text>
    </Box>
  )
}
