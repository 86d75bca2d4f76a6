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
  const read = await readForPlan({ workbench, asked, choices })
  checkNames(read)
  const input = withoutUnreadable(await inputOf(read), read.unreadable, read.handOvers)
  const { reads } = await workbench.target()
  if (choices.readsUsage === true) {
    const { ledger, desired } = input
    await refuseShortList(reads, { live: read.live, ledger, desired })
  }
  const planned = makePlan(input)
  const hidden = choices.readsUsage === true ? hiddenUsage(planned, read.live) : new Set<string>()
  if (hidden.size === 0) return { ...planned, ...factsOf(read, input) }
  const live = await withUsage(read.live, hidden, reads)
  return { ...makePlan({ ...input, live }), ...factsOf({ ...read, live }, input) }
}

/** Reads ledger, workspace and checkout. */
async function readForPlan(asking: Asking): Promise<Read> {
  const { workbench, asked, choices } = asking
  const access = await workbench.ledger.access()
  const { place } = access
  const [{ snapshot, lock, look }, { policies: live, bindings: liveBindings, ...rest }, uncommitted] =
    await Promise.all([
      workbench.ledger.readWithLock(),
      readLiveWithTools(workbench),
      // In parallel with the requests, so that git shows the files as they were just read.
      place === null ? [] : uncommittedFiles(place.repository, asked.decided),
    ])
  const ledger = withHeldIntent(snapshot, lock)
  const { only = [], names } = choices
  const scope = { only, ...(names === undefined ? {} : { names }) }
  const { policies: folder } = workbench.project.config
  const handOvers = await planHandOvers({ ...scope, place, look, desired: asked.desired, ledger, folder })
  const noLedger = access.place === null ? access.reason : null
  return { ...asking, ...rest, live, liveBindings, snapshot, lock, ledger, handOvers, uncommitted, noLedger }
}

/** Refuses a glob of `only` that matches nothing, and reports overrides that do. */
function checkNames({ workbench, asked, choices, live, unreadable, snapshot }: Read): void {
  const seen = [...live, ...unreadable]
  const { only, names, overrides, strayAreTold = false } = choices
  assertOnly(only, seen, [asked.desired, snapshot?.policies, snapshot?.pending, names])
  if (overrides === undefined || strayAreTold) return
  const remembered = snapshot === null ? [] : [...snapshot.policies.keys(), ...snapshot.pending.keys()]
  const known = new Set([...seen.map(({ name }) => name), ...asked.desired.keys(), ...remembered])
  tellStrayOverrides(overrides, known, workbench.context)
}

function factsOf(read: Read, { isBehind }: PlanInput): Omit<Prepared, keyof Planned> {
  const { workbench, choices, live, liveBindings, unreadable, snapshot, noLedger, lock } = read
  const { serverFields, safety } = workbench.project.config
  const isHeld = isBehind && choices.overrides?.allowBehind !== true
  return {
    ...{ live, liveBindings, unreadable, snapshot, noLedger, lock, serverFields },
    uncommitted: read.uncommitted,
    unmanagedAre: safety.unmanaged,
    ...(isHeld ? heldBack(read.handOvers) : { handOvers: read.handOvers, heldBack: new Set<string>() }),
  }
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
  reads: Target['reads'],
): Promise<readonly LivePolicy[]> {
  const shown: LivePolicy[] = []
  for (const policy of live) {
    const alone = hidden.has(policy.name) ? await reads.get(policy.name) : null
    shown.push(alone === null ? policy : { ...policy, usedBy: alone.usedBy })
  }
  return shown
}

interface Asking {
  readonly workbench: Workbench
  readonly asked: AskedFor
  readonly choices: PlanChoices
}

/** Everything that was read for one plan. */
interface Read
  extends Asking,
    Pick<
      Prepared,
      'live' | 'liveBindings' | 'unreadable' | 'snapshot' | 'noLedger' | 'lock' | 'handOvers' | 'uncommitted'
    > {
  /** null: they cannot be read. */
  readonly tools: readonly Tool[] | null
  /** The ledger with the intended writes of another run, so that these do not count as edits. */
  readonly ledger: LedgerSnapshot | null
}

async function inputOf(read: Read): Promise<PlanInput> {
  const { workbench, asked, choices, live, tools, liveBindings, snapshot, handOvers, uncommitted } = read
  const { config } = workbench.project
  const { place } = await workbench.ledger.access()
  const missing = choices.ignoresHead === true ? null : await missingCommit(place, snapshot, handOvers)
  const ledger = ledgerAfter(read.ledger, handOvers)
  const { desired, bindings } = asked
  const { only = [], names, takes, overrides = NO_OVERRIDES, skipBlocked = false } = choices
  return {
    ...{ desired, bindings, live, tools, liveBindings },
    ledger: missing === null || ledger === null ? ledger : { ...ledger, commit: missing },
    keepsLedger: place !== null,
    ...runFacts(workbench),
    git: { commit: place?.repository.head ?? null, dirty: uncommitted.length > 0 },
    ...{ only, overrides, skipBlocked },
    ...(names === undefined ? {} : { names }),
    ...(takes === undefined ? {} : { takes }),
    isBehind: missing !== null,
    theirs: handOvers.theirs,
    handOvers: plannedHandOvers(handOvers),
    changesHands: handOvers.given.size + handOvers.taken.size > 0,
    serverFields: config.serverFields,
    safety: config.safety,
    exceptions: config.exceptions,
    guardrails: await guardrailsOf(workbench),
  }
}

function runFacts(workbench: Workbench): Pick<PlanInput, 'target' | 'isOneOfSeveral' | 'createdAt' | 'tool'> {
  const { context, isOneOfSeveral } = workbench
  const { name, endpoint, namespace } = workbench.identity()
  return {
    target: { name, endpoint, namespace },
    isOneOfSeveral,
    createdAt: context.clock.now().toISOString(),
    tool: `policyctl ${context.version}`,
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
