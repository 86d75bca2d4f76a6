/** Reads the tools of the workspace that a side is about, if the key may read them; they are never required. */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Tool } from '../policy/tool.ts'
import { type LiveWorkspace, readLive } from './read-live.ts'
import type { SideName } from './side-name.ts'
import type { Workbench } from './workbench.ts'

/**
 * For files and revisions, the workspace is asked only if the question names a
 * target; its tools then count for them too.
 *
 * @returns null if no workspace is asked, or its tools cannot be read.
 */
export async function toolsOf(workbench: Workbench, side: SideName): Promise<readonly Tool[] | null> {
  if (side.kind === 'live' && side.target !== undefined) {
    const other = workbench.forTarget(side.target)
    try {
      return await toolsIn(other)
    } finally {
      await other.close()
    }
  }
  return side.kind === 'live' || workbench.named !== null ? toolsIn(workbench) : null
}

/** Reads the workspace first: if that fails, there is no second message about its tools. @throws StoreFailure. */
export async function readLiveWithTools(
  workbench: Workbench,
): Promise<LiveWorkspace & { readonly tools: readonly Tool[] | null }> {
  const { reads } = await workbench.target()
  const live = await readLive(reads)
  return { ...live, tools: await toolsIn(workbench) }
}

/** Reads the tools of the workbench's target. @returns null if they cannot be read. */
async function toolsIn(workbench: Workbench): Promise<readonly Tool[] | null> {
  const { reads } = await workbench.target()
  try {
    return await reads.tools()
  } catch (failure) {
    if (!(failure instanceof StoreFailure)) throw failure
    const text = `the tools of the workspace cannot be read: ${failure.message}`
    workbench.context.notify({ kind: 'note', text })
    return null
  }
}
