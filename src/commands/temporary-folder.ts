import { tmpdir } from 'node:os'
import { isSystemError } from '../workspace/errors.ts'

/** Whether an error says that no folder can be made in the temporary one. */
export const isTemporaryFolder = (error: unknown): boolean =>
  isSystemError(error) && error.syscall === 'mkdtemp'

/** That in words, and the way out. */
export const TEMPORARY = {
  text: `Nothing can be written to the temporary folder ${tmpdir()}.`,
  fix: 'Set TMPDIR (TEMP on Windows) to a folder that you can write to.',
}
