/** Tags `policyctl/<ledger>/<any name>`: published heads of a ledger. If commits are cut off below one, verify notices. */
import { isAncestor } from './is-ancestor.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { refName } from './ref-name.ts'
import { unreachable } from './remote-talk.ts'
import type { Git } from './run-git.ts'

export interface AnchorTag {
  readonly ref: string
  /** The commit that it names. */
  readonly revision: string
}

/** An earlier name of a ledger: it moved. */
export interface FormerName {
  readonly name: string
  /** The newest commit of the other ledger that has this name by now; null: none has. */
  readonly taken: string | null
}

/**
 * Lists the tags of a ledger under each of its names, since a move changes none of them. A tag that another ledger
 * of an earlier name contains is that ledger's own.
 *
 * @throws PolicyctlError remote-unreachable.
 */
export async function anchorTags(
  { repository, ledger, remote }: Pick<LedgerPlace, 'repository' | 'ledger' | 'remote'>,
  former: readonly FormerName[] = [],
): Promise<readonly AnchorTag[]> {
  const { git } = repository
  const prefixes = [ledger, ...former.map(({ name }) => name)].map(tagsOf)
  const tags = remote === null ? await localTags(git, prefixes) : await remoteTags(git, remote, prefixes)
  const isOthers = async ({ ref, revision }: AnchorTag): Promise<boolean> => {
    const taken = former.find(({ name }) => ref.startsWith(tagsOf(name)))?.taken ?? null
    return taken !== null && isAncestor(repository, { ancestor: revision, of: taken, remote })
  }
  const own: AnchorTag[] = []
  for (const tag of tags) if (!(await isOthers(tag))) own.push(tag)
  return own
}

/** `refs/tags/policyctl/production/` */
function tagsOf(ledger: string): string {
  return `${refName('ledger', ledger).replace('refs/policyctl/ledger/', 'refs/tags/policyctl/')}/`
}

async function localTags(git: Git, prefixes: readonly string[]): Promise<readonly AnchorTag[]> {
  const format = '--format=%(refname)%09%(objectname)%09%(*objectname)'
  const text = await git.text(['for-each-ref', format, ...prefixes])
  return text.split('\n').flatMap((line) => {
    const [ref = '', oid = '', peeled = ''] = line.split('\t')
    return ref === '' ? [] : [{ ref, revision: peeled || oid }]
  })
}

async function remoteTags(
  git: Git,
  remote: string,
  prefixes: readonly string[],
): Promise<readonly AnchorTag[]> {
  const patterns = prefixes.map((prefix) => `${prefix}*`)
  const answer = await git.attempt(['ls-remote', '--quiet', remote, ...patterns], { isRemote: true })
  if (answer.status !== 0) throw unreachable(remote, answer)
  const tags = new Map<string, string>()
  // The object that an annotated tag names follows it on a line of its own.
  for (const line of answer.stdout.toString('utf8').split('\n')) {
    const [oid = '', ref = ''] = line.split('\t')
    if (ref !== '') tags.set(ref.replace(/\^\{\}$/, ''), oid)
  }
  return [...tags].map(([ref, revision]) => ({ ref, revision }))
}
