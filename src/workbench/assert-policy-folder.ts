import { join, posix, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { CONFIG_NAME } from '../files/find-project.ts'
import { missingFolder } from '../files/missing-folder.ts'
import { policyFolder } from './policy-folder.ts'
import type { Workbench } from './workbench.ts'

/**
 * A folder that the config names, that is not there, and that is nearly called
 * like one that is, is misspelt: finding nothing in it would pass for finding
 * nothing wrong. Any other may be missing: git keeps no folder of which the
 * last file was deleted, and what that would delete is up to the guards.
 *
 * @throws PolicyctlError path-not-found.
 */
export async function assertPolicyFolder(workbench: Workbench): Promise<void> {
  const { context, project } = workbench
  const { policies: folder, policiesLine: line } = project.config
  if (line === null) return
  const meant = missingFolder(join(project.root, folder))?.meant ?? null
  if (meant === null || (await policyFolder(workbench)).offDisk.size > 0) return
  const config = project.configFile === null ? CONFIG_NAME : relative(context.cwd, project.configFile)
  throw new PolicyctlError('path-not-found', {
    message: `${config}:${line} names ${folder} as the folder of the policies, and there is no such folder`,
    hint: `did you mean ${posix.join(posix.dirname(folder), meant)}? an empty folder is fine`,
  })
}
