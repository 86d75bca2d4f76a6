/**
 * Fetches the contents that a run needs in one go: a partial clone would fetch each when it is first read,
 * over a connection of its own.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchContents, unreachable } from './remote-talk.ts'
import { type Git, gitFailure } from './run-git.ts'

/** The remote from which a partial clone fetches contents; null: the clone is complete. @param common git's common folder. */
export function promisorIn(common: string): string | null {
  let remote: string | null = null
  for (const line of textOf(join(common, 'config')).split('\n')) {
    const section = /^\s*\[/.test(line)
    if (section) remote = /^\s*\[remote "(.+)"\]/.exec(line)?.[1] ?? null
    const [, partial] = /^\s*partialclone\s*=\s*(\S+)/i.exec(line) ?? []
    if (partial !== undefined) return partial
    if (remote !== null && /^\s*promisor\s*=\s*true\b/i.test(line)) return remote
  }
  return null
}

/**
 * Brings contents that a partial clone lacks, all in one fetch.
 *
 * @throws PolicyctlError remote-unreachable (4).
 */
export async function bringContents(git: Git, oids: readonly string[]): Promise<void> {
  const { promisor } = git
  if (promisor === null || oids.length === 0) return
  const missing = await missingOf(git, oids)
  if (missing.length === 0) return
  const output = await fetchContents(git, promisor, missing)
  if (output.status !== 0) throw unreachable(promisor, output)
}

/**
 * Finds missing contents without fetching them. Any question to git about an id fetches the object, even whether
 * it exists; the entries of a tree are not fetched, so the ids are put into one.
 */
async function missingOf(git: Git, oids: readonly string[]): Promise<readonly string[]> {
  const lines = [...new Set(oids)].map((oid, index) => `100644 blob ${oid}\t${index}\n`)
  const tree = await git.text(['mktree', '--missing'], { input: lines.join('') })
  const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', tree]
  const output = await git.attempt(args)
  if (output.status !== 0) throw gitFailure(args, output)
  const listed = output.stdout.toString('utf8').split('\n')
  return listed.flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : []))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
