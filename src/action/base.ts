/** The other side of a proposed change: the commit that it is compared with and judged by. */
import { fetchRevision, resolveRevision } from '../git/read-revision.ts'
import { type OpenRepositoryOptions, openRepository, type Repository } from '../git/repository.ts'
import type { Run } from './event.ts'

export interface Base {
  /** Commit id; here, also in a shallow clone. */
  readonly commit: string
  /** Branch, for people. */
  readonly branch: string
}

/**
 * The base of a pull request or merge group, null for other events.
 *
 * GitHub merges a pull request with the newest base for its test; the event
 * names the base of the last push. Where that test merge is checked out, its
 * first parent is the base that it really contains.
 *
 * @throws PolicyctlError where there is no repository, or the commit is nowhere.
 */
export async function baseOf(run: Run, { root, env, hidden }: OpenRepositoryOptions): Promise<Base | null> {
  const { trigger } = run
  if (trigger.kind === 'branch') return null
  const repository = await openRepository({ root, env, ...(hidden === undefined ? {} : { hidden }) })
  if (repository.git === null) throw new Error(`there is nothing to compare with: ${repository.reason}`)
  const parents = repository.head === run.sha ? await parentsOf(repository, run.sha) : []
  const wanted =
    trigger.kind === 'pull-request' && parents.length === 2 ? (parents[0] ?? '') : trigger.base.sha
  return { commit: await present(repository, wanted), branch: trigger.base.branch }
}

/** As the commit says, also where a shallow clone ends with it. */
async function parentsOf({ git }: Repository, commit: string): Promise<readonly string[]> {
  const text = await git.text(['cat-file', 'commit', commit])
  const [header = ''] = text.split('\n\n')
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, oid]) => oid ?? [])
}

async function present(repository: Repository, commit: string): Promise<string> {
  try {
    return await resolveRevision(repository, commit)
  } catch {
    return fetchRevision(repository, { remote: 'origin', ref: commit })
  }
}
