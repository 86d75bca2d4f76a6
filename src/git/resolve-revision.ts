/** Resolves a name to a commit so that a tag cannot pass for the branch that judges. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isLooseCommit } from './has-commit.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Repository } from './repository.ts'

type Clone = Pick<Repository, 'git' | 'head' | 'isShallow'>

/**
 * The commit that a name stands for in this clone. A branch comes before a tag
 * of its name: git takes the tag, which whoever may push one could call
 * `origin/main`.
 *
 * @param ref anything git takes for a commit: branch, tag, id, HEAD~2.
 * @throws PolicyctlError revision-unknown, revision-ambiguous (4).
 */
export async function resolveRevision(clone: Clone, ref: string): Promise<string> {
  const { git, head, isShallow } = clone
  if (ref === 'HEAD' && head !== null) return head
  const commit = isRevisionName(ref) ? await commitOf(clone, await meantBy(clone, ref)) : null
  if (commit === null) throw unknownRevision(ref, { hasCommits: head !== null, isShallow })
  const { name, way } = partsOf(ref)
  if (way === '' && ABBREVIATED.test(name)) await refuseOtherIds({ git }, { name, commit })
  return commit
}

async function commitOf({ git }: Pick<Clone, 'git'>, name: string): Promise<string | null> {
  const resolved = await resolvedIds(git)
  if (resolved.has(name) || (await isLooseCommit(git, name))) return name
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  const { status, stdout } = await git.attempt(args)
  if (status !== 0) return null
  const commit = stdout.toString('utf8').trim()
  // A commit that is here stays here; what another name stands for may change.
  if (commit === name) resolved.add(name)
  return commit
}

const resolvedIds = oncePerGit(async () => new Set<string>())

const ABBREVIATED = /^[0-9a-f]{4,39}$/
/** Git takes these for what they say. */
const PLAIN = /^(?:HEAD|@|[0-9a-f]{40}|[0-9a-f]{64}|refs\/.*|.*_HEAD|)$/s

/** Only of branches, by their short names. */
const UPSTREAM = /^@\{(?:u|upstream|push)\}/i

/** The whole name of the branch, where there is one; else the name as it stands. */
async function meantBy({ git }: Clone, ref: string): Promise<string> {
  const { name, way } = partsOf(ref)
  if (PLAIN.test(name) || UPSTREAM.test(way)) return ref
  const names = [`refs/heads/${name}`, `refs/remotes/${name}`, `refs/remotes/${name}/HEAD`]
  const listed = await git.text(['for-each-ref', '--format=%(refname) %(objectname)', ...names])
  const found = new Map(listed.split('\n').map((line) => line.split(' ') as [string, string]))
  const branches = names.filter((branch) => found.has(branch))
  const [branch, ...others] = branches
  const other = others.find((one) => found.get(one) !== found.get(branch ?? ''))
  if (branch !== undefined && other !== undefined) throw ambiguous(ref, [branch, other])
  return branch === undefined ? ref : `${branch}${way}`
}

/** `main~2` is a name, and the way from there. */
function partsOf(ref: string): { readonly name: string; readonly way: string } {
  const [, name = '', way = ''] = /^(.*?)((?:[~^:]|@\{).*)?$/s.exec(ref) ?? []
  return { name, way }
}

/** The name of a ref that is the beginning of another commit's id, too. */
async function refuseOtherIds(
  { git }: Pick<Clone, 'git'>,
  { name, commit }: { readonly name: string; readonly commit: string },
): Promise<void> {
  if (commit.startsWith(name)) return
  const { stdout } = await git.attempt(['rev-parse', `--disambiguate=${name}`])
  const [other] = stdout.toString('utf8').split('\n')
  if (other !== undefined && other !== '') throw ambiguous(name, ['a branch or tag', `the object ${other}`])
}

/** A name that looks like an option is no revision. */
export function isRevisionName(ref: string): boolean {
  return ref !== '' && !ref.startsWith('-') && !/\s/.test(ref)
}

function ambiguous(ref: string, [one, other]: readonly [string, string]): PolicyctlError {
  return new PolicyctlError('revision-ambiguous', {
    message: `'${ref}' is ambiguous in this clone: it is ${one}, and ${other}`,
    hint: 'write the full name, refs/heads/NAME or refs/remotes/NAME, or the full id of the commit',
  })
}

export function unknownRevision(
  ref: string,
  clone: { readonly hasCommits: boolean; readonly isShallow: boolean },
): PolicyctlError {
  const hint = !clone.hasCommits
    ? 'the repository has no commit yet: commit the policies first'
    : clone.isShallow
      ? 'this clone is shallow: git fetch origin the revision first, or check out with fetch-depth: 0'
      : 'git log --all --oneline lists what there is; a branch of the remote is origin/NAME'
  return new PolicyctlError('revision-unknown', { message: `git knows no commit '${ref}'`, hint })
}
