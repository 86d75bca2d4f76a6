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
import { notCovered, riskEntries } from '../review/risk-entry.ts'
import { soundConfigAt } from '../workbench/config-at.ts'
import type { Project } from '../workbench/project.ts'
import { openSides } from '../workbench/side.ts'
import { parseSideName } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { REMOTE } from './checkout.ts'
import type { PlannedTarget } from './plan-target.ts'
import type { Session } from './session.ts'

/**
 * Returns the changes of access since the last apply. An apply that stopped between its two writes of a policy left
 * less access than before and after it: what goes on from there opens nothing that was not open before.
 */
export async function accessSinceApplied(
  session: Session,
  { target, plan, sides }: PlannedTarget,
): Promise<readonly Region[]> {
  if (!plan.access.some(regionLoosens)) return plan.access
  const options = { target: target.flag, config: null }
  const applied = await withWorkbench(
    session.context,
    options,
    async ({ ledger }) => (await ledger.readWithLock()).snapshot?.policies ?? new Map<string, Spec>(),
  )
  const interrupted = plan.steps.flatMap((step) => leftBetween(step, applied))
  return interrupted.length === 0
    ? plan.access
    : changesFrom(sideAfter(sides.before, interrupted), sides.after, sides)
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
  const options = { target: target.flag, config: null }
  const [, newest] = await withWorkbench(context, options, (workbench) =>
    openSides(['files', `git:${tip}`].map(parseSideName), workbench),
  )
  const wanted = plan.steps.map(({ policy }) => ({
    policy,
    spec: newest?.access.policies.get(policy) ?? null,
  }))
  const { name } = plan.target
  const kept = riskEntries(name, changesFrom(sides.before, sideAfter(sides.before, wanted), sides))
  const regions = opening.filter((region) => notCovered(riskEntries(name, [region]), kept).length > 0)
  if (regions.length === 0) return null
  const isLost = wanted.some(({ spec }) => spec === null) && unreadableFiles(newest?.errors ?? []).length > 0
  return { cause: isLost ? 'unreadable' : 'closed', regions }
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
