/** Files as a commit has them, for side `git:REF` and for judging by the base branch's config. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { followLinks } from './follow-links.ts'
import { listTree, MODE, readObjects, type TreeEntry } from './objects.ts'
import { fetchObjects, unreachable } from './remote-refs.ts'
import type { Repository } from './repository.ts'

export interface RevisionFile {
  /** Relative to the project's root, with '/'. */
  readonly file: string
  readonly bytes: Uint8Array
}

const POLICY_FILE = /\.(ya?ml|json)$/i

/**
 * The policy files of a revision: two processes, however many files.
 *
 * @param ref anything git takes for a commit: branch, tag, id, HEAD~2.
 * @param folder policy folder, relative to the project's root.
 * @returns every *.yaml, *.yml and *.json below it, policy tests included, sorted by path; [] where the revision has no such folder.
 * @throws PolicyctlError revision-unknown; revision-unreadable where files are in a submodule or behind a link that leaves the revision.
 */
export async function readRevision(
  repository: Repository,
  { ref, folder }: { readonly ref: string; readonly folder: string },
): Promise<readonly RevisionFile[]> {
  const { git } = repository
  const commit = await resolveRevision(repository, ref)
  const prefix = repository.folder === '' ? '' : `${repository.folder}/`
  const entries = await listTree(git, commit, `${prefix}${folder === '.' ? '' : folder}`.replace(/\/+$/, ''))
  const submodule = entries.find(({ mode }) => mode === MODE.submodule)
  if (submodule !== undefined) throw inSubmodule(ref, submodule)
  const files = (await followLinks(git, commit, entries)).filter(({ path }) => POLICY_FILE.test(path))
  const contents = await readObjects(
    git,
    files.map(({ oid }) => oid),
  )
  return files.map(({ path }, index) => ({
    file: path.slice(prefix.length),
    bytes: contents[index] ?? new Uint8Array(),
  }))
}

/** One file of a revision, by its path from the project's root; null where the revision has none. */
export async function readFileAt(
  repository: Repository,
  { ref, file }: { readonly ref: string; readonly file: string },
): Promise<Uint8Array | null> {
  const commit = await resolveRevision(repository, ref)
  const path = repository.folder === '' ? file : `${repository.folder}/${file}`
  const entry = (await listTree(repository.git, commit, path)).find((each) => each.path === path)
  if (entry === undefined) return null
  const [content] = await readObjects(repository.git, [entry.oid])
  return content ?? null
}

/** The commit that a name stands for in this clone. @throws PolicyctlError revision-unknown (4). */
export async function resolveRevision({ git, head, isShallow }: Repository, ref: string): Promise<string> {
  if (ref === 'HEAD' && head !== null) return head
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]
  const { status, stdout } = isName(ref) ? await git.attempt(args) : NO_ANSWER
  if (status === 0) return stdout.toString('utf8').trim()
  throw unknownRevision(ref, { hasCommits: head !== null, isShallow })
}

/**
 * Brings a commit here that the clone lacks (shallow clones have one branch), without moving any ref.
 *
 * @param ref commit id, or a branch or tag of the remote by its name.
 * @returns its id. @throws PolicyctlError remote-unreachable, revision-unknown.
 */
export async function fetchRevision(
  repository: Repository,
  { remote, ref }: { readonly remote: string; readonly ref: string },
): Promise<string> {
  const { git } = repository
  if (!isName(ref)) throw unknownRevision(ref, { hasCommits: true, isShallow: false })
  const tips = await git.attempt(['ls-remote', '--quiet', remote, ref], { isRemote: true })
  if (tips.status !== 0) throw unreachable(remote, tips)
  const oid = tips.stdout.toString('utf8').split('\t')[0] || ref
  const isHere = (await git.attempt(['cat-file', '-e', `${oid}^{commit}`])).status === 0
  if (!isHere) await fetchObjects(git, remote, [oid])
  return resolveRevision(repository, oid)
}

const NO_ANSWER = { status: 1, stdout: Buffer.alloc(0) }

/** What looks like an option is no name of a revision. */
function isName(ref: string): boolean {
  return ref !== '' && !ref.startsWith('-') && !/\s/.test(ref)
}

function unknownRevision(ref: string, clone: { hasCommits: boolean; isShallow: boolean }): PolicyctlError {
  const hint = !clone.hasCommits
    ? 'the repository has no commit yet: commit the policies first'
    : clone.isShallow
      ? 'this clone is shallow: git fetch origin the revision first, or check out with fetch-depth: 0'
      : 'git log --all --oneline lists what there is; a branch of the remote is origin/NAME'
  return new PolicyctlError('revision-unknown', { message: `git knows no commit '${ref}'`, hint })
}

function inSubmodule(ref: string, { path }: TreeEntry): PolicyctlError {
  return new PolicyctlError('revision-unreadable', {
    message: `'${path}' at ${ref} is a submodule, whose files are in another repository`,
    hint: `run policyctl inside ${path}, with a policyctl.yaml of its own`,
  })
}
