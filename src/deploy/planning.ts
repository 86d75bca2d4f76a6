/**
 * Makes the plan of a project. `plan`, `apply`, `rollback` and the Action share
 * it, so that preview and apply are the same calculation.
 */
import { ledgerAfter } from '../change/hand-over.ts'
import { withHeldIntent } from '../git/held-intent.ts'
import { isAncestor } from '../git/is-ancestor.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import type { Lock } from '../git/lock-commit.ts'
import { uncommittedFiles } from '../git/working-tree.ts'
import { NO_OVERRIDES, type Overrides, type Safety } from '../plan/guards/guard.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { PlanInput, Planned } from '../plan/plan-input.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LiveBindings } from '../policy/live-bindings.ts'
import type { LivePolicy, UnreadablePolicy } from '../policy/live-policy.ts'
import type { Tool } from '../policy/tool.ts'
import { assertOnly } from '../workbench/assert-only.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import type { ProjectFiles } from '../workbench/project-files.ts'
import { refuseShortList } from '../workbench/refuse-short-list.ts'
import type { Target } from '../workbench/target.ts'
import { readLiveWithTools } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { type HandOvers, NO_HAND_OVERS, planHandOvers, plannedHandOvers } from './hand-overs.ts'
import { tellStrayOverrides } from './tell-stray-overrides.ts'
import { withoutUnreadable } from './without-unreadable.ts'

export type AskedFor = Pick<ProjectFiles, 'desired' | 'bindings' | 'decided'>

export interface PlanChoices {
  /** Globs of policy names; empty: all. */
  readonly only?: readonly string[]
  /** Exactly these policies; absent: all. */
  readonly names?: ReadonlySet<string>
  /** Policies besides `names` that may be taken over if nothing is written to them. */
  readonly takes?: ReadonlySet<string>
  readonly overrides?: Overrides
  /** True if overrides without effect were reported before, with the plan that is carried out now. Default: false. */
  readonly strayAreTold?: boolean
  readonly skipBlocked?: boolean
  /**
   * True before writes: asks also for what the list may not show: which agents use the policies
   * to be deleted, and policies that only the ledger has.
   */
  readonly readsUsage?: boolean
  /** True for a rollback: it goes back on purpose, so guard `behind` does not apply. */
  readonly ignoresHead?: boolean
}

/** A plan, and the facts that it was made from. */
export interface Prepared extends Planned {
  readonly live: readonly LivePolicy[]
  readonly liveBindings: LiveBindings
  /** Paths of fields that the config leaves to the server. */
  readonly serverFields: readonly string[]
  /** `safety.unmanaged` of the config. */
  readonly unmanagedAre: Safety['unmanaged']
  /** Live policies that cannot be read; `live` has none of them. */
  readonly unreadable: readonly UnreadablePolicy[]
  readonly snapshot: LedgerSnapshot | null
  /** The reason why there can be no ledger; null: there can be one. */
  readonly noLedger: string | null
  /** The lock of another run, which may have died. */
  readonly lock: Lock | null
  readonly handOvers: HandOvers
  /** Policies of other projects that this plan would take over, if the checkout were not behind; they stay theirs. */
  readonly heldBack: ReadonlySet<string>
  /** Deciding files that differ from HEAD. */
  readonly uncommitted: readonly string[]
}

/** Sends one request for policies (more with `readsUsage`), one for tools and one for each agent. @throws PolicyctlError usage for `only`, those of the ledger and of git, StoreFailure. */
export async function prepare(
  workbench: Workbench,
  asked: AskedFor,
  choices: PlanChoices = {},
): Promise<Prepared> {
  const target = await workbench.target()
  const access = await workbench.ledger.access()
  const { place } = access
  const [{ snapshot, lock, look }, { policies: live, bindings, unreadable, tools }, uncommitted] =
    await Promise.all([
      workbench.ledger.readWithLock(),
      readLiveWithTools(workbench),
      // In parallel with the requests, so that git shows the files as they were just read.
      place === null ? [] : uncommittedFiles(place.repository, asked.decided),
    ])
  const scope = { only: choices.only ?? [], ...(choices.names === undefined ? {} : { names: choices.names }) }
  const ledger = withHeldIntent(snapshot, lock)
  const handOvers = await planHandOvers({
    ...scope,
    place,
    look,
    desired: asked.desired,
    ledger,
  })
  assertOnly(
    choices.only,
    [...live, ...unreadable],
    [asked.desired, snapshot?.policies, snapshot?.pending, choices.names],
  )
  if (choices.overrides !== undefined && choices.strayAreTold !== true)
    tellStrayOverrides(
      choices.overrides,
      new Set([
        ...[...live, ...unreadable].map((policy) => policy.name),
        ...asked.desired.keys(),
        ...(snapshot === null ? [] : [...snapshot.policies.keys(), ...snapshot.pending.keys()]),
      ]),
      workbench.context,
    )
  const seen = { live, tools, liveBindings: bindings, snapshot, ledger, handOvers, uncommitted }
  const input = withoutUnreadable(
    await inputOf({ workbench, asked, choices, ...seen }),
    unreadable,
    handOvers,
  )
  if (choices.readsUsage === true)
    await refuseShortList(target.reads, { live, ledger: input.ledger, desired: input.desired })
  const planned = makePlan(input)
  const hidden = choices.readsUsage === true ? hiddenUsage(planned, live) : new Set<string>()
  const { serverFields, safety } = workbench.project.config
  const isHeld = input.isBehind && choices.overrides?.allowBehind !== true
  const read = {
    snapshot,
    lock,
    serverFields,
    unmanagedAre: safety.unmanaged,
    ...(isHeld ? heldBack(handOvers) : { handOvers, heldBack: new Set<string>() }),
    liveBindings: bindings,
    unreadable,
    uncommitted,
    noLedger: access.place === null ? access.reason : null,
  }
  if (hidden.size === 0) return { ...planned, ...read, live }
  const shown = await withUsage(live, hidden, target)
  return { ...makePlan({ ...input, live: shown }), ...read, live: shown }
}

/** Drops all hand-overs: an old checkout must not move policies between projects. */
function heldBack(handOvers: HandOvers): Pick<Prepared, 'handOvers' | 'heldBack'> {
  const { given, taken } = NO_HAND_OVERS
  return { handOvers: { ...handOvers, given, taken }, heldBack: new Set(handOvers.taken.keys()) }
}

/** Finds policies to be deleted whose usage the list does not show. */
function hiddenUsage({ plan }: Planned, live: readonly LivePolicy[]): ReadonlySet<string> {
  const deleted = new Set(plan.steps.flatMap(({ action, policy }) => (action === 'delete' ? [policy] : [])))
  return new Set(live.flatMap(({ name, usedBy }) => (usedBy === null && deleted.has(name) ? [name] : [])))
}

async function withUsage(
  live: readonly LivePolicy[],
  hidden: ReadonlySet<string>,
  { reads }: Target,
): Promise<readonly LivePolicy[]> {
  const shown: LivePolicy[] = []
  for (const policy of live) {
    const alone = hidden.has(policy.name) ? await reads.get(policy.name) : null
    shown.push(alone === null ? policy : { ...policy, usedBy: alone.usedBy })
  }
  return shown
}

interface Read {
  readonly workbench: Workbench
  readonly asked: AskedFor
  readonly choices: PlanChoices
  readonly live: readonly LivePolicy[]
  /** null: they cannot be read. */
  readonly tools: readonly Tool[] | null
  readonly liveBindings: LiveBindings
  readonly snapshot: LedgerSnapshot | null
  /** The ledger with the intended writes of another run, so that these do not count as edits. */
  readonly ledger: LedgerSnapshot | null
  readonly handOvers: HandOvers
  readonly uncommitted: readonly string[]
}

async function inputOf({
  workbench,
  asked,
  choices,
  live,
  tools,
  liveBindings,
  snapshot,
  ledger,
  handOvers,
  uncommitted,
}: Read): Promise<PlanInput> {
  const { context, project } = workbench
  const { config } = project
  const { name, endpoint, namespace } = workbench.identity()
  const { place } = await workbench.ledger.access()
  const missing = choices.ignoresHead === true ? null : await missingCommit(place, snapshot, handOvers)
  const seen = ledgerAfter(ledger, handOvers)
  return {
    desired: asked.desired,
    bindings: asked.bindings,
    live,
    tools,
    liveBindings,
    ledger: missing === null || seen === null ? seen : { ...seen, commit: missing },
    theirs: handOvers.theirs,
    keepsLedger: place !== null,
    target: { name, endpoint, namespace },
    isOneOfSeveral: workbench.isOneOfSeveral,
    git: { commit: place?.repository.head ?? null, dirty: uncommitted.length > 0 },
    createdAt: context.clock.now().toISOString(),
    tool: `policyctl ${context.version}`,
    only: choices.only ?? [],
    ...(choices.names === undefined ? {} : { names: choices.names }),
    ...(choices.takes === undefined ? {} : { takes: choices.takes }),
    isBehind: missing !== null,
    handOvers: plannedHandOvers(handOvers),
    changesHands: handOvers.given.size + handOvers.taken.size > 0,
    serverFields: config.serverFields,
    safety: config.safety,
    exceptions: config.exceptions,
    overrides: choices.overrides ?? NO_OVERRIDES,
    guardrails: await guardrailsOf(workbench),
    skipBlocked: choices.skipBlocked ?? false,
  }
}

/** Finds a commit that HEAD lacks and that was applied by this project, or by one that a policy is taken from. */
async function missingCommit(
  place: LedgerPlace | null,
  snapshot: LedgerSnapshot | null,
  { taken }: HandOvers,
): Promise<string | null> {
  if (place === null) return null
  const { repository, remote } = place
  const applied = [snapshot?.commit, ...[...taken.values()].map(({ ledger }) => ledger?.commit)]
  for (const commit of new Set(applied)) {
    if (commit == null) continue
    const { head } = repository
    if (head === null || !(await isAncestor(repository, { ancestor: commit, of: head, remote })))
      return commit
  }
  return null
}
