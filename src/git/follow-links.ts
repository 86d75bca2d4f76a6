/** Symbolic links of a revision, followed as the file system follows them on disk. */
import { posix } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { listTree, MODE, readObjects, type TreeEntry } from './objects.ts'
import type { Git } from './run-git.ts'

/** A link may lead to a link; more often than this it is a circle. */
const DEPTH = 8

/**
 * Entries with links replaced by what they lead to: a file, or the files of a
 * folder, under the link's own path.
 *
 * @throws PolicyctlError revision-unreadable for a link that leaves the revision.
 */
export async function followLinks(
  git: Git,
  commit: string,
  entries: readonly TreeEntry[],
): Promise<readonly TreeEntry[]> {
  if (!entries.some(isLink)) return entries
  const all = await listTree(git, commit)
  const links = all.filter(isLink)
  const contents = await readObjects(
    git,
    links.map(({ oid }) => oid),
  )
  const targets = new Map(links.map(({ path }, index) => [path, contents[index]?.toString('utf8') ?? '']))
  return entries.flatMap((entry) => followed(entry, { all, targets, commit, depth: 0 }))
}

interface Revision {
  readonly all: readonly TreeEntry[]
  readonly targets: ReadonlyMap<string, string>
  readonly commit: string
  readonly depth: number
}

function followed(entry: TreeEntry, revision: Revision): readonly TreeEntry[] {
  if (!isLink(entry)) return [entry]
  const target = revision.targets.get(entry.path) ?? ''
  const path = posix.normalize(posix.join(posix.dirname(entry.path), target))
  const found = target.startsWith('/') ? [] : revision.all.filter((each) => isAtOrBelow(each.path, path))
  if (found.length === 0 || revision.depth > DEPTH) return unfollowed(entry, target, revision)
  const next = { ...revision, depth: revision.depth + 1 }
  return found.flatMap((each) =>
    followed(each, next).map((file) => ({ ...file, path: entry.path + file.path.slice(path.length) })),
  )
}

function isLink({ mode }: TreeEntry): boolean {
  return mode === MODE.link
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** What cannot be a policy, nor a folder of policies, is no business of ours. */
function unfollowed(entry: TreeEntry, target: string, { commit }: Revision): readonly TreeEntry[] {
  const extension = posix.extname(entry.path)
  if (extension !== '' && !['.yaml', '.yml', '.json'].includes(extension)) return []
  throw new PolicyctlError('revision-unreadable', {
    message: `'${entry.path}' at ${commit.slice(0, 12)} links to '${target}', which the revision does not have`,
    hint: 'replace the link by the file it leads to, and commit that',
  })
}
