import { lstatSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** What can go wrong with a workspace. */
export type WorkspaceErrorCode =
  | 'no-workspace'
  /** A workspace without its folder jwt/. */
  | 'no-jwt-folder'
  | 'not-a-folder'
  | 'newer-schema'
  | 'not-permitted'
  | 'disk-full'
  | 'no-backup'
  | 'unreadable'
  /** A link leads out of the workspace. */
  | 'outside'
  /** A pipe, a socket or a device. */
  | 'not-a-file'
  | 'too-large'
  /** The workspace or the current folder was removed. */
  | 'gone'

/** An error about the learner's folder. `message` says in plain words what is wrong and the way out. */
export class WorkspaceError extends Error {
  readonly code: WorkspaceErrorCode

  constructor(code: WorkspaceErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'WorkspaceError'
    this.code = code
  }
}

/**
 * Puts an error of the file system into words.
 * @param error what a function of node:fs threw
 * @param path what was read or written
 * @param doing which of the two, for a missing permission
 */
export function describeSystemError(
  error: unknown,
  path: string,
  doing: 'read' | 'write' = 'write',
): WorkspaceError {
  if (error instanceof WorkspaceError) return error
  const code = systemCode(error)
  const link = LINK_CODES.includes(code ?? '') ? deadLink(path) : null
  if (link !== null)
    return new WorkspaceError(
      'unreadable',
      `${link.path} is a link that leads ${link.why}. Nothing was changed. Remove it, or put back what it should lead to.`,
      error,
    )
  if (doing === 'read' && (code === 'EACCES' || code === 'EPERM'))
    return new WorkspaceError(
      'not-permitted',
      `${path} can't be read: you have no permission for the file or for a folder that it is in. Nothing was changed. Give yourself read permission.`,
      error,
    )
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new WorkspaceError(
        'not-permitted',
        `${path} can't be written: the folder or the file is read-only for you. Nothing was changed. Give yourself write permission, or use a folder of your own.`,
        error,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return new WorkspaceError(
        'disk-full',
        `${path} can't be written: the disk is full. Your files are as they were. Free some space and try again.`,
        error,
      )
    case 'ENAMETOOLONG':
      return new WorkspaceError(
        'unreadable',
        `${path} is longer than a path can be here. Choose a shorter one.`,
        error,
      )
    case 'EISDIR':
      return new WorkspaceError(
        'not-a-folder',
        `${path} is a folder, but a file is needed there. Move the folder away.`,
        error,
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new WorkspaceError(
        'not-a-folder',
        `${path}: there is a file where a folder is needed, or the other way round. Choose another folder, or move what is there.`,
        error,
      )
    default: {
      const reason = error instanceof Error ? error.message : String(error)
      return new WorkspaceError('unreadable', `${path} can't be read or written: ${reason}`, error)
    }
  }
}

/** What the system may say of a path with a link in it that leads to nothing. */
const LINK_CODES = ['ELOOP', 'EEXIST', 'ENOENT', 'ENOTDIR']

/** The nearest link in a path that leads to nothing or to itself. */
function deadLink(path: string): { path: string; why: string } | null {
  for (let at = path; ; at = dirname(at)) {
    try {
      if (lstatSync(at).isSymbolicLink()) statSync(at)
      return null
    } catch (error) {
      const code = systemCode(error)
      if (code === 'ELOOP') return { path: at, why: 'to itself' }
      if (code === 'ENOENT' && isThere(at)) return { path: at, why: 'nowhere' }
    }
    if (dirname(at) === at) return null
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

/** The `code` of a system error, `ENOENT` for instance, or null. */
export function systemCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}

/** Whether an error comes from the operating system (a full disk, a missing file) and not from code. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'errno' in error
}
