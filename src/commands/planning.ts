/**
 * From a project to a plan: what `plan`, `apply`, `rollback` and the Action
 * share, so that preview and deed are one calculation.
 */
import { withHeldIntent } from '../git/held-intent.ts'
import { isAncestor } from '../git/is-ancestor.ts'
import { type LedgerPlace, readLedger } from '../git/ledger.ts'
import { readLock } from '../git/lock.ts'
import { gitState } from '../git/working-tree.ts'
import { brokenGuardrails } from '../plan/guards/broken-guardrails.ts'
import { NO_OVERRIDES, type Overrides } from '../plan/guards/guard.ts'
import { makePlan, type Planned } from '../plan/make-plan.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Invocation } from './command.ts'
import { type LedgerAccess, openLedger } from './ledger-place.ts'
import type { Project } from './project.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Target } from './target.ts'

/** What a plan is made from, and where it would go. */
export interface Planning {
  readonly invocation: Invocation
  readonly project: Project
  readonly target: Target
  readonly ledger: LedgerAccess
}

export type Asked = Pick<ProjectFiles, 'desired' | 'bindings'>

export interface PlanChoices {
  /** Globs of policy names; none: all. */
  readonly only?: readonly string[]
  /** Exactly these policies; absent: all. */
  readonly names?: ReadonlySet<string>
  readonly overrides?: Overrides
  readonly skipBlocked?: boolean
  /** A rollback goes back on purpose: HEAD says nothing about it. */
  readonly ignoresHead?: boolean
}

/** A plan with what it was made from. */
export interface Prepared extends Planned {
  readonly live: readonly LivePolicy[]
  readonly snapshot: LedgerSnapshot | null
}

export async function openPlanning(
  invocation: Invocation,
  project: Project,
  target: Target,
): Promise<Planning> {
  return { invocation, project, target, ledger: await openLedger(invocation.context, project, target) }
}

/** One request to the API. @throws PolicyctlError of the ledger and of git, StoreFailure. */
export async function prepare(
  planning: Planning,
  asked: Asked,
  choices: PlanChoices = {},
): Promise<Prepared> {
  const { invocation, project, target, ledger } = planning
  const { place } = ledger
  const [live, snapshot, lock] = await Promise.all([
    target.store.list(),
    place === null ? null : readLedger(place),
    place === null ? null : readLock(place),
  ])
  const { config } = project
  const planned = makePlan({
    ...asked,
    live,
    ledger: withHeldIntent(snapshot, lock),
    target: { name: target.name, endpoint: target.endpoint },
    git: await gitOf(place, planning),
    createdAt: invocation.context.clock.now().toISOString(),
    tool: `policyctl ${invocation.context.version}`,
    only: choices.only ?? [],
    ...(choices.names === undefined ? {} : { names: choices.names }),
    isBehind: choices.ignoresHead !== true && (await isBehind(place, snapshot)),
    safety: config.safety,
    exceptions: config.exceptions,
    overrides: choices.overrides ?? NO_OVERRIDES,
    brokenGuardrails: (side) => brokenGuardrails(config.guardrails, side),
    skipBlocked: choices.skipBlocked ?? false,
  })
  return { ...planned, live, snapshot }
}

async function gitOf(place: LedgerPlace | null, { project }: Planning) {
  if (place === null) return { commit: null, dirty: false }
  return gitState(place.repository, [project.config.policies])
}

async function isBehind(place: LedgerPlace | null, snapshot: LedgerSnapshot | null): Promise<boolean> {
  if (place === null || snapshot?.commit == null) return false
  const { repository, remote } = place
  if (repository.head === null) return true
  return !(await isAncestor(repository, { ancestor: snapshot.commit, of: repository.head, remote }))
}
