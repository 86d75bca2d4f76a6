/** Compares the access of an apply with two other states: what was applied last, and what the newest commit wants. */
import { compareAccess } from '../access/compare/compare.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import { regionLoosens } from '../access/model/opens.ts'
import type { Region } from '../access/model/region.ts'
import { regionsOfTools } from '../access/questions/regions-of-tools.ts'
import { unreadableFiles } from '../answers/read-side.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { bringCommit } from '../git/default-branch.ts'
import { interimSpec } from '../plan/interim-spec.ts'
import type { Plan } from '../plan/plan.ts'
import { type Becomes, sideAfter } from '../plan/sides.ts'
import { fingerprint } from '../policy/fingerprint.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import { notCovered, type RiskEntry, riskEntries } from '../review/risk-entry.ts'
import { soundConfigAt } from '../workbench/config-at.ts'
import type { Project } from '../workbench/project.ts'
import { openSides } from '../workbench/side.ts'
import { parseSideName } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { REMOTE } from './checkout.ts'
import type { PlannedTarget } from './plan-target.ts'
import type { Session } from './session.ts'

/** The changes of access since the last apply, and the side from which they lead. */
export interface SinceApplied {
  readonly access: readonly Region[]
  readonly before: AccessSide
}

/**
 * Returns the changes of access since the last apply. An apply that stopped between its two writes of a policy left
 * less access than before and after it: what goes on from there opens nothing that was not open before.
 */
export async function accessSinceApplied(
  session: Session,
  { target, plan, sides }: PlannedTarget,
): Promise<SinceApplied> {
  if (!plan.access.some(regionLoosens)) return { access: plan.access, before: sides.before }
  const options = { target: target.flag, config: null }
  const applied = await withWorkbench(
    session.context,
    options,
    async ({ ledger }) => (await ledger.readWithLock()).snapshot?.policies ?? new Map<string, Spec>(),
  )
  const interrupted = plan.steps.flatMap((step) => leftBetween(step, applied))
  if (interrupted.length === 0) return { access: plan.access, before: sides.before }
  const before = sideAfter(sides.before, interrupted)
  return { access: changesFrom(before, sides.after, sides), before }
}

/** Returns the policy as it was applied last if live has exactly what stands between that and the new spec. */
function leftBetween({ policy, origin, before, after }: Plan['steps'][number], applied: Policies): Becomes[] {
  const spec = applied.get(policy) ?? null
  const between = interimSpec(spec, after)
  const isBetween =
    origin === 'repository' &&
    before !== null &&
    between !== null &&
    fingerprint(before) === fingerprint(between)
  return isBetween ? [{ policy, spec }] : []
}

/**
 * closed: the newest commit does not open it. no-target: it has no such target any more, so no later run would close it
 * there. unreadable: its config or a file cannot be read, so nobody knows.
 */
export type TakenBackCause = 'closed' | 'no-target' | 'unreadable'

export interface TakenBack {
  readonly cause: TakenBackCause
  /** At least one. */
  readonly regions: readonly Region[]
}

/**
 * Finds the access that an apply would open and that the newest commit of the default branch is not seen to open:
 * somebody may have taken it back since. An old run that is started again, or whose turn comes late, must not open it.
 */
export async function takenBack(session: Session, planned: PlannedTarget): Promise<TakenBack | null> {
  const { context, defaultBranch, repository } = session
  const { target, plan, sides } = planned
  const opening = plan.access.filter(regionLoosens)
  if (opening.length === 0 || defaultBranch === null || repository === null) return null
  const { tip } = defaultBranch
  if (repository.head === tip) return null
  await bringCommit(repository, REMOTE, tip)
  const state = await targetAtTip(session, { flag: target.flag, tip })
  if (state !== 'there') return { cause: state, regions: opening }
  const { name } = plan.target
  const { entries, isLost } = await openedAt(context, planned, { commit: tip, before: sides.before })
  const regions = opening.filter((region) => notCovered(riskEntries(name, [region]), entries).length > 0)
  return regions.length === 0 ? null : { cause: isLost ? 'unreadable' : 'closed', regions }
}

/** The access that the files of a commit would open. */
interface OpenedAt {
  readonly entries: readonly RiskEntry[]
  /** True if a policy is not in the commit, and a file of it cannot be read. */
  readonly isLost: boolean
}

/**
 * Computes what the policies of a plan's steps would open as a commit has them.
 *
 * @param before the access from which they open it.
 */
export async function openedAt(
  context: Session['context'],
  { target, plan, sides }: PlannedTarget,
  { commit, before }: { readonly commit: string; readonly before: AccessSide },
): Promise<OpenedAt> {
  const options = { target: target.flag, config: null }
  const [, side] = await withWorkbench(context, options, (workbench) =>
    openSides(['files', `git:${commit}`].map(parseSideName), workbench),
  )
  const wanted = plan.steps.map(({ policy }) => ({
    policy,
    spec: side?.access.policies.get(policy) ?? null,
  }))
  const changes = changesFrom(before, sideAfter(before, wanted), sides)
  return {
    entries: riskEntries(plan.target.name, changes),
    isLost: wanted.some(({ spec }) => spec === null) && unreadableFiles(side?.errors ?? []).length > 0,
  }
}

/** Tells whether the config of the newest commit still has the target, with the same workspace. */
async function targetAtTip(
  { context, project }: Session,
  { flag, tip }: { readonly flag: string | null; readonly tip: string },
): Promise<'there' | Exclude<TakenBackCause, 'closed'>> {
  if (flag === null) return 'there'
  try {
    const options = { target: flag, config: null }
    const config = await withWorkbench(context, options, async (workbench) => {
      const place = await workbench.repository()
      return place.git === null ? null : soundConfigAt(place, tip)
    })
    const [own, newest] = [project.config.targets.get(flag), config?.targets.get(flag)]
    return newest !== undefined && own !== undefined && workspaceOf(own) === workspaceOf(newest)
      ? 'there'
      : 'no-target'
  } catch (error) {
    if (error instanceof PolicyctlError && error.code === 'config-invalid') return 'unreadable'
    throw error
  }
}

type Settings = Pick<
  NonNullable<ReturnType<Project['config']['targets']['get']>>,
  'embedded' | 'endpoint' | 'namespace'
>

function workspaceOf({ embedded, endpoint, namespace }: Settings): string {
  return JSON.stringify([embedded ?? null, endpoint ?? null, namespace ?? null])
}

function changesFrom(
  before: AccessSide,
  after: AccessSide,
  { served: tools }: PlannedTarget['sides'],
): readonly Region[] {
  return regionsOfTools(compareAccess(before, after), { before, after, tools }).access
}
