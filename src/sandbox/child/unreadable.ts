/** Why a lesson's own file can't be read although it may be there; null for another error of the file system. */
export function noPermission(error: unknown, path: string): string | null {
  const code = (error as { code?: unknown } | null)?.code
  if (code !== 'EACCES' && code !== 'EPERM') return null
  return `${path} can't be read: you have no permission for the file or for its folder. Give yourself read permission.`
}
