import type { Region } from '../access/model/region.ts'
import { type GuardrailDocument, guardrailDocument } from '../access/questions/guardrail-document.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import { type BindingDrift, isBoundOtherwise } from '../plan/binding-drift.ts'
import { failsForUnmanaged } from '../plan/guards/broken-by-unmanaged.ts'
import type { Safety } from '../plan/guards/guard.ts'
import type { DriftChange, FoundDrift, NotReady } from '../plan/make-drift.ts'
import type { PolicyField, Unreadable } from '../plan/plan.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import type { BindingSource } from '../policy/live-bindings.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Answer } from './answer.ts'
import type { Cause } from './cause.ts'
import type { HeldLock } from './plan.ts'

/** The changes in the workspace that were made outside git. */
export type DriftAnswer = Answer<'drift', DriftDocument, DriftView>

/** The document that `drift --format json` prints (schema/drift.schema.json). */
export interface DriftDocument {
  readonly formatVersion: 1
  /** Name of the target. */
  readonly target: string
  /** Revision of the ledger that live was compared with. */
  readonly ledger: string
  readonly changes: readonly DriftChange[]
  /** Access changes from ledger to live, riskiest first. */
  readonly access: readonly Region[]
  /** The source of the tools that witnesses use. */
  readonly tools: FoundDrift['tools']
  /** Patterns of regions that no tool of the workspace serves: the platform denies such calls. */
  readonly withoutTool: readonly string[]
  readonly unmanaged: readonly string[]
  /** Live policies that cannot be read: nobody knows what they do to access. */
  readonly unreadable: readonly Unreadable[]
  /** The least reliable source that was needed for the bindings. */
  readonly bindings: BindingSource
  /** Differences between PolicyBinding documents of the files and the bindings of agents. */
  readonly bindingDrift: BindingDrift
  readonly notReady: readonly NotReady[]
  readonly unknownFields: readonly PolicyField[]
  /** Checked on live. */
  readonly guardrails: readonly GuardrailDocument[]
}

export interface DriftView
  extends Pick<
    FoundDrift,
    'before' | 'after' | 'served' | 'interrupted' | 'adopted' | 'claimed' | 'madeElsewhere' | 'guardrails'
  > {
  /** The lock of another apply, running or dead; null: nobody holds the lock. */
  readonly lock: HeldLock | null
  /** Target that the user named, for the commands in the output. */
  readonly namedTarget: string | null
  /** Names of the unmanaged policies that no file has, also if the config ignores them: no apply changes them. */
  readonly inNoFile: readonly string[]
  /** `safety.unmanaged` of the config. */
  readonly unmanagedAre: Safety['unmanaged']
  readonly causesOf: (region: Region) => readonly Cause[]
  /** Name and version of policyctl. */
  readonly tool: string
}

export interface DriftFacts
  extends Pick<DriftView, 'lock' | 'namedTarget' | 'tool' | 'unmanagedAre' | 'causesOf'> {
  readonly found: FoundDrift
  readonly target: string
  readonly ledger: string
}

/** @param exitCode true: exit status 2 if there is drift, also if agents have other policies than the documents say. */
export function driftAnswer(
  { found, target, ledger, ...seen }: DriftFacts,
  { exitCode }: { readonly exitCode: boolean },
): DriftAnswer {
  const {
    changes,
    access,
    tools,
    withoutTool,
    unmanaged,
    unreadable,
    bindings,
    bindingDrift,
    notReady,
    unknownFields,
    ...rest
  } = found
  const uncompared = uncomparedIn(found)
  return {
    kind: 'drift',
    document: {
      formatVersion: 1,
      target,
      ledger,
      changes,
      access,
      tools,
      withoutTool,
      unmanaged,
      unreadable,
      bindings,
      bindingDrift,
      notReady,
      unknownFields,
      guardrails: found.guardrails.map(guardrailDocument),
    },
    status: strongest(
      failsForUnmanaged(found.guardrails, seen.unmanagedAre) ? EXIT.no : EXIT.done,
      exitCode && (changes.length > 0 || uncompared.length > 0 || isBoundOtherwise(bindingDrift))
        ? EXIT.pending
        : EXIT.done,
    ),
    view: { ...rest, ...seen, ...withoutFile(found, seen.unmanagedAre) },
  }
}

function withoutFile(
  { unmanaged, adopted, claimed, madeElsewhere }: FoundDrift,
  unmanagedAre: Safety['unmanaged'],
): Pick<DriftView, 'inNoFile' | 'madeElsewhere'> {
  const isInFile = new Set([...adopted, ...claimed].map(({ name }) => name))
  return {
    inNoFile: unmanaged.filter((name) => !isInFile.has(name)),
    madeElsewhere: listed(madeElsewhere, unmanagedAre),
  }
}

/** Policies that cannot be read are always listed. */
function listed(
  madeElsewhere: readonly LivePolicy[],
  unmanagedAre: Safety['unmanaged'],
): readonly LivePolicy[] {
  return unmanagedAre === 'ignore' ? madeElsewhere.filter(({ fault }) => fault !== undefined) : madeElsewhere
}
