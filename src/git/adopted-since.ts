/**
 * Finds the policies that a ledger took over without an apply having created
 * them: they were live before, somebody else made them, and a rollback must not
 * delete them. The messages of the ledger's commits say what each run did.
 */
import type { LedgerSnapshot, Pending } from '../policy/ledger-snapshot.ts'
import type { Spec } from '../policy/policy.ts'
import { type PutBackRun, writtenByRun } from '../policy/put-back-run.ts'
import { readRevisionOfLedger } from './ledger.ts'
import type { LedgerPlace } from './ledger-place.ts'

export interface LedgerSpan {
  readonly earlier: LedgerSnapshot
  /** A later revision of the same ledger. */
  readonly current: Pick<LedgerSnapshot, 'revision' | 'policies'>
}

/**
 * Policies that `current` has and `earlier` does not, and that no run in between created. Each
 * comes with the spec that it was adopted with, or with the present one if the adopting run
 * changed it at once.
 */
export async function adoptedSince(
  place: LedgerPlace,
  { earlier, current }: LedgerSpan,
): Promise<AdoptedSince> {
  const names = [...current.policies.keys()].filter((name) => !earlier.policies.has(name))
  if (names.length === 0) return new Map()
  const entries = await entriesOf(place, earlier.revision, current.revision)
  const readPending = cachedPending(place)
  const adopted = new Map<string, Spec>()
  for (const name of names) {
    const entry = await entryOf(name, { entries, readPending, earlier })
    if (entry === null) continue
    const isChanged = entry.lines.has(`updated ${name}`)
    const revision = isChanged ? null : await readRevisionOfLedger(place, entry.revision)
    const spec = revision?.policies.get(name) ?? current.policies.get(name)
    if (spec !== undefined) adopted.set(name, spec)
  }
  return adopted
}

export type AdoptedSince = ReadonlyMap<string, Spec>

/** Tells whether a commit of the ledger only took over what was live. */
export async function isAdoptionOnly(
  place: LedgerPlace,
  { parent, commit }: { readonly parent: string; readonly commit: string },
): Promise<boolean> {
  const entries = await entriesOf(place, parent, commit)
  const has = (list: 'lines' | 'changes', pattern: RegExp): boolean =>
    entries.some((entry) => [...entry[list]].some((text) => pattern.test(text)))
  if (has('lines', DID_WRITE) || has('changes', /^[^A] policies\//)) return false
  const earlier = await readRevisionOfLedger(place, parent)
  const current = await readRevisionOfLedger(place, commit)
  const adopted = await adoptedSince(place, { earlier, current })
  return [...current.policies.keys()].every((name) => earlier.policies.has(name) || adopted.has(name))
}

const DID_WRITE = /^(created|updated|deleted) /

/** Finds the runs after `from` that wrote policies, and left the record of all policies as it was. Oldest first. */
export async function putBackSince(
  place: LedgerPlace,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly PutBackRun[]> {
  const entries = await entriesOf(place, from, to)
  return entries.flatMap(({ revision, lines, changes }) => {
    const policies = writtenByRun(lines)
    const isRecorded = [...changes].some((change) => /^\S+ policies\//.test(change))
    return policies.length === 0 || isRecorded ? [] : [{ revision, policies }]
  })
}

/** A commit of the ledger. */
interface LedgerEntry {
  readonly revision: string
  /** The lines of its message. */
  readonly lines: ReadonlySet<string>
  /** The files that it added, changed and removed: `A policies/a.json`. */
  readonly changes: ReadonlySet<string>
}

/** Oldest first. */
async function entriesOf(place: LedgerPlace, from: string, to: string): Promise<readonly LedgerEntry[]> {
  const args = ['log', '--reverse', '--first-parent', '-m', '--name-status', '--no-renames']
  const output = await place.repository.git.text([...args, '--format=%x01%H%n%B%x02', `${from}..${to}`])
  return output.split('\u0001').flatMap((text) => {
    const [message = '', changes = ''] = text.split('\u0002')
    const [revision = '', ...lines] = message.split('\n')
    if (revision === '') return []
    return [{ revision, lines: new Set(lines), changes: new Set(changes.replaceAll('\t', ' ').split('\n')) }]
  })
}

interface Facts {
  readonly entries: readonly LedgerEntry[]
  readonly readPending: (revision: string) => Promise<Pending>
  readonly earlier: LedgerSnapshot
}

/** The commit that adopted a policy; null where a run created it. */
async function entryOf(name: string, { entries, readPending, earlier }: Facts): Promise<LedgerEntry | null> {
  let isCreated = earlier.pending.get(name)?.includes(null) === true
  let adopting: LedgerEntry | null = null
  for (const entry of entries) {
    const has = (change: string): boolean => entry.changes.has(change)
    if (has(`D policies/${name}.json`)) {
      isCreated = false
      adopting = null
    }
    if (entry.lines.has(`created ${name}`) || entry.lines.has(`failed to create ${name}`)) isCreated = true
    // A run whose lock was removed had meant to create the policy; the ledger keeps that intent, with null
    // for 'absent'.
    if (has(`A pending/${name}.json`) || has(`M pending/${name}.json`))
      isCreated ||= (await readPending(entry.revision)).get(name)?.includes(null) === true
    if (has(`A policies/${name}.json`)) adopting = entry
  }
  return isCreated ? null : adopting
}

function cachedPending(place: LedgerPlace): Facts['readPending'] {
  const read = new Map<string, Promise<Pending>>()
  return (revision) => {
    const known = read.get(revision)
    if (known !== undefined) return known
    const pending = readRevisionOfLedger(place, revision).then((ledger) => ledger.pending)
    read.set(revision, pending)
    return pending
  }
}
