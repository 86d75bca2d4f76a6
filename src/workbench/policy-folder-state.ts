/**
 * Decides whether there is anything to answer from. A run in the wrong folder
 * must not answer 'nobody may' or 'no findings': a job with a wrong working
 * directory would stay green for ever.
 */
import { join, posix, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isRegularFile, missingFolder } from '../files/path-on-disk.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { policyFolder } from './policy-folder.ts'
import type { Workbench } from './workbench.ts'

/** `empty`: a project without that folder yet; an answer, and told first. */
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
  /** Deletes may be all that is left to do: what a ledger has is up to the guards. */
  readonly orLedger?: boolean
  /** Files are named to look at, and those were found. */
  readonly orFiles?: boolean
}

/**
 * A folder that the config names, that is not there, and that is nearly called
 * like one that is, is misspelt, whatever a ledger has. Git keeps no folder of
 * which the last file was deleted, so any other may be missing where a ledger
 * says what was there.
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

/** No project, or none that chooses a target, has no ledger to ask. */
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
