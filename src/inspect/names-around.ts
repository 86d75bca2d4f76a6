import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import type { Context } from '../workbench/context.ts'
import { openWorkbench } from '../workbench/workbench.ts'

/** Names of a project, for shell completion. */
export interface NamesAround {
  /** The targets of the config, in its order. */
  readonly targets: readonly string[]
  /** The policies of the files, sorted. */
  readonly policies: readonly string[]
}

const NONE: NamesAround = { targets: [], policies: [] }

/** Reads files only. Without a project, or with a broken one, there are no names: completion must not print errors. */
export async function namesAround(context: Context): Promise<NamesAround> {
  try {
    const { project } = await openWorkbench(context, { target: null, config: null })
    const { targets, policies } = project.config
    const files = await readPolicyFiles({ root: project.root, folder: policies })
    const names = files.flatMap((file) => file.policies.map(({ policy }) => policy.name))
    return { targets: [...targets.keys()], policies: [...new Set(names)].sort() }
  } catch (error) {
    if (error instanceof PolicyctlError) return NONE
    throw error
  }
}
