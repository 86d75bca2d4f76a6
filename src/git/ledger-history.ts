/** Earlier revisions of a ledger, and the policies that it once held. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { PutBackRun } from '../policy/put-back-run.ts'
import { isAdoptionOnly, putBackSince } from './adopted-since.ts'
import { DEED_TRAILER, type LedgerDeed } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { refName } from './ref-name.ts'

/**
 * Finds the policies that a ledger held once and that were gone from the workspace when they left it. Policies that
 * `forget` gave up, or that went to another project, left only the ledger: the workspace kept them.
 */
export async function formerPolicies(place: LedgerPlace, revision: string): Promise<ReadonlySet<string>> {
  const last = new Map<string, boolean>()
  for (const { policies, isKept } of await departures(place, revision))
    for (const policy of policies) if (!last.has(policy)) last.set(policy, isKept)
  return new Set([...last].flatMap(([policy, isKept]) => (isKept ? [] : [policy])))
}

interface Departure {
  readonly policies: readonly string[]
  /** True if the workspace kept them. */
  readonly isKept: boolean
}

/** The commits in which policies left the ledger, newest first. */
async function departures(place: LedgerPlace, revision: string): Promise<readonly Departure[]> {
  const format = `--format=%x01%(trailers:key=${DEED_TRAILER},valueonly)%x02`
  const args = ['log', format, '--name-only', '--no-renames', '--diff-filter=D', '-z']
  const output = await place.repository.git.text([...args, revision, '--', 'policies'])
  return output.split('\u0001').flatMap((text) => {
    const [deed, paths] = text.split('\u0002')
    if (deed === undefined || paths === undefined) return []
    return [{ policies: paths.split('\0').flatMap(policyAt), isKept: LIVE_KEEPS.has(deed.trim()) }]
  })
}

function policyAt(path: string): readonly string[] {
  const name = /^\s*policies\/(.+)\.json$/.exec(path)?.[1]
  return name === undefined ? [] : [name]
}

const LIVE_KEEPS: ReadonlySet<string> = new Set<LedgerDeed>(['forget', 'hand-over'])

export interface Previous {
  readonly revision: string
  /** Newest last. */
  readonly passedOver: readonly PutBackRun[]
}

/**
 * The revision before the last change of policies, to which `rollback` goes back.
 * Commits that changed no policy, or only adopted live ones, do not count. Neither do those that only put live
 * edits back: `passedOver` names them, since the workspace changed with them.
 *
 * @throws PolicyctlError revision-unknown if there is none.
 */
export async function previousRevision(place: LedgerPlace, revision: string): Promise<Previous> {
  const { git } = place.repository
  const log = await git.text(['log', '--first-parent', '--format=%H %P', revision, '--', 'policies'])
  let first = revision
  for (const line of log.split('\n')) {
    const [commit = '', parent = ''] = line.split(' ')
    if (commit !== '') first = commit
    if (parent === '') break
    if (!(await isAdoptionOnly(place, { parent, commit })))
      return { revision: parent, passedOver: await putBackSince(place, { from: commit, to: revision }) }
  }
  throw new PolicyctlError('revision-unknown', {
    message: `the ledger of '${place.target}' still holds its first state: there is no earlier one`,
    hint: `${putBackHint(await putBackSince(place, { from: first, to: revision }))}change the files and apply them instead`,
  })
}

/** An apply that only put live edits back changed the workspace, so somebody may look for it. */
function putBackHint(runs: readonly PutBackRun[]): string {
  const revisions = runs.map(({ revision }) => revision.slice(0, 7))
  return runs.length === 0
    ? ''
    : `${revisions.join(', ')} only put live edits back, so there is no state before it; `
}

/**
 * Finds a revision by its id or the first digits of it.
 *
 * @param current the newest revision. @throws PolicyctlError revision-unknown if the ledger has no such revision, or several.
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
