/**
 * Decides whether the policy folder is there. A run in the wrong folder must not
 * answer 'nobody may' or 'no findings': a job with a wrong working directory
 * would stay green for ever.
 */
import { join, posix, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isRegularFile, missingFolder } from '../files/path-on-disk.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { policyFolder } from './policy-folder.ts'
import type { Workbench } from './workbench.ts'

/** `empty`: a project that has no policy folder yet, and whose config names none. It can be answered about, after a note. */
export type FolderState =
  | { readonly kind: 'there' }
  | { readonly kind: 'empty'; readonly what: string }
  | { readonly kind: 'absent'; readonly error: PolicyctlError; readonly isMisspelt: boolean }

export async function policyFolderState(workbench: Workbench): Promise<FolderState> {
  const { project } = workbench
  const { policies: folder, policiesLine } = project.config
  const missing = missingFolder(join(project.root, folder))
  if (missing === null || (await policyFolder(workbench)).offDisk.size > 0) return { kind: 'there' }
  const hasConfig = project.configFile !== null || isRegularFile(join(project.root, CONFIG_NAME))
  if (!hasConfig) return { kind: 'absent', error: noProject(workbench), isMisspelt: false }
  if (policiesLine === null) return { kind: 'empty', what: `there is no folder ${folder}/ yet` }
  return { kind: 'absent', error: noFolder(workbench, missing.meant), isMisspelt: missing.meant !== null }
}

export interface Asserting {
  /** True if a ledger is enough: the folder may be gone because all policies were deleted, which the guards judge. */
  readonly orLedger?: boolean
  /** True if the question names files, and these were found. */
  readonly orFiles?: boolean
}

/**
 * Refuses a policy folder that is not there. If a folder with a similar name
 * exists, the config has misspelt it. Otherwise its last file may have been
 * deleted, since git keeps no empty folder; then a ledger, with `orLedger`, is enough.
 *
 * @throws PolicyctlError project-not-found, path-not-found; with `orLedger` repository-unusable.
 */
export async function assertPolicyFolder(
  workbench: Workbench,
  { orLedger = false, orFiles = false }: Asserting = {},
): Promise<void> {
  // A run that uses a ledger needs git: without it, the run ends here, with one message.
  if (orLedger) await workbench.repository()
  const state = await policyFolderState(workbench)
  if (state.kind !== 'absent') return
  if (orFiles && !state.isMisspelt) return
  if (orLedger && !state.isMisspelt && (await hasLedger(workbench))) return
  throw state.error
}

/** Without a chosen target there is no ledger. */
async function hasLedger(workbench: Workbench): Promise<boolean> {
  try {
    workbench.identity()
  } catch (error) {
    if (error instanceof PolicyctlError) return false
    throw error
  }
  return (await workbench.ledger.read()) !== null
}

function noProject({ context, project }: Workbench): PolicyctlError {
  const { cwd } = context
  return new PolicyctlError('project-not-found', {
    message: `there is no project here: no ${CONFIG_NAME} from ${cwd} upwards, and no folder ${project.config.policies}/ in ${project.root}`,
    hint: 'run it in the folder of the project (in a workflow: working-directory), name a config with --config, or start a project with policyctl init',
  })
}

function noFolder({ context, project }: Workbench, meant: string | null): PolicyctlError {
  const { policies: folder, policiesLine: line } = project.config
  const config = project.configFile === null ? CONFIG_NAME : relative(context.cwd, project.configFile)
  const hint =
    meant === null
      ? 'create it, even empty, or name another'
      : `did you mean ${posix.join(posix.dirname(folder), meant)}? an empty folder is fine`
  return new PolicyctlError('path-not-found', {
    message: `${config}:${line} names ${folder} as the folder of the policies, and there is no such folder`,
    hint,
  })
}
