/**
 * Compares a saved plan with the files and with live. Only the list of policies
 * is taken from it: steps, guards and order are computed again.
 */
import { resolve } from 'node:path'
import { staleMessage } from '../apply/mismatch.ts'
import type { Desired } from '../change/desired.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { readText } from '../files/read-text.ts'
import { DENY_NOTHING, interimSpec } from '../plan/interim-spec.ts'
import type { Plan, Step } from '../plan/plan.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import { isSameWorkspace, type Workspace } from '../policy/workspace.ts'
import type { Context } from '../workbench/context.ts'
import type { TargetIdentity } from '../workbench/target-identity.ts'

/** @throws PolicyctlError path-not-found, plan-invalid, plan-format. */
export async function readSavedPlan({ cwd, version }: Context, name: string): Promise<Plan> {
  const text = readText(resolve(cwd, name))
  // The validator is large, so it is loaded only when needed.
  const { parsePlan } = await import('../plan/read-plan-file.ts')
  if (text !== null) return parsePlan(text, name, `policyctl ${version}`)
  throw new PolicyctlError('path-not-found', {
    message: `there is no plan file ${name === '' ? "''" : name} that could be read`,
    hint: 'write one with policyctl plan --out FILE; to apply single policies, name them with --only',
  })
}

/** @throws PolicyctlError plan-target. */
export function refuseOtherTarget({ target }: Plan, identity: TargetIdentity): void {
  const { name } = identity
  if (target.name === name && isSameWorkspace(target, identity)) return
  throw new PolicyctlError('plan-target', {
    message: `the plan is for '${target.name}' at ${whereWords(target)}, and this target is '${name}' at ${whereWords(identity)}`,
    hint: `apply it with --target ${target.name}, or plan again for '${name}'`,
  })
}

function whereWords({ endpoint, namespace }: Workspace): string {
  return namespace === null ? endpoint : `${endpoint} (namespace ${namespace})`
}

/** Refuses if the files do not ask for the reviewed steps any more. @throws PolicyctlError stale-plan. */
export function refuseOtherFiles({ steps }: Plan, desired: Desired): void {
  refuseStale(
    steps.flatMap(({ policy, after }) => {
      const wanted = desired.get(policy)?.spec ?? null
      return isSameSpec(after, wanted) ? [] : [`${policy} ${filesFact(after, wanted)}`]
    }),
  )
}

function filesFact(planned: Spec | null, wanted: Spec | null): string {
  if (wanted === null) return 'is in no file any more'
  return planned === null ? 'is deleted by the plan, but the files have it' : 'differs in the files now'
}

/** Refuses unless the live policy of each step is as before it, half-way, or as after it. @throws PolicyctlError stale-plan. */
export function refuseOtherLive(
  { steps }: Plan,
  { live, unreadable }: { readonly live: readonly LivePolicy[]; readonly unreadable: readonly LivePolicy[] },
): void {
  const specs = new Map(live.map(({ name, spec }) => [name, spec]))
  const unread = new Set(unreadable.map(({ name }) => name))
  refuseStale(
    steps.flatMap((step) => {
      if (unread.has(step.policy)) return [`${step.policy} cannot be read live any more`]
      const found = specs.get(step.policy)
      const seen = found === undefined ? null : liveAsKnown(found, step.before, step.after)
      if (statesOf(step).some((spec) => isSameSpec(spec, seen))) return []
      return [`${step.policy} ${liveFact(step.before, seen)}`]
    }),
  )
}

/** The message of a stale write, without its 'it' and its advice. */
function liveFact(before: Spec | null, seen: Spec | null): string {
  const [fact = ''] = staleMessage(before, seen).split(';', 1)
  return fact.replace(/^it /, '')
}

/**
 * Refuses a saved step that is neither planned now nor done already. Otherwise a
 * step that nothing asks for, such as a delete of a policy that this repository
 * never managed, would be reported as carried out.
 * @param planned names of the policies that are planned now. @param isAsked
 * whether --only asks for a policy.
 * @throws PolicyctlError stale-plan.
 */
export function refuseUnplanned(
  saved: Plan,
  { planned, live }: { planned: ReadonlySet<string>; live: readonly LivePolicy[] },
  isAsked: (policy: string) => boolean,
): void {
  const left = undone(saved, live).filter(({ policy }) => !planned.has(policy) && isAsked(policy))
  refuseStale(
    left.map(({ policy, action }) => `${policy}: nothing asks for its ${action} now, and it is not done`),
  )
}

/** Steps that are not done yet: the live policy differs from the wanted one. */
function undone({ steps }: Plan, live: readonly LivePolicy[]): readonly Step[] {
  const specs = new Map(live.map(({ name, spec }) => [name, spec]))
  return steps.filter(({ policy, before, after }) => {
    const found = specs.get(policy)
    return !isSameSpec(after, found === undefined ? null : liveAsKnown(found, after, before))
  })
}

/** Steps that are done already. */
export function doneSteps(saved: Plan, live: readonly LivePolicy[]): readonly Step[] {
  const open = new Set(undone(saved, live))
  return saved.steps.filter((step) => !open.has(step))
}

/** States that an earlier run of the plan may have left, also after a create that the server spoiled. They are computed, not read from the file. */
function statesOf({ before, after }: Step) {
  const states = [before, after, interimSpec(before, after)]
  return before === null ? [...states, DENY_NOTHING] : states
}

/** The most policies that are named; further ones are only counted. */
const SHOWN = 5

/** @param facts one for each policy that does not fit the plan, with its name. */
function refuseStale(facts: readonly string[]): void {
  if (facts.length === 0) return
  const rest = facts.length - SHOWN
  const shown = facts.slice(0, SHOWN).join(', ')
  throw new PolicyctlError('stale-plan', {
    message: `the plan is stale: ${shown}${rest > 0 ? `, and ${rest} more` : ''}`,
    hint: 'make a new plan, and have it reviewed again',
  })
}
