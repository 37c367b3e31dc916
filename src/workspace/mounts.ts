import { readFile } from 'node:fs/promises'

// Where saves that are made elsewhere (on Windows, on the host, on a server) send no event.
const SILENT =
  /^(?:nfs|cifs|smb|9p|drvfs|v9fs|virtiofs|vboxsf|vmhgfs|prl_fs|fakeowner|osxfs|grpcfuse|fuse\.|fuse$|fuseblk|afs|ceph|glusterfs|lustre|davfs|sshfs)/

/**
 * Why saves in a folder may send no events: it lies on a network, WSL or container mount.
 * @param root real path of the folder
 * @returns words for the learner, or null when events can be trusted
 */
export async function silentMount(root: string): Promise<string | null> {
  if (process.platform === 'win32') return root.startsWith('\\\\') ? 'it is on a network share' : null
  if (process.platform !== 'linux') return null
  const table = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
  const type = mountType(table, root)
  return type !== null && SILENT.test(type) ? `it is on a ${type} mount` : null
}

/**
 * The type of the file system that holds a path.
 * @param table the text of `/proc/self/mountinfo`
 * @param path absolute
 */
export function mountType(table: string, path: string): string | null {
  let best: { length: number; type: string } | null = null
  for (const line of table.split('\n')) {
    const [before, after] = line.split(' - ')
    const point = before
      ?.split(' ')[4]
      ?.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)))
    const type = after?.split(' ')[0]
    if (point === undefined || type === undefined) continue
    const holds = path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`)
    // A later mount on the same point hides the earlier one.
    if (holds && (best === null || point.length >= best.length)) best = { length: point.length, type }
  }
  return best?.type ?? null
}
