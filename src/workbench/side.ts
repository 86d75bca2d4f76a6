/**
 * Reads the sides of a comparison: the working tree, a revision, a folder, the
 * workspace, the ledger. Every command that looks at policies reads them here.
 *
 * Bindings come from PolicyBinding documents, and from the workspace if it is one
 * of the sides: no apply changes bindings, so the agents' live policies hold for
 * the other side too. A ledger recorded the bindings of its time; files that are
 * compared with it take those.
 */

import type { ReadSide } from '../answers/read-side.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { type Bindings, bindingsOf } from '../policy/binding.ts'
import type { HeldRevision } from '../policy/ledger-snapshot.ts'
import { agentsOf, withDocuments } from '../policy/live-bindings.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { writesWorkspace } from '../policy/recorded-files.ts'
import { readSide, type SideFiles } from './read-side.ts'
import { type SideName, sideText } from './side-name.ts'
import type { Workbench } from './workbench.ts'

export interface Side extends ReadSide {
  readonly kind: SideName['kind']
  /** Agents that the workspace does not name although it was asked, so that only PolicyBinding documents bind them. */
  readonly documented: ReadonlySet<string>
  /** The workspace; null for sides that are no workspace. */
  readonly target: { readonly name: string; readonly endpoint: string } | null
}

/**
 * Reads the sides. If some of them have nothing, tells which, and takes them as empty.
 *
 * @param besides sides that are read as well, but cannot stand in for a missing one.
 * @throws PolicyctlError of targets and stores for live, git-required and
 * revision-unknown for git, path-not-found for dir, ledger-missing for ledger;
 * project-not-found, path-not-found if nothing was found on any of `names`.
 */
export async function openSides(
  names: readonly SideName[],
  workbench: Workbench,
  besides: readonly SideName[] = [],
): Promise<readonly Side[]> {
  const read: SideFiles[] = []
  for (const name of names) read.push(await readSide(name, workbench))
  tellAbsent(read, workbench)
  for (const name of besides) read.push(await readSide(name, workbench))
  tellHeld(read, workbench)
  return read.map((side) => sideOf(side, bindingsFor(side, read)))
}

function tellAbsent(read: readonly SideFiles[], { context }: Workbench): void {
  const absent = read.flatMap(({ state }) => (state.kind === 'absent' ? [state.error] : []))
  if (absent.length === read.length && absent[0] !== undefined) throw absent[0]
  for (const { name, state } of read) {
    if (state.kind === 'there') continue
    const what = state.kind === 'empty' ? state.what : state.error.message
    context.notify({ kind: 'note', text: `${sideText(name)} is empty: ${what}` })
  }
}

/** Tells for each ledger side which revision it is, and until when that one held. */
function tellHeld(read: readonly SideFiles[], { context }: Workbench): void {
  for (const { name, held } of read) {
    if (held === null) continue
    const text = `${sideText(name)} is ledger ${held.revision.slice(0, 12)}, ${madeText(held)}; ${endText(held)}`
    context.notify({ kind: 'note', text })
    for (const { revision, at } of held.leftOut) {
      const short = revision.slice(0, 12)
      const warning = `${sideText(name)} leaves out ledger ${short}: it is dated ${at} and follows a later date, so a clock was wrong, and nobody knows when it was made`
      context.notify({ kind: 'warning', text: warning })
    }
  }
}

function endText({ at, until }: HeldRevision): string {
  if (until === null) return 'nothing was recorded since that changed it'
  return until < at
    ? 'the next revision has an earlier date, so nobody knows until when it held'
    : `it held until ${until}`
}

function madeText({ deed, at }: HeldRevision): string {
  if (deed === null || writesWorkspace(deed)) return `applied at ${at}`
  const left = LEAVING.has(deed) ? ': what left the ledger there was given up, not deleted' : ''
  return `recorded at ${at} by ${deed}, which writes nothing to the workspace${left}`
}

const LEAVING: ReadonlySet<string> = new Set(['forget', 'hand-over'])

type BoundBy = Pick<Side, 'bindings' | 'documented'> & { readonly bound: Bindings }

/** Takes bindings that a side does not know from the other sides. */
function bindingsFor(side: SideFiles, read: readonly SideFiles[]): BoundBy {
  if (side.ledgerBindings !== null)
    return { bound: side.ledgerBindings, bindings: 'ledger', documented: NONE }
  const live = read.flatMap(({ liveBindings }) => liveBindings ?? [])[0]
  const ledger = read.flatMap(({ ledgerBindings }) => ledgerBindings ?? [])[0]
  const isLedger = side.name.kind === 'ledger'
  const documents = read.flatMap(({ bindings }) => bindings)
  if (live !== undefined) {
    const documented = documents.flatMap(({ agent }) => (live.agents.has(agent) ? [] : [agent]))
    const bound = withDocuments(live, documents)
    return { bound, bindings: live.source, documented: new Set(documented) }
  }
  if (ledger !== undefined)
    return { bound: withDocuments(agentsOf(ledger), documents), bindings: 'ledger', documented: NONE }
  // If the ledger has no bindings, those of the documents hold for it too: else every agent would seem to be new.
  return {
    bound: bindingsOf(isLedger ? documents : side.bindings),
    bindings: 'documents',
    documented: NONE,
  }
}

const NONE: ReadonlySet<string> = new Set()

/** If two policies have one name, the first counts; the second is an error. */
function sideOf(
  { name, policies, unreadable, errors, target, held }: SideFiles,
  { bound, bindings, documented }: BoundBy,
): Side {
  const byName = new Map<string, ParsedPolicy | LivePolicy>()
  const duplicates: Finding[] = []
  for (const policy of policies) {
    const key = 'policy' in policy ? policy.policy.name : policy.name
    if (!byName.has(key)) byName.set(key, policy)
    else if ('policy' in policy) duplicates.push(duplicate(policy))
  }
  const parsed = [...byName].flatMap(([key, policy]) => ('policy' in policy ? [[key, policy] as const] : []))
  const specs = [...byName].map(
    ([key, policy]) => [key, 'policy' in policy ? policy.policy.spec : policy.spec] as const,
  )
  return {
    name: sideText(name),
    kind: name.kind,
    access: { policies: new Map(specs), bindings: bound },
    bindings,
    documented,
    unreadable,
    parsed: new Map(parsed),
    errors: [...errors, ...duplicates],
    target,
    held,
  }
}

function duplicate({ policy, placeOf }: ParsedPolicy): Finding {
  return {
    ...placeOf(['name']),
    check: 'duplicate-policy',
    severity: 'error',
    message: `there is another policy named ${policy.name}`,
    hint: 'give each policy a name of its own',
    policy: policy.name,
    fixable: false,
  }
}
