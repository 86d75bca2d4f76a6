/** Compares the access of an apply with two other states: what was applied last, and what the newest commit wants. */
import { compareAccess } from '../access/compare/compare.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import { regionLoosens } from '../access/model/opens.ts'
import type { Region } from '../access/model/region.ts'
import { regionsOfTools } from '../access/questions/regions-of-tools.ts'
import { unreadableFiles } from '../answers/read-side.ts'
import { bringCommit } from '../git/default-branch.ts'
import { interimSpec } from '../plan/interim-spec.ts'
import type { Plan } from '../plan/plan.ts'
import { type Becomes, sideAfter } from '../plan/sides.ts'
import { fingerprint } from '../policy/fingerprint.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import { notCovered, type RiskEntry, riskEntries } from '../review/risk-entry.ts'
import { openSides } from '../workbench/side.ts'
import { parseSideName } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { REMOTE } from './checkout.ts'
import type { PlannedTarget } from './plan-target.ts'
import type { Session } from './session.ts'
import { type TargetAtTip, targetAtTip } from './target-at-tip.ts'

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

export interface TakenBack {
  /** closed: the newest commit does not open it. unreadable: its config or a file cannot be read, so nobody knows. */
  readonly cause: { readonly kind: 'closed' } | Exclude<TargetAtTip, { readonly kind: 'there' }>
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
  const state = await targetAtTip(session, { flag: target.flag, tip, workspace: plan.target })
  if (state.kind !== 'there') return { cause: state, regions: opening }
  const kept = await openedAt(context, planned, { commit: tip, before: sides.before })
  if (kept === null) return { cause: { kind: 'unreadable' }, regions: opening }
  const { name } = plan.target
  const regions = opening.filter((region) => notCovered(riskEntries(name, [region]), kept).length > 0)
  return regions.length === 0 ? null : { cause: { kind: 'closed' }, regions }
}

/**
 * Computes what the files of a commit would open. Every policy that the commit or the files of this run have counts,
 * since a deny in another policy closes access too.
 *
 * @param before the access from which they open it. @returns null if a file of the commit cannot be read.
 */
export async function openedAt(
  context: Session['context'],
  { target, plan, sides }: PlannedTarget,
  { commit, before }: { readonly commit: string; readonly before: AccessSide },
): Promise<readonly RiskEntry[] | null> {
  const options = { target: target.flag, config: null }
  const [own, side] = await withWorkbench(context, options, (workbench) =>
    openSides(['files', `git:${commit}`].map(parseSideName), workbench),
  )
  if (unreadableFiles(side?.errors ?? []).length > 0) return null
  const specs = side?.access.policies ?? new Map<string, Spec>()
  const ofFiles = [own, side].flatMap((one) => [...(one?.access.policies.keys() ?? [])])
  const names = new Set([...plan.steps.map(({ policy }) => policy), ...ofFiles])
  const wanted = [...names].map((policy) => ({ policy, spec: specs.get(policy) ?? null }))
  return riskEntries(plan.target.name, changesFrom(before, sideAfter(before, wanted), sides))
}

function changesFrom(
  before: AccessSide,
  after: AccessSide,
  { served: tools }: PlannedTarget['sides'],
): readonly Region[] {
  return regionsOfTools(compareAccess(before, after), { before, after, tools }).access
}
