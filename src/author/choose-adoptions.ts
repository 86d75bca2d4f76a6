/** Chooses the live policies that get a file, and writes its text. Pure. */

import type { Adopted, NotAdopted, NotAdoptedReason, NotLive } from '../answers/adopt.ts'
import { newPolicyFile } from '../edit/new-policy-file.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy, UnreadablePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import { fileForPolicy } from '../workbench/file-for-policy.ts'
import { folderOfNew, writtenSpec } from './layer-edit.ts'

export interface Adoption extends Adopted {
  /** The live spec, without the server's own fields. */
  readonly spec: Spec
  /** The file to write; null: the policy has a file already. */
  readonly parsed: ParsedFile | null
}

export interface AdoptionFacts {
  /** Policies that were asked for; empty: all live policies. */
  readonly names: ReadonlySet<string>
  readonly live: readonly LivePolicy[]
  /** The live policies that cannot be read. */
  readonly unreadable: readonly UnreadablePolicy[]
  readonly ledger: LedgerSnapshot | null
  /** Policies of other projects of the repository. */
  readonly theirs: ReadonlySet<string>
  /** All policy files, also those that a sparse checkout keeps off the disk. */
  readonly files: readonly ParsedFile[]
  /** Folder of the policies, relative to the root. */
  readonly folder: string
  /** null: no target has layers. */
  readonly fleet: FleetSubject | null
  readonly schemaFor: (file: string) => string | null
}

export interface Adoptions {
  readonly adoptions: readonly Adoption[]
  readonly left: readonly NotAdopted[]
}

export function chooseAdoptions(facts: AdoptionFacts): Adoptions {
  const { live, unreadable, names, files } = facts
  const written = new Map(
    files.flatMap((file) => file.policies.map((one) => [one.policy.name, one] as const)),
  )
  const isAsked = ({ name }: LivePolicy): boolean => names.size === 0 || names.has(name)
  const asked = live.filter(isAsked)
  const unread = unreadable
    .filter(isAsked)
    .map(({ name, fault }) => left(name, null, 'unreadable', `it cannot be read: ${fault}`))
  const results = asked
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((policy) => {
      const own = written.get(policy.name)
      return own === undefined
        ? newFile(policy, facts)
        : ownFile(policy, { file: own.file, spec: own.policy.spec }, facts)
    })
  return {
    adoptions: results.flatMap((result) => ('spec' in result ? [result] : [])),
    left: [...results.flatMap((result) => ('reason' in result ? [result] : [])), ...unread],
  }
}

/** Finds policies that only files have, such as the sample of `init`: an apply would create them in the workspace. */
export function notLiveIn({ live, files }: Pick<AdoptionFacts, 'live' | 'files'>): readonly NotLive[] {
  const names = new Set(live.map(({ name }) => name))
  return files
    .flatMap((file) => file.policies.map(({ policy }) => ({ policy: policy.name, file: file.file })))
    .filter(({ policy }) => !names.has(policy))
    .sort((a, b) => (a.policy < b.policy ? -1 : 1))
}

/** null: nothing is left to do. */
type Result = Adoption | NotAdopted | object

function ownFile(
  { name, spec: live }: LivePolicy,
  own: { file: string; spec: Spec },
  { ledger }: AdoptionFacts,
): Result {
  if (ledger?.policies.has(name) === true || ledger?.pending.get(name)?.includes(null) === false) return {}
  const spec = liveAsKnown(live, own.spec)
  if (isSameSpec(spec, own.spec))
    return { policy: name, file: own.file, isNew: false, hasLeftOut: false, spec: own.spec, parsed: null }
  return left(name, own.file, 'differs', `${own.file} already has it, with another spec`)
}

function newFile({ name, spec: live }: LivePolicy, facts: AdoptionFacts): Result {
  const { folder, fleet, ledger, theirs, files, schemaFor } = facts
  if (theirs.has(name))
    return left(
      name,
      null,
      'managed',
      'another project of this repository owns it; each policy has one owner',
    )
  if (ledger?.policies.has(name) === true)
    return left(
      name,
      null,
      'managed',
      'it was applied from here and its file is gone; policyctl pull --force restores the file',
    )
  const dropped = fleet?.given.dropped.find(({ written }) => written.policy.name === name)
  if (dropped !== undefined)
    return left(
      name,
      dropped.written.file,
      'without',
      `without: [${dropped.glob}] of ${fleet?.target.name} drops it in policyctl.yaml, although ${dropped.written.file} has it`,
    )
  const place = fileForPolicy(folderOfNew(folder, fleet), name)
  if ('fault' in place) return left(name, null, 'name', place.fault)
  const { file } = place
  if ((fleet?.files ?? files).some((other) => other.file === file))
    return left(name, file, 'file-exists', `${file} already exists with other content`)
  const spec = liveAsKnown(live)
  const written = writtenSpec({ policy: name, spec }, { file: null, fleet })
  if ('fault' in written) return left(name, null, 'map', written.fault)
  const text = newPolicyFile({ name, spec: written.spec, schema: schemaFor(file) })
  const parsed = parsePolicyFile(file, new TextEncoder().encode(text))
  return { policy: name, file, isNew: true, hasLeftOut: !isSameSpec(live, spec), spec, parsed }
}

function left(policy: string, file: string | null, reason: NotAdoptedReason, message: string): NotAdopted {
  return { policy, file, reason, message }
}
