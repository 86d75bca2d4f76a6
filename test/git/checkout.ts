/** What a checkout yields, and what git has to say of it. */
import { join } from 'node:path'
import { findPolicyPaths } from '../../src/files/policy-paths.ts'
import { type CheckoutComparison, compareCheckout } from '../../src/git/compare-checkout.ts'
import type { Repository } from '../../src/git/repository.ts'
import { git, openedRepository, remoteWith } from '../support/git/git.ts'

export interface Compared {
  readonly repository: Repository
  readonly comparison: CheckoutComparison
}

/** @param others what decides besides the policies; relative to the project. */
export async function comparedCheckout(
  project: string,
  { folder = 'policies', others = [] as readonly string[] } = {},
): Promise<Compared> {
  const repository = await openedRepository(project)
  const { policies, tests, findings } = findPolicyPaths({ root: project, folder })
  const comparison = await compareCheckout(repository, {
    folder,
    files: new Set([...policies, ...tests]),
    told: findings.map(({ file }) => file),
    others,
  })
  return { repository, comparison }
}

/** Adds a submodule with these files, and commits it. @returns its working tree. */
export function addSubmodule(
  root: string,
  path: string,
  files: Readonly<Record<string, string>>,
): { readonly folder: string; readonly remote: ReturnType<typeof remoteWith> } {
  const remote = remoteWith(files)
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', remote.url, path)
  git(root, 'commit', '-q', '-m', 'Add a submodule')
  return { folder: join(root, path), remote }
}
