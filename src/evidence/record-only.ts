/**
 * Tells apart what a commit of a ledger changes in the record alone: policies that were live before the
 * repository took them over, and policies that it gave up and that stay live. A statement records the
 * change of the ledger, which is signed; people ask for the change of the workspace.
 */
import type { RequestFocus } from '../access/compare/focus.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import type { LedgerContents } from '../policy/ledger-snapshot.ts'
import type { Spec } from '../policy/policy.ts'
import { accessChange, heldSides } from './recorded-access.ts'
import type { VerifiedCommit } from './verify-chain.ts'

export interface RecordOnly {
  /** Policies that were live before, sorted; with the spec that they had then, null if nobody knows it. */
  readonly takenOver: ReadonlyMap<string, Spec | null>
  /** Policies that stay live and that the ledger no longer has. Sorted. */
  readonly givenUp: readonly string[]
}

const NOTHING: RecordOnly = { takenOver: new Map(), givenUp: [] }

/** @param parent content of the commit before; null: there is none, or it cannot be read. */
export function recordOnly(
  parent: LedgerContents | null,
  { contents, said, message }: ChainCommit,
): RecordOnly {
  if (contents === null || (said?.deed ?? null) === null) return NOTHING
  const lines = message.split('\n')
  const written = new Set(lines)
  const [before, after] = [parent?.policies ?? new Map<string, Spec>(), contents.policies]
  const taken = [...after.keys()].filter(
    (name) => !before.has(name) && !written.has(`created ${name}`) && !isBegun(parent, name),
  )
  return {
    takenOver: new Map(
      taken
        .toSorted()
        .map((name) => [
          name,
          written.has(`updated ${name}`) ? lastSeen(parent, name) : (after.get(name) ?? null),
        ]),
    ),
    givenUp: [...before.keys()]
      .filter((name) => !after.has(name) && lines.some((line) => isGivingUp(line, name)))
      .toSorted(),
  }
}

/** An apply that was cut off may have created the policy; the run that found it only wrote that down. */
function isBegun(parent: LedgerContents | null, name: string): boolean {
  return parent?.pending.get(name)?.includes(null) === true
}

/** The spec that `adopt` saw live. */
function lastSeen(parent: LedgerContents | null, name: string): Spec | null {
  const [spec = null, ...more] = parent?.pending.get(name) ?? []
  return more.length === 0 ? spec : null
}

function isGivingUp(line: string, name: string): boolean {
  return line === `forgot ${name}` || line.startsWith(`handed over ${name} to `)
}

/** The change of the workspace, of which the record knows; without what was there before, or still is. */
export function workspaceChange(
  parent: LedgerContents | null,
  commit: ChainCommit & { readonly contents: LedgerContents },
  focus: RequestFocus | null = null,
): readonly Region[] {
  const only = recordOnly(parent, commit)
  if (isNone(only)) return accessChange(parent, commit.contents, focus)
  return accessChange(...withLive(parent, commit.contents, only), focus)
}

/** The regions that a statement records, without those of the record alone; [] without a statement. */
export function workspaceAccess(
  { commit, statement }: Pick<VerifiedCommit, 'commit' | 'statement'>,
  parent: LedgerContents | null,
): readonly Region[] {
  const recorded = statement?.predicate.access ?? []
  const { contents } = commit
  return contents === null || isNone(recordOnly(parent, commit))
    ? recorded
    : workspaceChange(parent, { ...commit, contents })
}

/** Both sides of the workspace, as the record knows them. */
export function workspaceSides(
  parent: LedgerContents | null,
  commit: ChainCommit & { readonly contents: LedgerContents },
): readonly [AccessSide, AccessSide] {
  const only = recordOnly(parent, commit)
  return isNone(only)
    ? heldSides(parent, commit.contents)
    : heldSides(...withLive(parent, commit.contents, only))
}

function isNone({ takenOver, givenUp }: RecordOnly): boolean {
  return takenOver.size + givenUp.length === 0
}

type Held = Pick<LedgerContents, 'policies' | 'bindings'>

function withLive(
  parent: LedgerContents | null,
  after: LedgerContents,
  { takenOver, givenUp }: RecordOnly,
): readonly [Held, Held] {
  const [was, is] = [new Map(parent?.policies), new Map(after.policies)]
  for (const [name, spec] of takenOver) if (spec !== null) was.set(name, spec)
  for (const name of givenUp) {
    const spec = was.get(name)
    if (spec !== undefined) is.set(name, spec)
  }
  return [
    { policies: was, bindings: parent?.bindings ?? null },
    { policies: is, bindings: after.bindings },
  ]
}
