/** Tags `policyctl/<ledger>/<any name>`: published heads of a ledger. If commits are cut off below one, verify notices. */
import { refName } from './ref-name.ts'
import { unreachable } from './remote-talk.ts'
import type { Git } from './run-git.ts'

export interface AnchorTag {
  readonly ref: string
  /** The commit that it names. */
  readonly revision: string
}

/** @param ledger its name. @param remote null: this repository's own tags. @throws PolicyctlError remote-unreachable. */
export async function anchorTags(
  git: Git,
  { ledger, remote }: { readonly ledger: string; readonly remote: string | null },
): Promise<readonly AnchorTag[]> {
  const prefix = refName('ledger', ledger).replace('refs/policyctl/ledger/', 'refs/tags/policyctl/')
  return remote === null ? localTags(git, `${prefix}/`) : remoteTags(git, remote, `${prefix}/*`)
}

async function localTags(git: Git, prefix: string): Promise<readonly AnchorTag[]> {
  const format = '--format=%(refname)%09%(objectname)%09%(*objectname)'
  const text = await git.text(['for-each-ref', format, prefix])
  return text.split('\n').flatMap((line) => {
    const [ref = '', oid = '', peeled = ''] = line.split('\t')
    return ref === '' ? [] : [{ ref, revision: peeled || oid }]
  })
}

async function remoteTags(git: Git, remote: string, pattern: string): Promise<readonly AnchorTag[]> {
  const answer = await git.attempt(['ls-remote', '--quiet', remote, pattern], { isRemote: true })
  if (answer.status !== 0) throw unreachable(remote, answer)
  const tags = new Map<string, string>()
  // The object that an annotated tag names follows it on a line of its own.
  for (const line of answer.stdout.toString('utf8').split('\n')) {
    const [oid = '', ref = ''] = line.split('\t')
    if (ref !== '') tags.set(ref.replace(/\^\{\}$/, ''), oid)
  }
  return [...tags].map(([ref, revision]) => ({ ref, revision }))
}
