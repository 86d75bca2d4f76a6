/** Makes the adopt document of each target: its policies with their files, and those left out. */
import { type AdoptDocument, acceptedFindings } from '../answers/adopt.ts'
import { notLiveIn } from '../author/choose-adoptions.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { fleetTargets } from '../fleet/fleet-target.ts'
import { type TargetFiles, targetFiles } from '../fleet/target-files.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { unknownFieldsIn } from '../plan/unknown-fields-of.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import type { TargetBindings } from './binding-files.ts'
import type { FleetLayout } from './fleet-layout.ts'
import type { ReadMember } from './read-members.ts'

export interface WrittenFacts {
  /** Policy files that were there before. */
  readonly files: readonly ParsedFile[]
  /** The files that say who has what. */
  readonly bindings: readonly TargetBindings[]
  /** True if nothing is written. */
  readonly dryRun: boolean
  /** The findings that went to the baseline. */
  readonly accepted?: readonly Finding[]
  /** The revision of its ledger, by target. */
  readonly revisions?: ReadonlyMap<string, string | null>
}

export function adoptedDocuments(
  read: readonly ReadMember[],
  layout: FleetLayout,
  facts: WrittenFacts,
): readonly { readonly target: string; readonly document: AdoptDocument }[] {
  const isNew = new Set(layout.files.map(({ file }) => file))
  const files = [...facts.files.filter(({ file }) => !isNew.has(file)), ...layout.files]
  const targets = new Map(fleetTargets(layout.config.targets).map((target) => [target.name, target]))
  return read.map((member) => {
    const target = targets.get(member.name)
    if (target === undefined) throw new Error(`${member.name} has no layers`)
    const given = targetFiles({ folder: layout.config.policies, files }, target)
    return { target: member.name, document: documentOf(member, { given, isNew, layout, facts }) }
  })
}

interface Documenting {
  readonly given: TargetFiles
  readonly isNew: ReadonlySet<string>
  readonly layout: FleetLayout
  readonly facts: WrittenFacts
}

function documentOf(
  { name, identity, policies, workspace }: ReadMember,
  { given, isNew, layout, facts: { dryRun, bindings, accepted = [], revisions } }: Documenting,
): AdoptDocument {
  const live = workspace?.live ?? []
  const leavesOut = new Set(
    live.flatMap((one) => (isSameSpec(one.spec, policies.get(one.name) ?? null) ? [] : [one.name])),
  )
  const adopted = given.policies
    .filter(({ parsed: { policy } }) => isSameSpec(policies.get(policy.name) ?? null, policy.spec))
    .filter(
      ({ written: { file, policy } }) =>
        isNew.has(file) || workspace?.ledger?.policies.has(policy.name) !== true,
    )
    .map(({ written: { file, policy } }) => ({
      ...{ policy: policy.name, file, isNew: isNew.has(file) },
      hasLeftOut: leavesOut.has(policy.name),
    }))
    .sort((a, b) => (a.policy < b.policy ? -1 : 1))
  const left = layout.left.get(name) ?? []
  const { access } = workspace ?? {}
  const isAdopted = new Set(adopted.map(({ policy }) => policy))
  const adoptedLive = live.filter((one) => isAdopted.has(one.name))
  const { serverFields } = layout.config
  return {
    formatVersion: 1,
    target: { name: identity.name, endpoint: identity.endpoint },
    ledger: revisions?.get(name) ?? null,
    noLedger: noLedgerOf(access),
    summary: { adopted: adopted.length, left: left.length, known: accepted.length },
    ...{ adopted, left },
    notLive: workspace === null ? [] : notLiveIn({ live, files: given.files }),
    unknownFields: unknownFieldsIn(adoptedLive, {
      ledger: workspace?.ledger ?? null,
      serverFields,
      named: (policy) => policies.get(policy) ?? null,
    }),
    serverOwn: [...new Set(adoptedLive.flatMap(({ beside }) => beside ?? []))].sort(),
    dryRun,
    bindingsFile: bindings.find(({ target }) => target === name)?.file ?? null,
    baseline: acceptedFindings(accepted, BASELINE_NAME),
    shared: [],
  }
}

function noLedgerOf(access: NonNullable<ReadMember['workspace']>['access'] | undefined): string | null {
  if (access === undefined) return 'only folders were read; no workspace was asked'
  return access.place === null ? access.reason : null
}
