/**
 * Reads git's objects in bulk: a few loose ones without a process (loose-objects.ts), else all of them with
 * one. Nothing here knows index, working tree or refs.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isObjectId, readLoose } from './loose-objects.ts'
import { oncePerGit } from './once-per-git.ts'
import { bringContents } from './promisor.ts'
import type { Git } from './run-git.ts'

export interface TreeEntry {
  /** Octal, as git writes it: 100644, 100755, 120000 (link), 160000 (submodule), 040000 (tree). */
  readonly mode: string
  readonly oid: string
  /** From the tree's root, with '/'. */
  readonly path: string
}

export const MODE = { file: '100644', link: '120000', tree: '040000', submodule: '160000' } as const

/**
 * Reads contents of files, in the order of `oids`; a partial clone first fetches
 * those that it lacks, all at once.
 *
 * @throws PolicyctlError git-failed if an object is missing, remote-unreachable.
 */
export async function readContents(git: Git, oids: readonly string[]): Promise<readonly Buffer[]> {
  await bringContents(git, oids)
  return readObjects(git, oids)
}

/** Reads objects that the clone has, in the order of `oids`. @throws PolicyctlError git-failed if one is missing. */
export async function readObjects(git: Git, oids: readonly string[]): Promise<readonly Buffer[]> {
  if (oids.length === 0) return []
  const kept = await keptObjects(git)
  const known = oids.map((oid) => kept.get(oid))
  if (known.every((content) => content !== undefined)) return known
  const contents = await objectsOf(git, oids)
  if (oids.length > MOST_KEPT) return contents
  for (const [at, oid] of oids.entries()) {
    const content = contents[at]
    if (content !== undefined && content.length <= LONGEST_KEPT && isObjectId(git, oid))
      kept.set(oid, content)
  }
  return contents
}

/** Objects never change, so small ones are kept: a run reads the config of a commit again and again. */
const keptObjects = oncePerGit(async () => new Map<string, Buffer>())
const MOST_KEPT = 10
const LONGEST_KEPT = 65_536

async function objectsOf(git: Git, oids: readonly string[]): Promise<readonly Buffer[]> {
  const loose = await readLoose(git, oids)
  if (loose !== null) return loose.map(({ content }) => content)
  const output = await git.run(['cat-file', '--batch'], { input: `${oids.join('\n')}\n` })
  const contents: Buffer[] = []
  let at = 0
  for (const oid of oids) {
    const end = output.indexOf(10, at)
    const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(output.toString('latin1', at, end))?.[1]
    if (size === undefined) throw missingObject(oid)
    const start = end + 1
    contents.push(output.subarray(start, start + Number(size)))
    at = start + Number(size) + 1
  }
  return contents
}

function missingObject(oid: string): PolicyctlError {
  return new PolicyctlError('git-failed', {
    message: `the repository lacks object ${oid}`,
    hint: 'git fsck lists what else is missing; git fetch --refetch brings it back from the remote',
  })
}
