import { type AdoptDocument, acceptedFindings } from '../answers/adopt.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { unknownFieldsIn } from '../plan/unknown-fields-of.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import type { LedgerAccess } from '../workbench/ledger-place.ts'
import type { TargetIdentity } from '../workbench/target-identity.ts'
import type { Adoptions } from './choose-adoptions.ts'

export interface AdoptOutcome extends Pick<AdoptDocument, 'unknownFields' | 'serverOwn' | 'shared'> {
  readonly target: TargetIdentity
  readonly adoptions: Adoptions
  readonly notLive: AdoptDocument['notLive']
  readonly known: readonly Finding[]
  readonly revision: string | null
  readonly access: LedgerAccess
  readonly dryRun: boolean
  readonly bindingsFile: string | null
}

/** Finds the fields of adopted live policies that their files do not have. */
export function besideSpec({
  adoptions,
  live,
  ledger,
  serverFields,
}: {
  readonly adoptions: Adoptions
  readonly live: readonly LivePolicy[]
  readonly ledger: LedgerSnapshot | null
  readonly serverFields: readonly string[]
}): Pick<AdoptDocument, 'unknownFields' | 'serverOwn'> {
  const specs = new Map(adoptions.adoptions.map(({ policy, spec }) => [policy, spec]))
  const adopted = live.filter(({ name }) => specs.has(name))
  return {
    unknownFields: unknownFieldsIn(adopted, {
      ledger,
      serverFields,
      named: (name) => specs.get(name) ?? null,
    }),
    serverOwn: [...new Set(adopted.flatMap(({ beside }) => beside ?? []))].sort(),
  }
}

export function adoptDocument(outcome: AdoptOutcome): AdoptDocument {
  const { target, adoptions, notLive, known, revision, access, dryRun, bindingsFile } = outcome
  const { unknownFields, serverOwn, shared } = outcome
  const { adoptions: adopted, left } = adoptions
  return {
    formatVersion: 1,
    target: { name: target.name, endpoint: target.endpoint },
    ledger: revision,
    noLedger: access.place === null ? access.reason : null,
    summary: { adopted: adopted.length, left: left.length, known: known.length },
    adopted: adopted.map(({ policy, file, isNew, hasLeftOut }) => ({ policy, file, isNew, hasLeftOut })),
    left: left.toSorted((a, b) => (a.policy < b.policy ? -1 : 1)),
    notLive,
    unknownFields,
    serverOwn,
    dryRun,
    bindingsFile,
    baseline: acceptedFindings(known, BASELINE_NAME),
    shared,
  }
}
