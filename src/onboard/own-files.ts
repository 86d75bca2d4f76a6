/** Joins the workspaces that were read with the policy files that the project has already. */
import { posix } from 'node:path'
import type { NotAdopted } from '../answers/adopt.ts'
import { fleetTargets } from '../fleet/fleet-target.ts'
import { targetFiles } from '../fleet/target-files.ts'
import { commitCounts } from '../git/commit-counts.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { CopySource, ReadMember } from './read-members.ts'

/**
 * If a file has the same spec as the workspace, its text is used, with comments. A policy that was
 * applied from here and has no file any more is to be deleted, so it is left out.
 */
export async function withOwnFiles(
  members: readonly ReadMember[],
  files: readonly ParsedFile[],
  workbench: Workbench,
): Promise<readonly ReadMember[]> {
  if (members.every(({ workspace }) => workspace === null)) return members
  const { config } = workbench.whole
  const sources = await sourcesIn(files, workbench)
  const targets = new Map(fleetTargets(config.targets).map((target) => [target.name, target]))
  const inFiles = new Set(sources.map(({ policy }) => policy.policy.name))
  return members.map((member) => {
    if (member.workspace === null) return member
    const target = targets.get(member.name)
    if (target === undefined) return joined(member, { sources, names: inFiles })
    const { policies, dropped } = targetFiles({ folder: config.policies, files }, target)
    const names = new Set([...policies, ...dropped].map(({ written }) => written.policy.name))
    return joined(member, { sources: [], names })
  })
}

function joined(
  member: ReadMember,
  { sources, names }: { readonly sources: readonly CopySource[]; readonly names: ReadonlySet<string> },
): ReadMember {
  const isGone = (name: string): boolean =>
    !names.has(name) && member.workspace?.ledger?.policies.has(name) === true
  const gone = [...member.policies.keys()].filter(isGone).map(
    (policy): NotAdopted => ({
      ...{ policy, file: null, reason: 'managed' },
      message: 'it was applied from here and its file is gone; policyctl pull --force restores the file',
    }),
  )
  const own = sources.filter(({ policy: { policy } }) =>
    isSameSpec(policy.spec, member.policies.get(policy.name) ?? null),
  )
  return {
    ...member,
    policies: new Map([...member.policies].filter(([name]) => !isGone(name))),
    left: [...member.left, ...gone],
    sources: new Map(own.map((source) => [source.policy.policy.name, source])),
  }
}

async function sourcesIn(files: readonly ParsedFile[], workbench: Workbench): Promise<readonly CopySource[]> {
  if (files.length === 0) return []
  const repository = await workbench.repository()
  const counts =
    repository.git === null
      ? new Map<string, number>()
      : await commitCounts(repository, [workbench.whole.config.policies])
  const folder = repository.git === null ? '' : repository.folder
  return files.flatMap((file) =>
    file.policies.map((policy) => ({
      ...{ file, policy },
      commits: counts.get(posix.join(folder, file.file)) ?? 0,
    })),
  )
}
