import { join, posix, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { CONFIG_NAME } from '../files/find-project.ts'
import { missingFolder } from '../files/missing-folder.ts'
import type { Context } from './context.ts'
import { filesOffDisk } from './policies-off-disk.ts'
import type { Project } from './project.ts'

/**
 * A folder that the config names and that is not there is misspelt: finding
 * nothing in it would pass for finding nothing wrong. The default folder may
 * be missing, and so may one that a sparse checkout keeps off the disk.
 *
 * @throws PolicyctlError path-not-found.
 */
export async function assertPolicyFolder(context: Context, project: Project): Promise<void> {
  const { policies: folder, policiesLine: line } = project.config
  if (line === null) return
  const missing = missingFolder(join(project.root, folder))
  if (missing === null || (await filesOffDisk(context, project)).length > 0) return
  const { meant } = missing
  const config = project.configFile === null ? CONFIG_NAME : relative(context.cwd, project.configFile)
  throw new PolicyctlError('path-not-found', {
    message: `${config}:${line} names ${folder} as the folder of the policies, and there is no such folder`,
    hint:
      meant === null
        ? 'correct the line, or create the folder; an empty one is fine'
        : `did you mean ${posix.join(posix.dirname(folder), meant)}? an empty folder is fine, a missing one is not`,
  })
}
