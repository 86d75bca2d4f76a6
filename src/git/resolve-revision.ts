/** Resolves a name to a commit. A tag must not pass for the branch whose config judges a change. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isLooseCommit } from './has-commit.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Repository } from './repository.ts'

type Clone = Pick<Repository, 'git' | 'head' | 'isShallow'>

/**
 * Finds the commit of a name in this clone. A branch comes before a tag of the
 * same name. Git prefers the tag, and anybody who may push tags could name one
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
  // Only a full id is kept: a name may stand for another commit later.
  if (commit === name) resolved.add(name)
  return commit
}

const resolvedIds = oncePerGit(async () => new Set<string>())

const ABBREVIATED = /^[0-9a-f]{4,39}$/
/** Names that git cannot confuse with a tag. */
const PLAIN = /^(?:HEAD|@|[0-9a-f]{40}|[0-9a-f]{64}|refs\/.*|.*_HEAD|)$/s

/** Suffixes that only a branch can have, written with its short name. */
const UPSTREAM = /^@\{(?:u|upstream|push)\}/i

/** Returns the full name of the branch if there is one, else the name unchanged. */
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

/** Splits `main~2` into the name and the way from there, `~2`. */
function partsOf(ref: string): { readonly name: string; readonly way: string } {
  const [, name = '', way = ''] = /^(.*?)((?:[~^:]|@\{).*)?$/s.exec(ref) ?? []
  return { name, way }
}

/** Refuses a branch or tag whose name is also the abbreviated id of another object. */
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
