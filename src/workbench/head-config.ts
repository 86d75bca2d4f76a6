/**
 * Refuses to run without a config that HEAD has. If a sparse checkout leaves it
 * out, or somebody moved it away, every guard would be at its default.
 */
import { dirname, relative, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Project } from '../files/find-project.ts'
import { realPath } from '../files/path-on-disk.ts'
import { inTree } from '../git/project-paths.ts'
import type { Repository } from '../git/repository.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { foldersUp } from './config-at.ts'
import type { Context } from './context.ts'
import { keylessEnvironment } from './keyless-environment.ts'
import { openOnce } from './open-once.ts'

/** @throws PolicyctlError config-not-found if HEAD has a config nearer than the one that was found on disk. */
export async function assertConfigOfHead(context: Context, { configFile }: Project): Promise<void> {
  const { cwd } = context
  if (configFile !== null && dirname(configFile) === cwd) return
  const repository = await repositoryAt(context)
  if (repository === null || repository.head === null) return
  const found = configFile === null ? null : realPath(dirname(configFile))
  const folders = foldersUp(repository.folder)
  const nearer = folders.slice(
    0,
    nearest(folders, (folder) => resolve(repository.workTree, folder) === found),
  )
  const [missing] = await configsIn(repository, nearer)
  if (missing !== undefined) throw onlyInHead(relative(cwd, resolve(repository.workTree, missing)))
}

/** A git that cannot be run is no error here: commands that need it report that, and others work without it. */
async function repositoryAt(context: Context): Promise<Repository | null> {
  const { cwd, env } = context
  try {
    const repository = await openOnce(context, { root: cwd, env: keylessEnvironment(env) })
    return repository.git === null ? null : repository
  } catch (error) {
    if (error instanceof PolicyctlError) return null
    throw error
  }
}

function nearest(folders: readonly string[], isIt: (folder: string) => boolean): number {
  const at = folders.findIndex(isIt)
  return at === -1 ? folders.length : at
}

/** Returns those of the folders that have a config in HEAD; nearest first. */
async function configsIn({ git, head }: Repository, folders: readonly string[]): Promise<readonly string[]> {
  if (folders.length === 0) return []
  const paths = folders.map((folder) => inTree({ folder }, CONFIG_NAME))
  const listed = await git.text([
    ...['ls-tree', '-z', '--full-tree', '--name-only', head ?? 'HEAD', '--'],
    ...paths,
  ])
  const there = new Set(listed.split('\0'))
  return paths.filter((path) => there.has(path))
}

function onlyInHead(file: string): PolicyctlError {
  return new PolicyctlError('config-not-found', {
    message: `${file} is in HEAD but not on disk: policyctl does not run without the config that HEAD has`,
    hint: `git restore -- ${file} (or git sparse-checkout add it), or commit its removal; --config git:HEAD reads it from there`,
  })
}
