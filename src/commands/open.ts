import { setFlagsFromString } from 'node:v8'
import { loadPicture } from '../pictures/load.ts'
import type { WorkspacePort } from '../ui/ports.ts'
import { openWorkspace } from '../workspace/open.ts'
import type { CommandIo, CommonOptions } from './io.ts'
import { createFinalePort } from './finale-port.ts'
import { createKataPort } from './kata-port.ts'
import { offeredWorkspace } from './offer.ts'
import { noticesOf, requireProgramOutside, type Services, suppliesOf } from './session.ts'
import { createWorkspacePort } from './workspace-port.ts'

/** Workers that wait for the next save. */
const SPARES = 1

/**
 * Frames are made and forgotten: left alone, V8 would let 60 MiB of them wait for the next cleaning. And each of its
 * threads that makes code faster for good keeps 4 MiB; without TurboFan a frame takes no longer.
 */
const SMALL_HEAP = ['--optimize-for-size', '--no-turbofan']

/**
 * `jwt-lessons` on a terminal: opens the screen on the workspace, which it offers to make when there is none.
 * Returns the exit code: 0, or what `openUi` says after a fault or a signal.
 */
export async function runOpen(options: CommonOptions, io: CommandIo, services: Services): Promise<number> {
  const { course, assets } = services
  const workspace = await offeredWorkspace(io, services)
  if (workspace === null) return 0
  await requireProgramOutside(workspace.root, services)
  const opened = await openWorkspace(workspace, suppliesOf(services), io.now())
  for (const flag of SMALL_HEAP) setFlagsFromString(flag)
  // Yoga, which lays the screen out, looks for fetch; a first look at it would load an HTTP client, which nothing here needs.
  Reflect.deleteProperty(globalThis, 'fetch')
  // Not from grader/index.ts: Vitest stays out of the process that draws the screen.
  const [{ createGraderProcess }, { createPreview }, { openUi }] = await Promise.all([
    import('../grader/process-client.ts'),
    import('../grader/preview.ts'),
    import('../ui/open.tsx'),
  ])
  const grader = createGraderProcess({ workspaceRoot: workspace.root, course, assets, spares: SPARES })
  const observer = createPreview({ workspaceRoot: workspace.root, course, assets })
  // A warning of Node's would be written across the screen, and a learner can do nothing about it.
  process.removeAllListeners('warning')
  process.on('warning', () => {})
  // While the window is open it gives the terminal back before it says what happened.
  const onFault = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  try {
    return await openUi({
      workspace: refreshing(createWorkspacePort(opened, services, io.now), observer.refresh),
      course,
      grader,
      preview: observer.preview,
      loadPicture: lessonId => loadPicture(lessonId, assets.root),
      finale: createFinalePort(workspace.root, services),
      kata: createKataPort(
        opened,
        services,
        root => createGraderProcess({ workspaceRoot: root, course, assets, spares: SPARES }),
        io.now,
      ),
      env: environmentOf(options, io),
      stdin: process.stdin,
      stdout: process.stdout,
      now: () => io.now().getTime(),
      drawing: options.ascii ? 'ascii' : 'auto',
      motion: options.motion === false || io.env.NO_MOTION ? 'still' : 'seconds',
      platform: process.platform,
      notes: noticesOf(opened),
    })
  } finally {
    for (const listener of onFault) process.on('uncaughtException', listener)
    observer.close()
    await grader.close()
  }
}

/** Pictures show the code as it was saved last. */
function refreshing(port: WorkspacePort, refresh: () => void): WorkspacePort {
  return {
    ...port,
    watch: handlers =>
      port.watch({
        ...handlers,
        onChange(files) {
          refresh()
          handlers.onChange(files)
        },
      }),
  }
}

/** `--no-color` is NO_COLOR for all that draws. */
function environmentOf({ color }: CommonOptions, { env }: CommandIo): CommandIo['env'] {
  return color === false ? { ...env, NO_COLOR: '1', FORCE_COLOR: undefined } : env
}
