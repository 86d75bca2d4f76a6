import { compareAccess } from '../access/compare/compare.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import type { GuardrailResult } from '../access/questions/guardrail.ts'
import { type GuardrailDocument, guardrailDocument } from '../access/questions/guardrail-document.ts'
import { regionsOfTools, type ServedAccess } from '../access/questions/regions-of-tools.ts'
import { type FieldChange, fieldChanges } from '../change/field-changes.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { type RecordBetween, SAME_RECORD } from '../evidence/record-between.ts'
import type { PolicyField } from '../plan/plan.ts'
import { unknownFieldsIn } from '../plan/unknown-fields-of.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { Spec } from '../policy/policy.ts'
import type { Tool } from '../policy/tool.ts'
import type { Answer } from './answer.ts'
import type { Cause } from './cause.ts'
import { type Demands, statusOfDemands } from './demands.ts'
import {
  type AppliedState,
  appliedIn,
  type ReadSide,
  type UnreadableFile,
  unreadableFiles,
  unreadableOn,
} from './read-side.ts'

/** The document that `diff --format json` prints (schema/diff.schema.json). */
export interface DiffDocument {
  readonly formatVersion: 1
  readonly from: string
  readonly to: string
  /** The least reliable source that was needed for the second side's bindings. */
  readonly bindings: ReadSide['bindings']
  /** True if the PolicyBinding documents of both sides differ: `access` reckons with them, and no command writes them. */
  readonly bindingsDiffer: boolean
  /** For each side that is a ledger's revision: the apply that wrote it. */
  readonly asOf: readonly AppliedState[]
  /** If both sides are targets: the names of the first that were translated to those of the second; otherwise []. */
  readonly mapped: readonly { readonly from: string; readonly to: string }[]
  /** If both sides are revisions of one ledger: policies that were live before the ledger took them over. Neither `changes` nor `access` has them as new. */
  readonly takenOver: readonly string[]
  /** If both sides are revisions of one ledger: policies that the ledger gave up, and that stay live. Neither `changes` nor `access` has them as gone. */
  readonly givenUp: readonly string[]
  readonly changes: readonly PolicyChange[]
  readonly access: readonly Region[]
  /** The source of the tools that witnesses use. */
  readonly tools: ServedAccess['tools']
  /** Patterns of regions that no tool of the workspace serves: the platform denies such calls. */
  readonly withoutTool: readonly string[]
  /** Live policies of either side that cannot be read. They are not in `changes`, and nobody knows what they do to access. */
  readonly unreadable: ReadSide['unreadable']
  /** Files of either side that cannot be read: what they have is not compared. */
  readonly unreadableFiles: readonly UnreadableFile[]
  /** Policies that only one side has, and that may be in such a file of the other side. They are not in `changes`, nor in `access`. */
  readonly uncompared: readonly string[]
  /** Live fields that the schema does not know and the other side does not name. They are not in `changes`. */
  readonly unknownFields: readonly PolicyField[]
  /** Checked on the second side. */
  readonly guardrails: readonly GuardrailDocument[]
}

export interface PolicyChange {
  readonly policy: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldChange[]
}

/** The comparison of two sides. */
export type DiffAnswer = Answer<'diff', DiffDocument, DiffView>

export interface DiffView {
  /** The findings of severity error in the files of both sides. */
  readonly errors: readonly Finding[]
  /** Checked on the second side. */
  readonly guardrails: readonly GuardrailResult[]
  /** True if the first side is the workspace: a policy that only it has is shown as removed, but apply would not delete it. */
  readonly isFromLive: boolean
  readonly causesOf: (region: Region) => readonly Cause[]
  /** The sides themselves, for media that decide requests again. */
  readonly from: ReadSide
  readonly to: ReadSide
  /** The tools of the workspace, if a side is a workspace; null: none is, or they cannot be read. */
  readonly tools: readonly Tool[] | null
  /** Name and version of policyctl. */
  readonly tool: string
  /** The target whose files are a side; absent or null: there is none. */
  readonly target?: string | null
}

export interface Compared
  extends Pick<DiffView, 'guardrails' | 'causesOf' | 'from' | 'to' | 'tools' | 'tool' | 'target'>,
    Pick<DiffDocument, 'mapped' | 'uncompared'> {
  /** The policies that only one of two revisions of a ledger has, and that are on both sides. Default: none. */
  readonly record?: RecordBetween
  /** Paths that the config calls the server's own. */
  readonly serverFields: readonly string[]
}

/** The exit status is 1 for errors in files, and for guardrails that are broken or match nothing. */
export function diffAnswer(compared: Compared, demands: Demands): DiffAnswer {
  const { from, to, guardrails, causesOf, tools, tool, target = null } = compared
  const document = diffDocument(compared)
  const { changes, access, takenOver, givenUp } = document
  const errors = [...from.errors, ...to.errors]
  const isBroken = guardrails.some(isFault)
  return {
    kind: 'diff',
    document,
    status: strongest(
      errors.length > 0 || isBroken ? EXIT.no : EXIT.done,
      statusOfDemands(demands, {
        access,
        // Nobody knows whether an unreadable policy differs, so --exit-code must not say that nothing does.
        isDifferent:
          [changes, access, takenOver, givenUp].some((list) => list.length > 0) ||
          document.unreadable.length > 0,
      }),
    ),
    view: { errors, guardrails, isFromLive: from.kind === 'live', causesOf, from, to, tools, tool, target },
  }
}

/** Tells whether a guardrail is broken or matches nothing. An agent that matches nothing is no fault: only the workspace knows all agents. */
function isFault({ result, unmatched }: GuardrailResult): boolean {
  return result === 'violated' || unmatched.some(({ part }) => part !== 'agents')
}

function diffDocument(compared: Compared): DiffDocument {
  const { from, to, record = SAME_RECORD, mapped, uncompared, guardrails, serverFields, tools } = compared
  return {
    formatVersion: 1,
    from: from.name,
    to: to.name,
    bindings: to.bindings,
    bindingsDiffer: documentsDiffer(from, to),
    asOf: appliedIn(from, to),
    mapped,
    takenOver: [...record.takenOver.keys()],
    givenUp: [...record.givenUp.keys()],
    changes: changesBetween(from, to),
    ...accessBetween({ from, to, tools }),
    unreadable: unreadableOn(from, to),
    unreadableFiles: unreadableFiles([...from.errors, ...to.errors]),
    uncompared,
    unknownFields: [...unknownOn(from, to, serverFields), ...unknownOn(to, from, serverFields)],
    guardrails: guardrails.map(guardrailDocument),
  }
}

/** Bindings of live and of a ledger are facts of a workspace; those of documents are only what files say. */
export function documentsDiffer(from: ReadSide, to: ReadSide): boolean {
  if (from.bindings !== 'documents' || to.bindings !== 'documents') return false
  return JSON.stringify([...from.access.bindings]) !== JSON.stringify([...to.access.bindings])
}

function changesBetween(from: ReadSide, to: ReadSide): readonly PolicyChange[] {
  const names = new Set([...from.access.policies.keys(), ...to.access.policies.keys()])
  return [...names].sort().flatMap((policy): readonly PolicyChange[] => {
    const [before, after] = comparable(
      { side: from, spec: from.access.policies.get(policy) ?? null },
      { side: to, spec: to.access.policies.get(policy) ?? null },
    )
    if (before === null) return [{ policy, kind: 'added', fields: fieldChanges(null, after) }]
    if (after === null) return [{ policy, kind: 'removed', fields: fieldChanges(before, null) }]
    return isSameSpec(before, after) ? [] : [{ policy, kind: 'changed', fields: fieldChanges(before, after) }]
  })
}

/** Compares access. Unknown fields of a live policy are dropped: they must not make its routes differ. */
function accessBetween({ from, to, tools }: Pick<Compared, 'from' | 'to' | 'tools'>): ServedAccess {
  const shown = (side: ReadSide, other: ReadSide): AccessSide => {
    if (side.kind !== 'live') return side.access
    const { policies: known } = other.access
    const policies = [...side.access.policies].map(
      ([name, spec]) => [name, liveAsKnown(spec, known.get(name) ?? null)] as const,
    )
    return { ...side.access, policies: new Map(policies) }
  }
  const [before, after] = [shown(from, to), shown(to, from)]
  return regionsOfTools(compareAccess(before, after), { before, after, tools })
}

/** The unreadable policies of both sides, each once: both sides may be the same workspace. */
function unknownOn(
  { kind, access }: ReadSide,
  other: ReadSide,
  serverFields: readonly string[],
): readonly PolicyField[] {
  if (kind !== 'live') return []
  const live = [...access.policies].map(([name, spec]) => ({ name, spec, usedBy: null }))
  const named = (policy: string): Spec | null => other.access.policies.get(policy) ?? null
  return unknownFieldsIn(live, { ledger: null, serverFields, named })
}

interface SpecOfSide {
  readonly side: ReadSide
  readonly spec: Spec | null
}

/** Prepares two specs for a comparison: fields that a server added are no change. */
function comparable(from: SpecOfSide, to: SpecOfSide): readonly [Spec | null, Spec | null] {
  const shown = (one: SpecOfSide, other: SpecOfSide): Spec | null =>
    one.spec === null || one.side.kind !== 'live' ? one.spec : liveAsKnown(one.spec, other.spec)
  return [shown(from, to), shown(to, from)]
}
