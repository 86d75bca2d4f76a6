/** Earlier revisions of a ledger, and the policies that it once held. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isAdoptionOnly } from './adopted-since.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { refName } from './ref-name.ts'

/** Policies that a ledger held at some time and no longer holds at `revision`, or held before they left for a while. */
export async function formerPolicies(place: LedgerPlace, revision: string): Promise<ReadonlySet<string>> {
  const args = ['log', '--format=', '--name-only', '--no-renames', '--diff-filter=D', '-z']
  const output = await place.repository.git.text([...args, revision, '--', 'policies'])
  return new Set(output.split('\0').flatMap((path) => /^\n?policies\/(.+)\.json$/.exec(path)?.[1] ?? []))
}

/**
 * The revision before the newest one in which an apply left other policies:
 * what `rollback` goes back to. Commits that only broke a lock, or only took
 * over what was live, are passed over.
 *
 * @throws PolicyctlError revision-unknown where there is none.
 */
export async function previousRevision(place: LedgerPlace, revision: string): Promise<string> {
  const { git } = place.repository
  const log = await git.text(['log', '--first-parent', '--format=%H %P', revision, '--', 'policies'])
  for (const line of log.split('\n')) {
    const [commit = '', parent = ''] = line.split(' ')
    if (parent === '') break
    if (!(await isAdoptionOnly(place, { parent, commit }))) return parent
  }
  throw new PolicyctlError('revision-unknown', {
    message: `the ledger of '${place.target}' still holds its first state: there is no earlier one`,
    hint: 'change the files and apply them instead',
  })
}

/**
 * A revision by what somebody typed: an id, or its first digits.
 *
 * @param current the newest revision. @throws PolicyctlError revision-unknown where the ledger has none such.
 */
export async function namedRevision(
  place: LedgerPlace,
  { current, name }: { readonly current: string; readonly name: string },
): Promise<string> {
  const { git } = place.repository
  const known = (await git.text(['rev-list', current])).split('\n')
  const found = /^[0-9a-f]{4,}$/.test(name) ? known.filter((oid) => oid.startsWith(name)) : []
  if (found.length === 1 && found[0] !== undefined) return found[0]
  throw new PolicyctlError('revision-unknown', {
    message:
      found.length === 0
        ? `the ledger of '${place.target}' has no revision '${name}'`
        : `'${name}' stands for ${found.length} revisions of the ledger of '${place.target}'`,
    hint: `git log --oneline ${refName('ledger', place.ledger)} lists them`,
  })
}
