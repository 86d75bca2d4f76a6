/** Reads files of a commit, for side `git:REF` and for judging by the config of the base branch. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { fetchCommits } from './deepen.ts'
import { hasCommit } from './has-commit.ts'
import { followPath, isLink, type LinkedTree, linkedTree, reachFiles, type TreeFault } from './linked-tree.ts'
import { listTree } from './list-tree.ts'
import { MODE, readContents } from './objects.ts'
import { inProject, inTree } from './project-paths.ts'
import { remoteTips } from './remote-talk.ts'
import type { Repository } from './repository.ts'
import { isRevisionName, resolveRevision, unknownRevision } from './resolve-revision.ts'

export interface RevisionFile {
  /** Relative to the project's root, with '/'. */
  readonly file: string
  readonly bytes: Uint8Array
}

/**
 * Reads the policy files of a revision, with two processes at most, and two more if there are links.
 *
 * @param ref anything git takes for a commit: branch, tag, id, HEAD~2.
 * @param folder policy folder, relative to the project's root.
 * @returns every *.yaml, *.yml and *.json below it, policy tests included, sorted by path; [] if the revision has no such folder.
 * @throws PolicyctlError revision-unknown; revision-unreadable if files are in a submodule or behind a link that leads nowhere on disk.
 */
export async function readRevision(
  repository: Repository,
  { ref, folder }: { readonly ref: string; readonly folder: string },
): Promise<readonly RevisionFile[]> {
  const { git } = repository
  const commit = await resolveRevision(repository, ref)
  const start = inTree(repository, folder === '.' ? '' : folder)
  const { files, faults } = reachFiles(await treeAt(repository, { commit, start }), start)
  const [fault] = faults
  if (fault !== undefined) throw unreadable(fault, ref)
  const contents = await readContents(
    git,
    files.map(({ oid }) => oid),
  )
  return files
    .map(({ path }, index) => ({
      file: inProject(repository, path),
      bytes: contents[index] ?? new Uint8Array(),
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** The whole tree is read only if the folder itself is a link, or is missing and may lie behind one. */
async function treeAt(
  { git, folder: project }: Repository,
  { commit, start }: { readonly commit: string; readonly start: string },
): Promise<LinkedTree> {
  const below = await listTree(git, commit, start)
  const mayHaveLinks = below.length === 0 ? start.includes('/', project.length + 1) : below.some(isLink)
  if (!mayHaveLinks) return { entries: below, targets: new Map(), project }
  return linkedTree(git, await listTree(git, commit), project)
}

/** Reads one file of a revision, by its path from the project's root; links are followed as on disk. @returns null if there is no such file. */
export async function readFileAt(
  repository: Repository,
  { ref, file }: { readonly ref: string; readonly file: string },
): Promise<Uint8Array | null> {
  const { git } = repository
  const commit = await resolveRevision(repository, ref)
  const start = inTree(repository, file)
  const tree = await treeAt(repository, { commit, start })
  const way = followPath(tree, start)
  if (way.real === null)
    throw way.kind === 'away' ? leadsOutside(file, ref) : unreadable({ path: start, kind: way.kind }, ref)
  const entry = tree.entries.find(({ path, mode }) => path === way.real && mode !== MODE.submodule)
  if (entry === undefined) {
    if (way.links.length > 0) throw unreadable({ path: start, kind: 'nothing' }, ref)
    return null
  }
  const [content] = await readContents(git, [entry.oid])
  return content ?? null
}

function leadsOutside(file: string, ref: string): PolicyctlError {
  return new PolicyctlError('leads-outside', {
    message: `${file} at ${ref} leads out of the project`,
    hint: 'put the file itself there: config and baseline are read only from inside the project',
  })
}

/**
 * Fetches a commit that the clone may lack (shallow clones have one branch); moves no ref.
 *
 * @param ref commit id, or a branch or tag of the remote by its name.
 * @returns its id. @throws PolicyctlError remote-unreachable, revision-unknown.
 */
export async function fetchRevision(
  repository: Repository,
  { remote, ref }: { readonly remote: string; readonly ref: string },
): Promise<string> {
  const { git } = repository
  if (!isRevisionName(ref)) throw unknownRevision(ref, { hasCommits: true, isShallow: false })
  // Full names: ls-remote would take `main` for a pattern and also list refs/heads/somebody/main.
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`]
  const tips = await remoteTips(git, remote, names)
  const oid = names.flatMap((name) => tips.get(name) ?? [])[0] ?? ref
  if (!(await hasCommit(git, oid))) await fetchCommits(git, remote, [oid])
  return resolveRevision(repository, oid)
}

const FACTS: Readonly<Record<TreeFault['kind'], string>> = {
  submodule: 'is a submodule, whose files are in another repository',
  away: 'is a link that leads out of the project',
  circle: 'is a link that leads back to itself',
  nothing: 'is a link to a path that the revision does not have',
  again: 'is a link to a folder that is read already',
  'no-folder': 'is a file, not a folder of policies',
  'no-policy': 'is a link to a file that is not named like a policy file',
}

function unreadable({ path, kind }: TreeFault, ref: string): PolicyctlError {
  return new PolicyctlError('revision-unreadable', {
    message: `'${path}' at ${ref} ${FACTS[kind]}`,
    hint:
      kind === 'submodule'
        ? `run policyctl inside ${path}, with a policyctl.yaml of its own`
        : 'replace the link by the file it leads to, and commit that',
  })
}
